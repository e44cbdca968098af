import GateRuntime

/// The meters of a graph on one event loop.
struct EndpointMeters {
    private let byEndpoint: [EndpointMeter]
    /// For requests that reach no endpoint.
    private let unrouted: EndpointMeter

    /// The meters of `graph`, which go on where those of the graph before it stopped.
    init(_ graph: BoundGraph, after previous: EndpointMeters?) {
        byEndpoint = graph.endpointNames.indices.map { EndpointMeter(graph, endpoint: $0) }
        unrouted = .unrouted()
        guard let previous else { return }
        unrouted.takeOver(previous.unrouted, expressions: [])
        let old = Dictionary(previous.byEndpoint.map { ($0.name, $0) }) { first, _ in first }
        for meter in byEndpoint {
            guard let other = old[meter.name] else { continue }
            meter.takeOver(other, expressions: graph.expressions)
        }
    }

    /// The meter of an endpoint, or of none.
    func meter(_ endpoint: Int?) -> EndpointMeter {
        guard let endpoint, byEndpoint.indices.contains(endpoint) else { return unrouted }
        return byEndpoint[endpoint]
    }

    /// The numbers of all, to be sent to another thread; those of no endpoint first.
    func samples() -> [EndpointSample] {
        [unrouted.sample()] + byEndpoint.map { $0.sample() }
    }
}
