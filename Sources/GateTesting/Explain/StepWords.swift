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
