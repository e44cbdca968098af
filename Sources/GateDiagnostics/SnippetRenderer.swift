/// Writes diagnostics as text for people, with the source lines they are about.
///
/// The form is that of rustc. Whatever comes out of a file or a name is shown so that it cannot act on the terminal.
package struct SnippetRenderer: Sendable {
    private let sources: SourceMap
    private let paint: Paint
    private let shownCountMax: Int

    /// A renderer for the files of one run.
    ///
    /// - Parameters:
    ///   - sources: the files that spans refer to.
    ///   - style: plain text or ANSI colours.
    ///   - shownCountMax: how many diagnostics of a bag are shown; the rest is counted.
    package init(sources: SourceMap, style: TerminalStyle = .plain, shownCountMax: Int = 20) {
        self.sources = sources
        self.paint = Paint(style: style)
        self.shownCountMax = shownCountMax
    }

    /// One diagnostic, with a line break at its end.
    package func render(_ diagnostic: Diagnostic) -> String {
        render(diagnostic, redacted: diagnostic.redacted)
    }

    /// All diagnostics of a bag in order and a last line that counts them; nothing for an empty bag.
    ///
    /// What one diagnostic redacts is hidden in all.
    package func render(_ bag: DiagnosticBag) -> String {
        guard !bag.isEmpty else { return "" }
        let diagnostics = bag.diagnostics
        let redacted = diagnostics.flatMap(\.redacted)
        var text = ""
        for diagnostic in diagnostics.prefix(shownCountMax) {
            text += render(diagnostic, redacted: redacted) + "\n"
        }
        if diagnostics.count > shownCountMax { text += "... and \(diagnostics.count - shownCountMax) more\n\n" }
        return text + summary(errorCount: bag.errorCount, warningCount: bag.warningCount) + "\n"
    }

    private func summary(errorCount: Int, warningCount: Int) -> String {
        var parts: [String] = []
        if errorCount > 0 { parts.append("\(errorCount) error\(errorCount == 1 ? "" : "s")") }
        if warningCount > 0 { parts.append("\(warningCount) warning\(warningCount == 1 ? "" : "s")") }
        return paint.strong(parts.joined(separator: ", "))
    }

    private func render(_ diagnostic: Diagnostic, redacted: [SourceSpan]) -> String {
        let marks = Mark.marks(of: diagnostic, in: sources)
        let lastLine = marks.map(\.line).max() ?? 1
        let margin = String(repeating: " ", count: String(lastLine).utf8.count)
        let heading = "\(diagnostic.severity.rawValue)[\(diagnostic.code.rawValue)]"
        var text = paint.severity(heading, diagnostic.severity)
        text += paint.strong(": " + VisibleText.escape(diagnostic.message)) + "\n"
        var files: [UInt32] = []
        for mark in marks where !files.contains(mark.span.file) { files.append(mark.span.file) }
        // A file that could not be read has no places.
        if diagnostic.code == .fileUnreadable { files = [] }
        for file in files {
            let own = marks.filter { $0.span.file == file }
            guard let first = own.first else { continue }
            let source = sources[file]
            let position = source.position(of: first.span.start)
            let place = "\(VisibleText.escape(source.name)):\(position.line):\(position.column)"
            let arrow = file == diagnostic.primary.span.file ? "--> " : "::: "
            text += margin + paint.frame(arrow) + place + "\n"
            // An empty file has no line worth showing.
            guard !source.bytes.isEmpty else { continue }
            text += renderLines(own, of: source, margin: margin, severity: diagnostic.severity, redacted: redacted)
        }
        if !diagnostic.notes.isEmpty, !sources[diagnostic.primary.span.file].bytes.isEmpty {
            text += margin + paint.frame(" |") + "\n"
        }
        for note in diagnostic.notes {
            text += margin + paint.frame(" = ") + paint.strong("help") + ": " + VisibleText.escape(note) + "\n"
        }
        return text
    }

    /// The lines of one file that have marks, in order, with the marks below each.
    private func renderLines(
        _ marks: [Mark],
        of source: SourceText,
        margin: String,
        severity: Diagnostic.Severity,
        redacted: [SourceSpan]
    ) -> String {
        var text = margin + paint.frame(" |") + "\n"
        let file = marks.first?.span.file
        let hidden = redacted.filter { $0.file == file }.map { Int($0.start)..<Int($0.end) }
        var previous: Int?
        for line in Set(marks.map(\.line)).sorted() {
            if let previous, line > previous + 1 { text += paint.frame("...") + "\n" }
            previous = line
            let own = marks.filter { $0.line == line }
            guard let first = own.first else { continue }
            let snippet = SnippetLine(source.line(line), marked: first.bytes, hidden: hidden)
            let number = String(line)
            let padding = margin.dropFirst(number.utf8.count)
            let shown = snippet.text
            text += paint.frame(padding + number + " |") + (shown.isEmpty ? "" : " " + shown) + "\n"
            for mark in own {
                let columns = snippet.columns(of: mark.bytes)
                let underline = String(repeating: mark.isPrimary ? "^" : "-", count: columns.count)
                let label = mark.label.isEmpty ? "" : " " + VisibleText.escape(mark.label)
                let drawn =
                    mark.isPrimary
                    ? paint.severity(underline + label, severity)
                    : paint.frame(underline + label)
                let space = String(repeating: " ", count: columns.lowerBound + 1)
                text += margin + paint.frame(" |") + space + drawn + "\n"
            }
        }
        return text
    }
}

/// A label of a diagnostic at its place: the first line of its span.
private struct Mark {
    var span: SourceSpan
    var label: String
    var isPrimary: Bool
    var line: Int
    /// The bytes to underline, within the line.
    var bytes: Range<Int>

    /// The marks of a diagnostic, the primary one first.
    static func marks(of diagnostic: Diagnostic, in sources: SourceMap) -> [Mark] {
        [Mark(diagnostic.primary, isPrimary: true, in: sources)]
            + diagnostic.context.map { Mark($0, isPrimary: false, in: sources) }
    }

    private init(_ label: Diagnostic.Label, isPrimary: Bool, in sources: SourceMap) {
        let source = sources[label.span.file]
        self.span = label.span
        self.label = label.text
        self.isPrimary = isPrimary
        self.line = source.position(of: label.span.start).line
        let text = source.line(line)
        let start = min(max(Int(label.span.start), text.startIndex), text.endIndex)
        var end = min(max(Int(label.span.end), start), text.endIndex)
        // Of a span of several lines the first is underlined, without blank space at its end.
        if end == text.endIndex {
            while end > start + 1, text[end - 1] == 0x20 || text[end - 1] == 0x09 { end -= 1 }
        }
        self.bytes = start..<end
    }
}
