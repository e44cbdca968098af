/// What the expression language accepts at most.
///
/// Passing a limit is E308, never a crash or a hang. The language definition asks for 32 levels of nesting and 32
/// repetitions of each construct; these are above it.
package enum ExpressionLimits {
    /// Bytes of one expression's text.
    package static let textBytesMax = 16 * 1024
    /// Bytes of a template's text, its expressions included.
    package static let templateBytesMax = 256 * 1024
    /// Levels of nested syntax, counted both for brackets while parsing and for the tree.
    package static let depthMax = 250
    /// Nodes of one expression.
    package static let nodeCountMax = 10_000
    /// Levels of a type such as `list(list(int))`; what is deeper is checked when it runs.
    static let typeDepthMax = 64
    /// Findings reported for one expression.
    static let diagnosticCountMax = 20
    /// Names in scope that a note still lists.
    static let listedNameCountMax = 12
    /// Signatures that a note still lists.
    static let listedSignatureCountMax = 8
}
