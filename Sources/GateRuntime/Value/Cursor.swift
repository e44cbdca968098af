// A cursor is a list or map value that shrinks from the front; `aux` counts the elements that were taken. On the tape
// the payload is `end << 32 | index`; for the headers it is the index of the next line.

extension Workspace {
    /// A cursor over the elements of a list or the pairs of a map.
    ///
    /// Fails for any other kind.
    mutating func cursor(over value: Value) throws(Fault) -> Value {
        guard value.kind == .list || value.kind == .map else { throw Fault(.noSuchOverload) }
        switch value.place {
        case .constant, .arena:
            return Value(kind: value.kind, place: value.place, payload: value.payload)
        case .json:
            if value.kind == .map { return try cursor(overObject: value.tapeIndex) }
            return tapeCursor(.list, at: value.tapeIndex)
        case .head:
            return Value(kind: .map, place: .head)
        }
    }

    /// The next element and the cursor after it: index and element of a list, key and value of a map.
    ///
    /// Nil at the end.
    mutating func advance(_ cursor: inout Value) throws(Fault) -> (first: Value, second: Value)? {
        switch cursor.place {
        case .constant, .arena: return advanceValues(&cursor)
        case .json: return advanceTape(&cursor)
        case .head: return try advanceHeaders(&cursor)
        }
    }

    /// The pairs that a cursor gives, all at once: for cold paths.
    package mutating func elements(of value: Value) throws(Fault) -> [(first: Value, second: Value)] {
        var result: [(first: Value, second: Value)] = []
        var cursor = try cursor(over: value)
        while let pair = try advance(&cursor) { result.append(pair) }
        return result
    }

    /// The value at `index` of the constant values or the values made while evaluating.
    @inline(__always)
    func element(_ place: Value.Place, _ index: Int) -> Value {
        place == .constant ? constantValues[index] : values[index]
    }

    private mutating func advanceValues(_ cursor: inout Value) -> (first: Value, second: Value)? {
        guard cursor.count > 0 else { return nil }
        let offset = cursor.offset
        let width = cursor.kind == .map ? 2 : 1
        let taken = cursor.aux
        let rest = UInt64(offset + width) << 32 | UInt64(cursor.count - 1)
        let place = cursor.place
        cursor = Value(kind: cursor.kind, place: place, aux: taken + 1, payload: rest)
        if width == 1 { return (.int(Int64(taken)), element(place, offset).orNull) }
        return (element(place, offset), element(place, offset + 1).orNull)
    }

    private mutating func tapeCursor(_ kind: Value.Kind, at opening: Int) -> Value {
        let (start, end) = (UInt64(json.start(of: opening)), UInt64(json.end(of: opening)))
        return Value(kind: kind, place: .json, payload: end << 32 | start)
    }

    /// Walks the tape where no key comes twice; otherwise copies the members that count, the last of each name.
    private mutating func cursor(overObject opening: Int) throws(Fault) -> Value {
        let count = json.elementCount(of: opening)
        var members = try members(of: opening)
        defer { members.finish(&scratch) }
        if members.count == count { return tapeCursor(.map, at: opening) }
        let offset = values.count
        while let member = members.next(in: json, scratch: scratch) {
            try values.append(json.value(at: member.keyIndex))
            try values.append(json.value(at: member.valueIndex))
        }
        return .map(.arena, offset: offset, count: members.count)
    }

    private mutating func advanceTape(_ cursor: inout Value) -> (first: Value, second: Value)? {
        let end = Int(cursor.payload >> 32)
        let index = Int(cursor.payload & 0xFFFF_FFFF)
        guard index < end else { return nil }
        let isMap = cursor.kind == .map
        let elementIndex = isMap ? index + 1 : index
        let first = isMap ? json.value(at: index) : .int(Int64(cursor.aux))
        cursor.aux += 1
        cursor.payload = UInt64(end) << 32 | UInt64(json.next(after: elementIndex))
        return (first, json.value(at: elementIndex))
    }

    private mutating func advanceHeaders(_ cursor: inout Value) throws(Fault) -> (first: Value, second: Value)? {
        while Int(cursor.payload) < headers.count {
            let index = Int(cursor.payload)
            cursor.payload += 1
            let name = head.part(headers[index].name)
            try charge(index)
            if hasHeader(named: name, before: index) { continue }
            cursor.aux += 1
            let value = try header(named: name) ?? .null
            return (try lowercased(name), value)
        }
        return nil
    }

    private mutating func hasHeader(named name: ByteView, before end: Int) -> Bool {
        for index in 0..<end where ByteView.equalIgnoringCase(head.part(headers[index].name), name) { return true }
        return false
    }

    private mutating func lowercased(_ name: ByteView) throws(Fault) -> Value {
        try bytes.reserve(name.count)
        let offset = bytes.count
        for index in 0..<name.count { try bytes.append(name[index].asciiLowercased) }
        return .string(.arena, offset: offset, count: name.count)
    }
}

extension UInt8 {
    @inline(__always)
    var asciiLowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }

    @inline(__always)
    var asciiUppercased: UInt8 { self >= 0x61 && self <= 0x7A ? self & 0xDF : self }
}

extension ByteView {
    /// Whether both are the same but for the case of ASCII letters.
    static func equalIgnoringCase(_ left: ByteView, _ right: ByteView) -> Bool {
        guard left.count == right.count else { return false }
        for index in 0..<left.count where left[index].asciiLowercased != right[index].asciiLowercased { return false }
        return true
    }
}
