/// A gateway without sockets or clock: it answers whole requests from memory, as the server does.
///
/// The same connection machine, graph and evaluation; for what has to know what a request gets without sending it. Not
/// `Sendable`, as the graph that it uses.
package final class OfflineGateway {
    /// What became of a request.
    package struct Result {
        package var outcome: Outcome
        /// The answers as they would be sent, head and body, `100 Continue` included.
        package var answer: [UInt8]
        /// What the evaluation did; empty where nobody asked for it, or the request did not get so far.
        package var trace = RequestTrace()
        /// The request's id.
        package var id: RequestID
    }

    /// What a request brings besides its bytes.
    package struct Circumstances {
        /// The other end of the connection; nil on a unix socket.
        package var peer: IPAddress?
        /// When the head was complete: seconds since 1970.
        package var seconds: Int64
        package var nanoseconds: Int32
        /// The request's id; nil for one that is made.
        package var id: RequestID?

        package init(peer: IPAddress? = .loopback, seconds: Int64 = 1_767_225_600, nanoseconds: Int32 = 0) {
            self.peer = peer
            self.seconds = seconds
            self.nanoseconds = nanoseconds
        }
    }

    /// The graph that answers.
    package let graph: BoundGraph
    private var workspace: Workspace
    private var headers = Arena<RequestHead.Header>(capacity: 64, limit: RequestHeadParser.headerLinesMax * 2)
    private var ids: RequestIDGenerator

    /// - Parameters:
    ///   - graph: the graph with values for its secrets.
    ///   - idSeed: what the requests' ids are made from; the same seed gives the same ids.
    package init(_ graph: BoundGraph, idSeed: UInt64 = 1) {
        self.graph = graph
        ids = RequestIDGenerator(seed: idSeed)
        workspace = Workspace(limits: graph.settings.limits.evaluation)
    }

    /// Answers the first request of some bytes; nil where they hold no whole request.
    ///
    /// The flow of an async endpoint has ended as well.
    package func answer(
        _ bytes: [UInt8],
        _ circumstances: Circumstances = Circumstances(),
        tracing detail: TraceDetail? = nil
    ) -> Result? {
        // The connection may move the pieces of a chunked body together.
        var memory = bytes
        return memory.withUnsafeMutableBytes { memory in
            var window = InputWindow(owning: memory)
            var answer: [UInt8] = []
            var machine = ConnectionMachine()
            var admitted: Int?
            let milliseconds = circumstances.seconds * 1000 + Int64(circumstances.nanoseconds / 1_000_000)
            let id = circumstances.id ?? ids.next(milliseconds: milliseconds)
            while true {
                switch machine.next(
                    &window,
                    limitBytes: graph.settings.limits.headerBytes,
                    headers: &headers
                ) {
                case .wait, .takeOwnership, .linger, .close: return nil
                case .sendContinue: answer += Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)
                case .decide(let head):
                    let request = input(head, window.view, id, circumstances, machine.closesAfterAnswer)
                    switch graph.admit(request, workspace: &workspace) {
                    case .admitted(let endpoint, let bodyLimitBytes):
                        admitted = endpoint
                        machine.admit(bodyLimitBytes: bodyLimitBytes)
                    case .refused(let refusal, let endpoint):
                        return refuse(refusal, request, id, endpoint, &answer)
                    }
                case .evaluate(let head, let body):
                    let request = input(head, window.view, id, circumstances, machine.closesAfterAnswer)
                    return evaluate(request, admitted, window.view.part(body), detail, &answer)
                case .refuse(let refusal, let head):
                    let request = head.map { input($0, window.view, id, circumstances, machine.closesAfterAnswer) }
                    return refuse(refusal, request, id, admitted, &answer)
                }
            }
        }
    }

    private func evaluate(
        _ request: RequestInput,
        _ endpoint: Int?,
        _ body: ByteView,
        _ detail: TraceDetail?,
        _ answer: inout [UInt8]
    ) -> Result? {
        guard let endpoint else { return nil }
        guard let detail else {
            let outcome = graph.answer(request, endpoint: endpoint, body: body, workspace: &workspace)
            takeOutput(&answer)
            return Result(outcome: graph.finish(outcome, workspace: &workspace), answer: answer, id: request.id)
        }
        var tracer = Tracer(detail)
        let outcome = graph.answer(request, endpoint: endpoint, body: body, &workspace, &tracer)
        takeOutput(&answer)
        let end = graph.finish(outcome, &workspace, &tracer)
        return Result(outcome: end, answer: answer, trace: tracer.trace, id: request.id)
    }

    private func refuse(
        _ refusal: Refusal,
        _ request: RequestInput?,
        _ id: RequestID,
        _ endpoint: Int?,
        _ answer: inout [UInt8]
    ) -> Result {
        let date = request?.date ?? HTTPDate(seconds: 0)
        let outcome = graph.refuse(refusal, request, id: id, date: date, endpoint: endpoint, workspace: &workspace)
        takeOutput(&answer)
        return Result(outcome: outcome, answer: answer, id: id)
    }

    private func takeOutput(_ answer: inout [UInt8]) {
        answer += Array(workspace.output.view(from: 0, count: workspace.output.count).unsafeBytes)
    }

    private func input(
        _ head: RequestHead,
        _ view: ByteView,
        _ id: RequestID,
        _ circumstances: Circumstances,
        _ closes: Bool
    ) -> RequestInput {
        RequestInput(
            head: head,
            headBytes: view.slice(0, head.byteCount),
            headers: TableView(headers.entries(from: 0, count: headers.count)),
            peer: circumstances.peer,
            id: id,
            seconds: circumstances.seconds,
            nanoseconds: circumstances.nanoseconds,
            date: HTTPDate(seconds: circumstances.seconds),
            closesConnection: closes
        )
    }
}
