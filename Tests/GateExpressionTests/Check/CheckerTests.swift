import GateDiagnostics
import GateExpression
import GateRuntime
import GateTestSupport
import Testing

@Suite("What the checker finds")
struct CheckerTests {
    @Test("Findings with their places", arguments: ["name-errors", "type-errors"])
    func goldens(name: String) {
        var output = ""
        for text in caseLines("\(name).cel") {
            let (expression, diagnostics) = checked(text)
            #expect(expression == nil && !diagnostics.isEmpty, "\(text)")
            output += render(text, diagnostics) + "\n\n"
        }
        expectGolden(output, at: "../Cases/\(name).expected")
    }

    @Test("Types of names, fields and calls")
    func types() throws {
        var output = ""
        for text in caseLines("typed.cel") {
            let (expression, diagnostics) = checked(text)
            #expect(diagnostics.isEmpty, "\(render(text, diagnostics))")
            guard let expression else { continue }
            output += "\(expression.typedText)\n    : \(expression.type)\n"
        }
        expectGolden(output, at: "../Cases/typed.expected")
    }

    @Test("A condition must give a bool")
    func conditions() throws {
        var output = ""
        for text in ["amount", "event", "page", "headers.x", "email", "tags", "size(event)", "count", "null"] {
            let syntax = try #require(parseExpression(text).0)
            let (expression, diagnostics) = checkCondition(
                syntax,
                environment: testEnvironment,
                library: TestLibrary.byName
            )
            #expect(expression == nil)
            output += render(text, diagnostics) + "\n\n"
        }
        expectGolden(output, at: "../Cases/conditions.expected")
        for text in ["flag", "body", "body.a", "amount > 1", "has(body.a)", "optional.none().orValue(true)"] {
            let syntax = try #require(parseExpression(text).0)
            let outcome = checkCondition(syntax, environment: testEnvironment, library: TestLibrary.byName)
            #expect(outcome.0 != nil, "\(text)")
        }
    }

    @Test("Every code of the expression language has a case")
    func codes() {
        var codes: Set<DiagnosticCode> = []
        for file in ["syntax-errors", "literal-errors", "macro-errors", "name-errors", "type-errors"] {
            for text in caseLines("\(file).cel") { codes.formUnion(checked(text).1.map(\.code)) }
        }
        let expected: Set<DiagnosticCode> = [
            .celSyntax, .celUnknownName, .celUnknownFunction, .celNoOverload, .celUnknownField, .celLiteral, .celMacro,
            .celNotBool, .celTextAgainstNumber,
        ]
        #expect(codes == expected)
    }

    @Test("In dynamic mode nothing is refused, and what is unknown has no reference")
    func dynamicMode() throws {
        for text in caseLines("type-errors.cel") + caseLines("name-errors.cel") {
            let (expression, diagnostics) = checked(text, mode: .dynamic)
            #expect(expression != nil && diagnostics.isEmpty, "\(text)")
        }
        let expression = try #require(checked("x || size(amount) == 1", mode: .dynamic).0)
        for (node, reference) in zip(expression.syntax.nodes, expression.references) {
            switch (node.kind, reference) {
            case (.identifier("x", _), nil), (.identifier("amount", _), .variable): break
            case (.identifier(let name, _), _): Issue.record("\(name)")
            case (.call("size", _, _, _), .function(let spec, false)): #expect(spec.name == "size")
            default: break
            }
        }
    }
}
