import GateDiagnostics
import GateExpression
import GateTestSupport
import Testing

@Suite("Templates")
struct TemplateTests {
    @Test("Texts are split at their expressions")
    func goldens() {
        var output = ""
        for text in caseLines("templates.txt") {
            let (template, diagnostics) = parseTemplate(text)
            output += render(text, diagnostics) + "\n"
            for piece in template.pieces {
                switch piece {
                case .text(let text, let range):
                    output += "  text \(range.start)..<\(range.end) ‹\(text)›\n"
                case .expression(let expression, let range):
                    let root = expression[expression.root].range
                    output += "  expression \(range.start)..<\(range.end) ‹\(expression.canonicalText)›"
                    output += " at \(root.start)..<\(root.end)\n"
                }
            }
            if template.wholeExpression != nil { output += "  whole\n" }
            output += "\n"
        }
        expectGolden(output, at: "../Cases/templates.expected")
    }

    @Test("Ranges count from the outer text's first byte")
    func ranges() throws {
        let sample = MarkedText("grüße ${ «amount + «name»» }, ${«x»}")
        let (template, diagnostics) = parseTemplate(sample.text)
        #expect(diagnostics.isEmpty)
        let roots = template.pieces.compactMap { piece -> Range<Int>? in
            guard case .expression(let expression, _) = piece else { return nil }
            let range = expression[expression.root].range
            return Int(range.start)..<Int(range.end)
        }
        #expect(roots == [sample.ranges[0], sample.ranges[2]])
        guard case .expression(let first, _) = template.pieces[1] else { return }
        let (_, found) = checkExpression(first, environment: ExpressionEnvironment(), library: TestLibrary.byName)
        let names = found.map { Int($0.range.start)..<Int($0.range.end) }
        #expect(names.contains(sample.ranges[1]))
    }

    @Test("A text without expressions is constant; one with errors is not whole")
    func constants() {
        #expect(parseTemplate("").0.constantText == "")
        #expect(parseTemplate("a $${b} $c").0.constantText == "a ${b} $c")
        #expect(parseTemplate("${a}").0.constantText == nil)
        #expect(parseTemplate("${a}").0.wholeExpression != nil)
        #expect(parseTemplate("${a} ${+}").0.wholeExpression == nil)
        let tooLong = String(repeating: "a", count: ExpressionLimits.templateBytesMax + 1)
        #expect(parseTemplate(tooLong).1.map(\.code) == [.invalidTemplate])
    }
}
