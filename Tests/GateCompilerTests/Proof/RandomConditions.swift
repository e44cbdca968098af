import GateRuntime
import GateTestSupport

/// Makes conditions over a few names, with constants that meet each other often.
struct RandomConditions {
    var random: SplitMix64
    /// The terms that conditions are made of, and constants to compare them with.
    var terms: [String]
    var constants: [String]

    private mutating func pick(_ choices: [String]) -> String {
        choices[Int.random(in: 0..<choices.count, using: &random)]
    }

    mutating func condition(depth: Int = 2) -> String {
        guard depth > 0, Int.random(in: 0..<3, using: &random) > 0 else { return atom() }
        let (first, second) = (condition(depth: depth - 1), condition(depth: depth - 1))
        switch Int.random(in: 0..<9, using: &random) {
        case 0...2: return "(\(first) && \(second))"
        case 3...5: return "(\(first) || \(second))"
        case 6: return "!(\(first))"
        case 7: return "(\(first) ? \(second) : \(condition(depth: depth - 1)))"
        default: return "((\(first)) == (\(second)))"
        }
    }

    private mutating func atom() -> String {
        let (term, constant) = (pick(terms), pick(constants))
        switch Int.random(in: 0..<22, using: &random) {
        case 0...4: return "\(term) \(pick(["==", "!="])) \(constant)"
        case 5...8: return "\(term) \(pick(["<", "<=", ">", ">="])) \(constant)"
        case 9: return "\(constant) \(pick(["<", "==", ">="])) \(term)"
        case 10...11: return "\(term) in [\(constant), \(pick(constants)), \(pick(constants))]"
        case 12...13: return "\(term) \(pick(["==", "!=", "<", "<=", ">", ">="])) \(pick(terms))"
        case 14:
            return
                "\(term).\(pick(["startsWith", "endsWith", "contains", "matches"]))(\(pick(["'a'", "'ab'", "'b'", "''"])))"
        case 15: return "size(\(term)) \(pick(["==", "<", ">="])) \(pick(["0", "1", "2"]))"
        case 16: return term
        case 17: return "(\(term) == \(constant) ? \(pick(terms)) : \(pick(constants))) == \(pick(constants))"
        case 18:
            return
                "[\(constant), \(pick(constants))].\(pick(["exists", "all"]))(c, c \(pick(["==", "!=", "<"])) \(term))"
        case 19: return "body.?a.orValue(\(constant)) == \(pick(constants))"
        case 20:
            return pick(["has(body.a)", "has(body.a.b)", "'a' in body", "body.?a.?b.hasValue()", "body.a.b == body.a"])
        default: return "\(term) \(pick(["+", "-", "*"])) \(constant) \(pick(["==", "<"])) \(pick(constants))"
        }
    }
}
