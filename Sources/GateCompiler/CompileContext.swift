import GateConfig
import GateDiagnostics
import GateExpression
import GateYAML

/// Collects what the checks find, and places findings inside expressions in the file.
struct CompileContext {
    private(set) var diagnostics: [Diagnostic] = []
    /// Spans that must not be printed in any diagnostic.
    var redactions: [SourceSpan] = []
    /// Whether everything in the file could be decoded, so that what is not used is not only misspelt elsewhere.
    var isWhole = true
    /// Names that nothing uses: told only where nothing else is wrong.
    var unused: [Diagnostic] = []
    /// The names that expressions have used, by ``VariableDeclaration/id``; of one endpoint or flow at a time.
    var usedNames: Set<Int> = []
    /// The flows that were called.
    var usedFlows: Set<String> = []
    /// The secrets that verifiers refer to, by index.
    var usedSecrets: Set<Int> = []

    /// Remembers the names that an expression refers to.
    mutating func noteNames(of expression: CheckedExpression) {
        for case .variable(let variable)? in expression.references { usedNames.insert(variable.id) }
    }

    /// How many errors there are so far.
    var errorCount: Int { diagnostics.count { $0.severity == .error } }

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
