import GateDiagnostics
import GateYAML

/// A JSON value whose members keep their order, so that the same tables give the same bytes.
indirect enum SchemaValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case double(Double)
    case string(String)
    case array([SchemaValue])
    case object([Member])

    /// A member of an object.
    struct Member: Hashable, Sendable {
        var name: String
        var value: SchemaValue
    }

    static func strings(_ texts: [String]) -> SchemaValue { .array(texts.map(SchemaValue.string)) }

    /// The value that is written in YAML after a key; nil for text that is none.
    init?(yaml text: String) {
        let line = SourceText(name: "", bytes: Array("value: \(text)\n".utf8))
        let (document, diagnostics) = parseYAML(line, file: 0)
        guard diagnostics.isEmpty, let document, case .mapping(let entries) = document[document.root].content,
            let value = entries.first?.value
        else { return nil }
        self.init(document, value)
    }

    private init(_ document: YAMLDocument, _ id: YAMLDocument.NodeID) {
        switch document[id].content {
        case .sequence(let items): self = .array(items.map { SchemaValue(document, $0) })
        case .mapping(let entries):
            self = .object(entries.map { Member(name: $0.key.text, value: SchemaValue(document, $0.value)) })
        case .scalar(let scalar):
            switch scalar.value {
            case .null: self = .null
            case .bool(let value): self = .bool(value)
            case .int(let value): self = .int(value)
            case .float(let value): self = .double(value)
            case .string: self = .string(scalar.text)
            }
        }
    }
}

extension SchemaValue: ExpressibleByDictionaryLiteral, ExpressibleByStringLiteral {
    init(dictionaryLiteral members: (String, SchemaValue)...) {
        self = .object(members.map { Member(name: $0.0, value: $0.1) })
    }

    init(stringLiteral text: String) {
        self = .string(text)
    }

    /// The object with the members of another after its own; of no object, itself.
    func with(_ other: SchemaValue) -> SchemaValue {
        guard case .object(let own) = self, case .object(let members) = other else { return self }
        return .object(own + members)
    }

    /// One object with the members of several, in order.
    static func joined(_ parts: SchemaValue...) -> SchemaValue { parts.reduce([:]) { $0.with($1) } }

    private var isNested: Bool {
        switch self {
        case .array(let items): !items.isEmpty
        case .object(let members): !members.isEmpty
        default: false
        }
    }

    /// The value as JSON, two spaces a level; a list of plain values stands on one line.
    func rendered(indent: Int = 0) -> String {
        let margin = String(repeating: " ", count: indent + 2)
        let end = "\n" + String(repeating: " ", count: indent)
        switch self {
        case .null: return "null"
        case .bool(let value): return "\(value)"
        case .int(let value): return "\(value)"
        case .double(let value): return "\(value)"
        case .string(let text): return quotedJSON(text)
        case .array(let items) where !items.contains(where: \.isNested):
            return "[" + items.map { $0.rendered() }.joined(separator: ", ") + "]"
        case .array(let items):
            return "[\n" + items.map { margin + $0.rendered(indent: indent + 2) }.joined(separator: ",\n") + end + "]"
        case .object(let members) where members.isEmpty: return "{}"
        case .object(let members):
            let lines = members.map { margin + quotedJSON($0.name) + ": " + $0.value.rendered(indent: indent + 2) }
            return "{\n" + lines.joined(separator: ",\n") + end + "}"
        }
    }
}
