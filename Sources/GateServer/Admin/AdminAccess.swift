import Synchronization

/// What requests to an admin listener may do; changes at a reload while it listens.
final class AdminAccess: Sendable {
    struct Rules: Sendable {
        /// Nil where none is asked for.
        var token: AdminToken?
        var allowsReload: Bool
    }

    private let current: Mutex<Rules>

    init(_ rules: Rules) {
        current = Mutex(rules)
    }

    /// The rules for a request that comes now.
    var rules: Rules {
        get { current.withLock { $0 } }
        set { current.withLock { $0 = newValue } }
    }
}
