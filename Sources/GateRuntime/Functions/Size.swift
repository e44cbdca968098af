extension Workspace {
    /// Code points of a string, bytes of bytes, elements of a list, entries of a map.
    mutating func size(_ value: Value) throws(Fault) -> Int {
        switch value.kind {
        case .string:
            try charge(bytes: value.count, .scanned)
            return view(value).codePointCount
        case .bytes: return value.count
        case .list, .map:
            return try elementCount(value)
        default: throw Fault(.noSuchOverload)
        }
    }

    private mutating func elementCount(_ value: Value) throws(Fault) -> Int {
        switch value.place {
        case .constant, .arena: return value.count
        case .json:
            let count = json.elementCount(of: value.tapeIndex)
            guard value.kind == .map else { return count }
            let members = try members(of: value.tapeIndex)
            members.finish(&scratch)
            return members.count
        case .head:
            var count = 0
            var cursor = try cursor(over: value)
            while try advance(&cursor) != nil { count += 1 }
            return count
        }
    }
}

extension FunctionSpec {
    static let size = FunctionSpec(
        "size",
        .size,
        [ValueType.string, .bytes, .list(.parameter("A")), .map(.parameter("A"), .parameter("B"))].flatMap {
            [Overload([$0], .int), Overload(isMember: true, [$0], .int)]
        },
        summary: "The code points of a string, the bytes of bytes, the elements of a list or the entries of a map.",
        examples: ["size('caf\u{E9}') == 4", "[1, 2].size() == 2", "size({'a': 1}) == 1", "size(b'\\xff') == 1"]
    )
}
