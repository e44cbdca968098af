import GateTestSupport

/// Random JSON whose keys are hard to name.
enum RandomDocument {
    private static let keys = [
        "a", "id", "type", "email", "a.b", "it's", "\\\"q\\\"", "back\\\\slash", "", "2nd", "in", "body", "true", "é",
        "日本",
        "\\u0001", "\\u2028", "\\ud83d\\ude00", "{x}", "[0]", "*", "a b", "A-B", "#", ": ", "-", "null", "x_2", "x",
        "contact", "a_b", "\\u00a0", "\\ufeff", "$", "${x}", "@",
    ]
    private static let texts = [
        "", "x", "${a}", "2024-05-01T12:00:00Z", "true", "12", "é", "\\u0000", "a # b", "line\\nbreak", "'", "\\\"",
        "\\u2028", "order.paid", "refund",
    ]

    /// A JSON text, not deeper than so many levels.
    static func text(depth: Int, using random: inout SplitMix64) -> String {
        switch Int.random(in: 0..<(depth > 0 ? 12 : 6), using: &random) {
        case 0: return "null"
        case 1: return Bool.random(using: &random) ? "true" : "false"
        case 2: return "\(Int.random(in: -5...5000, using: &random))"
        case 3: return ["1.5", "-0.25", "1e30", "18446744073709551615"].randomElement(using: &random) ?? "1"
        case 4, 5: return "\"\(texts.randomElement(using: &random) ?? "")\""
        case 6, 7:
            let items = (0..<Int.random(in: 0...3, using: &random)).map { _ in text(depth: depth - 1, using: &random) }
            return "[\(items.joined(separator: ", "))]"
        default:
            let members = (0..<Int.random(in: 0...6, using: &random)).map { _ in
                "\"\(keys.randomElement(using: &random) ?? "a")\": \(text(depth: depth - 1, using: &random))"
            }
            return "{\(members.joined(separator: ", "))}"
        }
    }
}
