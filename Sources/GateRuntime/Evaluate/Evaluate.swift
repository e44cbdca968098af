/// What evaluating a request leads to.
enum Decision {
    case answered(response: Int, branch: Int)
    /// The answer is given before the flow begins at `rest`.
    case answeredFirst(response: Int, rest: Int)
    /// `field` names the extraction or step of a 422.
    case refused(Refusal, field: ByteView, branch: Int?)
}

extension GraphView {
    /// Clears the workspace and points it at the graph and the request.
    func begin(_ request: RequestInput, limits: EvaluationLimits, _ workspace: inout Workspace) {
        workspace.clear()
        workspace.constants = constants
        workspace.constantValues = constantValues
        workspace.zones = zones
        workspace.head = request.headBytes
        workspace.headers = request.headers
        workspace.stepsLeft = limits.steps
    }

    /// Reads the body and the extractions, then follows the flow to an answer.
    func evaluate(
        _ request: RequestInput,
        endpoint index: Int,
        body: ByteView,
        _ client: IPAddress?,
        _ workspace: inout Workspace,
        _ observer: inout some EvaluationObserver
    ) throws(Fault) -> Decision {
        let endpoint = endpoints[index]
        try workspace.registers.append(repeating: .absent, count: Int(endpoint.slotCount))
        workspace.registers[Int(RootSlot.headers.rawValue)] = .headers
        if let refusal = try readBody(body, request, endpoint, &workspace) {
            return .refused(refusal, field: .empty, branch: nil)
        }
        var captures = RouteCaptures()
        if endpoint.reads.contains(.params) { try bindParameters(request, endpoint, &captures, &workspace) }
        if endpoint.reads.contains(.query) {
            guard let query = parseQuery(request.head.query, workspace: &workspace) else {
                return .refused(.malformedTarget, field: .empty, branch: nil)
            }
            workspace.registers[Int(RootSlot.query.rawValue)] = query
        }
        if !endpoint.reads.isDisjoint(with: .requestRoots) { try bindRequest(request, endpoint, client, &workspace) }
        let refused = try extract(endpoint, captures: captures, workspace: &workspace, &observer)
        observer.extractedAll(index, &workspace)
        if let refused {
            return .refused(
                refused.refusal,
                field: constants.range(extractions[refused.extraction].name),
                branch: nil
            )
        }
        if endpoint.firstAnswer >= 0 {
            return .answeredFirst(response: Int(endpoint.firstAnswer), rest: Int(endpoint.entry))
        }
        switch try follow(from: Int(endpoint.entry), &workspace, &observer) {
        case .answered(let response, let branch): return .answered(response: response, branch: branch)
        case .refused(let refusal, let field, let branch): return .refused(refusal, field: field, branch: branch)
        case .ended: preconditionFailure("the compiler proves that a flow which has not answered does")
        }
    }

    /// Parses the body and fills the registers of its paths.
    private func readBody(
        _ body: ByteView,
        _ request: RequestInput,
        _ endpoint: EndpointEntry,
        _ workspace: inout Workspace
    ) throws(Fault) -> Refusal? {
        if body.isEmpty {
            // A chunked body's emptiness shows only here; see checkMediaType for the announced one.
            return endpoint.reads.contains(.body) && requiresBody(request.head, workspace) ? .malformedBody : nil
        }
        do throws(JSONError) {
            workspace.json = try workspace.parser.parse(body)
        } catch {
            return .malformedBody
        }
        guard endpoint.reads.contains(.body) else { return nil }
        workspace.registers[Int(RootSlot.body.rawValue)] = workspace.json.value(at: JSONTape.root)
        if endpoint.trie >= 0 { fillPaths(Int(endpoint.trie), tables: paths, workspace: &workspace) }
        for index in endpoint.queries.indices {
            let entry = bodyQueries[index]
            do throws(Fault) {
                let list = try evaluatePath(Int(entry.query), tables: paths, workspace: &workspace)
                workspace.registers[Int(entry.slot)] = list
            } catch {
                throw error.placed(at: entry.site)
            }
        }
        return nil
    }

    private func bindParameters(
        _ request: RequestInput,
        _ endpoint: EndpointEntry,
        _ captures: inout RouteCaptures,
        _ workspace: inout Workspace
    ) throws(Fault) {
        _ = matchRoute(
            routes,
            path: request.head.path,
            method: request.head.method,
            captures: &captures,
            workspace: &workspace
        )
        let start = workspace.values.count
        for (position, index) in endpoint.parameters.indices.enumerated() where position < captures.count {
            let name = parameters[index]
            try workspace.values.append(.string(.constant, offset: Int(name.offset), count: Int(name.count)))
            try workspace.values.append(captures.values[position])
        }
        let count = (workspace.values.count - start) / 2
        workspace.registers[Int(RootSlot.params.rawValue)] = .map(.arena, offset: start, count: count)
    }

    private func bindRequest(
        _ request: RequestInput,
        _ endpoint: EndpointEntry,
        _ client: IPAddress?,
        _ workspace: inout Workspace
    ) throws(Fault) {
        func set(_ slot: RootSlot, _ value: Value) { workspace.registers[Int(slot.rawValue)] = value }
        let head = request.head
        set(.requestMethod, .string(.head, offset: Int(head.method.offset), count: Int(head.method.count)))
        set(.requestPath, .string(.head, offset: Int(head.path.offset), count: Int(head.path.count)))
        set(.requestTime, .timestamp(seconds: request.seconds, nanoseconds: request.nanoseconds))
        if endpoint.reads.contains(.requestID) {
            let start = workspace.bytes.count
            for index in 0..<36 { try workspace.bytes.append(request.id.text[index]) }
            set(.requestID, .string(.arena, offset: start, count: 36))
        }
        if endpoint.reads.contains(.requestIP) {
            let start = workspace.bytes.count
            try client?.write(to: &workspace.bytes)
            set(.requestIP, .string(.arena, offset: start, count: workspace.bytes.count - start))
        }
    }
}

extension EndpointEntry.Reads {
    static let requestRoots: EndpointEntry.Reads = [
        .requestID, .requestMethod, .requestPath, .requestIP, .requestTime,
    ]
}
