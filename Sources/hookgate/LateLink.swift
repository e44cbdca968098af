import Synchronization

/// Leads to a part that is made after the one that needs it: some parts of the daemon know each other.
final class LateLink<Part: Sendable>: Sendable {
    private let link = Mutex<Part?>(nil)

    /// Nil until ``connect(_:)``.
    var part: Part? { link.withLock { $0 } }

    func connect(_ part: Part) {
        link.withLock { $0 = part }
    }
}
