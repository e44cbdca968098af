import GateDiagnostics
import GateExpression
import GateTestSupport
import Testing

@Suite("What the parser says")
struct SyntaxErrorTests {
    @Test("Each finding stands at its place and says what to do", arguments: ["syntax-errors", "literal-errors"])
    func goldens(name: String) {
        let cases = caseLines("\(name).cel")
        #expect(cases.count > 20)
        var output = ""
        for text in cases {
            let (_, diagnostics) = parseExpression(text)
            #expect(!diagnostics.isEmpty, "\(text)")
            output += render(text, diagnostics) + "\n\n"
        }
        expectGolden(output, at: "../Cases/\(name).expected")
    }

    @Test("Macros are refused with their right form")
    func macros() {
        var output = ""
        for text in caseLines("macro-errors.cel") {
            let (_, diagnostics) = checked(text)
            #expect(!diagnostics.isEmpty, "\(text)")
            output += render(text, diagnostics) + "\n\n"
        }
        expectGolden(output, at: "../Cases/macro-errors.expected")
    }

    @Test(
        "Independent errors are reported together, at their places",
        arguments: [
            "f(«+») + g(2, «]» + 1) + h(3 «4»)",
            "['a «b»', c «d», e +«]»",
            "x «=» 1 && y «&» z",
        ]
    )
    func places(marked: String) {
        let sample = MarkedText(marked)
        let (_, diagnostics) = parseExpression(sample.text)
        let found = diagnostics.map { Int($0.range.start)..<Int($0.range.end) }
        for range in found { #expect(sample.ranges.contains(range), "\(sample.text): \(range)") }
        #expect(!found.isEmpty)
    }

    @Test("A literal's error leaves the rest to the checker")
    func literalThenTypes() {
        let (syntax, diagnostics) = parseExpression("9223372036854775808 + nothing")
        #expect(syntax != nil)
        #expect(diagnostics.map(\.code) == [.celLiteral])
        #expect(checked("'\\q' == nothing").1.map(\.code) == [.celLiteral, .celUnknownName])
    }

    @Test("Ranges are shifted by the offset")
    func offset() {
        let (syntax, _) = parseExpression("a + b", offset: 100)
        #expect(syntax.map { $0[$0.root].range } == ExpressionSyntax.TextRange(100, 105))
        let (_, diagnostics) = parseExpression("a +", offset: 100)
        #expect(diagnostics.first?.range == ExpressionSyntax.TextRange(103, 103))
    }
}
