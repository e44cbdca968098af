/// A JSON document to write, whose members keep their order.
package indirect enum JSONValue: Sendable {
    case string(String)
    case int(Int)
    case bool(Bool)
    case list([JSONValue])
    case object([(name: String, value: JSONValue)])

    /// An object without the members whose value is nil.
    package static func members(_ members: [(String, JSONValue?)]) -> JSONValue {
        .object(members.compactMap { name, value in value.map { (name: name, value: $0) } })
    }

    /// The document as text (RFC 8259), indented by two spaces, without a line break at its end.
    package var text: String {
        var text = ""
        write(to: &text, margin: "")
        return text
    }

    private func write(to text: inout String, margin: String) {
        let inner = margin + "  "
        switch self {
        case .string(let string): text += quotedJSON(string)
        case .int(let number): text += String(number)
        case .bool(let flag): text += flag ? "true" : "false"
        case .list(let items) where items.isEmpty: text += "[]"
        case .list(let items) where items.allSatisfy(\.isNumber):
            text += "["
            for (index, item) in items.enumerated() {
                if index > 0 { text += ", " }
                item.write(to: &text, margin: inner)
            }
            text += "]"
        case .list(let items):
            for (index, item) in items.enumerated() {
                text += (index == 0 ? "[\n" : ",\n") + inner
                item.write(to: &text, margin: inner)
            }
            text += "\n" + margin + "]"
        case .object(let members) where members.isEmpty: text += "{}"
        case .object(let members):
            for (index, member) in members.enumerated() {
                text += (index == 0 ? "{\n" : ",\n") + inner
                text += quotedJSON(member.name)
                text += ": "
                member.value.write(to: &text, margin: inner)
            }
            text += "\n" + margin + "}"
        }
    }

    private var isNumber: Bool {
        if case .int = self { true } else { false }
    }
}
