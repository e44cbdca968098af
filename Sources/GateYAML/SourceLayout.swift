import GateDiagnostics

/// The bytes that libyaml reads and where in them things are.
struct SourceLayout {
    /// As long as the file; parts with syntax errors are blank.
    let bytes: [UInt8]
    let file: UInt32
    let offsets: CharacterOffsets
    /// How many bytes a byte order mark takes.
    private let base: Int

    init(bytes: [UInt8], base: Int, file: UInt32) {
        self.bytes = bytes
        self.base = base
        self.file = file
        self.offsets = CharacterOffsets(bytes, base: base)
    }

    func span(_ range: Range<Int>) -> SourceSpan {
        SourceSpan(file: file, start: UInt32(range.lowerBound), end: UInt32(range.upperBound))
    }

    /// The column of a byte with only one-byte characters before it on its line, from 0.
    func column(of index: Int) -> Int {
        index - max(bytes.lineStart(index), base)
    }

    func isOpeningBracket(_ index: Int) -> Bool {
        index < bytes.count && (bytes[index] == Byte.openBracket || bytes[index] == Byte.openBrace)
    }

    /// Whether the second brace of `{{` stands here, which people write for a template.
    func isTemplate(at index: Int) -> Bool {
        index > 0 && index < bytes.count && bytes[index] == Byte.openBrace && bytes[index - 1] == Byte.openBrace
    }

    /// Where a scalar's own text is: `full` as libyaml marks it, `tight` without blank space at its end.
    func placeOfContent(
        _ event: YAMLEvent,
        at range: Range<Int>,
        style: YAMLScalar.Style
    ) -> (full: Range<Int>, tight: Range<Int>) {
        let start = min(contentStart(of: event, from: range.lowerBound), range.upperBound)
        let full = start..<range.upperBound
        guard style == .literal || style == .folded else { return (full, full) }
        var end = full.upperBound
        while end > start, bytes[end - 1].isBlank || bytes[end - 1].isBreak { end -= 1 }
        if end <= bytes.lineEnd(start) {
            // Only the header is left, perhaps with a comment.
            end = start
            while end < full.upperBound, !bytes[end].isBlank, !bytes[end].isBreak { end += 1 }
        }
        return (full, start..<end)
    }

    /// The offset of a node's content after its anchor and tag.
    func contentStart(of event: YAMLEvent, from start: Int) -> Int {
        guard event.anchor != nil || event.tag != nil else { return start }
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            if byte == Byte.ampersand {
                // libyaml lets a value follow an anchor without a space if it begins with a `?`.
                index += 1
                while index < bytes.count, bytes[index].isAnchorName { index += 1 }
            } else if byte == Byte.exclamation {
                index = endOfWord(index)
            } else if byte.isBlank || byte.isBreak {
                index += 1
            } else if byte == Byte.hash {
                index = bytes.lineEnd(index)
            } else {
                break
            }
        }
        return index
    }

    /// The place of the tag among the properties that a node begins with.
    func tagRange(in range: Range<Int>) -> Range<Int> {
        var index = range.lowerBound
        while index < bytes.count, bytes[index] != Byte.exclamation { index += 1 }
        return index..<endOfWord(index)
    }

    func hasSeveralLines(_ range: Range<Int>) -> Bool {
        bytes.lineEnd(range.lowerBound) < range.upperBound
    }

    /// The text of the first line of a quoted scalar, after the one it begins on, that fulfils a condition.
    ///
    /// The condition is asked with the line's text and column; lines that are empty or begin with a tab are left out.
    func line(in range: Range<Int>, where condition: (Range<Int>, Int) -> Bool) -> Range<Int>? {
        var line = bytes.afterBreak(bytes.lineEnd(range.lowerBound))
        while line < range.upperBound {
            var text = line
            while text < range.upperBound, bytes[text] == Byte.space { text += 1 }
            let end = bytes.lineEnd(line)
            let shown = text..<max(text, min(end, range.upperBound))
            if text < end, bytes[text] != Byte.tab, condition(shown, text - line) { return shown }
            line = bytes.afterBreak(end)
        }
        return nil
    }

    private func endOfWord(_ start: Int) -> Int {
        var end = start
        while end < bytes.count, !bytes[end].isBlank, !bytes[end].isBreak { end += 1 }
        return end
    }
}
