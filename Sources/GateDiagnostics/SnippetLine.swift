/// One source line as it is shown, with the column where each of its bytes stands.
struct SnippetLine {
    /// How many columns a line takes at most.
    private static let widthMax = 120
    /// How many columns stay before the marked place when the line is cut at the left.
    private static let widthBefore = 40
    /// How many bytes are looked at on each side of the marked place.
    private static let reachBytes = 2048
    private static let ellipsis = "..."

    /// A character, or a whole hidden part.
    private struct Cell {
        var bytes: Range<Int>
        var text: String
        var column: Int
        var width: Int
    }

    private var cells: [Cell] = []
    private var width = 0
    private let hasMoreBefore: Bool
    private let hasMoreAfter: Bool
    /// The columns that are shown.
    private var window = 0..<Int.max

    /// A line of a file.
    ///
    /// - Parameters:
    ///   - line: its bytes, at their offsets in the file.
    ///   - marked: the bytes that are underlined; a long line is cut around their beginning.
    ///   - hidden: parts of the file that are shown as `***`.
    init(_ line: ArraySlice<UInt8>, marked: Range<Int>, hidden: [Range<Int>]) {
        var start = max(line.startIndex, min(marked.lowerBound, line.endIndex) - SnippetLine.reachBytes)
        while start > line.startIndex, line[start] & 0xC0 == 0x80, start > line.startIndex { start -= 1 }
        let end = min(line.endIndex, max(start, marked.lowerBound) + SnippetLine.reachBytes)
        hasMoreBefore = start > line.startIndex
        hasMoreAfter = end < line.endIndex
        var index = start
        while index < end {
            if let part = hidden.first(where: { $0.contains(index) }) {
                // Tags of one length tell nothing about what they hide.
                let part = index..<min(part.upperBound, line.endIndex)
                if cells.last?.bytes.upperBound != index || cells.last?.text != "***" { append("***", 3, part) }
                index = part.upperBound
                continue
            }
            let character = UTF8Scalar(line[index...])
            let bytes = index..<index + character.byteCount
            let cell = character.scalar.map { VisibleText.cell($0) } ?? VisibleText.cell(byte: line[index])
            append(cell.text, cell.width, bytes)
            index = bytes.upperBound
        }
        chooseWindow(around: column(of: marked.lowerBound))
    }

    /// The text to show, cut with `...` where it is too long.
    var text: String {
        let shown = cells.filter { window.contains($0.column) }
        var text = shown.map(\.text).joined()
        if window.lowerBound > 0 || hasMoreBefore { text = SnippetLine.ellipsis + text }
        if let last = cells.last, !window.contains(last.column) || hasMoreAfter { text += SnippetLine.ellipsis }
        return text
    }

    /// The columns of ``text`` to underline for some bytes; at least one.
    func columns(of bytes: Range<Int>) -> Range<Int> {
        let shift = (window.lowerBound > 0 || hasMoreBefore ? SnippetLine.ellipsis.utf8.count : 0) - window.lowerBound
        let start = min(max(column(of: bytes.lowerBound), window.lowerBound), window.upperBound)
        let end = min(max(columnAfter(bytes.upperBound), start + 1), max(window.upperBound, start + 1))
        return start + shift..<end + shift
    }

    private mutating func append(_ text: String, _ width: Int, _ bytes: Range<Int>) {
        cells.append(Cell(bytes: bytes, text: text, column: self.width, width: width))
        self.width += width
    }

    private mutating func chooseWindow(around column: Int) {
        guard width > SnippetLine.widthMax || hasMoreBefore || hasMoreAfter else { return }
        let widthShown = SnippetLine.widthMax - 2 * SnippetLine.ellipsis.utf8.count
        let fitsFromStart = column + SnippetLine.widthBefore <= widthShown && !hasMoreBefore
        let start = fitsFromStart ? 0 : max(0, min(column - SnippetLine.widthBefore, width - widthShown))
        window = start..<start + widthShown
    }

    /// The column where the character that holds a byte begins.
    private func column(of byte: Int) -> Int {
        cells.last { $0.bytes.lowerBound <= byte && byte < $0.bytes.upperBound }?.column
            ?? (byte < cells.first?.bytes.lowerBound ?? 0 ? 0 : width)
    }

    /// The column after the character that ends at or holds the byte before an offset.
    private func columnAfter(_ end: Int) -> Int {
        cells.last { $0.bytes.lowerBound < end }.map { $0.column + $0.width } ?? 0
    }
}
