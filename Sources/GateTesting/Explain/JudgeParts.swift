import GateCompiler
import GateRuntime

/// Says how each part of a condition came out, from the parts' values: what CEL's operators do not look at is not
/// evaluated.
///
/// `values` are those of the parts, in order. CEL lets the right operand decide where the left one is an error.
func judgeParts(_ parts: [ExpressionPart], _ values: [Explanation.Value]) -> [Explanation.Part] {
    var judge = PartJudge(parts: parts, values: values)
    if !parts.isEmpty { _ = judge.judge(0) }
    return judge.judged
}

private struct PartJudge {
    let parts: [ExpressionPart]
    let values: [Explanation.Value]
    var judged: [Explanation.Part]

    init(parts: [ExpressionPart], values: [Explanation.Value]) {
        self.parts = parts
        self.values = values
        judged = parts.map { part in
            Explanation.Part(
                text: onOneLine(part.text),
                operands: part.operands,
                isLiteral: part.isLiteral,
                isLogic: part.kind.isLogic,
                verdict: .notEvaluated
            )
        }
    }

    /// Judges a part that is looked at, and what it looks at.
    mutating func judge(_ index: Int) -> Explanation.Part.Verdict {
        guard parts.indices.contains(index) else { return .notEvaluated }
        let part = parts[index]
        let value = values.indices.contains(index) ? values[index] : nil
        var verdict = verdict(of: value)
        // A part whose operands are not all there keeps the verdict of its value.
        switch part.kind {
        case .and where part.operands.count > 1: verdict = judgeAll(part.operands, until: .notMet)
        case .or where part.operands.count > 1: verdict = judgeAll(part.operands, until: .met)
        case .not where part.operands.count == 1:
            switch judge(part.operands[0]) {
            case .met: verdict = .notMet
            case .notMet: verdict = .met
            default: verdict = .error
            }
        case .conditional where part.operands.count == 3:
            switch judge(part.operands[0]) {
            case .met: verdict = judge(part.operands[1])
            case .notMet: verdict = judge(part.operands[2])
            default: verdict = .error
            }
        default: for operand in part.operands { _ = judge(operand) }
        }
        judged[index].verdict = verdict
        judged[index].value = value
        return verdict
    }

    /// Judges operands up to the first that decides.
    private mutating func judgeAll(
        _ operands: [Int],
        until deciding: Explanation.Part.Verdict
    ) -> Explanation.Part.Verdict {
        var isError = false
        for operand in operands {
            let verdict = judge(operand)
            if verdict == deciding { return deciding }
            if verdict != .met && verdict != .notMet { isError = true }
        }
        if isError { return .error }
        return deciding == .met ? .notMet : .met
    }

    private func verdict(of value: Explanation.Value?) -> Explanation.Part.Verdict {
        guard let value else { return .notEvaluated }
        if value.isError { return .error }
        switch value.text {
        case "true": return .met
        case "false": return .notMet
        default: return .value
        }
    }
}

extension ExpressionPart.Kind {
    fileprivate var isLogic: Bool {
        switch self {
        case .and, .or, .not, .conditional: true
        case .operation, .value: false
        }
    }
}

/// A text without line ends and runs of blanks, outside of its quotes as well as inside.
func onOneLine(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) else { return text }
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
}
