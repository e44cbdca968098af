/// A moment in the time of day.
package struct WallTime: Sendable, Equatable {
    /// Seconds since 1970.
    package var seconds: Int64
    /// Nanoseconds within the second.
    package var nanoseconds: Int32

    package init(seconds: Int64 = 0, nanoseconds: Int32 = 0) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    /// The time now.
    package static func now() -> WallTime {
        let time = LoopClock.wallTime()
        return WallTime(seconds: time.seconds, nanoseconds: time.nanoseconds)
    }
}
