/// One finding about a source file: what is wrong, where, why, and what to do.
///
/// Texts are lower-case sentences without a full stop that name what was found and what was expected. A diagnostic is a
/// value; rendering happens elsewhere (``SnippetRenderer``).
package struct Diagnostic: Hashable, Sendable {
    /// How much a finding weighs: an error refuses the file, a warning does not.
    package enum Severity: String, Hashable, Sendable {
        case error, warning
    }

    /// A place with an optional word on what it has to do with the finding.
    package struct Label: Hashable, Sendable {
        package var span: SourceSpan
        package var text: String

        package init(_ span: SourceSpan, _ text: String = "") {
            self.span = span
            self.text = text
        }
    }

    package var severity: Severity
    package var code: DiagnosticCode
    /// What is wrong, in one line.
    package var message: String
    /// Where it is wrong; the caret stands here.
    package var primary: Label
    /// Other places that explain it, such as the first of two duplicates.
    package var context: [Label]
    /// What to do, or more detail; each is one line.
    package var notes: [String]
    /// Spans whose text must not be printed (a literal where a secret's name belongs); shown as `***`.
    package var redacted: [SourceSpan]

    package init(
        _ severity: Severity = .error,
        _ code: DiagnosticCode,
        _ message: String,
        at span: SourceSpan,
        label: String = "",
        context: [Label] = [],
        notes: [String] = [],
        redacted: [SourceSpan] = []
    ) {
        self.severity = severity
        self.code = code
        self.message = message
        self.primary = Label(span, label)
        self.context = context
        self.notes = notes
        self.redacted = redacted
    }
}

extension Diagnostic {
    /// An error.
    package init(
        _ code: DiagnosticCode,
        _ message: String,
        at span: SourceSpan,
        label: String = "",
        context: [Label] = [],
        notes: [String] = [],
        redacted: [SourceSpan] = []
    ) {
        self.init(
            .error,
            code,
            message,
            at: span,
            label: label,
            context: context,
            notes: notes,
            redacted: redacted
        )
    }
}
