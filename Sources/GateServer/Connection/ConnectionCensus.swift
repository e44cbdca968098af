import CoreMetrics
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
    private let accepted: Counter
    private let refused: Counter

    /// A census of no connections, which tells `metrics` of those that come.
    init(metrics: any MetricsFactory) {
        accepted = Counter(label: MetricName.connectionsAccepted, dimensions: [], factory: metrics)
        refused = Counter(label: MetricName.connectionsRefused, dimensions: [], factory: metrics)
    }

    /// Connections that are open.
    var openCount: Int { count.load(ordering: .relaxed) }

    /// Counts a connection in.
    ///
    /// Each must ``leave()``, whatever the answer.
    func enter(limit: Int) -> Admission {
        let open = count.add(1, ordering: .relaxed).newValue
        if open <= limit {
            accepted.increment()
            return .served
        }
        refused.increment()
        return open <= limit + ConnectionCensus.refusedMax ? .refused : .dropped
    }

    func leave() {
        count.subtract(1, ordering: .relaxed)
    }
}
