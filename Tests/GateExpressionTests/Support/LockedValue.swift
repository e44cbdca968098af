import Synchronization

/// A value that one thread leaves for another.
final class LockedValue<Value: Sendable>: Sendable {
    private let stored = Mutex<Value?>(nil)

    func set(_ value: Value) { stored.withLock { $0 = value } }

    func take() -> Value? { stored.withLock { $0 } }
}
