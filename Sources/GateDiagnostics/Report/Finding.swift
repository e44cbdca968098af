/// A diagnostic for programs: the same texts that people see, with places as lines and columns.
///
/// It holds no text of the file beyond what the messages quote, so nothing that is redacted.
package struct Finding: Sendable {
    /// A range in a file; the end is the place after the last character.
    ///
    /// Columns count Unicode code points from 1.
    package struct Place: Sendable {
        package var file: String
        /// Nil where the file could not be read and has no places.
        package var start: SourcePosition?
        package var end: SourcePosition?
        /// What the place has to do with the finding; may be empty.
        package var label: String
    }

    package var severity: Diagnostic.Severity
    package var code: DiagnosticCode
    package var message: String
    package var place: Place
    package var related: [Place]
    package var notes: [String]

    init(_ diagnostic: Diagnostic, in sources: SourceMap) {
        severity = diagnostic.severity
        code = diagnostic.code
        message = VisibleText.escape(diagnostic.message)
        let hasPlaces = diagnostic.code != .fileUnreadable
        let redacted = diagnostic.redacted
        place = Place(diagnostic.primary, in: sources, hasPlaces: hasPlaces, redacted: redacted)
        related = diagnostic.context.map { Place($0, in: sources, hasPlaces: hasPlaces, redacted: redacted) }
        notes = diagnostic.notes.map(VisibleText.escape)
    }

    /// The command that prints the page of the code.
    package var explanation: String { "hookgate check --explain \(code.rawValue)" }
}

extension Finding.Place {
    fileprivate init(_ label: Diagnostic.Label, in sources: SourceMap, hasPlaces: Bool, redacted: [SourceSpan]) {
        // How long a secret is would tell something of it: such a place is where it begins.
        let isSecret = redacted.contains {
            $0.file == label.span.file && $0.start < label.span.end && label.span.start < $0.end
        }
        let source = sources[label.span.file]
        file = VisibleText.escape(source.name)
        start = hasPlaces ? source.position(of: label.span.start) : nil
        end = hasPlaces ? source.position(of: isSecret ? label.span.start : label.span.end) : nil
        self.label = VisibleText.escape(label.text)
    }

    /// `gateway.yaml:3:5`, or the file alone.
    package var text: String {
        start.map { "\(file):\($0.line):\($0.column)" } ?? file
    }
}
