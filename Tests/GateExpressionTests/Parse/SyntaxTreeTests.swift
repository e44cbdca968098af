import GateDiagnostics
import GateExpression
import GateTestSupport
import Testing

@Suite("What the parser builds")
struct SyntaxTreeTests {
    @Test("Trees with the range of every node")
    func outlines() throws {
        var output = ""
        for text in caseLines("outlines.cel") {
            let (syntax, diagnostics) = parseExpression(text)
            #expect(diagnostics.isEmpty, "\(render(text, diagnostics))")
            output += text.replacing("\n", with: "⏎") + "\n" + outline(try #require(syntax)) + "\n\n"
        }
        expectGolden(output, at: "../Cases/outlines.expected")
    }

    @Test(
        "Canonical text parses to the same tree and is stable",
        arguments: caseLines("typed.cel") + caseLines("outlines.cel")
    )
    func roundTrip(text: String) throws {
        let first = try #require(parseExpression(text).0)
        let canonical = first.canonicalText
        let second = try #require(parseExpression(canonical).0, "\(canonical)")
        #expect(second.canonicalText == canonical)
        #expect(shape(second) == shape(first))
    }

    @Test("Brackets stand where the grouping needs them and nowhere else")
    func brackets() throws {
        let cases = [
            "((a))": "a",
            "(a + b) + c": "a + b + c",
            "a + (b + c)": "a + (b + c)",
            "a - (b - c) - d": "a - (b - c) - d",
            "(a * b) + (c / d)": "a * b + c / d",
            "(a && b) && (c && d)": "a && b && c && d",
            "(a || b) && c": "(a || b) && c",
            "(a && b) || c": "a && b || c",
            "!(a == b)": "!(a == b)",
            "!(!a)": "!!a",
            "-(-a)": "--a",
            "-(5)": "-(5)",
            "-(-5)": "-(-5)",
            "(-5).f()": "(-5).f()",
            "(5)[0]": "(5)[0]",
            "(a ? b : c) ? (d ? e : f) : (g ? h : i)": "(a ? b : c) ? (d ? e : f) : g ? h : i",
            "(a + b).c[(d)]": "(a + b).c[d]",
            "(a == b) == c": "a == b == c",
            "a == (b == c)": "a == (b == c)",
            "a.`in`.`x y`.z": "a.`in`.`x y`.z",
            "b'\\xff\"a'": "b\"\\xff\\\"a\"",
            "1e+30 + .5 + 0x10 + 0x10u": "1e+30 + 0.5 + 16 + 16u",
        ]
        for (text, expected) in cases {
            #expect(try #require(parseExpression(text).0, "\(text)").canonicalText == expected)
        }
    }

    @Test("Literals have the value that the language defines")
    func literals() throws {
        let cases: [(String, ExpressionSyntax.Literal)] = [
            ("0", .int(0)), ("007", .int(7)), ("0x7fFF", .int(0x7FFF)), ("-0x8000000000000000", .int(.min)),
            ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)), ("- 1", .int(-1)),
            ("18446744073709551615u", .uint(.max)), ("0xFFU", .uint(255)),
            ("1.5", .double(1.5)), (".5", .double(0.5)), ("1e3", .double(1000)), ("-2.3e+1", .double(-23)),
            ("1E-2", .double(0.01)), ("-0.0", .double(-0.0)), ("1e-400", .double(0)),
            ("5e-324", .double(.leastNonzeroMagnitude)),
            ("true", .bool(true)), ("false", .bool(false)), ("null", .null),
            ("''", .string("")), ("\"\"", .string("")), ("''''''", .string("")), ("r\"\"\"\"\"\"", .string("")),
            ("'''x''x'''", .string("x''x")), ("\"\"\"a\"b\n\"\"\"", .string("a\"b\n")),
            ("'\\a\\b\\f\\n\\r\\t\\v\\\\\\?\\'\\\"\\`'", .string("\u{7}\u{8}\u{C}\n\r\t\u{B}\\?'\"`")),
            ("'\\x41\\X42\\103\\u0044\\U00000045\\U0001F431'", .string("ABCDE🐱")),
            ("'\\ud83d\\udc31'", .string("🐱")), ("'\\377'", .string("ÿ")), ("'\\xff'", .string("ÿ")),
            ("r'\\n\\x'", .string("\\n\\x")), ("R\"a'\\\"", .string("a'\\")),
            ("'''\r\n'''", .string("\r\n")), ("'\u{B}\u{C}'", .string("\u{B}\u{C}")),
            ("b'ÿ'", .bytes([0xC3, 0xBF])), ("b'\\xff\\377\\000'", .bytes([255, 255, 0])), ("B\"a\"", .bytes([97])),
            ("br'\\n'", .bytes([92, 110])), ("bR'''a'b'''", .bytes([97, 39, 98])), ("Br\"\"", .bytes([])),
        ]
        for (text, expected) in cases {
            let syntax = try #require(parseExpression(text).0, "\(text)")
            guard case .literal(let literal) = syntax[syntax.root].kind else {
                Issue.record("\(text) is no literal")
                continue
            }
            #expect(literal == expected, "\(text)")
            // Swift holds texts equal that differ in their code points.
            #expect(literal.canonicalText.utf8.elementsEqual(expected.canonicalText.utf8), "\(text)")
            let again = try #require(parseExpression(literal.canonicalText).0, "\(literal.canonicalText)")
            #expect(shape(again) == shape(syntax), "\(text)")
        }
    }

    @Test("Reserved words can be fields and methods")
    func reservedWords() {
        let words = [
            "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
            "namespace", "return", "var", "void", "while",
        ]
        for word in words {
            #expect(parseExpression("a.\(word)").0 != nil)
            #expect(parseExpression("a.\(word)() || true").0 != nil)
            #expect(parseExpression("has(a.?b.\(word))").0 != nil)
            #expect(parseExpression(word).1.map(\.code) == [.celSyntax])
        }
    }

    @Test("White space, comments and numbers that touch `in` are as the grammar has them")
    func blanks() {
        let texts = [
            "\t\u{C}a\r\n+ // b\nb// c", "1in[1]", "//\na", "a //", "a.\n b ( )", "a . ? b", "[ ? a ]", "{ ? 'a' : b }",
        ]
        for text in texts { #expect(parseExpression(text).1.isEmpty, "\(text)") }
    }
}

/// The tree without its ranges; chains of `&&` and of `||` are flat, since their grouping has no meaning.
func shape(_ syntax: ExpressionSyntax) -> String {
    outline(syntax, flattensChains: true).split(separator: "\n").map { line in
        line.replacing(#/‹[^›]*›/#, with: "")
    }.joined(separator: "\n")
}
