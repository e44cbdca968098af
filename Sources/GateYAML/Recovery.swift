/// Finds which part of a file to leave out after a syntax error, so that the rest can be read.
///
/// The parts are entries of the top two levels (one endpoint of `endpoints`, or all of `endpoints`), found by
/// indentation alone: an entry goes from its line to the next line that stands no deeper. That is sound for block
/// mappings and lists, whose entries cannot reach over such a line; what is in brackets or quotes counts as part of its
/// key. Entries of deeper levels are not left out on their own: half an endpoint would only give rise to findings about
/// its other half.
struct Recovery {
    /// A part that can be left out.
    struct Entry {
        var range: Range<Int>
        /// Whether it is of the second level.
        var isNested: Bool
    }

    /// A line that holds more than blank space and a comment.
    private struct Line {
        var start: Int
        /// Where its text begins, after spaces only.
        var text: Int
        /// The column of the text; a tab is no indentation and such a line goes on with what is before it.
        var column: Int
    }

    private let bytes: [UInt8]
    private let lines: [Line]

    /// Looks through the lines of a file whose text begins after `base` bytes.
    init(bytes: [UInt8], base: Int) {
        self.bytes = bytes
        var lines: [Line] = []
        var start = base
        while start < bytes.count {
            var text = start
            while text < bytes.count, bytes[text] == Byte.space { text += 1 }
            let visible = bytes.skippingBlanks(text)
            if visible < bytes.count, !bytes[visible].isBreak, bytes[visible] != Byte.hash {
                lines.append(Line(start: start, text: text, column: text == visible ? text - start : .max))
            }
            start = max(bytes.afterBreak(bytes.lineEnd(visible)), start + 1)
        }
        self.lines = lines
    }

    /// Whether there is any text that is not a marker or a comment.
    var hasEntries: Bool {
        lines.contains { !isMarker($0) }
    }

    /// The smallest entry around a place; nil if the place is before all text.
    ///
    /// It has at least one line of text, so leaving it out makes the file smaller.
    func entry(around place: Range<Int>) -> Entry? {
        guard let index = lines.lastIndex(where: { $0.start <= place.lowerBound }) else { return nil }
        let last = lines.lastIndex { $0.start < place.upperBound } ?? index
        if isMarker(lines[index]) {
            return Entry(range: lines[index].start..<bytes.lineEnd(lines[index].text), isNested: false)
        }
        guard let first = lines.first(where: { !isMarker($0) }) else { return nil }
        let top = extent(of: index, through: last, in: lines.indices, column: first.column, isList: isItem(first))
        if index > top.lowerBound, opensBlock(lines[top.lowerBound]) {
            let inner = top.dropFirst()
            let first = lines[inner.lowerBound]
            // Behind tabs there are no levels; such a block is left out as a whole.
            if first.column != .max {
                let nested = extent(of: index, through: last, in: inner, column: first.column, isList: isItem(first))
                return Entry(range: range(of: nested), isNested: true)
            }
        }
        return Entry(range: range(of: top), isNested: false)
    }

    /// The names of the anchors that may be defined in a range.
    func anchors(in range: Range<Int>) -> Set<String> {
        var names: Set<String> = []
        var index = range.lowerBound
        while index < range.upperBound {
            index += 1
            guard bytes[index - 1] == Byte.ampersand else { continue }
            let start = index
            while index < range.upperBound, bytes[index].isAnchorName { index += 1 }
            names.insert(String(decoding: bytes[start..<index], as: UTF8.self))
        }
        return names
    }

    /// The lines of the entries that hold the lines `index` to `last`, where entries begin at a column or left of it.
    private func extent(
        of index: Int,
        through last: Int,
        in lines: Range<Int>,
        column: Int,
        isList: Bool
    ) -> Range<Int> {
        func begins(_ index: Int) -> Bool {
            let line = self.lines[index]
            return line.column <= column && !isCloser(line) && (isList || !isItem(line)) || isMarker(line)
        }
        var start = index
        while start > lines.lowerBound, !begins(start), !isMarker(self.lines[start - 1]) { start -= 1 }
        var end = min(max(index, last) + 1, lines.upperBound)
        while end < lines.upperBound, !begins(end) { end += 1 }
        return start..<end
    }

    private func range(of entry: Range<Int>) -> Range<Int> {
        let end = entry.upperBound < lines.count ? lines[entry.upperBound].start : bytes.count
        return lines[entry.lowerBound].start..<end
    }

    /// `---`, `...` or a directive, which belong to no entry.
    private func isMarker(_ line: Line) -> Bool {
        guard line.column == 0 else { return false }
        let text = bytes[line.text...]
        return text.starts(with: "---".utf8) || text.starts(with: "...".utf8) || text.first == UInt8(ascii: "%")
    }

    private func isItem(_ line: Line) -> Bool {
        guard bytes[line.text] == Byte.dash else { return false }
        let next = line.text + 1
        return next == bytes.count || bytes[next].isBlank || bytes[next].isBreak
    }

    private func isCloser(_ line: Line) -> Bool {
        bytes[line.text] == Byte.closeBracket || bytes[line.text] == Byte.closeBrace
    }

    /// Whether a line is a key and nothing more, but for an anchor, a tag or a comment.
    private func opensBlock(_ line: Line) -> Bool {
        let words = bytes[line.text..<bytes.lineEnd(line.text)].split { $0.isBlank }
        let value = words.prefix { $0.first != Byte.hash }.drop { $0.last != Byte.colon }
        return !value.isEmpty
            && value.dropFirst().allSatisfy {
                $0.first == Byte.ampersand || $0.first == Byte.exclamation
            }
    }
}
