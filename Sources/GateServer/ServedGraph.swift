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
    let accessLog: AccessLog
    let meters: EndpointMeters

    /// The graph of `source`; what is counted goes on from the graph before it.
    init(_ source: GraphSource, after previous: ServedGraph? = nil) {
        graph = source.make()
        describeFault = source.describeFault
        let settings = graph.settings
        limits = settings.limits
        accessLog = AccessLog(settings.log, endpoints: graph.endpointNames, branches: graph.branchNames)
        meters = EndpointMeters(graph, after: previous?.meters)
    }
}
