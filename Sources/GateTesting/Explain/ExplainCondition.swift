/// Puts into one line why a condition is not met.
struct ConditionReason {
    let parts: [Explanation.Part]

    init(_ parts: [Explanation.Part]) {
        self.parts = parts

    }

    /// The reason: the part that decides with the values that it looks at, as in
    /// `event == "sale": event is "refund"`; nil where the condition is met.
    var text: String? {
        guard let whole = parts.first, whole.verdict == .notMet || whole.verdict == .error else { return nil }
        return whole.verdict == .error ? failure(0) : reasons(0, isMet: false).joined(separator: "; ")
    }

    /// What makes a part met, or not.
    private func reasons(_ index: Int, isMet: Bool) -> [String] {
        let part = parts[index]
        guard part.isLogic, !part.operands.isEmpty else { return [fact(index)] }
        let wanted: Explanation.Part.Verdict = isMet ? .met : .notMet
        let looked = part.operands.filter { parts[$0].verdict == wanted }
        switch kind(of: part) {
        case .negation: return reasons(part.operands[0], isMet: !isMet)
        case .choice:
            let taken = part.operands.dropFirst().first { parts[$0].verdict != .notEvaluated }
            return [fact(part.operands[0])] + (taken.map { reasons($0, isMet: isMet) } ?? [])
        case .combination: return looked.flatMap { reasons($0, isMet: isMet) }
        }
    }

    private enum Logic { case negation, choice, combination }

    private func kind(of part: Explanation.Part) -> Logic {
        switch part.operands.count {
        case 1: .negation
        case 3: .choice
        default: .combination
        }
    }

    /// A part with the values that decide it.
    private func fact(_ index: Int) -> String {
        let part = parts[index]
        let values = facts(below: index)
        guard !values.isEmpty else { return "\(part.text) is \(part.value?.short ?? "unknown")" }
        return "\(part.text): \(values.joined(separator: ", "))"
    }

    func facts(below index: Int) -> [String] {
        var seen: [String] = []
        for operand in parts[index].operands where !parts[operand].isLiteral {
            guard let value = parts[operand].value else { continue }
            let fact = "\(parts[operand].text) is \(value.short)"
            if !seen.contains(fact) { seen.append(fact) }
        }
        return seen
    }

    /// The innermost part that fails.
    private func failure(_ index: Int) -> String {
        let part = parts[index]
        if let inner = part.operands.first(where: { parts[$0].verdict == .error }) { return failure(inner) }
        let values = facts(below: index)
        let why = part.value?.isError == true ? part.value?.text ?? "" : "it is neither true nor false"
        return "\(part.text): \(why)" + (values.isEmpty ? "" : " (\(values.joined(separator: ", ")))")
    }
}

extension Explanation.Value {
    /// Characters of a value that are shown in a line.
    static let shortCount = 160

    /// The value for a line: cut where it is long.
    var short: String { shortened(to: Explanation.Value.shortCount) }

    /// The value with at most so many characters.
    func shortened(to count: Int) -> String {
        if isAbsent { return "absent" }
        let shown = visibleValue(text, count)
        return isError ? "an error: \(shown)" : shown
    }

    private func visibleValue(_ text: String, _ count: Int) -> String {
        let characters = text.prefix(count + 1)
        return characters.count > count ? "\(characters.prefix(count))..." : text
    }
}

extension Explanation.Condition {
    /// The values that a part was decided by, as in `event is "sale"`; none for a part that combines others.
    func facts(_ index: Int) -> [String] { ConditionReason(parts).facts(below: index) }
}
