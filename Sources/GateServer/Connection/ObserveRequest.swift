import GateRuntime

/// A request that was just answered, and what is told of it.
struct FinishedRequest {
    var outcome: Outcome
    var id: RequestID
    /// Nil where no head could be read.
    var head: RequestInput?
    /// Nil where the body was not read whole.
    var bodyBytes: Int?
    var peer: IPAddress?
    /// When its first byte came, on the loop's clock.
    var startedAt: UInt64
    /// Whether it counts among those in flight.
    var wasAdmitted: Bool
    /// Nil where nobody traces.
    var span: RequestSpan?
}

extension GatewayLoop {
    /// Begins the span of a request whose head has come; nil where nobody traces.
    func beginSpan(_ request: RequestInput, endpoint: Int?, _ served: ServedGraph) -> RequestSpan? {
        guard let tracing else { return nil }
        return tracing.begin(
            name: endpoint.map { served.graph.endpointNames[$0] } ?? "unrouted",
            method: request.headBytes.part(request.head.method),
            head: request.headBytes,
            headers: request.headers,
            request: request.id
        )
    }

    /// Counts a request, writes its line where it has one, and ends its span.
    func observe(_ request: FinishedRequest, _ served: ServedGraph) {
        clock.read()
        let nanoseconds = clock.now &- request.startedAt
        let outcome = request.outcome
        let measured = MeasuredRequest(
            outcome: outcome,
            nanoseconds: nanoseconds,
            bodyBytes: request.bodyBytes,
            wasAdmitted: request.wasAdmitted
        )
        served.meters.meter(outcome.endpoint).record(measured, served: served)
        if logs(outcome, served) { log(request, served, nanoseconds: nanoseconds) }
        if let span = request.span {
            let branch = outcome.branch.map { served.graph.branchNames[$0] }
            span.end(outcome, branch: branch, client: outcome.client ?? request.peer)
        }
    }

    /// Forgets a request whose client went away before it was whole.
    func abandon(_ endpoint: Int?, _ span: RequestSpan?, _ served: ServedGraph) {
        served.meters.meter(endpoint).leave()
        span?.abandon()
    }

    private func log(_ request: FinishedRequest, _ served: ServedGraph, nanoseconds: UInt64) {
        var trace = request.span?.ids
        if trace == nil, let head = request.head, served.accessLog.fields.contains(.trace) {
            let context = TraceContext(head.headers, of: head.headBytes)
            trace = context.map { TraceIDs($0.parent, request: request.id) }
        }
        let record = AccessRecord(
            id: request.id,
            method: request.head.map { $0.headBytes.part($0.head.method) } ?? .empty,
            outcome: request.outcome,
            microseconds: Int(truncatingIfNeeded: nanoseconds / 1000),
            peer: request.peer,
            trace: trace,
            seconds: clock.seconds,
            nanoseconds: clock.nanoseconds
        )
        write(record, served)
    }
}
