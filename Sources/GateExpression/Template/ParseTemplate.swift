/// Splits a text into literal pieces and the expressions in `${…}`.
///
/// Braces, text and comments inside an expression are respected, so `${ {'a': '}'}.a }` is one expression. `$${` is a
/// literal `${`, and a `$` or `}` alone is itself. Ranges count from the text's first byte.
///
/// - Parameter text: the text; at most ``ExpressionLimits/templateBytesMax`` bytes.
/// - Returns: the pieces, and E417 for the braces, E301 to E308 for the expressions.
package func parseTemplate(_ text: String) -> (TemplateSyntax, [ExpressionDiagnostic]) {
    var splitter = TemplateSplitter(text: text)
    splitter.split()
    return (TemplateSyntax(text: text, pieces: splitter.pieces), splitter.diagnostics)
}

private struct TemplateSplitter {
    let text: String
    let bytes: [UInt8]
    var pieces: [TemplateSyntax.Piece] = []
    var diagnostics: [ExpressionDiagnostic] = []
    private var literal: [UInt8] = []
    private var literalStart = 0
    private var position = 0

    init(text: String) {
        self.text = text
        self.bytes = Array(text.utf8)
    }

    mutating func split() {
        guard bytes.count <= ExpressionLimits.templateBytesMax else {
            diagnostics.append(.templateTooLong(bytes.count, at: range(0, bytes.count)))
            return
        }
        while position < bytes.count {
            if hasNext("$${") {
                literal.append(contentsOf: "${".utf8)
                position += 3
            } else if hasNext("${") {
                endLiteral()
                parseOne()
                literalStart = position
            } else {
                literal.append(bytes[position])
                position += 1
            }
        }
        endLiteral()
    }

    private func hasNext(_ mark: StaticString) -> Bool {
        mark.withUTF8Buffer { mark in
            bytes.count - position >= mark.count
                && mark.indices.allSatisfy { bytes[position + $0] == mark[$0] }
        }
    }

    private func range(_ start: Int, _ end: Int) -> ExpressionSyntax.TextRange {
        ExpressionSyntax.TextRange(UInt32(clamping: start), UInt32(clamping: end))
    }

    private mutating func endLiteral() {
        guard !literal.isEmpty else { return }
        let text = String(decoding: literal, as: UTF8.self)
        pieces.append(.text(text, range: range(literalStart, position)))
        literal = []
    }

    private mutating func report(_ found: [ExpressionDiagnostic]) {
        diagnostics += found.prefix(max(0, ExpressionLimits.diagnosticCountMax - diagnostics.count))
    }

    /// Reads the expression whose `${` is here.
    private mutating func parseOne() {
        let start = position
        let first = start + 2
        var lexer = Lexer(bytes: bytes, from: first, offset: 0)
        guard let end = closingBrace(&lexer) else {
            // An unclosed text inside swallowed the brace; that is the one thing to say.
            let unclosed = lexer.isTruncated ? lexer.diagnostics : []
            report(unclosed.isEmpty ? [.templateNotClosed(at: range(start, first))] : unclosed)
            position = bytes.count
            return
        }
        position = end + 1
        let whole = range(start, position)
        let inner = String(decoding: bytes[first..<end], as: UTF8.self)
        if inner.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }) {
            report([.templateEmpty(at: whole)])
            return
        }
        let (syntax, found) = parseExpression(inner, offset: UInt32(clamping: first))
        report(found)
        if let syntax { pieces.append(.expression(syntax, range: whole)) }
    }

    /// The offset of the brace that closes the expression.
    private func closingBrace(_ lexer: inout Lexer) -> Int? {
        var depth = 0
        while true {
            let token = lexer.next()
            switch token.kind {
            case .end: return nil
            case .symbol(.leftBrace): depth += 1
            case .symbol(.rightBrace):
                if depth == 0 { return Int(token.range.start) }
                depth -= 1
            default: break
            }
        }
    }
}
