import GateCompiler
import GateExpression
import GateRuntime
import Testing

/// Evaluates conditions for all combinations of some values.
struct TruthTables {
    /// Values by name; a name without any is null.
    var values: [(name: String, values: [Value])] = []
    var bodies: [String] = ["null"]
    var builder = ProgramBuilder()

    var count: Int { values.reduce(bodies.count) { $0 * $1.values.count } }

    /// What a condition comes out as for each combination: true, false, or nil for an error or what is no bool.
    func outcomes(of checked: CheckedExpression) throws -> [Bool?] {
        var builder = builder
        let slotCount = ProofNames.variables.count
        let lowered = lowerExpression(checked, into: &builder, slotCount: slotCount)
        var outcomes: [Bool?] = []
        var failure: JSONError?
        var parser = JSONParser()
        for body in bodies {
            let text = Array(body.utf8)
            text.withUnsafeBufferPointer { text in
                builder.withWorkspace { tables, workspace in
                    do throws(JSONError) {
                        workspace.json = try parser.parse(ByteView(text))
                    } catch {
                        failure = error
                        return
                    }
                    forEach { slots in
                        outcomes.append(outcome(lowered.program, tables, &workspace, slots))
                    }
                }
            }
        }
        if let failure { throw failure }
        return outcomes
    }

    private func forEach(_ body: ([Value]) -> Void) {
        var slots = [Value](repeating: .null, count: ProofNames.variables.count)
        let indices = values.map { entry in ProofNames.variables.firstIndex { $0.name == entry.name } ?? 0 }
        var positions = [Int](repeating: 0, count: values.count)
        while true {
            for (entry, position) in positions.enumerated() { slots[indices[entry]] = values[entry].values[position] }
            body(slots)
            var entry = 0
            while entry < positions.count {
                positions[entry] += 1
                if positions[entry] < values[entry].values.count { break }
                positions[entry] = 0
                entry += 1
            }
            if entry == positions.count { return }
        }
    }

    private func outcome(
        _ program: Program,
        _ tables: ProgramTables,
        _ workspace: inout Workspace,
        _ slots: [Value]
    ) -> Bool? {
        do throws(Fault) {
            workspace.bytes.clear(keeping: 4_096)
            workspace.values.clear(keeping: 256)
            workspace.registers.clear(keeping: 256)
            workspace.stepsLeft = 100_000
            var slots = slots
            slots[0] = workspace.json.value(at: JSONTape.root)
            for slot in slots { try workspace.registers.append(slot) }
        } catch {
            return nil
        }
        let value = run(program, tables, &workspace)
        return value.kind == .bool ? value.isTrue : nil
    }
}
