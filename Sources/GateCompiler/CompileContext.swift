import GateConfig
import GateDiagnostics
import GateExpression
import GateYAML

/// Collects what the checks find, and places findings inside expressions in the file.
struct CompileContext {
    private(set) var diagnostics: [Diagnostic] = []
    /// Spans that must not be printed in any diagnostic.
    var redactions: [SourceSpan] = []

    mutating func report(_ diagnostic: Diagnostic) {
        diagnostics.append(diagnostic)
    }

    /// Reports a finding about an expression or path at its place in the scalar that holds it.
    mutating func report(_ finding: ExpressionDiagnostic, in text: ConfigText) {
        diagnostics.append(
            Diagnostic(
                finding.severity,
                finding.code,
                finding.message,
                at: text.span(of: finding.range),
                label: finding.label,
                context: finding.context.map { Diagnostic.Label(text.span(of: $0.range), $0.text) },
                notes: finding.notes
            )
        )
    }

    mutating func report(_ findings: [ExpressionDiagnostic], in text: ConfigText) {
        for finding in findings { report(finding, in: text) }
    }
}

extension ConfigText {
    /// The place in the file of a range of the decoded text.
    func span(of range: ExpressionSyntax.TextRange) -> SourceSpan {
        scalar.sourceSpan(decodedStart: Int(range.start), decodedEnd: Int(range.end), fallback: span)
    }
}
