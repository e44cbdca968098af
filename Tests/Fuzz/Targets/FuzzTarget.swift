/// What is fed with hostile bytes: each reads an input to its end, and traps where a rule is broken.
///
/// A trap is a finding, by libFuzzer as in the tests that replay the corpus: no input may crash or hang, and everything
/// that goes wrong is a diagnostic or a fault.
package enum FuzzTarget: String, CaseIterable, Sendable {
    /// CEL: lex, parse, write again, check.
    case expression
    /// Text with expressions in it.
    case template
    /// JSONPath: parse, and evaluate on a document.
    case path
    /// An expression on the first line, a JSON body on the others: the whole way to a value.
    case evaluation
    /// Bytes of a connection: heads, bodies and chunks, whole and in pieces.
    case http
    /// A configuration file: the whole compiler, and its findings as text.
    case config

    /// Feeds one input.
    package func run(_ input: UnsafeBufferPointer<UInt8>) {
        switch self {
        case .expression: fuzzExpression(input)
        case .template: fuzzTemplate(input)
        case .path: fuzzPath(input)
        case .evaluation: fuzzEvaluation(input)
        case .http: fuzzConnection(input)
        case .config: fuzzConfiguration(input)
        }
    }
}
