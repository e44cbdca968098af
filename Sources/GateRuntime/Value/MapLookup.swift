extension Workspace {
    /// The value of `key` in a map; nil where there is none.
    ///
    /// Numeric keys are equal across types; a key of a type that no map has is never found.
    mutating func lookup(_ map: Value, _ key: Value) throws(Fault) -> Value? {
        switch map.place {
        case .constant, .arena:
            return try lookupPairs(map, key)
        case .json:
            guard key.kind == .string else { return nil }
            return try lookupTape(map.tapeIndex, view(key))
        case .head:
            guard key.kind == .string else { return nil }
            return try header(named: view(key))
        }
    }

    private mutating func lookupPairs(_ map: Value, _ key: Value) throws(Fault) -> Value? {
        let count = map.count
        guard count > 0 else { return nil }
        for index in 0..<count {
            let offset = map.offset + 2 * index
            if try equal(element(map.place, offset), key) {
                try charge((index + 1) >> 1)
                return element(map.place, offset + 1).orNull
            }
        }
        try charge(count >> 1)
        return nil
    }

    private mutating func lookupTape(_ opening: Int, _ name: ByteView) throws(Fault) -> Value? {
        try charge(json.elementCount(of: opening) >> 2)
        return json.member(of: opening, named: name).map { json.value(at: $0) }
    }

    /// The value of a header by its name, whatever the case: the bytes of its line, or of its lines joined with ", "
    /// (RFC 9110, section 5.3).
    ///
    /// Nil where there is none.
    mutating func header(named name: ByteView) throws(Fault) -> Value? {
        try charge(headers.count >> 2)
        var found: Int?
        for index in 0..<headers.count where ByteView.equalIgnoringCase(head.part(headers[index].name), name) {
            if let found { return try joinedHeader(first: found) }
            found = index
        }
        guard let found else { return nil }
        let value = headers[found].value
        return try repaired(.string(.head, offset: Int(value.offset), count: Int(value.count)))
    }

    private mutating func joinedHeader(first: Int) throws(Fault) -> Value {
        let name = head.part(headers[first].name)
        let start = bytes.count
        for index in first..<headers.count where ByteView.equalIgnoringCase(head.part(headers[index].name), name) {
            let value = head.part(headers[index].value)
            try charge(bytes: value.count)
            if index > first { try bytes.append(", ") }
            try bytes.append(value)
        }
        return try repaired(.string(.arena, offset: start, count: bytes.count - start))
    }

    /// The text where it is UTF-8; otherwise a copy with U+FFFD for what is not.
    ///
    /// A header may hold any bytes (RFC 9110, section 5.5); a string of CEL may not, nor an answer made of it.
    private mutating func repaired(_ text: Value) throws(Fault) -> Value {
        try charge(bytes: text.count, .scanned)
        if view(text).isUTF8 { return text }
        let characters = Array(view(text).string.utf8)
        try charge(bytes: characters.count, .rewritten)
        let start = bytes.count
        for byte in characters { try bytes.append(byte) }
        return .string(.arena, offset: start, count: characters.count)
    }
}
