import NIOCore

/// Tells the service manager that the event loops run: a token goes from loop to loop, and the last one sends the sign.
///
/// A loop that is stuck holds the token up, so the sign stays away and the manager ends the process
/// (systemd.service(5), WatchdogSec=).
struct Watchdog: Sendable {
    private let loops: [any EventLoop]
    private let interval: TimeAmount
    private let notifier: ServiceNotifier

    /// A watchdog over `loops` that signs twice in every `limitMicroseconds`.
    init(_ loops: [any EventLoop], limitMicroseconds: Int64, notifier: ServiceNotifier) {
        self.loops = loops
        self.notifier = notifier
        interval = .microseconds(max(limitMicroseconds / 2, 1000))
    }

    /// Begins with a sign, and goes on until the loops end.
    func start() {
        pass(0)
    }

    private func pass(_ index: Int) {
        guard index < loops.count else {
            notifier.alive()
            loops.first?.scheduleTask(in: interval) { pass(0) }
            return
        }
        loops[index].execute { pass(index + 1) }
    }

    /// What the manager asks of this process: the microseconds of `WATCHDOG_USEC`, if `WATCHDOG_PID` is this process
    /// or not set (sd_watchdog_enabled(3)).
    static func limitMicroseconds(_ environment: (String) -> String?, processID: Int32) -> Int64? {
        guard let limit = environment("WATCHDOG_USEC").flatMap(Int64.init), limit > 0 else { return nil }
        if let id = environment("WATCHDOG_PID"), Int32(id) != processID { return nil }
        return limit
    }
}
