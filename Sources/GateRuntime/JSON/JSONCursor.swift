/// Reading a tape: values, the way from one to the next, and lookups. A position is the index of a value's first word.
///
/// Where an object has a key more than once, its last member counts, in every function here.
extension JSONTape {
    /// The types of tape words that start a value.
    package enum Tag {
        package static let list = UInt8(ascii: "[")
        package static let map = UInt8(ascii: "{")
        package static let string = UInt8(ascii: "\"")
        package static let int = UInt8(ascii: "l")
        package static let uint = UInt8(ascii: "u")
        package static let double = UInt8(ascii: "d")
        package static let bool = (false: UInt8(ascii: "f"), true: UInt8(ascii: "t"))
        package static let null = UInt8(ascii: "n")
    }

    /// The position of the document's value.
    package static let root = 1

    /// Whether there is a document.
    package var isEmpty: Bool { words.count == 0 }

    /// The type of the word at `index`, one of ``Tag``.
    package func tag(at index: Int) -> UInt8 { UInt8(truncatingIfNeeded: words[index] >> 56) }

    /// The position after the value at `index`, its elements or members included.
    package func next(after index: Int) -> Int {
        let word = words[index]
        switch UInt8(truncatingIfNeeded: word >> 56) {
        case Tag.list, Tag.map: return Int(word & 0xFFFF_FFFF)
        case Tag.int, Tag.uint, Tag.double: return index + 2
        default: return index + 1
        }
    }

    /// The value at `index`: scalars in place, text as a range of ``strings``, lists and maps by position.
    package func value(at index: Int) -> Value {
        switch tag(at: index) {
        case Tag.string:
            let text = text(at: index)
            return .string(.json, offset: Int(text.offset), count: Int(text.count))
        case Tag.int: return .int(Int64(bitPattern: words[index + 1]))
        case Tag.uint: return .uint(words[index + 1])
        case Tag.double: return .double(Double(bitPattern: words[index + 1]))
        case Tag.bool.true: return .bool(true)
        case Tag.bool.false: return .bool(false)
        case Tag.list: return .json(.list, tapeIndex: index)
        case Tag.map: return .json(.map, tapeIndex: index)
        default: return .null
        }
    }

    /// The range in ``strings`` of the string or key at `index`.
    package func text(at index: Int) -> ByteRange {
        let offset = Int(words[index] & 0xFF_FFFF_FFFF_FFFF)
        let length = strings.slice(offset, 4).unsafeBytes.loadUnaligned(as: UInt32.self)
        return ByteRange(offset: offset + 4, count: Int(UInt32(littleEndian: length)))
    }

    /// The bytes of the string or key at `index`.
    package func bytes(at index: Int) -> ByteView { strings.range(text(at: index)) }

    /// The position of the first element or key of the list or map at `index`; equal to ``end(of:)`` where it is empty.
    package func start(of index: Int) -> Int { index + 1 }

    /// The position of the closing word of the list or map at `index`.
    package func end(of index: Int) -> Int { Int(words[index] & 0xFFFF_FFFF) - 1 }

    /// How many elements a list has, or members a map, repeated keys counted each time.
    package func elementCount(of index: Int) -> Int {
        let count = Int(words[index] >> 32 & 0xFF_FFFF)
        // The field of 24 bits saturates (simdjson, doc/tape.md).
        guard count == 0xFF_FFFF else { return count }
        return countElements(of: index)
    }

    @inline(never)
    private func countElements(of index: Int) -> Int {
        let isMap = tag(at: index) == Tag.map
        let end = end(of: index)
        var position = start(of: index)
        var count = 0
        while position < end {
            position = next(after: isMap ? position + 1 : position)
            count += 1
        }
        return count
    }

    /// The position of a list's element; a negative number counts from the end.
    ///
    /// Nil where there is none.
    package func element(of list: Int, at ordinal: Int) -> Int? {
        let count = elementCount(of: list)
        let wanted = ordinal < 0 ? ordinal + count : ordinal
        guard wanted >= 0, wanted < count else { return nil }
        var position = start(of: list)
        for _ in 0..<wanted { position = next(after: position) }
        return position
    }

    /// The position of the value of a map's last member named `key`; nil where there is none.
    package func member(of map: Int, named key: ByteView) -> Int? {
        let end = end(of: map)
        var position = start(of: map)
        var found: Int?
        while position < end {
            if bytes(at: position) == key { found = position + 1 }
            position = next(after: position + 1)
        }
        return found
    }

    /// How deeply lists and maps nest; 0 for a scalar.
    package var depth: Int {
        var depth = 0
        var deepest = 0
        var position = Self.root
        while position < words.count - 1 {
            switch tag(at: position) {
            case Tag.list, Tag.map:
                depth += 1
                deepest = max(deepest, depth)
                position += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                depth -= 1
                position += 1
            default: position = next(after: position)
            }
        }
        return deepest
    }
}
