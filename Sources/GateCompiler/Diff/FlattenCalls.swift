import GateExpression

extension BlockNormalizer {
    /// The parts with the steps of flows in the place of their calls; nil where that could give a name two meanings.
    ///
    /// So a flow that is called and the same steps written out come to the same. A flow that has an output anywhere but
    /// at its end stays a call.
    func flattened(_ parts: [NormalPart], taken: [String]) -> [NormalPart]? {
        let flat = flatten(parts)
        var names = Set(taken)
        return areUnique(flat, &names) ? flat : nil
    }

    private func flatten(_ parts: [NormalPart]) -> [NormalPart] {
        sortingNames(
            parts.flatMap { part -> [NormalPart] in
                var part = part
                part.children = flatten(part.children)
                guard part.kind == .call else { return [part] }
                return expanded(part) ?? [part]
            }
        )
    }

    private func expanded(_ call: NormalPart) -> [NormalPart]? {
        var body = call.children
        let last = body.last?.kind == .output ? body.removeLast() : nil
        guard !body.contains(where: hasOutput) else { return nil }
        let inputs = call.fields.map { field in
            var part = NormalPart(kind: .set, name: String(field.label.dropFirst("with ".count)), branch: call.branch)
            part.fields = [.init(label: "value", area: .step, text: field.text)]
            return part
        }
        guard let last, !call.name.isEmpty else { return call.name.isEmpty ? inputs + body : nil }
        var result = NormalPart(kind: .set, name: call.name, branch: call.branch)
        result.fields = [.init(label: "value", area: .step, text: last.field("value")?.text ?? "")]
        return inputs + body + [result]
    }

    private func hasOutput(_ part: NormalPart) -> Bool {
        // Those of a call inside are its own.
        part.kind == .output || (part.kind != .call && part.children.contains(where: hasOutput))
    }

    private func areUnique(_ parts: [NormalPart], _ names: inout Set<String>) -> Bool {
        for part in parts {
            if part.kind == .set, !names.insert(part.name).inserted { return false }
            if part.kind == .loop, let item = part.field("as"), !names.insert(item.text).inserted { return false }
            guard areUnique(part.children, &names) else { return false }
        }
        return true
    }
}
