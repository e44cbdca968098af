/// How rendered text is dressed: as it is, or with colour for a terminal.
package enum TerminalStyle: Hashable, Sendable {
    /// No escape sequences at all, for files, pipes and tests.
    case plain
    /// ANSI colours (ECMA-48 SGR).
    case ansi
}
