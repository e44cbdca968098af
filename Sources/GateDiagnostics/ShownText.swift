extension SourceText {
    /// The text of a line as a terminal may show it, cut around a place where it is long.
    ///
    /// Lines count from 1; parts of the file that `hidden` covers are shown as `***`.
    package func shownLine(_ number: Int, around offset: UInt32? = nil, hiding hidden: [SourceSpan] = []) -> String {
        let line = line(number)
        let start = offset.map { min(max(Int($0), line.startIndex), line.endIndex) } ?? line.startIndex
        let ranges = hidden.map { Int($0.start)..<Int($0.end) }
        return SnippetLine(line, marked: start..<start, hidden: ranges).text
    }
}

/// A text as a terminal may show it: characters that act on a terminal or cannot be seen are written out.
package func visibleText(_ text: String) -> String { VisibleText.escape(text) }
