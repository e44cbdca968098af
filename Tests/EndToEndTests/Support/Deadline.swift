import Glibc

/// Why a test cannot go on: the program, or the socket, did not do what was waited for.
struct HarnessError: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) {
        self.description = description
    }

    /// A failed system call.
    static func system(_ call: String) -> HarnessError {
        HarnessError("\(call): \(String(cString: strerror(errno)))")
    }
}

/// A moment by which something must have happened.
///
/// Generous, since it ends a test that hangs and measures nothing.
struct Deadline {
    /// Seconds for anything that takes milliseconds on an idle machine.
    static let usualSeconds = 30

    private let end: ContinuousClock.Instant

    init(seconds: Int = Deadline.usualSeconds) {
        end = ContinuousClock.now + .seconds(seconds)
    }

    /// What is left for `poll(2)`; 0 once it has passed.
    var milliseconds: CInt {
        let left = ContinuousClock.now.duration(to: end)
        return CInt(
            clamping: max(0, left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000)
        )
    }

    /// Waits until one of the descriptors has something to read, or has ended; nil once the deadline has passed.
    func awaitInput(_ descriptors: [CInt]) throws -> [CInt]? {
        var polled = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        while true {
            let count = poll(&polled, nfds_t(polled.count), milliseconds)
            if count > 0 { return polled.filter { $0.revents != 0 }.map(\.fd) }
            if count == 0 { return nil }
            guard errno == EINTR else { throw HarnessError.system("poll") }
        }
    }
}
