/// A text with expressions in it, such as `thanks, ${email}`.
package struct TemplateSyntax: Sendable {
    /// A part of the text.
    package enum Piece: Sendable {
        /// Text as it will be written; `$${` has become `${`.
        case text(String, range: ExpressionSyntax.TextRange)
        /// An expression; the range covers `${` and `}`. The expression's own ranges are those of the outer text.
        case expression(ExpressionSyntax, range: ExpressionSyntax.TextRange)
    }

    /// The whole text, as written.
    package var text: String
    /// The parts in order, none for an empty text.
    ///
    /// An expression that could not be parsed is left out: its errors say so.
    package var pieces: [Piece]

    package init(text: String, pieces: [Piece]) {
        self.text = text
        self.pieces = pieces
    }

    /// The expression of a text that is exactly one `${…}`, which keeps the expression's type.
    package var wholeExpression: ExpressionSyntax? {
        guard pieces.count == 1, case .expression(let expression, let range) = pieces[0] else { return nil }
        return range.start == 0 && Int(range.end) == text.utf8.count ? expression : nil
    }

    /// The text of a template without expressions.
    package var constantText: String? {
        var constant = ""
        for piece in pieces {
            guard case .text(let text, _) = piece else { return nil }
            constant += text
        }
        return constant
    }
}
