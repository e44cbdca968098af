/// How rendered text is dressed: as it is, or with colour for a terminal.
package enum TerminalStyle: Hashable, Sendable {
    /// No escape sequences at all, for files, pipes and tests.
    case plain
    /// ANSI colours (ECMA-48 SGR).
    case ansi
}

/// Puts colour around the parts of a rendered diagnostic.
struct Paint: Sendable {
    let style: TerminalStyle

    /// What leads or sums up.
    func strong(_ text: String) -> String { wrap(text, "1") }

    /// Gutter, arrows and marks of context.
    func frame(_ text: String) -> String { wrap(text, "1;34") }

    /// The heading and marks of a finding.
    func severity(_ text: String, _ severity: Diagnostic.Severity) -> String {
        switch severity {
        case .error: wrap(text, "1;31")
        case .warning: wrap(text, "1;33")
        }
    }

    private func wrap(_ text: String, _ codes: String) -> String {
        style == .plain || text.isEmpty ? text : "\u{1B}[\(codes)m\(text)\u{1B}[0m"
    }
}
