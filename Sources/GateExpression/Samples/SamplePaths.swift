import GateDiagnostics

/// Where a JSONPath leads in the samples.
package struct SampleMatch: Sendable {
    /// The places it reaches; empty where no sample has it, or nothing is known.
    package var nodes: [SampleShape.NodeID] = []
    /// What no sample has, and values that were never seen.
    package var findings: [ExpressionDiagnostic] = []
    /// Whether what it reaches depends on a condition, so that a list of it may be empty.
    package var isFiltered = false
}

extension SampleShape {
    /// Follows a query through the samples; W802 and W804 findings.
    ///
    /// A filter is taken to let everything pass, but what it looks at is looked up as well.
    package func match(_ path: PathSyntax) -> SampleMatch {
        var match = SampleMatch()
        follow(path.query, from: [Self.root], &match)
        return match
    }

    /// Follows a query from places on.
    private func follow(_ query: PathSyntax.Query, from start: [NodeID], _ match: inout SampleMatch) {
        var nodes = query.isAbsolute ? [Self.root] : start
        for segment in query.segments {
            let parents = segment.isDescendant ? descendants(of: nodes) : nodes
            var next: [NodeID] = []
            for selector in segment.selectors {
                let found = select(selector, in: parents, &match)
                if found.isEmpty, !parents.contains(where: { self[$0].isCut }) {
                    match.findings.append(missing(selector, in: parents, isDescendant: segment.isDescendant))
                }
                next += found.filter { !next.contains($0) }
            }
            nodes = next
            if nodes.isEmpty { break }
        }
        match.nodes = nodes
    }

    private func descendants(of nodes: [NodeID]) -> [NodeID] {
        var found = nodes
        var position = 0
        while position < found.count {
            let node = self[found[position]]
            found += node.members.map(\.node)
            if let element = node.element { found.append(element) }
            position += 1
        }
        return found
    }

    private func select(
        _ selector: PathSyntax.Selector,
        in parents: [NodeID],
        _ match: inout SampleMatch
    ) -> [NodeID] {
        switch selector.kind {
        case .name(let name): return parents.compactMap { self[$0].member(name) }
        case .index, .slice: return parents.compactMap { self[$0].element }
        case .wildcard: return children(of: parents)
        case .filter(let condition):
            let nodes = children(of: parents)
            match.isFiltered = true
            if !nodes.isEmpty { review(condition, nodes, &match) }
            return nodes
        }
    }

    private func children(of parents: [NodeID]) -> [NodeID] {
        parents.flatMap { parent in
            self[parent].members.map(\.node) + (self[parent].element.map { [$0] } ?? [])
        }
    }

    // MARK: Filters

    private func review(_ condition: PathSyntax.Condition, _ nodes: [NodeID], _ match: inout SampleMatch) {
        switch condition {
        case .or(let parts), .and(let parts):
            for part in parts { review(part, nodes, &match) }
        case .not(let part): review(part, nodes, &match)
        case .exists(let query): _ = places(query, nodes, &match)
        case .function(let call):
            for argument in call.arguments { review(argument, nodes, &match) }
        case .comparison(let left, let comparison, let right):
            let (first, second) = (review(left, nodes, &match), review(right, nodes, &match))
            guard comparison == .equal || comparison == .notEqual else { return }
            if case .literal(let literal, let range) = right { reviewValue(literal, first, range, &match) }
            if case .literal(let literal, let range) = left { reviewValue(literal, second, range, &match) }
        }
    }

    @discardableResult
    private func review(_ operand: PathSyntax.Operand, _ nodes: [NodeID], _ match: inout SampleMatch) -> [NodeID] {
        switch operand {
        case .literal: return []
        case .query(let query): return places(query, nodes, &match)
        case .function(let call):
            for argument in call.arguments { review(argument, nodes, &match) }
            return []
        }
    }

    private func places(_ query: PathSyntax.Query, _ nodes: [NodeID], _ match: inout SampleMatch) -> [NodeID] {
        var inner = SampleMatch()
        follow(query, from: nodes, &inner)
        match.findings += inner.findings
        return inner.nodes
    }

    private func reviewValue(
        _ literal: PathSyntax.Literal,
        _ nodes: [NodeID],
        _ range: PathSyntax.TextRange,
        _ match: inout SampleMatch
    ) {
        guard nodes.count == 1, let scalar = Scalar(literal) else { return }
        if let finding = unseenValue(scalar, at: nodes[0], range) { match.findings.append(finding) }
    }

    // MARK: What is missing

    private func missing(
        _ selector: PathSyntax.Selector,
        in parents: [NodeID],
        isDescendant: Bool
    ) -> ExpressionDiagnostic {
        guard case .name(let name) = selector.kind else {
            return .noSampleElement(parents.map { self[$0] }, at: selector.range)
        }
        return .noSamplePath(
            name,
            advice: advice(for: name, in: parents, style: .path),
            at: selector.range
        )
    }
}

extension SampleShape.Scalar {
    init?(_ literal: PathSyntax.Literal) {
        switch literal {
        case .null: return nil
        case .bool(let value): self = .bool(value)
        case .int(let value): self = .int(value)
        case .double(let value): self = Int64(exactly: value).map { .int($0) } ?? .double(value)
        case .string(let value): self = .string(value)
        }
    }

    init?(_ literal: ExpressionSyntax.Literal) {
        switch literal {
        case .null, .bytes: return nil
        case .bool(let value): self = .bool(value)
        case .int(let value): self = .int(value)
        case .uint(let value):
            guard let value = Int64(exactly: value) else { return nil }
            self = .int(value)
        case .double(let value): self = Int64(exactly: value).map { .int($0) } ?? .double(value)
        case .string(let value): self = .string(value)
        }
    }
}
