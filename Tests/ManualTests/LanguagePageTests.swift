import GateCompiler
import GateExpression
import GateRuntime
import GateTestSupport
import Testing

/// hookgate-cel(7), the page of the expression language.
@Suite struct LanguagePageTests {
    private static let name = "hookgate-cel.7"

    @Test("the page holds the current functions and conversions")
    func generatedParts() throws {
        var page = try ManualPage(Self.name)
        page.source = try #require(page.replacing("functions", with: renderFunctionReference()))
        page.source = try #require(page.replacing("conversions", with: renderConversions()))
        expectGolden(page.source, at: Repository.path("man/\(Self.name)"))
    }

    @Test("every function is plain ASCII in the page, but for its examples", arguments: FunctionLibrary.all.map(\.name))
    func plainText(function name: String) throws {
        let function = try #require(FunctionLibrary.byName[name])
        #expect(function.summary.allSatisfy { $0.isASCII })
    }

    @Test("the expressions that are shown hold")
    func expressions() throws {
        let examples = try ManualPage(Self.name).examples.filter { $0.kind == "expressions" }
        #expect(!examples.isEmpty)
        for example in examples {
            for line in example.text.split(separator: "\n") { try expectHolds(String(line), example.line) }
        }
    }

    private func expectHolds(_ text: String, _ line: Int) throws {
        let parsed = try #require(parseExpression(text).0, "\(text), line \(line)")
        let checked = checkExpression(parsed, environment: ExpressionEnvironment())
        let expression = try #require(checked.0, "\(text), line \(line): \(checked.1.map(\.message))")
        var builder = ProgramBuilder()
        let lowered = lowerExpression(expression, into: &builder, slotCount: 0)
        let holds = builder.withWorkspace { tables, workspace in run(lowered.program, tables, &workspace).isTrue }
        #expect(holds, "\(text), line \(line)")
    }

    @Test("the conditions, paths and answers that are shown compile without a finding")
    func configurations() throws {
        let examples = try ManualPage(Self.name).examples
        let entries = try #require(examples.first { $0.kind == "extract" }).text
        for example in examples {
            switch example.kind {
            case "extract": expectSound(ExampleFile.extract(example.text), example)
            case "endpoint": expectSound(ExampleFile.endpoint(example.text), example)
            case "conditions":
                for condition in example.text.split(separator: "\n") {
                    expectSound(ExampleFile.extract(entries, when: String(condition)), example)
                }
            default: continue
            }
        }
    }

    private func expectSound(_ file: String, _ example: ManualPage.Example) {
        let findings = ExampleFile.findings(file)
        #expect(findings.isEmpty, "line \(example.line): \(findings)")
    }
}
