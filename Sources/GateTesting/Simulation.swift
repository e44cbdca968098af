package import GateCompiler
package import GateRuntime

/// A compiled file that answers requests from memory: the whole path of the gateway, without sockets, secrets and clock.
///
/// Every secret is ``Compilation/placeholder``. Not `Sendable`: each thread makes its own.
package final class Simulation {
    package let compilation: Compilation
    /// The graph that answers, and where its pieces stand in the file.
    package let graph: Graph
    package let places: GraphPlaces
    /// What it takes to pass the verifiers of each endpoint.
    package let callers: [ValidCaller]
    private let gateway: OfflineGateway
    private let detail: TraceDetail

    /// - Parameters:
    ///   - compilation: a file without errors; nil comes of any other.
    ///   - explaining: whether traces hold values, and not the way alone.
    package init?(_ compilation: Compilation, explaining: Bool = false) {
        guard let graph = compilation.graph else { return nil }
        self.compilation = compilation
        if explaining, let explained = compilation.explaining() {
            (self.graph, places) = (explained.graph, explained.places)
            detail = explained.places.traceDetail
        } else {
            (self.graph, places) = (graph, compilation.places)
            detail = .path
        }
        callers = compilation.validCallers
        let secrets = graph.secrets.map { _ in Array(Compilation.placeholder.utf8) }
        gateway = OfflineGateway(BoundGraph(self.graph, secrets: secrets))
    }

    /// Answers a request; nil where it is no whole request.
    ///
    /// A request whose credentials are not written down and were accepted gets valid ones. What is not known of it is
    /// the same each time: the peer is the loopback address, the time the start of 2026, the id made from the time.
    package func answer(_ request: RecordedRequest) -> OfflineGateway.Result? {
        var circumstances = OfflineGateway.Circumstances(peer: request.peer ?? .loopback)
        if let time = request.time { (circumstances.seconds, circumstances.nanoseconds) = time }
        circumstances.id = RequestID(request.id ?? "00000000-0000-7000-8000-000000000000")
        let result = gateway.answer(request.bytes, circumstances, tracing: detail)
        guard let result, result.outcome.refusal == .unauthenticated, request.verified.contains("basic"),
            let endpoint = result.outcome.endpoint, callers.indices.contains(endpoint),
            let authorization = callers[endpoint].authorization
        else { return result }
        var authorized = request
        authorized.headers.removeAll { $0.name.lowercased() == "authorization" }
        authorized.headers.append((name: "Authorization", value: authorization))
        return gateway.answer(authorized.bytes, circumstances, tracing: detail)
    }

    /// The expression at which an evaluation failed; nil for a fault without a place.
    package func expression(of fault: Fault) -> ExpressionSite? { gateway.graph.expression(of: fault) }
}
