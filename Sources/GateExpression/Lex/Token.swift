/// A lexical element of an expression.
struct Token: Sendable {
    /// An operator or punctuation mark, and `in`, which CEL treats as one.
    enum Symbol: String, Hashable, Sendable {
        case dot = "."
        case comma = ","
        case leftParenthesis = "("
        case rightParenthesis = ")"
        case leftBracket = "["
        case rightBracket = "]"
        case leftBrace = "{"
        case rightBrace = "}"
        case question = "?"
        case colon = ":"
        case plus = "+"
        case minus = "-"
        case star = "*"
        case slash = "/"
        case percent = "%"
        case not = "!"
        case equal = "=="
        case notEqual = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case and = "&&"
        case or = "||"
        case isIn = "in"
    }

    enum Kind: Hashable, Sendable {
        case identifier(String)
        /// A word in backquotes, which can only be a field: `` a.`content-type` ``.
        case quotedIdentifier(String)
        /// A word that CEL keeps for its hosts; it can be a field or a method, never a variable.
        case reserved(String)
        /// The digits of an int; the parser puts the sign before it, so that the least int can be written.
        case integer(UInt64)
        /// Any other literal, `true`, `false` and `null` included.
        case literal(ExpressionSyntax.Literal)
        case symbol(Symbol)
        /// Something that the lexer has reported.
        case invalid
        case end
    }

    var kind: Kind
    var range: ExpressionSyntax.TextRange

    func isSymbol(_ symbol: Symbol) -> Bool { kind == .symbol(symbol) }
}

/// The words that CEL reserves for the languages that embed it.
let reservedWords: Set<String> = [
    "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
    "namespace", "return", "var", "void", "while",
]
