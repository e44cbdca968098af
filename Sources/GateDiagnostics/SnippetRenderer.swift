/// Writes diagnostics as text for people, with the source lines they are about.
package struct SnippetRenderer: Sendable {
    private let sources: SourceMap
    private let style: TerminalStyle
    private let shownCountMax: Int

    /// A renderer for the files of one run.
    package init(sources: SourceMap, style: TerminalStyle = .plain, shownCountMax: Int = 20) {
        self.sources = sources
        self.style = style
        self.shownCountMax = shownCountMax
    }

    /// One diagnostic, with a line break at its end.
    package func render(_ diagnostic: Diagnostic) -> String {
        let place = sources[diagnostic.primary.span.file]
        let position = place.position(of: diagnostic.primary.span.start)
        return "\(diagnostic.severity.rawValue)[\(diagnostic.code.rawValue)]: \(diagnostic.message)\n"
            + "  --> \(place.name):\(position.line):\(position.column)\n"
    }

    /// All diagnostics of a bag and a last line that counts them; nothing for an empty bag.
    package func render(_ bag: DiagnosticBag) -> String {
        bag.diagnostics.prefix(shownCountMax).map { render($0) }.joined(separator: "\n")
    }
}
