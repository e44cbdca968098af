import GateDiagnostics

extension JSONTree {
    /// The value on one line, with a space after commas and colons.
    package var line: String {
        switch self {
        case .list(let items): return "[" + items.map(\.line).joined(separator: ", ") + "]"
        case .map(let members):
            return "{" + members.map { "\(quotedJSON($0.name)): \($0.value.line)" }.joined(separator: ", ") + "}"
        default: return scalar
        }
    }

    /// The value with a line for each item and member, indented by two spaces; no newline at the end.
    package var pretty: String { pretty(indent: "") }

    private func pretty(indent: String) -> String {
        let inner = indent + "  "
        switch self {
        case .list(let items) where !items.isEmpty:
            return "[\n" + items.map { inner + $0.pretty(indent: inner) }.joined(separator: ",\n") + "\n\(indent)]"
        case .map(let members) where !members.isEmpty:
            let lines = members.map { "\(inner)\(quotedJSON($0.name)): \($0.value.pretty(indent: inner))" }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
        default: return line
        }
    }

    private var scalar: String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .int(let value): "\(value)"
        case .uint(let value): "\(value)"
        case .double(let value): value.isFinite ? shortest(value) : "null"
        case .string(let text): quotedJSON(text)
        case .list: "[]"
        case .map: "{}"
        }
    }
}

/// A double as JSON has it: a whole one without a fraction.
private func shortest(_ value: Double) -> String {
    if let whole = Int64(exactly: value), abs(whole) < 1 << 53 { return "\(whole)" }
    return "\(value)"
}
