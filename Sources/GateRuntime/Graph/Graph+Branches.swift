extension Graph {
    /// The branches of an endpoint: they were added one after another.
    func branches(of endpoint: Int) -> Range<Int> {
        var found: Range<Int>?
        var waiting = [Int(endpoints[endpoint].entry)]
        while let index = waiting.popLast() {
            let node = nodes[index]
            switch node.kind {
            case .test: waiting += [Int(node.b), Int(node.c)]
            case .respond:
                let branch = Int(node.b)
                found = min(found?.lowerBound ?? branch, branch)..<max(found?.upperBound ?? 0, branch + 1)
            }
        }
        return found ?? 0..<0
    }

    /// Why an admitted route's requests can be refused, as far as the file decides that.
    func refusals(of endpoint: Int) -> [Refusal] {
        let entry = endpoints[endpoint]
        var found: [Refusal] = [.bodyTooLarge, .unsupportedMediaType, .slowBody, .malformedBody, .malformedTarget]
        if entry.checksAddress { found.append(.forbiddenAddress) }
        if entry.basic >= 0 { found.append(.unauthenticated) }
        let values = entry.extractions.indices.map { extractions[$0] }
        if values.contains(where: \.isRequired) { found.append(.missingValue) }
        if values.contains(where: { $0.target != .any }) { found.append(.mistypedValue) }
        // What is evaluated can fail.
        let canFault =
            !entry.queries.indices.isEmpty || branches(of: endpoint).count > 1 || answersWithExpressions(entry)
        return canFault ? found + [.fault] : found
    }

    /// Whether the only answer of an endpoint is made per request.
    private func answersWithExpressions(_ endpoint: EndpointEntry) -> Bool {
        let node = nodes[Int(endpoint.entry)]
        guard node.kind == .respond else { return true }
        let response = responses[Int(node.a)]
        return response.hasSegments || !response.headers.indices.isEmpty
    }

    /// The status of each branch's answer.
    var branchStatuses: [UInt16] {
        var statuses = [UInt16](repeating: 0, count: branchNames.count)
        for node in nodes where node.kind == .respond { statuses[Int(node.b)] = responses[Int(node.a)].status }
        return statuses
    }
}
