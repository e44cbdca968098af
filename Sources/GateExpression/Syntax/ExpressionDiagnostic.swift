package import GateDiagnostics

/// A finding about an expression or path, at a range of its decoded text.
///
/// The compiler, which knows where the text stands in the file, turns it into a ``Diagnostic``.
package struct ExpressionDiagnostic: Hashable, Sendable {
    package var severity: Diagnostic.Severity
    package var code: DiagnosticCode
    package var message: String
    package var range: ExpressionSyntax.TextRange
    package var label: String
    /// Another place in the same text that explains it, with a word why.
    package var context: [Context]
    package var notes: [String]

    /// A place and a word on what it has to do with the finding.
    package struct Context: Hashable, Sendable {
        package var range: ExpressionSyntax.TextRange
        package var text: String
        package init(_ range: ExpressionSyntax.TextRange, _ text: String) {
            self.range = range
            self.text = text
        }
    }

    package init(
        _ severity: Diagnostic.Severity = .error,
        _ code: DiagnosticCode,
        _ message: String,
        at range: ExpressionSyntax.TextRange,
        label: String = "",
        context: [Context] = [],
        notes: [String] = []
    ) {
        self.severity = severity
        self.code = code
        self.message = message
        self.range = range
        self.label = label
        self.context = context
        self.notes = notes
    }
}

extension ExpressionSyntax.TextRange {
    /// The smallest range that covers both.
    package func union(_ other: ExpressionSyntax.TextRange) -> ExpressionSyntax.TextRange {
        ExpressionSyntax.TextRange(min(start, other.start), max(end, other.end))
    }
}
