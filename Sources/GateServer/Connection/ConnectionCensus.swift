import Synchronization

/// How many connections there are, over all loops.
///
/// Touched when one opens or closes, never by a request.
final class ConnectionCensus: Sendable {
    /// What becomes of a connection that opens.
    enum Admission {
        case served
        /// Told that there are too many, and closed.
        case refused
        /// Closed without a word: even those being refused are too many.
        case dropped
    }

    /// Connections that may be refused in words at the same time.
    private static let refusedMax = 256

    private let count = Atomic(0)

    /// Counts a connection in.
    ///
    /// Each must ``leave()``, whatever the answer.
    func enter(limit: Int) -> Admission {
        let open = count.add(1, ordering: .relaxed).newValue
        if open <= limit { return .served }
        return open <= limit + ConnectionCensus.refusedMax ? .refused : .dropped
    }

    func leave() {
        count.subtract(1, ordering: .relaxed)
    }
}
