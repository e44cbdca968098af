import CAllocations
import GateCompiler
import GateExpression
import GateRuntime

/// Expressions and paths on one body, compiled once and evaluated again and again as for requests.
final class Bench {
    /// Text, and where it stands among the registers: `body` first.
    private var builder = ProgramBuilder()
    private var lowering = PathLowering()
    private var variables: [VariableDeclaration] = [VariableDeclaration(name: "body", type: .dyn, slot: 0)]
    private var values: [Value] = [.null]
    private var programs: [Program] = []
    private var trie: Int?

    init() {}

    func declare(_ name: String, _ value: Value, _ type: ValueType) {
        variables.append(VariableDeclaration(name: name, type: type, slot: UInt16(values.count)))
        values.append(value)
    }

    func declare(_ name: String, text: String) { declare(name, builder.string(text), .string) }

    /// Adds an expression; false where it does not compile.
    func add(_ text: String) -> Bool {
        let environment = ExpressionEnvironment(variables: variables)
        guard let syntax = parseExpression(text).0, let checked = checkExpression(syntax, environment: environment).0
        else { return false }
        programs.append(lowerExpression(checked, into: &builder, slotCount: variables.count + 64).program)
        return true
    }

    /// Adds singular paths, which one walk of the body finds.
    func add(paths: [String]) {
        var steps = PathTrieBuilder()
        for (index, path) in paths.enumerated() {
            guard let found = parseJSONPath(path).0?.trieSteps else { continue }
            steps.add(found, slot: UInt16(variables.count + index))
        }
        trie = builder.withBytes { lowering.add(steps, constants: &$0) }
    }

    /// What one evaluation takes.
    struct Figures {
        var nanoseconds: Double
        var allocations: Double
        var steps: Int
        var fault: FaultCode?
    }

    /// Evaluates everything `rounds` times: parses the body each time if there are paths, otherwise once.
    func measure(_ json: String, rounds: Int, after write: ((inout Workspace, [Value]) -> Void)? = nil) -> Figures {
        let paths = BoundPathTables(lowering.tables)
        var figures = Figures(nanoseconds: 0, allocations: 0, steps: 0)
        let body = Array(json.utf8)
        body.withUnsafeBufferPointer { body in
            builder.withWorkspace { tables, workspace in
                var results = [Value](repeating: .null, count: programs.count)
                // The first rounds find memory and caches cold.
                for _ in 0..<max(rounds / 10, 1) {
                    round(ByteView(body), paths.view, tables, &workspace, &results, write)
                }
                let (calls, start) = (allocations(), processorNanoseconds())
                for _ in 0..<rounds { round(ByteView(body), paths.view, tables, &workspace, &results, write) }
                let elapsed = processorNanoseconds() - start
                figures.allocations = Double(allocations() - calls) / Double(rounds)
                figures.nanoseconds = Double(elapsed) / Double(rounds)
                figures.steps = EvaluationLimits().steps - workspace.stepsLeft
                figures.fault = results.lazy.filter(\.isError).first?.fault.code
            }
        }
        return figures
    }

    private func round(
        _ body: ByteView,
        _ paths: PathTablesView,
        _ tables: ProgramTables,
        _ workspace: inout Workspace,
        _ results: inout [Value],
        _ write: ((inout Workspace, [Value]) -> Void)?
    ) {
        workspace.bytes.truncate(to: 0)
        workspace.values.truncate(to: 0)
        workspace.registers.truncate(to: 0)
        workspace.output.truncate(to: 0)
        workspace.stepsLeft = EvaluationLimits().steps
        do {
            if trie != nil || workspace.json.isEmpty { workspace.json = try workspace.parser.parse(body) }
            values[0] = workspace.json.value(at: JSONTape.root)
            for value in values { try workspace.registers.append(value) }
            try workspace.registers.append(repeating: .absent, count: 64)
        } catch {
            preconditionFailure("the body is JSON, and fits")
        }
        if let trie { fillPaths(trie, tables: paths, workspace: &workspace) }
        for index in programs.indices { results[index] = run(programs[index], tables, &workspace) }
        write?(&workspace, results)
    }
}
