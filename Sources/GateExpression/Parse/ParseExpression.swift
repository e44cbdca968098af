import GateDiagnostics

/// Parses the text of one CEL expression.
///
/// The syntax is nil where it cannot be checked. It may be there beside errors that concern a literal only (E306): then
/// it is good for finding more errors, not for building.
///
/// - Parameters:
///   - text: the expression; at most ``ExpressionLimits/textBytesMax`` bytes.
///   - offset: where the text begins in the text around it, e.g. a template; added to every range.
/// - Returns: the syntax, and E301, E306, E307 and E308 findings in the order of their place.
package func parseExpression(
    _ text: String,
    offset: UInt32 = 0
) -> (ExpressionSyntax?, [ExpressionDiagnostic]) {
    let bytes = Array(text.utf8)
    guard bytes.count <= ExpressionLimits.textBytesMax else {
        let end = offset &+ UInt32(clamping: bytes.count)
        return (nil, [.textTooLong(bytes.count, at: ExpressionSyntax.TextRange(offset, end))])
    }
    var lexer = Lexer(bytes: bytes, offset: offset)
    let tokens = lexer.tokens()
    var parser = Parser(tokens: tokens, isTruncated: lexer.isTruncated)
    let root = parser.parseWhole()
    var diagnostics = lexer.diagnostics + parser.diagnostics
    diagnostics.sort { ($0.range.start, $0.range.end) < ($1.range.start, $1.range.end) }
    let isUnusable = parser.hasFailed || diagnostics.contains { $0.code != .celLiteral }
    guard !isUnusable else { return (nil, diagnostics) }
    return (ExpressionSyntax(text: text, nodes: parser.nodes, root: root, offset: offset), diagnostics)
}
