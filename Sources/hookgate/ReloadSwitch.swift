import GateServer
import Synchronization

/// Reloads the configuration; it is handed to the admin listener, which the reloader in turn has to know.
final class ReloadSwitch: Sendable {
    private let reloader = Mutex<Reloader?>(nil)

    func connect(_ reloader: Reloader) {
        self.reloader.withLock { $0 = reloader }
    }

    func turn() async -> ReloadReport {
        if let reloader = reloader.withLock({ $0 }) { return await reloader.reload(.admin) }
        return ReloadReport(
            trigger: .admin,
            result: .refused,
            at: .now(),
            nanoseconds: 0,
            generation: 0,
            summary: "the gateway is starting"
        )
    }
}
