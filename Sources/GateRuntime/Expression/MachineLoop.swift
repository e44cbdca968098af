extension Machine {
    /// Executes an instruction of a macro's loop; the index of the next one.
    func executeLoop(
        _ instruction: Instruction,
        at counter: Int,
        _ workspace: inout Workspace
    ) throws(Fault) -> Int {
        let target = instruction.destination
        switch instruction.code {
        case .iterate:
            let operand = workspace.operand(instruction.a).orNull
            do throws(Fault) {
                if operand.isError {
                    workspace.registers[Int(instruction.b)] = operand
                    return Int(instruction.c)
                }
                workspace.set(target, try workspace.cursor(over: operand))
            } catch {
                workspace.registers[Int(instruction.b)] = try failure(of: error, at: counter)
                return Int(instruction.c)
            }
        case .next, .nextPair:
            var cursor = workspace.registers[Int(instruction.a)]
            guard let (first, second) = try workspace.advance(&cursor) else { return Int(instruction.c) }
            workspace.registers[Int(instruction.a)] = cursor
            if instruction.code == .next {
                workspace.set(target, cursor.kind == .list ? second : first)
            } else {
                workspace.set(target, first)
                workspace.set(target + 1, second)
            }
        case .accumulateAnd:
            let sum = workspace.registers[Int(target)]
            let result = Value.conjunction(sum, workspace.operand(instruction.a).orNull, at: counter)
            workspace.set(target, result)
            if !result.isFalse { return Int(instruction.c) }
        case .accumulateOr:
            let sum = workspace.registers[Int(target)]
            let result = Value.disjunction(sum, workspace.operand(instruction.a).orNull, at: counter)
            workspace.set(target, result)
            if !result.isTrue { return Int(instruction.c) }
        default:
            let verdict = workspace.operand(instruction.a).orNull
            guard verdict.kind == .bool else {
                workspace.registers[Int(instruction.b)] =
                    verdict.isError ? verdict : failure(.noSuchOverload, at: counter)
                break
            }
            if verdict.isTrue {
                workspace.set(target, .int(workspace.registers[Int(target)].asInt &+ 1))
            }
            return Int(instruction.c)
        }
        return counter + 1
    }
}
