import GateRuntime

extension WitnessValue {
    /// The value of a JSON text; nil where it is none.
    init?(json bytes: [UInt8]) {
        var workspace = Workspace()
        workspace.stepsLeft = .max
        let value = bytes.withUnsafeBufferPointer { buffer -> WitnessValue? in
            guard let tape = try? workspace.parser.parse(ByteView(buffer)) else { return nil }
            workspace.json = tape
            return WitnessValue(workspace.json.value(at: JSONTape.root), &workspace, depth: 0)
        }
        guard let value else { return nil }
        self = value
    }

    /// The value in a workspace; nil where it nests too deeply or is none of JSON.
    init?(_ value: Value, _ workspace: inout Workspace, depth: Int) {
        guard depth < 128 else { return nil }
        switch value.kind {
        case .null, .absent: self = .null
        case .bool: self = .bool(value.isTrue)
        case .int: self = .int(value.asInt)
        case .uint: self = .double(Double(value.payload))
        case .double: self = .double(value.asDouble)
        case .string: self = .string(workspace.view(value).string)
        case .list, .map:
            guard let pairs = try? workspace.elements(of: value) else { return nil }
            var items: [WitnessValue] = []
            var members: [Member] = []
            for (first, second) in pairs {
                guard let item = WitnessValue(second, &workspace, depth: depth + 1) else { return nil }
                items.append(item)
                if value.kind == .map { members.append(Member(workspace.view(first).string, item)) }
            }
            self = value.kind == .list ? .list(items) : .map(members)
        default: return nil
        }
    }

    /// The value as JSON writes it.
    var json: String {
        switch self {
        case .null: return "null"
        case .bool(let value): return value ? "true" : "false"
        case .int(let value): return "\(value)"
        case .double(let value): return value.isFinite ? "\(value)" : "null"
        case .string(let text): return "\"\(escapedJSON(text))\""
        case .timestamp: return text.map { "\"\($0)\"" } ?? "null"
        case .list(let items): return "[" + items.map(\.json).joined(separator: ", ") + "]"
        case .map(let members):
            return "{" + members.map { "\"\(escapedJSON($0.name))\": \($0.value.json)" }.joined(separator: ", ") + "}"
        }
    }

    /// The value as JSON has it: times are text.
    var asJSON: WitnessValue {
        if case .timestamp = self { return text.map(WitnessValue.string) ?? .null }
        return self
    }

    /// The value as text has it.
    var asText: WitnessValue {
        switch self {
        case .list(let items): .list(items.map(\.asText))
        case .map(let members): .map(members.map { Member($0.name, $0.value.asText) })
        default: text.map(WitnessValue.string) ?? self
        }
    }

    var isEmptyMap: Bool {
        if case .map(let members) = self { members.isEmpty } else { false }
    }

    /// What is at the end of some steps; nil where there is nothing, or null.
    func value(at steps: ArraySlice<InputStep>) -> WitnessValue? {
        switch (steps.first, self) {
        case (nil, .null): return nil
        case (nil, _): return self
        case (.key(let name)?, .map(let members)):
            return members.first { $0.name == name }?.value.value(at: steps.dropFirst())
        case (.index(let index)?, .list(let items)) where items.indices.contains(index):
            return items[index].value(at: steps.dropFirst())
        default: return nil
        }
    }

    /// The parameters of a query string that parses to the value, a map.
    var queryPairs: [(String, String)] {
        guard case .map(let members) = self else { return [] }
        return members.flatMap { $0.value.pairs(under: $0.name) }
    }

    private func pairs(under name: String) -> [(String, String)] {
        switch self {
        case .list(let items): items.enumerated().flatMap { $1.pairs(under: "\(name)[\($0)]") }
        case .map(let members): members.flatMap { $0.value.pairs(under: "\(name)[\($0.name)]") }
        case .null: []
        default: text.map { [(name, $0)] } ?? []
        }
    }
}
