/// Writes the pieces of a file in the canonical layout.
///
/// Mappings and sequences stand two spaces further in than what holds them. What a scalar or a flow collection has on
/// further lines moves with its first line.
struct LayoutWriter {
    /// A mapping or sequence in block style that the place is in: where it stood, and where it stands now.
    private struct Level {
        var column: Int
        var newColumn: Int
        var isSequence: Bool
    }

    private let bytes: [UInt8]
    private let tokens: [LayoutToken]
    /// For each piece, the line on which it begins and that on which it ends.
    private let lines: [(first: Int, last: Int)]
    private var levels: [Level] = []
    private var flowDepth = 0
    /// How far the lines that belong to the present one move.
    private var shift = 0
    private(set) var output: [UInt8] = []

    init(_ bytes: [UInt8], _ tokens: [LayoutToken]) {
        self.bytes = bytes
        self.tokens = tokens
        var lines: [(first: Int, last: Int)] = []
        var line = 0
        var index = 0
        func advance(to offset: Int) {
            while index < offset {
                let isPair = bytes[index] == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
                if bytes[index].isBreak, !isPair { line += 1 }
                index += 1
            }
        }
        for token in tokens {
            advance(to: token.range.lowerBound)
            let first = line
            advance(to: token.range.upperBound)
            lines.append((first, line))
        }
        self.lines = lines
    }

    mutating func write() {
        var index = 0
        while index < tokens.count {
            var end = index + 1
            while end < tokens.count, lines[end].first == lines[end - 1].last { end += 1 }
            writeBlankLines(before: index)
            writeLine(index..<end)
            index = end
        }
        guard let last = tokens.last else { return }
        // The line breaks at the end of the file are part of a block that stands there.
        let breaks = bytes[last.range.upperBound...].lines.count - 1
        let isKept = last.kind == .block && header(of: last).contains(UInt8(ascii: "+"))
        let count = isKept ? breaks : last.kind == .block ? min(breaks, 1) : 1
        output += [UInt8](repeating: Byte.lineFeed, count: count)
    }

    /// One blank line where there are any; all of them where they are the end of a block that keeps them.
    private mutating func writeBlankLines(before index: Int) {
        guard index > 0 else { return }
        let previous = tokens[index - 1]
        let count = max(1, lines[index].first - lines[index - 1].last)
        let isKept = previous.kind == .block && header(of: previous).contains(UInt8(ascii: "+"))
        output += [UInt8](repeating: Byte.lineFeed, count: isKept ? count : min(count, 2))
    }

    private mutating func writeLine(_ range: Range<Int>) {
        let first = tokens[range.lowerBound]
        var column: Int
        if first.kind == .marker {
            levels = []
            column = 0
        } else if flowDepth > 0 {
            column = max(0, self.column(of: first) + shift)
        } else if first.kind == .comment {
            column = commentColumn(range.lowerBound)
        } else {
            column = 0
        }
        var isStructural = flowDepth == 0 && first.kind != .comment && first.kind != .marker
        var previous: LayoutToken.Kind?
        for index in range {
            let token = tokens[index]
            if isStructural {
                let placed = place(token)
                if previous == nil { column = placed }
                shift = placed - self.column(of: token)
                isStructural = token.kind == .dash
            }
            if let previous {
                output += [UInt8](repeating: Byte.space, count: LayoutWriter.gap(previous, token.kind))
            } else {
                output += [UInt8](repeating: Byte.space, count: column)
            }
            write(token)
            if token.kind.isOpening { flowDepth += 1 }
            if token.kind.isClosing { flowDepth -= 1 }
            previous = token.kind
        }
    }

    // MARK: Columns

    /// The column at which a piece stood, in characters from 0.
    private func column(of token: LayoutToken) -> Int {
        var start = token.range.lowerBound
        while start > 0, !bytes[start - 1].isBreak { start -= 1 }
        if start == 0 { start = Encoding.byteOrderMarkCount(bytes) }
        return bytes[start..<token.range.lowerBound].count { $0 & 0xC0 != 0x80 }
    }

    /// Finds the level that the first piece of a line, or what follows a dash, belongs to.
    private mutating func place(_ token: LayoutToken) -> Int {
        let column = column(of: token)
        let isDash = token.kind == .dash
        while let level = levels.last, level.column > column { levels.removeLast() }
        if let level = levels.last, level.column == column, level.isSequence, !isDash { levels.removeLast() }
        if let level = levels.last, level.column == column, level.isSequence == isDash { return level.newColumn }
        let newColumn = levels.last.map { $0.newColumn + 2 } ?? 0
        // A block begins no level: its lines are those of what holds it.
        if token.kind != .block {
            levels.append(Level(column: column, newColumn: newColumn, isSequence: isDash))
        }
        return newColumn
    }

    /// A comment stands as what follows it does, or, where it stood further in, as the level that it ended.
    private func commentColumn(_ index: Int) -> Int {
        let column = column(of: tokens[index])
        var following: LayoutToken?
        for next in tokens[index...] where next.kind != .comment {
            following = next
            break
        }
        let level = levels.last { $0.column <= column }?.newColumn ?? 0
        guard let following, following.kind != .marker else { return level }
        var own = self
        let next = own.place(following)
        return column <= self.column(of: following) ? next : max(next, level)
    }

    // MARK: Pieces

    /// How many spaces stand between two pieces of a line.
    private static func gap(_ left: LayoutToken.Kind, _ right: LayoutToken.Kind) -> Int {
        switch (left, right) {
        case (_, .comment): 2
        case (.alias, .colon): 1
        // After a colon without a value nothing else would end the key.
        case (.colon, .comma), (.colon, .closeBracket): 1
        case (_, .colon), (_, .comma): 0
        case (.openBrace, .closeBrace): 0
        case (.openBracket, _), (_, .closeBracket): 0
        default: 1
        }
    }

    private mutating func write(_ token: LayoutToken) {
        let text = bytes[token.range]
        switch token.kind {
        case .comment: writeComment(text)
        case .block: writeBlock(token)
        case .scalar: writeScalar(text)
        default: output += text
        }
    }

    private mutating func writeComment(_ text: ArraySlice<UInt8>) {
        output.append(Byte.hash)
        let rest = text.dropFirst()
        if let first = rest.first, ByteClass.isAlphanumeric(first) { output.append(Byte.space) }
        output += rest
    }

    /// A scalar's further lines move; blanks before a break are no part of it, unless they are escaped.
    private mutating func writeScalar(_ text: ArraySlice<UInt8>) {
        for (number, line) in text.lines.enumerated() {
            if number == 0 {
                output += line
                continue
            }
            output.append(Byte.lineFeed)
            let content = line.drop { $0.isBlank }
            if content.isEmpty { continue }
            let column = max((levels.last?.newColumn ?? -1) + 1, line.count - content.count + shift)
            output += [UInt8](repeating: Byte.space, count: column)
            output += content
        }
    }

    private func header(of token: LayoutToken) -> ArraySlice<UInt8> {
        let line = bytes[token.range].prefix { !$0.isBreak }
        return line.prefix { $0 != Byte.hash }
    }

    /// A block's lines keep their distances from each other.
    private mutating func writeBlock(_ token: LayoutToken) {
        let lines = bytes[token.range].lines
        guard let first = lines.first else { return }
        output += first
        while output.last?.isBlank == true { output.removeLast() }
        let content = lines.dropFirst()
        let level = levels.last
        let margin =
            content.first { $0.contains { $0 != Byte.space } }.map { $0.prefix { $0 == Byte.space }.count } ?? 0
        var newMargin = (level?.newColumn ?? 0) + 2
        if header(of: token).contains(where: { (0x31...0x39).contains($0) }) {
            // A header with a number counts from what holds it.
            newMargin = margin + (level.map { $0.newColumn - $0.column } ?? 0)
        }
        for line in content {
            output.append(Byte.lineFeed)
            let own = line.prefix { $0 == Byte.space }.count
            if own == line.count, own <= margin { continue }
            output += [UInt8](repeating: Byte.space, count: max(0, own + newMargin - margin))
            output += line.dropFirst(own)
        }
    }
}

extension ArraySlice<UInt8> {
    /// The lines, without their breaks: LF, CR or CR LF.
    fileprivate var lines: [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = startIndex
        var index = startIndex
        while index < endIndex {
            guard self[index].isBreak else {
                index += 1
                continue
            }
            lines.append(self[start..<index])
            if self[index] == 0x0D, index + 1 < endIndex, self[index + 1] == 0x0A { index += 1 }
            index += 1
            start = index
        }
        return lines + [self[start..<endIndex]]
    }
}

/// What a comment's first byte tells.
private enum ByteClass {
    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
