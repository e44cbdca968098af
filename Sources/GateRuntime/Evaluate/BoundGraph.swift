/// A graph with its secrets, bound to one event loop: the only thing that a request looks at.
///
/// Each loop has its own copy, so that no reference count or cache line is shared between loops. Not `Sendable`: it is
/// made on the loop (or thread) that uses it.
package final class BoundGraph {
    /// What the server needs of the file.
    package let settings: ServerSettings
    /// Names for the log, by the index in ``Outcome/endpoint``.
    package let endpointNames: [String]
    /// Names for the log, by the index in ``Outcome/branch``.
    package let branchNames: [String]
    /// The branches of each endpoint, a run of ``branchNames``.
    package let branchRanges: [Range<Int>]
    /// The status of each branch's answer.
    package let branchStatuses: [UInt16]
    /// Why requests of each endpoint can be refused.
    package let refusals: [[Refusal]]
    /// The verifiers of each endpoint, as the file names them, in the order in which they look.
    package let verifiers: [[String]]
    /// The expressions of the file and where they stand.
    package let expressions: [ExpressionSite]

    private let sites: [ProgramSite]
    private let tables: BoundTables
    private let view: GraphView

    /// Copies the graph's tables; `secrets` holds the value of each of `graph.secrets`, in order.
    package init(_ graph: Graph, secrets: [[UInt8]]) {
        precondition(secrets.count == graph.secrets.count, "every secret of the graph has a value")
        settings = graph.settings
        endpointNames = graph.endpointNames
        branchNames = graph.branchNames
        branchRanges = graph.endpoints.map(\.branches.indices)
        branchStatuses = graph.branchStatuses
        refusals = graph.endpoints.indices.map(graph.refusals(of:))
        verifiers = graph.endpoints.map { endpoint in
            (endpoint.checksAddress ? ["source_ip"] : []) + (endpoint.basic >= 0 ? ["basic"] : [])
        }
        expressions = graph.expressions
        sites = graph.sites
        tables = BoundTables(graph, secrets: secrets)
        view = tables.view
    }

    /// The expression that a fault came from; nil for one without a place.
    package func expression(of fault: Fault) -> ExpressionSite? {
        guard fault.site != Fault.unknownSite, sites.indices.contains(Int(fault.site)) else { return nil }
        let index = Int(sites[Int(fault.site)].expression)
        return expressions.indices.contains(index) ? expressions[index] : nil
    }

    /// What the head alone decides.
    package enum Admission {
        /// The endpoint wants the body. `bodyLimitBytes` bounds it.
        case admitted(endpoint: Int, bodyLimitBytes: Int)
        case refused(Refusal, endpoint: Int?)
    }

    /// Decides what can be decided before the body: route, method, announced length, address, credentials, media type.
    package func admit(_ request: RequestInput, workspace: inout Workspace) -> Admission {
        view.begin(request, limits: settings.limits.evaluation, &workspace)
        var captures = RouteCaptures()
        let match = matchRoute(
            view.routes,
            path: request.head.path,
            method: request.head.method,
            captures: &captures,
            workspace: &workspace
        )
        switch match {
        case .notFound: return .refused(.notFound, endpoint: nil)
        case .malformed: return .refused(.malformedTarget, endpoint: nil)
        case .methodNotAllowed: return .refused(.methodNotAllowed, endpoint: nil)
        case .endpoint(let index):
            let endpoint = view.endpoints[index]
            if let refusal = check(request, endpoint, &workspace) { return .refused(refusal, endpoint: index) }
            return .admitted(endpoint: index, bodyLimitBytes: settings.limits.bodyBytes)
        }
    }

    private func check(
        _ request: RequestInput,
        _ endpoint: EndpointEntry,
        _ workspace: inout Workspace
    ) -> Refusal? {
        if case .bytes(let count) = request.head.body, count > settings.limits.bodyBytes { return .bodyTooLarge }
        if endpoint.checksAddress, !view.acceptsClient(request.peer, endpoint, workspace) { return .forbiddenAddress }
        if endpoint.basic >= 0 {
            let verifier = view.verifiers[Int(endpoint.basic)]
            let isValid = verifyBasic(
                username: view.constants.range(verifier.username),
                password: tables.secret(Int(verifier.secret)),
                workspace: &workspace
            )
            if !isValid { return .unauthenticated }
        }
        return view.checkMediaType(request.head, endpoint, workspace)
    }

    /// Evaluates an admitted request and writes the answer to `workspace.output`.
    package func answer(
        _ request: RequestInput,
        endpoint index: Int,
        body: ByteView,
        workspace: inout Workspace
    ) -> Outcome {
        var nobody = Unobserved()
        return answer(request, endpoint: index, body: body, &workspace, &nobody)
    }

    /// Does the same under the eyes of an observer.
    func answer(
        _ request: RequestInput,
        endpoint index: Int,
        body: ByteView,
        _ workspace: inout Workspace,
        _ observer: inout some EvaluationObserver
    ) -> Outcome {
        view.begin(request, limits: settings.limits.evaluation, &workspace)
        var outcome = Outcome(status: 500, endpoint: index)
        outcome.client = clientAddress(peer: request.peer, trust: view.trust, workspace: workspace)
        do throws(Fault) {
            switch try view.evaluate(request, endpoint: index, body: body, outcome.client, &workspace, &observer) {
            case .answered(let response, let branch):
                outcome.branch = branch
                return try write(response, request, outcome, &workspace)
            case .answeredFirst(let response, let rest):
                outcome.status = view.responses[response].status
                outcome.rest = rest
                return try write(response, request, outcome, &workspace)
            case .refused(let refusal, let field, let branch):
                outcome.branch = branch
                return refuse(refusal, request, field: field, outcome, &workspace)
            }
        } catch {
            outcome.fault = error
            outcome.branch = nil
            outcome.rest = nil
            return refuse(.fault, request, field: .empty, outcome, &workspace)
        }
    }

    private func write(
        _ response: Int,
        _ request: RequestInput,
        _ decided: Outcome,
        _ workspace: inout Workspace
    ) throws(Fault) -> Outcome {
        let entry = view.responses[response]
        let isHead = view.isHead(request.head, workspace)
        let written = try view.writeAnswer(entry, request, isHead: isHead, workspace: &workspace)
        workspace.output.removeFirst(written.start)
        var outcome = decided
        outcome.status = entry.status
        outcome.bodyBytes = written.bodyBytes
        return outcome
    }

    /// Goes on with a flow whose answer is `answered` and has left `workspace.output`, which is then empty.
    ///
    /// The request's bytes must still be where they were. What goes wrong is told by the outcome alone.
    package func finish(_ answered: Outcome, workspace: inout Workspace) -> Outcome {
        var nobody = Unobserved()
        return finish(answered, &workspace, &nobody)
    }

    /// Does the same under the eyes of an observer.
    func finish(
        _ answered: Outcome,
        _ workspace: inout Workspace,
        _ observer: inout some EvaluationObserver
    ) -> Outcome {
        var outcome = answered
        workspace.output.truncate(to: 0)
        guard let rest = answered.rest else { return outcome }
        outcome.rest = nil
        do throws(Fault) {
            switch try view.follow(from: rest, &workspace, &observer) {
            case .answered: preconditionFailure("the compiler proves that a flow which has answered does not again")
            case .refused(_, _, let branch), .ended(let branch): outcome.branch = branch
            }
        } catch {
            outcome.fault = error
        }
        return outcome
    }

    /// Writes the gateway's own answer for a refusal to `workspace.output`.
    ///
    /// `request` is nil where no head could be read; then the connection is to be closed.
    package func refuse(
        _ refusal: Refusal,
        _ request: RequestInput?,
        id: RequestID,
        date: HTTPDate,
        endpoint: Int?,
        workspace: inout Workspace
    ) -> Outcome {
        var outcome = Outcome(status: refusal.status, endpoint: endpoint)
        outcome.refusal = refusal
        var problem = ProblemInput(refusal: refusal, id: id, date: date, closes: request?.closesConnection ?? true)
        if let request {
            view.begin(request, limits: settings.limits.evaluation, &workspace)
            outcome.client = clientAddress(peer: request.peer, trust: view.trust, workspace: workspace)
            problem.isHead = view.isHead(request.head, workspace)
            if refusal == .methodNotAllowed { problem.allow = view.allow(request, &workspace) }
        } else {
            workspace.clear()
        }
        finish(problem, &outcome, &workspace)
        return outcome
    }

    private func refuse(
        _ refusal: Refusal,
        _ request: RequestInput,
        field: ByteView,
        _ evaluated: Outcome,
        _ workspace: inout Workspace
    ) -> Outcome {
        var outcome = evaluated
        outcome.status = refusal.status
        outcome.refusal = refusal
        var problem = ProblemInput(
            refusal: refusal,
            id: request.id,
            date: request.date,
            closes: request.closesConnection
        )
        problem.field = field
        problem.isHead = view.isHead(request.head, workspace)
        finish(problem, &outcome, &workspace)
        return outcome
    }

    private func finish(_ problem: ProblemInput, _ outcome: inout Outcome, _ workspace: inout Workspace) {
        workspace.output.truncate(to: 0)
        do throws(Fault) {
            let written = try writeProblem(problem, workspace: &workspace)
            workspace.output.removeFirst(written.start)
            outcome.bodyBytes = written.bodyBytes
        } catch {
            // A problem document is smaller than the least memory limit.
            preconditionFailure("a problem document fits the output")
        }
    }
}
