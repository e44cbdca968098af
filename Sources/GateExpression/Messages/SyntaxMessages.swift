import GateDiagnostics
import GateRuntime

/// What the lexer and the parser say.
extension ExpressionDiagnostic {
    typealias TextRange = ExpressionSyntax.TextRange

    // MARK: E301, syntax

    static func emptyExpression(at range: TextRange) -> Self {
        Self(.celSyntax, "the expression is empty", at: range, notes: ["write a value, e.g. amount >= 500"])
    }

    static func unexpectedCharacter(_ text: String, isTemplate: Bool, at range: TextRange) -> Self {
        var notes: [String] = []
        switch text.unicodeScalars.first {
        case "”", "’": notes.append("text stands in straight quotes, ' or \"")
        case "$" where isTemplate: notes.append("this is an expression already; ${…} is for text around it")
        case ";": notes.append("an expression is one value, without an end mark")
        case "#": notes.append("a comment begins with //")
        default: break
        }
        return Self(.celSyntax, "unexpected `\(text.prefix(16))`", at: range, notes: notes)
    }

    static func curvedQuotes(at range: TextRange) -> Self {
        Self(.celSyntax, "text stands in straight quotes", at: range, notes: ["write ' or \" on both sides"])
    }

    static func unknownOperator(_ text: String, meant: String, at range: TextRange) -> Self {
        Self(.celSyntax, "`\(text)` is not an operator", at: range, notes: ["write \(meant)"])
    }

    static func badQuotedField(at range: TextRange) -> Self {
        Self(
            .celSyntax,
            "this is not a field in backquotes",
            at: range,
            notes: ["between backquotes stand letters, digits, spaces and _ . - /; for any other key write a['key']"]
        )
    }

    static func expected(_ expected: [String], found: Token, opened: TextRange?) -> Self {
        let wanted = expected.map { "`\($0)`" }.joined(separator: " or ")
        let isColon = expected == [":"]
        let context = opened.map { Context($0, isColon ? "for this `?`" : "opened here") }
        return Self(
            .celSyntax,
            "expected \(wanted), found \(found.shown)",
            at: found.range,
            context: context.map { [$0] } ?? [],
            notes: wordOperatorNote(found)
        )
    }

    static func expectedOperand(found: Token) -> Self {
        var notes: [String] = []
        if case .reserved(let word) = found.kind {
            notes.append("`\(word)` is a word that CEL reserves; as a field it can stand after a dot")
        }
        if case .quotedIdentifier(let word) = found.kind {
            notes.append("backquotes are for fields, e.g. body.`\(word)`; text stands in ' or \"")
        }
        return Self(.celSyntax, "expected a value, found \(found.shown)", at: found.range, notes: notes)
    }

    static func expectedField(found: Token) -> Self {
        var notes: [String] = []
        switch found.kind {
        case .literal(.bool), .literal(.null), .symbol(.isIn):
            let word = found.shown.replacing("`", with: "")
            notes.append("for the field of that name write .`\(word)` with backquotes, or ['\(word)']")
        case .integer: notes.append("for an element of a list write [0]")
        case .literal: notes.append("for a key that is not a word write a['key']")
        default: break
        }
        return Self(.celSyntax, "expected a field after the dot, found \(found.shown)", at: found.range, notes: notes)
    }

    static func trailing(_ found: Token, after previous: Token) -> Self {
        var notes = wordOperatorNote(found)
        if case .identifier(let word) = previous.kind, word == "not" { notes = ["write ! for not"] }
        if notes.isEmpty, found.isSymbol(.comma) { notes = ["an expression is one value; a list stands in [ ]"] }
        return Self(.celSyntax, "expected an operator or the end, found \(found.shown)", at: found.range, notes: notes)
    }

    private static func wordOperatorNote(_ token: Token) -> [String] {
        guard case .identifier(let word) = token.kind else { return [] }
        switch word.lowercased() {
        case "and": return ["write && for and"]
        case "or": return ["write || for or"]
        case "eq", "is", "equals": return ["write == for \(word)"]
        case "contains", "matches": return ["write it as a method: a.\(word)(b)"]
        default: return []
        }
    }

    static func nestedConditional(at range: TextRange) -> Self {
        Self(
            .celSyntax,
            "a conditional between `?` and `:` needs brackets",
            at: range,
            notes: ["write a ? (b ? c : d) : e"]
        )
    }

    static func badMethodName(isOptional: Bool, at range: TextRange) -> Self {
        isOptional
            ? Self(.celSyntax, "`.?` reads a field, it cannot call a method", at: range, notes: ["write a.f(b)"])
            : Self(.celSyntax, "a method's name cannot stand in backquotes", at: range, notes: ["write a.f(b)"])
    }

    static func messageConstruction(at range: TextRange) -> Self {
        Self(
            .celSyntax,
            "hookgate has no message types, so `T{…}` makes nothing",
            at: range,
            notes: ["write a map: {'field': value}"]
        )
    }

    // MARK: E306, literals

    static func misorderedPrefix(_ prefix: String, at range: TextRange) -> Self {
        Self(.celLiteral, "`\(prefix)` is not a prefix of a literal", at: range, notes: ["write br for raw bytes"])
    }

    static func unclosedString(isTriple: Bool, quote: UInt8, at range: TextRange) -> Self {
        let mark = String(repeating: String(decoding: [quote], as: UTF8.self), count: isTriple ? 3 : 1)
        let note = isTriple ? "close it with \(mark)" : "close it with \(mark) on the same line, or use triple quotes"
        return Self(.celLiteral, "the text is not closed", at: range, label: "begins here", notes: [note])
    }

    static func badEscape(_ escape: String, isBytes: Bool, at range: TextRange) -> Self {
        let note =
            isBytes && escape.lowercased().hasPrefix("\\u")
            ? "bytes take \\x41 or \\101; \\u is for text"
            : "escapes are \\n \\r \\t \\a \\b \\f \\v \\\\ \\? \\' \\\" \\` \\x41 \\101 \\u0041 \\U00000041"
        let kind = isBytes ? "bytes" : "text"
        let shown = escape.contains { $0.isNewline } ? "a backslash before the end of the line" : "`\(escape)`"
        return Self(.celLiteral, "\(shown) is not an escape of \(kind)", at: range, notes: [note])
    }

    static func malformedNumber(_ text: String, isUpper: Bool, at range: TextRange) -> Self {
        let note = isUpper ? "hexadecimal numbers begin with a small 0x" : "numbers are 42, 42u, 0x2A, 4.2 and 4.2e1"
        return Self(.celLiteral, "`\(text.prefix(40))` is not a number", at: range, notes: [note])
    }

    static func doubleOutOfRange(_ text: String, at range: TextRange) -> Self {
        Self(
            .celLiteral,
            "`\(text.prefix(40))` is too large for a double",
            at: range,
            notes: ["a double goes up to 1.7976931348623157e308"]
        )
    }

    static func integerOutOfRange(_ text: String, isUnsigned: Bool, at range: TextRange) -> Self {
        isUnsigned
            ? Self(
                .celLiteral,
                "`\(text.prefix(40))` is too large for a uint",
                at: range,
                notes: ["a uint goes up to 18446744073709551615"]
            )
            : intOutOfRange(String(text.prefix(40)), fitsUint: false, at: range)
    }

    static func integerOutOfRange(isNegative: Bool, _ magnitude: UInt64, at range: TextRange) -> Self {
        intOutOfRange("\(isNegative ? "-" : "")\(magnitude)", fitsUint: !isNegative, at: range)
    }

    private static func intOutOfRange(_ text: String, fitsUint: Bool, at range: TextRange) -> Self {
        let advice = fitsUint ? "; write \(text)u for a uint" : ""
        return Self(
            .celLiteral,
            "`\(text)` does not fit an int",
            at: range,
            notes: ["an int goes from -9223372036854775808 to 9223372036854775807" + advice]
        )
    }

    // MARK: E308, limits

    static func textTooLong(_ byteCount: Int, at range: TextRange) -> Self {
        Self(
            .celLimit,
            "the expression has \(byteCount) bytes, more than \(ExpressionLimits.textBytesMax)",
            at: range,
            notes: ["split it into several names with `set`"]
        )
    }

    static func tooDeep(at range: TextRange) -> Self {
        Self(
            .celLimit,
            "the expression is nested more than \(ExpressionLimits.depthMax) levels deep",
            at: range,
            notes: ["split it into several names with `set`"]
        )
    }

    static func tooManyNodes(at range: TextRange) -> Self {
        Self(
            .celLimit,
            "the expression has more than \(ExpressionLimits.nodeCountMax) parts",
            at: range,
            notes: ["split it into several names with `set`"]
        )
    }
}

extension Token {
    /// The token as a message shows it.
    var shown: String {
        switch kind {
        case .identifier(let word), .reserved(let word): "`\(word.prefix(40))`"
        case .quotedIdentifier(let word): "`` `\(word.prefix(40))` ``"
        case .integer(let value): "`\(value)`"
        case .literal(.null): "`null`"
        case .literal(.bool(let value)): "`\(value)`"
        case .literal(.uint(let value)): "`\(value)u`"
        case .literal(.double(let value)): "`\(value)`"
        case .literal(.string): "a text"
        case .literal(.bytes): "bytes"
        case .literal(.int(let value)): "`\(value)`"
        case .symbol(let symbol): "`\(symbol.rawValue)`"
        case .invalid: "something that is not CEL"
        case .end: "the end"
        }
    }
}
