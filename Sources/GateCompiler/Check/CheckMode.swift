import GateConfig
import GateDiagnostics
import GateExpression
import GateRuntime

extension BlockChecker {
    /// Checks what an endpoint does: its block, and where its mode is async the answer that comes first.
    ///
    /// The block is nil where something in it is wrong, which is reported.
    mutating func checkEndpoint(
        _ endpoint: EndpointConfig,
        _ context: inout CompileContext
    ) -> (answer: CheckedResponse?, block: CheckedBlock?) {
        let owner = "the endpoint \"\(endpoint.name.value)\""
        let place = Place(branch: "", owner: owner, span: endpoint.name.span, depth: 1, mustEnd: mode == .sync)
        guard mode == .async else {
            return (nil, check(endpoint.block, place, &context)?.block)
        }
        let answer = firstAnswer(of: endpoint, &context)
        var flow = endpoint.block
        flow.respond = nil
        flow.keys.removeAll { $0.key == .respond }
        if flow.keys.isEmpty, !flow.isMisspelt {
            leaves.append(CheckedLeaf(branch: "", facts: [], kind: .end, span: endpoint.name.span))
            return (answer, answer.map { _ in CheckedBlock(steps: [.end(branch: "", span: endpoint.name.span)]) })
        }
        guard var checked = check(flow, place, &context), let answer else { return (answer, nil) }
        if checked.fallsThrough {
            leaves.append(CheckedLeaf(branch: "", facts: facts.map(\.path), kind: .end, span: endpoint.name.span))
            checked.block.steps.append(.end(branch: "", span: endpoint.name.span))
        }
        // Of a misspelt mode there is a finding already.
        if let span = endpoint.modeSpan { context.report(.effectless(endpoint.name.value, at: span)) }
        return (answer, checked.block)
    }

    /// The answer of an async endpoint: 200 with the text ok unless the file says otherwise.
    private func firstAnswer(of endpoint: EndpointConfig, _ context: inout CompileContext) -> CheckedResponse? {
        guard let respond = endpoint.block.respond else {
            let body = CheckedTemplate(parts: [.literal("ok")])
            return CheckedResponse(status: 200, headers: [], body: .text(body), span: endpoint.name.span)
        }
        return checkResponse(respond, scope: scope, branch: "", &context)
    }
}
