import GateDiagnostics

// The texts of E101.

extension Diagnostic {
    private static func syntax(
        _ message: String,
        at span: SourceSpan,
        label: String = "",
        context: [Label] = [],
        notes: [String]
    ) -> Diagnostic {
        Diagnostic(.error, .yamlSyntax, message, at: span, label: label, context: context, notes: notes)
    }

    // MARK: Characters

    static func tabIndentation(at span: SourceSpan) -> Diagnostic {
        syntax("a tab is used as indentation", at: span, notes: ["indent with spaces; YAML allows no tabs there"])
    }

    static func tabBetween(at span: SourceSpan) -> Diagnostic {
        syntax("a tab cannot stand here", at: span, notes: ["use a space"])
    }

    static func reservedCharacter(_ character: String, at span: SourceSpan) -> Diagnostic {
        let meaning =
            switch character {
            case "&": "it begins an anchor, a name of letters, digits, `-` and `_`"
            case "*": "it begins an alias, a name of letters, digits, `-` and `_`"
            case "!": "it begins a tag"
            case "%": "it begins a directive"
            default: "it is reserved"
            }
        let shown = character == "`" ? "\"`\"" : "`\(character)`"
        return syntax(
            "a value cannot begin with \(shown)",
            at: span,
            label: meaning,
            notes: ["put the whole value in quotes"]
        )
    }

    // MARK: Quotes and block scalars

    static func unclosedQuote(_ quote: UInt8, at span: SourceSpan, swallows line: SourceSpan?) -> Diagnostic {
        let mark = String(Unicode.Scalar(quote))
        guard let line else {
            return syntax(
                "closing \(mark) is missing",
                at: span,
                label: "opened here",
                notes: ["close the quote; within it, write \(escapeOfQuote(quote))"]
            )
        }
        return syntax(
            "closing \(mark) is missing",
            at: span,
            label: "opened here",
            context: [Label(line, "not indented deeper, so this cannot belong to the value")],
            notes: ["close the quote, or indent every line of the value deeper than its key"]
        )
    }

    static func unknownEscape(_ escape: String, at span: SourceSpan) -> Diagnostic {
        syntax(
            "unknown escape `\(escape)` in double quotes",
            at: span,
            notes: ["write `\\\\` for a backslash, or use single quotes, in which nothing is escaped"]
        )
    }

    static func badCharacterEscape(_ escape: String, at span: SourceSpan) -> Diagnostic {
        syntax(
            "`\(escape)` is not the number of a character",
            at: span,
            notes: ["write `\\x` with 2, `\\u` with 4 or `\\U` with 8 hexadecimal digits; no surrogate pairs"]
        )
    }

    static func textAfterQuote(_ quote: UInt8, at span: SourceSpan) -> Diagnostic {
        syntax(
            "text after a quoted value",
            at: span,
            label: "the value ended before this",
            notes: [
                quote == Byte.singleQuote
                    ? "within single quotes write \(escapeOfQuote(quote)), or put the whole value in double quotes"
                    : "put the whole value in single quotes, or write it on the next line below `|`"
            ]
        )
    }

    static func textAfterBlockIndicator(_ indicator: String, at span: SourceSpan) -> Diagnostic {
        syntax(
            "text after `\(indicator)`",
            at: span,
            notes: ["the text begins on the next line, indented; quote the value if `\(indicator)` is part of it"]
        )
    }

    static func zeroIndentation(_ indicator: String, at span: SourceSpan) -> Diagnostic {
        syntax("`\(indicator)0` is no indentation", at: span, notes: ["write a digit from 1 to 9, or none"])
    }

    private static func escapeOfQuote(_ quote: UInt8) -> String {
        quote == Byte.singleQuote ? "`''` for a `'`" : "`\\\"` for a `\"`"
    }

    // MARK: Keys and values

    static func secondColon(at span: SourceSpan) -> Diagnostic {
        syntax(
            "a second `: ` on one line",
            at: span,
            label: "the value before this is not quoted",
            notes: ["put the value in quotes, or write it on the next line below `|`"]
        )
    }

    static func tooDeeplyIndented(at span: SourceSpan) -> Diagnostic {
        syntax(
            "this key is indented deeper than the block it belongs to",
            at: span,
            label: "the line before already has a value",
            notes: ["give it the indentation of the keys beside it"]
        )
    }

    static func contentBesideMarker(at span: SourceSpan) -> Diagnostic {
        syntax("a key cannot stand beside `---`", at: span, notes: ["put it on the next line, or remove the `---`"])
    }

    static func missingColon(at span: SourceSpan) -> Diagnostic {
        syntax(
            "`:` is missing after a key",
            at: span,
            notes: ["write `key: value`; a value of several lines is indented deeper than its key"]
        )
    }

    static func colonWithoutSpace(at span: SourceSpan) -> Diagnostic {
        syntax("`:` needs a space after it", at: span, notes: ["write `key: value`, or quote the text"])
    }

    static func keyTooLong(at span: SourceSpan) -> Diagnostic {
        syntax("this key has more than 1024 characters", at: span, notes: ["is there a `: ` missing before?"])
    }

    static func misplacedItem(at span: SourceSpan) -> Diagnostic {
        syntax(
            "a list item cannot begin here",
            at: span,
            notes: ["put every `-` on a line of its own below the key, or write `[a, b]`"]
        )
    }

    static func itemAmongKeys(at span: SourceSpan, block: SourceSpan) -> Diagnostic {
        syntax(
            "a list item among keys",
            at: span,
            context: [Label(block, "this block has keys")],
            notes: ["indent the item below the key it belongs to, or remove the `-`"]
        )
    }

    static func keyAmongItems(at span: SourceSpan, block: SourceSpan) -> Diagnostic {
        syntax(
            "a list goes on with a line that is no item",
            at: span,
            context: [Label(block, "the list begins here")],
            notes: ["begin the line with `- `, or give it the indentation of the block it belongs to"]
        )
    }

    static func misplacedQuestionMark(at span: SourceSpan) -> Diagnostic {
        syntax("a `? ` cannot stand here", at: span, notes: ["put the value in quotes"])
    }

    static func badIndentation(at span: SourceSpan, block: SourceSpan?) -> Diagnostic {
        syntax(
            "the indentation of this line fits no block around it",
            at: span,
            context: block.map { [Label($0, "the nearest block begins here")] } ?? [],
            notes: ["give it the indentation of the lines it belongs to"]
        )
    }

    static func unexpected(_ text: String, at span: SourceSpan) -> Diagnostic {
        syntax(
            "unexpected \(text)",
            at: span,
            notes: ["a line holds one `key: value`; quote the value if this is part of it"]
        )
    }

    // MARK: Brackets

    static func unclosedBracket(_ open: UInt8, at span: SourceSpan, swallows line: SourceSpan?) -> Diagnostic {
        let closing = open == Byte.openBrace ? "}" : "]"
        return syntax(
            "closing `\(closing)` is missing",
            at: span,
            label: "opened here",
            context: line.map { [Label($0, "this belongs to the block outside")] } ?? [],
            notes: ["close the bracket, or quote the value if `\(Unicode.Scalar(open))` is meant as text"]
        )
    }

    static func unmatchedBracket(_ bracket: UInt8, at span: SourceSpan) -> Diagnostic {
        let open = bracket == Byte.closeBrace ? "{" : "["
        return syntax(
            "`\(Unicode.Scalar(bracket))` without a `\(open)` before it",
            at: span,
            notes: ["remove it, or put the whole value in quotes"]
        )
    }

    static func bracketInText(_ bracket: UInt8, at span: SourceSpan) -> Diagnostic {
        syntax(
            "`\(Unicode.Scalar(bracket))` in unquoted text inside brackets",
            at: span,
            notes: ["inside `{ }` and `[ ]`, put a value in quotes if it holds `{`, `}`, `[`, `]` or `,`"]
        )
    }

    static func missingComma(isMapping: Bool, found: String, at span: SourceSpan, open: SourceSpan) -> Diagnostic {
        syntax(
            "expected `,` or `\(isMapping ? "}" : "]")`, found \(found)",
            at: span,
            context: [Label(open, isMapping ? "the mapping begins here" : "the list begins here")],
            notes: ["put a value in quotes if it holds `: `, `,` or brackets"]
        )
    }

    static func missingValue(found: String, at span: SourceSpan) -> Diagnostic {
        syntax(
            "expected a value, found \(found)",
            at: span,
            notes: ["write the value, or put it in quotes if this is part of it"]
        )
    }

    static func textAfterBracket(_ bracket: UInt8, at span: SourceSpan) -> Diagnostic {
        syntax(
            "text after `\(Unicode.Scalar(bracket))`",
            at: span,
            label: "the value ended before this",
            notes: ["put the whole value in quotes"]
        )
    }

    // MARK: Rest

    static func badDirective(at span: SourceSpan) -> Diagnostic {
        syntax(
            "directive that is not supported",
            at: span,
            notes: ["remove the line; only `%YAML 1.2` and `%TAG` are directives"]
        )
    }

    static func otherSyntax(_ problem: String, at span: SourceSpan) -> Diagnostic {
        syntax("this is not valid YAML", at: span, label: problem, notes: ["quote the value if this is part of a text"])
    }
}
