import GateRuntime
import Testing

@Suite("I-Regexp (RFC 9485)")
struct IRegexpTests {
    private func isMatch(_ pattern: String, _ text: String) throws -> Bool {
        let program = try RegexProgram(IRegexp.translated(pattern))
        return Array(text.utf8).withUnsafeBufferPointer {
            RegexProgram.isMatch(handle: program.handle, ByteView($0), anchoring: .both)
        }
    }

    @Test(
        "Patterns match the whole of a text",
        arguments: [
            ("", ""), ("abc", "abc"), ("a|b", "b"), ("a||b", ""), ("(a|b)c", "bc"), ("a*b+c?", "b"), ("a{2}", "aa"),
            ("a{2,}", "aaaa"), ("a{2,3}", "aaa"), ("a{0}", ""), ("()", ""), ("(a(b(c)))", "abc"), ("[abc]", "b"),
            ("[a-c]x[^a-c]", "bxd"), ("[-a]", "-"), ("[a-]", "-"), ("[^-a]", "b"), ("[\\-a]", "-"), ("[.*+?]", "*"),
            ("[$(){}|^]", "^"), ("[\\]\\[\\\\]", "]"), ("\\.", "."), ("\\n\\r\\t", "\n\r\t"), ("[\\n]", "\n"),
            (".", "é"),
            (".", "\u{2028}"), (".", "𝄞"), ("\\p{Lu}", "É"), ("\\P{Lu}", "e"), ("[\\p{L}\\p{Nd}]+", "aé9"),
            ("[^\\p{L}]", "1"), ("\\p{L}{2}", "ab"), ("\\{\\}\\(\\)\\*\\+\\-\\?\\^\\|", "{}()*+-?^|"),
            ("\u{0}", "\u{0}"),
            ("a/b:c;d<e=f>g@h\"i'j,k-l_m`n~o#p&q!r%s", "a/b:c;d<e=f>g@h\"i'j,k-l_m`n~o#p&q!r%s"), ("é+", "éé"),
            ("^ab$", "ab"), ("\\$1", "$1"), ("[a-b-]", "-"), ("[é-ü]", "ö"), ("\\p{Cn}", "\u{378}"),
            ("[\\p{C}]", "\u{378}"),
            ("\\P{Cn}", "a"), ("\\P{C}", "a"), ("[^\\p{Cn}]", "a"), ("a b", "a b"), ("[ \t]", "\t"),
        ]
    )
    func matches(pattern: String, text: String) throws {
        #expect(try isMatch(pattern, text))
    }

    @Test(
        "Patterns do not match other texts",
        arguments: [
            ("abc", "abcd"), (".", "\n"), (".", "\r"), ("a.c", "a\nc"), ("[.]", "a"), ("\\.", "a"), ("\\p{Lu}", "e"),
            ("\\P{Lu}", "E"), ("[^a]", "a"), ("a{2,3}", "aaaa"), ("A", "a"), ("\\p{Cn}", "a"), ("[^\\p{C}]", "\u{378}"),
            ("[a-b-]", "c"), ("[#-~]", "!"),
        ]
    )
    func mismatches(pattern: String, text: String) throws {
        #expect(try !isMatch(pattern, text))
    }

    @Test(
        "What is not I-Regexp is refused, also where RE2 would take it",
        arguments: [
            "(", ")", "a)", "(a", "[", "[]", "[^]", "[a", "a]", "a}", "{2}", "*", "+a", "?", "a**", "a*?", "a{2}{3}",
            "a{",
            "a{}", "a{,2}", "a{2", "a{3,2}", "a{1001}", "a{99999999999999999999}", "\\", "a\\", "\\d", "\\w", "\\s",
            "\\b",
            "\\A", "\\1", "\\x41", "\\u0041", "\\Q", "\\e", "\\p", "\\pL", "\\p{", "\\p{}", "\\p{Greek}", "\\p{Cs}",
            "\\p{lu}",
            "\\p{^L}", "(?i)a", "(?:a)", "(?=a)", "(?<n>a)", "(?P<n>a)", "[[:alpha:]]", "[a--b]", "[a-b-c]", "[z-a]",
            "[a[b]",
            "[\\d]", "[a-\\p{L}]", "[\\p{L}-z]", "|*", "(|*)", "\\/", "\\ ", "\\\"", "\\é",
        ]
    )
    func refusals(pattern: String) {
        #expect(throws: RegexProgram.CompileError.self) { try RegexProgram(IRegexp.translated(pattern)) }
        #expect(throws: RegexProgram.CompileError.self) { try IRegexp.translated(pattern) }
    }

    @Test("A refusal points at the character and says what to write")
    func placement() {
        let digit = #expect(throws: RegexProgram.CompileError.self) { try IRegexp.translated("é\\d+") }
        #expect(digit?.range == 2..<3)
        #expect(digit?.note?.contains("[0-9]") == true)
        let bracket = #expect(throws: RegexProgram.CompileError.self) { try IRegexp.translated("a]b") }
        #expect(bracket?.range == 1..<2)
        let end = #expect(throws: RegexProgram.CompileError.self) { try IRegexp.translated("(a") }
        #expect(end?.range == 2..<2)
    }

    @Test("Deeply nested groups are refused")
    func nesting() throws {
        let deep = String(repeating: "(", count: 100) + "a" + String(repeating: ")", count: 100)
        #expect(try isMatch(deep, "a"))
        #expect(throws: RegexProgram.CompileError.self) { try IRegexp.translated("(\(deep))") }
        let hostile = String(repeating: "(", count: 100_000)
        #expect(throws: RegexProgram.CompileError.self) { try IRegexp.translated(hostile) }
    }

    @Test("Every category of RFC 9485 is known to RE2")
    func categories() throws {
        for name in [
            "L", "Ll", "Lm", "Lo", "Lt", "Lu", "M", "Mc", "Me", "Mn", "N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Pe",
            "Pf", "Pi",
            "Po", "Ps", "Z", "Zl", "Zp", "Zs", "S", "Sc", "Sk", "Sm", "So", "C", "Cc", "Cf", "Cn", "Co",
        ] {
            for pattern in ["\\p{\(name)}", "\\P{\(name)}", "[\\p{\(name)}]", "[^\\P{\(name)}x]"] {
                _ = try RegexProgram(IRegexp.translated(pattern))
            }
        }
    }
}
