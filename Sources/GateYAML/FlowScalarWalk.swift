/// Decodes a plain, single-quoted or double-quoted scalar beside its source (YAML 1.2.2, section 7.3).
struct FlowScalarWalk {
    private let bytes: [UInt8]
    private let content: Range<Int>
    private let style: YAMLScalar.Style
    private var index: Int
    private var builder: RunBuilder

    /// A walk of what is between the quotes, or of a whole plain scalar.
    init(bytes: [UInt8], content: Range<Int>, style: YAMLScalar.Style) {
        self.bytes = bytes
        self.content = content
        self.style = style
        self.index = content.lowerBound
        self.builder = RunBuilder(contentStart: content.lowerBound)
    }

    /// Walks to the end and returns the runs of `text`.
    mutating func run(expecting text: String) -> [YAMLScalar.Run] {
        while index < content.upperBound {
            let endsInEscapedBreak = walkText()
            walkSpace(afterEscapedBreak: endsInEscapedBreak)
        }
        return builder.finish(expecting: text, start: content.lowerBound)
    }

    /// Takes characters up to white space; true if an escaped line break ended them.
    private mutating func walkText() -> Bool {
        var copied = index
        while index < content.upperBound, !bytes[index].isBlank, !bytes[index].isBreak {
            let byte = bytes[index]
            if style == .singleQuoted, byte == Byte.singleQuote {
                builder.copy(copied..<index, of: bytes)
                let end = min(index + 2, content.upperBound)
                builder.write(CollectionOfOne(Byte.singleQuote), for: index..<end)
                (index, copied) = (end, end)
            } else if style == .doubleQuoted, byte == Byte.backslash {
                builder.copy(copied..<index, of: bytes)
                if index + 1 < content.upperBound, bytes[index + 1].isBreak {
                    index = bytes.afterBreak(index + 1)
                    return true
                }
                let escape = DoubleQuotedEscape(bytes[index..<content.upperBound])
                builder.write(escape.decoded, for: index..<index + escape.sourceCount)
                index += escape.sourceCount
                copied = index
            } else {
                index += 1
            }
        }
        builder.copy(copied..<index, of: bytes)
        return false
    }

    /// Takes white space: kept within a line, folded around line breaks (section 6.5).
    private mutating func walkSpace(afterEscapedBreak: Bool) {
        let start = index
        var isFolded = false
        var breaks: [Range<Int>] = []
        while index < content.upperBound, bytes[index].isBlank || bytes[index].isBreak {
            guard bytes[index].isBreak else {
                index += 1
                continue
            }
            let end = bytes.afterBreak(index)
            if isFolded || afterEscapedBreak { breaks.append(index..<end) }
            isFolded = true
            index = end
        }
        if !breaks.isEmpty {
            for lineBreak in breaks { builder.write(CollectionOfOne(Byte.lineFeed), for: lineBreak) }
        } else if isFolded {
            builder.write(CollectionOfOne(Byte.space), for: start..<index)
        } else if !afterEscapedBreak {
            builder.copy(start..<index, of: bytes)
        }
    }
}

/// One escape of a double-quoted scalar (YAML 1.2.2, section 5.7).
struct DoubleQuotedEscape {
    /// What it stands for in UTF-8; nothing for an escape that libyaml would have refused.
    let decoded: [UInt8]
    /// How many bytes it takes in the file, backslash included.
    let sourceCount: Int

    /// Reads the escape that the bytes begin with.
    init(_ bytes: ArraySlice<UInt8>) {
        guard bytes.count >= 2 else {
            self.decoded = []
            self.sourceCount = bytes.count
            return
        }
        let letter = bytes[bytes.startIndex + 1]
        let digitCount: Int
        switch letter {
        case UInt8(ascii: "x"): digitCount = 2
        case UInt8(ascii: "u"): digitCount = 4
        case UInt8(ascii: "U"): digitCount = 8
        default: digitCount = 0
        }
        let digits = bytes.dropFirst(2).prefix(digitCount)
        let value =
            digitCount == 0
            ? DoubleQuotedEscape.value(ofLetter: letter)
            : UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        self.decoded = value.flatMap { Unicode.Scalar($0) }.map { Array(String($0).utf8) } ?? []
        self.sourceCount = 2 + digits.count
    }

    private static func value(ofLetter letter: UInt8) -> UInt32? {
        switch letter {
        case UInt8(ascii: "0"): 0x00
        case UInt8(ascii: "a"): 0x07
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "t"), Byte.tab: 0x09
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "v"): 0x0B
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "e"): 0x1B
        case UInt8(ascii: "N"): 0x85
        case UInt8(ascii: "_"): 0xA0
        case UInt8(ascii: "L"): 0x2028
        case UInt8(ascii: "P"): 0x2029
        case Byte.space, Byte.doubleQuote, Byte.backslash, UInt8(ascii: "/"), Byte.singleQuote: UInt32(letter)
        default: nil
        }
    }
}
