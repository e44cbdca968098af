/// A JSON value for tests, with its text.
indirect enum RandomJSON: Hashable {
    case null
    case bool(Bool)
    case int(Int64)
    case double(Double)
    case string(String)
    case list([RandomJSON])
    case map([String: RandomJSON])

    /// Any value, not deeper than so many levels.
    ///
    /// Keys and scalars come from small sets, so that samples overlap.
    static func any(depth: Int, using random: inout some RandomNumberGenerator) -> RandomJSON {
        switch Int.random(in: 0..<(depth > 0 ? 10 : 6), using: &random) {
        case 0: return .null
        case 1: return .bool(.random(using: &random))
        case 2: return .int(.random(in: -3...30, using: &random))
        case 3: return .double(Double(Int.random(in: -3...3, using: &random)) + 0.5)
        case 4, 5: return .string(["a", "b", "é\"\\", "", "long"].randomElement(using: &random) ?? "")
        case 6, 7:
            let count = Int.random(in: 0...3, using: &random)
            return .list((0..<count).map { _ in any(depth: depth - 1, using: &random) })
        default: return map(depth: depth, using: &random)
        }
    }

    /// A map of up to five members.
    static func map(depth: Int, using random: inout some RandomNumberGenerator) -> RandomJSON {
        var members: [String: RandomJSON] = [:]
        for key in ["a", "b", "c", "d e", "ü"] where Bool.random(using: &random) {
            members[key] = any(depth: depth - 1, using: &random)
        }
        return .map(members)
    }

    var text: String {
        switch self {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .int(let value): "\(value)"
        case .double(let value): "\(value)"
        case .string(let value):
            "\"" + value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
        case .list(let items): "[" + items.map(\.text).joined(separator: ", ") + "]"
        case .map(let members):
            "{" + members.map { "\(RandomJSON.string($0.key).text): \($0.value.text)" }.joined(separator: ", ") + "}"
        }
    }
}
