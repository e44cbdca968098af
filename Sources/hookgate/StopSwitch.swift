import Synchronization

/// Stops the services; it is handed to one of them before they are a group.
final class StopSwitch: Sendable {
    private let action = Mutex<(@Sendable () -> Void)?>(nil)

    func connect(_ action: @escaping @Sendable () -> Void) {
        self.action.withLock { $0 = action }
    }

    func turn() {
        action.withLock { $0 }?()
    }
}
