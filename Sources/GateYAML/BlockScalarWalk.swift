/// Decodes a literal or folded block scalar beside its source (YAML 1.2.2, section 8.1).
struct BlockScalarWalk {
    /// What happens to the line breaks at the end.
    private enum Chomping { case clip, strip, keep }

    private let bytes: [UInt8]
    private let start: Int
    private let isFolded: Bool
    private var index: Int
    private var lineStart: Int
    private var chomping = Chomping.clip
    private var indent = 0
    private var builder: RunBuilder

    /// A walk that begins at the `|` or `>`.
    init(bytes: [UInt8], start: Int, isFolded: Bool) {
        self.bytes = bytes
        self.start = start
        self.isFolded = isFolded
        self.index = start
        self.lineStart = start
        self.builder = RunBuilder(contentStart: start)
    }

    /// Walks to the end and returns the runs of `text`.
    mutating func run(parentIndent: Int, expecting text: String) -> [YAMLScalar.Run] {
        let increment = walkHeader()
        if increment > 0 { indent = max(parentIndent, 0) + increment }
        var emptyLines = walkEmptyLines(parentIndent: parentIndent)
        builder = RunBuilder(contentStart: index)
        var pendingBreak: Range<Int>?
        var wasMoreIndented = false
        while index < bytes.count, column == indent {
            let isMoreIndented = bytes[index].isBlank
            if let lineBreak = pendingBreak {
                let isJoined = isFolded && !wasMoreIndented && !isMoreIndented
                if !isJoined {
                    builder.write(CollectionOfOne(Byte.lineFeed), for: lineBreak)
                } else if emptyLines.isEmpty {
                    builder.write(CollectionOfOne(Byte.space), for: lineBreak.lowerBound..<index)
                }
            }
            for lineBreak in emptyLines { builder.write(CollectionOfOne(Byte.lineFeed), for: lineBreak) }
            wasMoreIndented = isMoreIndented
            let lineEnd = bytes.lineEnd(index)
            builder.copy(index..<lineEnd, of: bytes)
            index = bytes.afterBreak(lineEnd)
            lineStart = index
            pendingBreak = index > lineEnd ? lineEnd..<index : nil
            emptyLines = walkEmptyLines(parentIndent: parentIndent)
        }
        if chomping != .strip, let lineBreak = pendingBreak {
            builder.write(CollectionOfOne(Byte.lineFeed), for: lineBreak)
        }
        if chomping == .keep {
            for lineBreak in emptyLines { builder.write(CollectionOfOne(Byte.lineFeed), for: lineBreak) }
        }
        return builder.finish(expecting: text, start: start)
    }

    /// Reads the indicators and the rest of the header's line; returns the indentation digit or 0.
    private mutating func walkHeader() -> Int {
        var increment = 0
        index += 1
        loop: while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "+"): chomping = .keep
            case UInt8(ascii: "-"): chomping = .strip
            case UInt8(ascii: "1")...UInt8(ascii: "9"): increment = Int(bytes[index]) - 0x30
            default: break loop
            }
            index += 1
        }
        index = bytes.afterBreak(bytes.lineEnd(index))
        lineStart = index
        return increment
    }

    /// Skips indentation and lines that hold nothing, finding the indentation if it is not known yet.
    private mutating func walkEmptyLines(parentIndent: Int) -> [Range<Int>] {
        var breaks: [Range<Int>] = []
        var widest = 0
        while true {
            while index < bytes.count, bytes[index] == Byte.space, indent == 0 || column < indent { index += 1 }
            widest = max(widest, column)
            guard index < bytes.count, bytes[index].isBreak else { break }
            let end = bytes.afterBreak(index)
            breaks.append(index..<end)
            index = end
            lineStart = end
        }
        if indent == 0 { indent = max(widest, parentIndent + 1, 1) }
        return breaks
    }

    /// The column of `index`; only spaces stand before it wherever this is asked.
    private var column: Int { index - lineStart }
}
