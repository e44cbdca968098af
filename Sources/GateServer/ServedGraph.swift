package import GateRuntime

/// Where event loops get their graph from: each makes its own, on its own thread.
package struct GraphSource: Sendable {
    /// Makes one loop's graph.
    package var make: @Sendable () -> BoundGraph
    /// The text for a fault's place in the configuration, for the log; nil where there is none.
    package var describeFault: @Sendable (Fault) -> String?

    package init(
        make: @escaping @Sendable () -> BoundGraph,
        describeFault: @escaping @Sendable (Fault) -> String? = { _ in nil }
    ) {
        self.make = make
        self.describeFault = describeFault
    }
}

/// A graph as one event loop serves it.
///
/// A request keeps the one that it began with.
final class ServedGraph {
    let graph: BoundGraph
    let limits: ServerLimits
    let describeFault: (Fault) -> String?
    /// Whether a request gets a line in the log.
    let logsAccess: Bool
    /// Whether an evaluation that failed does.
    let logsFaults: Bool
    let endpointFields: NameFields
    let branchFields: NameFields

    init(_ source: GraphSource) {
        graph = source.make()
        describeFault = source.describeFault
        let settings = graph.settings
        limits = settings.limits
        logsAccess = settings.log.access && settings.log.level <= .info
        logsFaults = settings.log.level <= .error
        endpointFields = NameFields("endpoint", graph.endpointNames)
        branchFields = NameFields("branch", graph.branchNames)
    }
}

/// Names of the graph as they are logged, `,"endpoint":"name"`, escaped once.
struct NameFields {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    init(_ key: StaticString, _ names: [String]) {
        var text = LogText(capacity: 64)
        for name in names {
            // The only answer of an endpoint without branches has no name.
            if !name.isEmpty {
                text.append(",\"")
                text.append(key)
                text.append("\":")
                text.appendString(name)
            }
            ends.append(text.bytes.count)
        }
        bytes = text.bytes
    }

    /// The field at `index`; empty where there is no such name.
    func field(_ index: Int) -> ArraySlice<UInt8> {
        guard ends.indices.contains(index) else { return [] }
        return bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }
}
