// Reading values from the JSON tape. Layout: simdjson, doc/tape.md.
extension JSONTape {
    /// The value whose word is at `index`.
    func value(at index: Int) -> Value {
        let word = words[index]
        switch UInt8(truncatingIfNeeded: word >> 56) {
        case UInt8(ascii: "\""):
            let (offset, count) = stringRange(word)
            return .string(.json, offset: offset, count: count)
        case UInt8(ascii: "l"): return .int(Int64(bitPattern: words[index + 1]))
        case UInt8(ascii: "u"): return .uint(words[index + 1])
        case UInt8(ascii: "d"): return Value(kind: .double, payload: words[index + 1])
        case UInt8(ascii: "t"): return .bool(true)
        case UInt8(ascii: "f"): return .bool(false)
        case UInt8(ascii: "["): return .json(.list, tapeIndex: index)
        case UInt8(ascii: "{"): return .json(.map, tapeIndex: index)
        default: return .null
        }
    }

    /// Index of the word after the value at `index`.
    func next(after index: Int) -> Int {
        let word = words[index]
        switch UInt8(truncatingIfNeeded: word >> 56) {
        case UInt8(ascii: "l"), UInt8(ascii: "u"), UInt8(ascii: "d"): return index + 2
        case UInt8(ascii: "["), UInt8(ascii: "{"): return Int(word & 0xFFFF_FFFF)
        default: return index + 1
        }
    }

    /// Index of the closing word of the list or map that opens at `index`.
    func end(of index: Int) -> Int { next(after: index) - 1 }

    /// The bytes of the string at `index`.
    func string(at index: Int) -> ByteView {
        let (offset, count) = stringRange(words[index])
        return strings.slice(offset, count)
    }

    private func stringRange(_ word: UInt64) -> (offset: Int, count: Int) {
        let start = Int(word & 0x00FF_FFFF_FFFF_FFFF)
        var count = 0
        for byte in (0..<4).reversed() { count = count << 8 | Int(strings[start + byte]) }
        return (start + 4, count)
    }
}
