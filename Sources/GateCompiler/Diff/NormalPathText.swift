import GateExpression

extension PathSyntax {
    /// The path in one spelling: `$.a[0]["b c"]`.
    var normalText: String { query.normalText }
}

extension PathSyntax.Query {
    fileprivate var normalText: String {
        (isAbsolute ? "$" : "@") + segments.map(\.normalText).joined()
    }
}

extension PathSyntax.Segment {
    fileprivate var normalText: String {
        if !isDescendant, selectors.count == 1, case .name(let name) = selectors[0].kind, isPlainName(name) {
            return ".\(name)"
        }
        return (isDescendant ? ".." : "") + "[" + selectors.map(\.normalText).joined(separator: ", ") + "]"
    }
}

private func isPlainName(_ name: String) -> Bool {
    guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return name.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"): true
        default: false
        }
    }
}

extension PathSyntax.Selector {
    fileprivate var normalText: String {
        switch kind {
        case .name(let name): jsonString(name)
        case .index(let index): "\(index)"
        case .slice(let start, let end, let step):
            "\(start.map(String.init) ?? ""):\(end.map(String.init) ?? ""):\(step)"
        case .wildcard: "*"
        case .filter(let condition): "?" + condition.normalText
        }
    }
}

extension PathSyntax.Condition {
    fileprivate var normalText: String {
        switch self {
        case .or(let parts): "(" + parts.map(\.normalText).joined(separator: " || ") + ")"
        case .and(let parts): "(" + parts.map(\.normalText).joined(separator: " && ") + ")"
        case .not(let part): "!(\(part.normalText))"
        case .exists(let query): query.normalText
        case .comparison(let left, let comparison, let right):
            "\(left.normalText) \(comparison.rawValue) \(right.normalText)"
        case .function(let call): call.normalText
        }
    }
}

extension PathSyntax.Operand {
    fileprivate var normalText: String {
        switch self {
        case .literal(let literal, _): literal.normalText
        case .query(let query): query.normalText
        case .function(let call): call.normalText
        }
    }
}

extension PathSyntax.Call {
    fileprivate var normalText: String {
        "\(function.rawValue)(" + arguments.map(\.normalText).joined(separator: ", ") + ")"
    }
}

extension PathSyntax.Literal {
    fileprivate var normalText: String {
        switch self {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .int(let value): "\(value)"
        case .double(let value): "\(value)"
        case .string(let text): jsonString(text)
        }
    }
}
