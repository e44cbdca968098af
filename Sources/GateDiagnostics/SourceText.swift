/// The bytes of one source file with the name to show for it.
///
/// A line ends at LF, CR or CR LF, as in YAML 1.2.2, section 5.4. The bytes need not be valid UTF-8: a byte that is
/// part of no character counts as one column.
package struct SourceText: Sendable {
    /// The name that diagnostics show, usually the path as it was given.
    package let name: String
    /// The whole file, a byte order mark included.
    package let bytes: [UInt8]
    /// The offset of the first byte of every line.
    private let lineStarts: [Int]

    /// Takes the file as it is and finds its lines.
    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
        self.lineStarts = SourceText.findLines(bytes)
    }

    /// The number of lines; an empty file has one, and so has what follows the last line break.
    package var lineCount: Int { lineStarts.count }

    /// The line and column of a byte; an offset past the end is taken as the end.
    package func position(of offset: UInt32) -> SourcePosition {
        let offset = min(Int(offset), bytes.count)
        let line = lineIndex(of: offset)
        let start = lineStarts[line] + (line == 0 ? byteOrderMarkCount : 0)
        var column = 1
        var index = start
        while index < offset {
            index += UTF8Scalar(bytes[index...]).byteCount
            if index <= offset { column += 1 }
        }
        return SourcePosition(line: line + 1, column: column)
    }

    /// The bytes of a line without its line break and without a byte order mark, or an empty slice if there is none.
    ///
    /// Lines count from 1.
    package func line(_ number: Int) -> ArraySlice<UInt8> {
        guard number >= 1, number <= lineStarts.count else { return bytes[bytes.endIndex...] }
        let start = lineStarts[number - 1] + (number == 1 ? byteOrderMarkCount : 0)
        var end = number < lineStarts.count ? lineStarts[number] : bytes.count
        if end > start, bytes[end - 1] == 0x0A { end -= 1 }
        if end > start, bytes[end - 1] == 0x0D { end -= 1 }
        return bytes[start..<end]
    }

    /// The text of a span, with replacement characters for what is not UTF-8; bounds are cut to the file.
    package func text(of span: SourceSpan) -> String {
        let end = min(Int(span.end), bytes.count)
        return String(decoding: bytes[min(Int(span.start), end)..<end], as: UTF8.self)
    }

    /// 3 if the file begins with a UTF-8 byte order mark, which no column counts; otherwise 0.
    private var byteOrderMarkCount: Int {
        bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
    }

    private func lineIndex(of offset: Int) -> Int {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }

    private static func findLines(_ bytes: [UInt8]) -> [Int] {
        var starts = [0]
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            let isBreak = byte == 0x0A || byte == 0x0D && (index == bytes.count || bytes[index] != 0x0A)
            if isBreak { starts.append(index) }
        }
        return starts
    }
}
