extension Explanation.Step {
    /// What the step did, in one line.
    var words: String {
        switch what {
        case .condition(let condition): return words(condition)
        case .choice(let value, let text, let cases):
            let chosen = cases.first.map { "case \($0.text)" } ?? "no case has it"
            return "switch: \(text) is \(value?.short ?? "unknown"): \(chosen)"
        case .loop(let list, let text, let items):
            let count = "\(grouped(items.count)) item\(items.count == 1 ? "" : "s") taken"
            return "for each \(name) in \(text): \(list?.short ?? "unknown"), \(count)"
        case .bound(let value): return "\(name) = \(value?.short ?? "unknown")"
        case .failed: return "\(name): fails"
        case .answer: return name.isEmpty ? "answers" : "answers: \"\(name)\""
        case .refusal: return "refuses: \"\(name)\""
        case .end: return "ends: \"\(name)\""
        }
    }

    /// The verdict; then why it is not met, or of a comparison that is met what it compared.
    private func words(_ condition: Explanation.Condition) -> String {
        let kind = condition.isRequirement ? "require" : "when"
        let verdict = condition.isMet.map { $0 ? "met" : "not met" } ?? "fails"
        let line = "\(kind) of \"\(name)\": \(verdict)"
        if let reason = condition.reason { return "\(line): \(reason)" }
        guard let whole = condition.parts.first, !whole.isLogic else { return line }
        let facts = condition.facts(0)
        return facts.isEmpty ? line : "\(line): \(facts.joined(separator: ", "))"
    }
}

extension Explanation.Condition {
    /// The parts of a condition that combines others, a line each: the verdict, then the part, indented by its depth, and
    /// the values that it compares; none for any other condition.
    var partLines: [String] {
        guard let whole = parts.first, whole.isLogic else { return [] }
        var lines: [String] = []
        addPart(0, depth: 0, to: &lines)
        return lines
    }

    private func addPart(_ index: Int, depth: Int, to lines: inout [String]) {
        let part = parts[index]
        let space = String(repeating: "  ", count: depth)
        var line = "\(part.verdict.rawValue.padded(to: 15))\(space)\(part.text)"
        if !part.isLogic, part.verdict != .notEvaluated {
            let facts = facts(index)
            if !facts.isEmpty { line += "   (\(facts.joined(separator: ", ")))" }
            if part.verdict == .error || part.verdict == .value, let value = part.value { line += ": \(value.short)" }
        }
        lines.append(line)
        guard part.isLogic else { return }
        for operand in part.operands { addPart(operand, depth: depth + 1, to: &lines) }
    }
}
