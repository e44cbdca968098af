import GateDiagnostics

extension Composer {
    mutating func composeAlias(_ name: String, at range: Range<Int>) throws(Failure) {
        let isKey = frames.last?.expectsKey ?? false
        guard let target = resolveAlias(name, at: range) else {
            if isKey {
                frames[frames.count - 1].dropNextValue(endingAt: range.upperBound)
            } else {
                try countNode(at: range)
                deliver(addPlaceholder(at: range), endingAt: range.upperBound)
            }
            return
        }
        guard isKey else {
            try countNode(at: range, walkCount: extents[Int(target.index)].walkCount)
            aliases.append(YAMLDocument.Alias(target: target, span: span(range)))
            deliver(target, endingAt: range.upperBound)
            return
        }
        if case .scalar(let scalar) = nodes[Int(target.index)].content {
            deliver(key: scalar, at: range)
        } else {
            diagnostics.append(.complexKey(at: span(range), isTemplate: false))
            frames[frames.count - 1].dropNextValue(endingAt: range.upperBound)
        }
    }

    /// The node that an alias stands for; nil after a finding.
    mutating func resolveAlias(_ name: String, at range: Range<Int>) -> YAMLDocument.NodeID? {
        guard let target = anchors[name] else {
            if !skippedAnchors.contains(name) {
                // With very many anchors or findings the search would cost more than it helps.
                let isSearched = anchors.count <= 1_000 && diagnostics.count < 100
                let near = isSearched ? Suggestion.nearest(to: name, in: anchors.keys.sorted()) : nil
                diagnostics.append(.unknownAlias(name, at: span(range), near: near))
            }
            return nil
        }
        if frames.contains(where: { $0.id == target }) {
            diagnostics.append(.recursiveAlias(name, at: span(range)))
            return nil
        }
        if frames.count + extents[Int(target.index)].height > limits.depthMax {
            diagnostics.append(.tooDeepByAlias(name, limit: limits.depthMax, at: span(range)))
            return nil
        }
        return target
    }

    /// A null that stands for something already reported.
    mutating func addPlaceholder(at range: Range<Int>) -> YAMLDocument.NodeID {
        let run = YAMLScalar.Run(decoded: 0, source: UInt32(range.lowerBound))
        let scalar = YAMLScalar(text: "", style: .plain, value: .null, runs: [run])
        return add(YAMLNode(content: .scalar(scalar), span: span(range), isIncomplete: true))
    }
}
