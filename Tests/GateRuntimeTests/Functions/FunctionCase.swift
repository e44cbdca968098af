import GateCompiler
import GateExpression
import GateRuntime
import Testing

/// What became of an expression without variables.
struct FunctionCase {
    /// What is said of it before it runs.
    var findings: [String] = []
    /// Whether it gave true; nil where it did not run.
    var holds: Bool?
    var fault: FaultCode?

    /// Compiles and runs an expression, with its constant parts computed ahead or not.
    init(_ text: String, foldsConstants: Bool, limits: EvaluationLimits = EvaluationLimits()) {
        let (parsed, syntaxFindings) = parseExpression(text)
        findings = syntaxFindings.map(\.message)
        guard let parsed else { return }
        let (checked, checkFindings) = checkExpression(parsed, environment: ExpressionEnvironment())
        findings += checkFindings.map(\.message)
        guard let checked else { return }
        var builder = ProgramBuilder()
        let lowered = lowerExpression(checked, into: &builder, slotCount: 0, foldsConstants: foldsConstants)
        findings += lowered.faults.map(\.detail)
        let (isTrue, code) = builder.withWorkspace(limits: limits) { tables, workspace in
            let value = run(lowered.program, tables, &workspace)
            #expect(workspace.pending.count == 0 && workspace.scratch.count == 0 && workspace.output.count == 0)
            return (value.isTrue, value.isError ? value.fault.code : nil)
        }
        holds = isTrue
        fault = code
    }

    /// Expects that the expression gives true.
    static func expectHolds(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
        for folds in [true, false] {
            let found = FunctionCase(text, foldsConstants: folds)
            #expect(
                found.holds == true && found.findings.isEmpty,
                "\(text) \(found)",
                sourceLocation: sourceLocation
            )
        }
    }

    /// Expects that the expression fails when it runs.
    static func expectFault(_ text: String, _ code: FaultCode, sourceLocation: SourceLocation = #_sourceLocation) {
        for folds in [true, false] {
            let found = FunctionCase(text, foldsConstants: folds)
            #expect(found.fault == code, "\(text) \(found)", sourceLocation: sourceLocation)
        }
    }

    /// Expects a finding before the expression runs.
    static func expectFinding(_ text: String, _ part: String, sourceLocation: SourceLocation = #_sourceLocation) {
        let found = FunctionCase(text, foldsConstants: true)
        let hasPart = found.findings.count == 1 && found.findings[0].contains(part)
        #expect(hasPart, "\(text) \(found)", sourceLocation: sourceLocation)
    }
}
