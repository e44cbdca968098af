import GateCompiler
import GateExpression
import GateRuntime
import Testing

/// Every example of every function holds: the manual prints them.
@Suite struct CELFunctionExampleTests {
    @Test(arguments: FunctionLibrary.all.map(\.name)) func examplesHold(_ name: String) throws {
        let function = try #require(FunctionLibrary.byName[name])
        #expect(!function.examples.isEmpty)
        for example in function.examples {
            let (syntax, findings) = parseExpression(example)
            let parsed = try #require(syntax, "\(example): \(findings.map(\.message))")
            let (checked, errors) = checkExpression(parsed, environment: ExpressionEnvironment())
            let expression = try #require(checked, "\(example): \(errors.map(\.message))")
            var builder = ProgramBuilder()
            let lowered = lowerExpression(expression, into: &builder, slotCount: 0)
            let holds = builder.withWorkspace { tables, workspace in run(lowered.program, tables, &workspace).isTrue }
            #expect(holds, "\(example)")
        }
    }
}
