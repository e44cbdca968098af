/// What a text given to a function must be, beyond being text.
///
/// A literal is held to it when the graph is built, so that a misspelled unit is found before a request; what is computed
/// is held to it by the function, which fails with ``FaultCode/invalidArgument``.
package enum TextArgument: Sendable, Equatable {
    /// An IANA name such as `Europe/Paris`, `UTC`, or an offset such as `+02:00`.
    case timeZone
    /// A regular expression in RE2's syntax.
    case regex
    /// What stands for a match, with `\1` for its first group.
    case replacement
    /// One of the words.
    case word([String])
    /// A pattern of ``TimePattern``.
    case timePattern(isParsed: Bool)
}
