import GateConfig
import GateExpression

// The normal form of values: equal texts mean the same, however the file writes them.

extension LocatedExpression {
    /// The expression with one blank around operators and no needless brackets.
    var normalText: String { expression.syntax.canonicalText }
}

extension CheckedTemplate {
    /// The text with `${…}` for its expressions and `$${` for a literal `${`.
    var normalText: String {
        parts.map { part in
            switch part {
            case .literal(let text): text.replacing("${", with: "$${")
            case .expression(let expression): "${\(expression.normalText)}"
            }
        }.joined()
    }
}

extension CheckedTree {
    /// The value as JSON, keys in order: the members of an object have none (RFC 8259, section 4).
    var normalText: String {
        switch self {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .int(let value): "\(value)"
        case .double(let value): "\(value)"
        case .text(let template): jsonString(template.normalText)
        case .value(let expression): jsonString("${\(expression.normalText)}")
        case .list(let items): "[" + items.map(\.normalText).joined(separator: ", ") + "]"
        case .map(let members):
            "{"
                + members.sorted { $0.key < $1.key }.map { "\(jsonString($0.key)): \($0.value.normalText)" }
                .joined(separator: ", ") + "}"
        }
    }

    /// The values below an object, each with its path, in order; the value itself where it is no object.
    func leaves(_ path: String) -> [(path: String, text: String)] {
        guard case .map(let members) = self, !members.isEmpty else { return [(path, normalText)] }
        return members.sorted { $0.key < $1.key }.flatMap { $0.value.leaves("\(path).\($0.key)") }
    }
}

extension ConfigTree {
    /// The value as JSON, keys in order.
    var normalText: String {
        switch self {
        case .null: "null"
        case .bool(let value, _): "\(value)"
        case .int(let value, _): "\(value)"
        case .double(let value, _): "\(value)"
        case .string(let text): jsonString(text.text)
        case .list(let items, _): "[" + items.map(\.normalText).joined(separator: ", ") + "]"
        case .map(let members, _):
            "{"
                + members.sorted { $0.key.text < $1.key.text }
                .map { "\(jsonString($0.key.text)): \($0.value.normalText)" }.joined(separator: ", ") + "}"
        }
    }
}

extension CheckedExtraction {
    /// The places in order, `body $.a, $.b`.
    var placesText: String {
        let source: String =
            switch places.first {
            case .body: "body"
            case .header: "header"
            case .parameter: "param"
            case .query: "query"
            case nil: ""
            }
        return source + " " + places.map(\.normalText).joined(separator: ", ")
    }
}

extension CheckedExtraction.Place {
    fileprivate var normalText: String {
        switch self {
        case .body(let path): path.normalText
        case .header(let name): name
        // Parameters are matched by position; the names are the route's.
        case .parameter(let index): "segment \(index + 1)"
        case .query(let steps):
            steps.map { step in
                switch step {
                case .key(let key): "[\(jsonString(key))]"
                case .index(let index): "[\(index)]"
                }
            }.joined()
        }
    }
}
