package import GateRuntime

extension JSONTree {
    /// Parses a JSON text with the gateway's own parser; the error says where it goes wrong.
    package init(parsing bytes: [UInt8]) throws(JSONError) {
        var workspace = Workspace()
        workspace.stepsLeft = .max
        let result = bytes.withUnsafeBufferPointer { buffer -> Result<JSONTree, JSONError> in
            do throws(JSONError) {
                workspace.json = try workspace.parser.parse(ByteView(buffer))
            } catch {
                return .failure(error)
            }
            guard let tree = JSONTree(workspace.json.value(at: JSONTape.root), &workspace) else {
                return .failure(JSONError(.tooLarge))
            }
            return .success(tree)
        }
        self = try result.get()
    }

    /// A value of the machine; nil for one that no JSON text gives.
    ///
    /// The parser bounds the depth.
    private init?(_ value: Value, _ workspace: inout Workspace) {
        switch value.kind {
        case .null, .absent: self = .null
        case .bool: self = .bool(value.isTrue)
        case .int: self = .int(value.asInt)
        case .uint: self = .uint(value.payload)
        case .double: self = .double(value.asDouble)
        case .string: self = .string(workspace.view(value).string)
        case .list, .map:
            guard let pairs = try? workspace.elements(of: value) else { return nil }
            var items: [JSONTree] = []
            var members: [Member] = []
            for (first, second) in pairs {
                if value.kind == .map { members.append(Member(workspace.view(first).string, .null)) }
                guard let item = JSONTree(second, &workspace) else { return nil }
                if value.kind == .map { members[members.count - 1].value = item } else { items.append(item) }
            }
            self = value.kind == .list ? .list(items) : .map(members)
        default: return nil
        }
    }
}

extension JSONError.Code {
    /// What is wrong, for people.
    package var reason: String {
        switch self {
        case .empty: "it is empty"
        case .malformed: "it is not JSON"
        case .byteOrderMark: "it starts with a byte order mark, which JSON forbids"
        case .invalidString: "a string in it is not JSON's"
        case .invalidNumber: "a number in it is not JSON's"
        case .invalidUTF8: "it is not UTF-8"
        case .depthExceeded: "it nests too deeply"
        case .tooLarge: "it is too large"
        case .outOfMemory: "there is not enough memory"
        }
    }
}
