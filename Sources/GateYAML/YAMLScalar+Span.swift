package import GateDiagnostics

extension YAMLScalar {
    /// The place in the file of a part of the decoded text, for an error inside an expression.
    ///
    /// - Parameters:
    ///   - decodedStart: offset of the part's first byte in the decoded text (UTF-8).
    ///   - decodedEnd: offset after its last byte.
    ///   - fallback: the span of the scalar's node; the result never leaves it.
    package func sourceSpan(decodedStart: Int, decodedEnd: Int, fallback: SourceSpan) -> SourceSpan {
        fallback
    }
}
