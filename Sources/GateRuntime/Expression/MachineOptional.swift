extension Machine {
    /// Executes an instruction on optionals; the index of the next one.
    func executeOptional(
        _ instruction: Instruction,
        at counter: Int,
        _ workspace: inout Workspace
    ) throws(Fault) -> Int {
        let operand = workspace.operand(instruction.a).orNull
        let target = instruction.destination
        switch instruction.code {
        case .wrap:
            workspace.set(target, operand.isError ? operand : try workspace.optional(of: operand))
        case .expectOptional:
            let isFine = operand.isError || operand.kind == .optional
            workspace.set(target, isFine ? operand : failure(.noSuchOverload, at: counter))
        default:
            guard operand.kind == .optional else {
                let error = operand.isError ? operand : failure(.noSuchOverload, at: counter)
                if instruction.code == .unwrap {
                    workspace.registers[Int(instruction.b)] = error
                } else {
                    workspace.set(target, error)
                }
                return Int(instruction.c)
            }
            let content = try workspace.content(ofOptional: operand)
            if instruction.code == .unwrap {
                guard let content else {
                    workspace.registers[Int(instruction.b)] = .noneOptional
                    return Int(instruction.c)
                }
                workspace.set(target, content)
            } else if let content {
                workspace.set(target, instruction.code == .jumpIfValue ? content : operand)
                return Int(instruction.c)
            }
        }
        return counter + 1
    }
}
