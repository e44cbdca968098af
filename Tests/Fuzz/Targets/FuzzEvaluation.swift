import GateCompiler
import GateExpression
import GateRuntime

/// Steps and memory of one input: few, so that inputs which use them up are cheap.
private let limits: EvaluationLimits = {
    var limits = EvaluationLimits()
    limits.steps = 20_000
    limits.arenaBytes = 1 << 16
    limits.arenaValues = 1 << 12
    return limits
}()

func fuzzEvaluation(_ input: UnsafeBufferPointer<UInt8>) {
    let lineEnd = input.firstIndex(of: 0x0A) ?? input.endIndex
    let text = String(decoding: input[..<lineEnd], as: UTF8.self)
    let body = Array(input[min(lineEnd + 1, input.endIndex)...])
    guard let syntax = parseExpression(text).0 else { return }
    let environment = ExpressionEnvironment(variables: fuzzVariables)
    guard let checked = checkExpression(syntax, environment: environment).0 else { return }
    let folded = evaluate(checked, body, foldsConstants: true)
    let plain = evaluate(checked, body, foldsConstants: false)
    let isLimited = [folded, plain].contains { $0.fault == .stepsExceeded || $0.fault == .memoryExceeded }
    precondition(isLimited || folded.text == plain.text, "what is computed ahead differs")
}

private struct FuzzResult {
    /// The value as JSON; nil where it is an error or has no JSON.
    var text: [UInt8]?
    var fault: FaultCode?
}

private func evaluate(_ checked: CheckedExpression, _ body: [UInt8], foldsConstants: Bool) -> FuzzResult {
    var builder = ProgramBuilder()
    let lowered = lowerExpression(
        checked,
        into: &builder,
        slotCount: fuzzVariables.count,
        foldsConstants: foldsConstants
    )
    let event = builder.string("customer.sale.completed")
    let tags = builder.list([builder.string("new"), builder.string(""), builder.string("\u{E9}t\u{E9}")])
    let time = Value.timestamp(seconds: 1_770_000_000, nanoseconds: Int32(5))
    var parser = JSONParser()
    return builder.withWorkspace(limits: limits) { tables, workspace in
        body.withUnsafeBufferPointer { body in
            if let tape = try? parser.parse(ByteView(body)) { workspace.json = tape }
            let root = workspace.json.isEmpty ? Value.null : workspace.json.value(at: JSONTape.root)
            do throws(Fault) {
                for slot in [root, .headers, time, event, .int(1_250), tags] { try workspace.registers.append(slot) }
            } catch {
                preconditionFailure("the slots fit")
            }
            let value = run(lowered.program, tables, &workspace)
            // The constants of this file are as long as these lists could be.
            let bound = boundSteps(of: checked).steps.value(at: max(body.count, 64))
            let steps = Double(limits.steps - workspace.stepsLeft)
            precondition(value.isError || steps <= bound, "more steps than the bound")
            precondition(workspace.pending.count == 0 && workspace.scratch.count == 0, "memory is left behind")
            return written(value, &workspace)
        }
    }
}

private func written(_ value: Value, _ workspace: inout Workspace) -> FuzzResult {
    if value.isError { return FuzzResult(fault: value.fault.code) }
    do throws(Fault) {
        try JSONWriter.write(value, in: &workspace)
    } catch {
        return FuzzResult(fault: error.code)
    }
    let output = workspace.output.view(from: 0, count: workspace.output.count)
    return FuzzResult(text: Array(output.unsafeBytes))
}

// MARK: Paths

/// What queries run on.
private let document = Array(
    """
    {"a":[1,-2.5,"ab",null,true,{"b":"a.c","a":[[],{}]},{"b":"[a-z]*"}],"b":{"a":"abc","c":{"d":[0,1,2]}},"a'":{"\\n":1}}
    """.utf8
)

func fuzzPath(_ input: UnsafeBufferPointer<UInt8>) {
    let text = String(decoding: input, as: UTF8.self)
    let (syntax, findings) = parseJSONPath(text)
    for finding in findings {
        precondition(Int(finding.range.end) <= text.utf8.count, "a finding points outside the text")
    }
    guard let syntax else {
        precondition(!findings.isEmpty, "a path is refused without a word")
        return
    }
    var lowering = PathLowering()
    var constants: [UInt8] = []
    let query = lowering.add(syntax.query, constants: &constants)
    let tables = BoundPathTables(lowering.tables)
    var parser = JSONParser()
    var workspace = Workspace(limits: limits)
    workspace.stepsLeft = limits.steps
    constants.withUnsafeBufferPointer { constants in
        document.withUnsafeBufferPointer { document in
            workspace.constants = ByteView(constants)
            guard let tape = try? parser.parse(ByteView(document)) else { preconditionFailure("the document is JSON") }
            workspace.json = tape
            evaluate(query, isSingular: syntax.isSingular, tables.view, &workspace)
        }
    }
}

private func evaluate(_ query: Int, isSingular: Bool, _ tables: PathTablesView, _ workspace: inout Workspace) {
    do throws(Fault) {
        let found = try evaluatePath(query, tables: tables, workspace: &workspace)
        precondition(!isSingular || found.count <= 1, "one place is several")
        try JSONWriter.write(found, in: &workspace)
    } catch {
        precondition(error.code != .noSuchOverload, "a query has no types to get wrong")
    }
    precondition(workspace.scratch.count == 0, "memory is left behind")
}
