import GateRuntime

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// The time as one event loop sees it: read once, used for everything that happens at that moment.
///
/// One read of the monotonic clock gives both durations and the time of day; the distance between the two is measured
/// again every second, so that a step of the system's clock is seen within one.
struct LoopClock {
    /// Nanoseconds since some moment in the past; never steps back.
    private(set) var now: UInt64 = 0
    /// Seconds since 1970.
    private(set) var seconds: Int64 = 0
    /// Nanoseconds within the second.
    private(set) var nanoseconds: Int32 = 0
    /// The Date header of the second.
    private(set) var date = HTTPDate(seconds: 0)
    /// The start of a log line of the second.
    private(set) var stamp = TimeStamp()

    private var wallOffset: Int64 = 0
    private var measuredAt: UInt64?

    private static let nanosecondsPerSecond: Int64 = 1_000_000_000

    init() {
        read()
    }

    /// Milliseconds since 1970.
    var milliseconds: Int64 { seconds * 1000 + Int64(nanoseconds) / 1_000_000 }

    /// Reads the clock.
    mutating func read() {
        now = LoopClock.monotonicTime()
        if measuredAt.map({ now &- $0 >= UInt64(LoopClock.nanosecondsPerSecond) }) ?? true {
            let wall = LoopClock.wallTime()
            wallOffset = wall.seconds * LoopClock.nanosecondsPerSecond + Int64(wall.nanoseconds) - Int64(now)
            measuredAt = now
        }
        let wall = Int64(now) + wallOffset
        let second = wall / LoopClock.nanosecondsPerSecond
        nanoseconds = Int32(truncatingIfNeeded: wall % LoopClock.nanosecondsPerSecond)
        guard second != seconds else { return }
        seconds = second
        date = HTTPDate(seconds: second)
        stamp.update(seconds: second)
    }

    /// Nanoseconds of the monotonic clock.
    static func monotonicTime() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// The time of day: seconds since 1970 and nanoseconds.
    static func wallTime() -> (seconds: Int64, nanoseconds: Int32) {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return (Int64(time.tv_sec), Int32(truncatingIfNeeded: time.tv_nsec))
    }
}
