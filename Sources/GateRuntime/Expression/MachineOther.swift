extension Machine {
    /// Executes an instruction that is not in the inner loop; the index of the next one.
    mutating func executeOther(_ instruction: Instruction, _ workspace: inout Workspace) throws(Fault) -> Int {
        let target = instruction.destination
        switch instruction.code {
        case .and:
            let (left, right) = (workspace.operand(instruction.a), workspace.operand(instruction.b))
            workspace.set(target, workspace.conjunction(left, right, at: counter))
        case .or:
            let (left, right) = (workspace.operand(instruction.a), workspace.operand(instruction.b))
            workspace.set(target, workspace.disjunction(left, right, at: counter))
        case .choose:
            let condition = workspace.operand(instruction.a)
            if condition.isFalse { return Int(instruction.b) }
            if condition.isTrue { break }
            workspace.set(target, condition.isError ? condition : failure(.noSuchOverload))
            return Int(instruction.c)
        case .callMany:
            let arguments = try workspace.arguments(from: instruction.a, count: instruction.b)
            workspace.set(target, try workspace.apply(instruction.operation, arguments, at: counter))
        case .select, .selectOptional, .has:
            let (operand, name) = (workspace.operand(instruction.a).orNull, workspace.operand(instruction.b))
            workspace.set(target, try field(instruction.code, of: operand, named: name, &workspace))
        case .inSet:
            let candidate = workspace.operand(instruction.a).orNull
            if candidate.kind == .string { try workspace.charge(bytes: candidate.count) }
            let isMember = candidate.isError ? false : workspace.isMember(candidate, ofSetAt: instruction)
            workspace.set(target, candidate.isError ? candidate : .bool(isMember))
        case .matchesRegex:
            let text = workspace.operand(instruction.a).orNull
            workspace.set(target, try matches(text, regex: instruction.b, &workspace))
        case .fail:
            workspace.set(target, failure(FaultCode(rawValue: UInt8(truncatingIfNeeded: instruction.a)) ?? .unknownName))
        case .iterate, .next, .nextPair, .accumulateAnd, .accumulateOr, .tally:
            return try executeLoop(instruction, &workspace)
        case .unwrap, .jumpIfPresent, .jumpIfValue, .wrap, .expectOptional:
            return try executeOptional(instruction, &workspace)
        default:
            return try executeCollecting(instruction, &workspace)
        }
        return counter + 1
    }

    /// An error value that points at this instruction.
    func failure(_ code: FaultCode) -> Value {
        .error(Fault(code, site: UInt32(truncatingIfNeeded: counter)))
    }

    /// An error value for a fault that can be absorbed; throws on one that cannot.
    func failure(of fault: Fault) throws(Fault) -> Value {
        if fault.isFinal { throw fault }
        return failure(fault.code)
    }

    private func field(
        _ code: Instruction.Code,
        of operand: Value,
        named name: Value,
        _ workspace: inout Workspace
    ) throws(Fault) -> Value {
        if operand.isError { return operand }
        do throws(Fault) {
            switch code {
            case .select: return try workspace.select(operand, name)
            case .selectOptional: return try workspace.selectOptional(operand, name)
            default: return .bool(try workspace.has(operand, name))
            }
        } catch {
            return try failure(of: error)
        }
    }

    private func matches(_ text: Value, regex index: UInt32, _ workspace: inout Workspace) throws(Fault) -> Value {
        if text.isError { return text }
        guard text.kind == .string else { return failure(.noSuchOverload) }
        let view = workspace.view(text)
        try workspace.charge(bytes: view.count)
        return .bool(RegexProgram.isMatch(handle: tables.regexes[Int(index)], view, anchoring: .none))
    }
}

extension Workspace {
    /// The arguments in `count` registers from `first` on.
    fileprivate func arguments(from first: UInt32, count: UInt32) throws(Fault) -> Arguments {
        guard count <= 4 else { throw Fault(.noSuchOverload) }
        let start = Int(first)
        return Arguments(
            Int(count),
            count > 0 ? registers[start] : .null,
            count > 1 ? registers[start + 1] : .null,
            count > 2 ? registers[start + 2] : .null,
            count > 3 ? registers[start + 3] : .null
        )
    }
}
