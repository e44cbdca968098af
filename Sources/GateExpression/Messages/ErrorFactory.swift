import GateDiagnostics

extension ExpressionDiagnostic {
    /// An error.
    init(
        _ code: DiagnosticCode,
        _ message: String,
        at range: ExpressionSyntax.TextRange,
        label: String = "",
        context: [Context] = [],
        notes: [String] = []
    ) {
        self.init(.error, code, message, at: range, label: label, context: context, notes: notes)
    }
}
