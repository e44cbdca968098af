extension Machine {
    /// Executes an instruction that is not in the inner loop; the index of the next one.
    func executeOther(
        _ instruction: Instruction,
        at counter: Int,
        _ workspace: inout Workspace
    ) throws(Fault) -> Int {
        let target = instruction.destination
        switch instruction.code {
        case .call1:
            let arguments = Arguments(workspace.operand(instruction.a))
            workspace.set(target, try workspace.apply(instruction.operation, arguments, at: counter))
        case .call2:
            let arguments = Arguments(workspace.operand(instruction.a), workspace.operand(instruction.b))
            workspace.set(target, try workspace.apply(instruction.operation, arguments, at: counter))
        case .and:
            let (left, right) = (workspace.operand(instruction.a), workspace.operand(instruction.b))
            workspace.set(target, Value.conjunction(left, right, at: counter))
        case .or:
            let (left, right) = (workspace.operand(instruction.a), workspace.operand(instruction.b))
            workspace.set(target, Value.disjunction(left, right, at: counter))
        case .choose:
            let condition = workspace.operand(instruction.a)
            if condition.isFalse { return Int(instruction.b) }
            if condition.isTrue { break }
            workspace.set(target, condition.isError ? condition : failure(.noSuchOverload, at: counter))
            return Int(instruction.c)
        case .callMany:
            let arguments = try workspace.arguments(from: instruction.a, count: instruction.b)
            workspace.set(target, try workspace.apply(instruction.operation, arguments, at: counter))
        case .select, .selectOptional, .has:
            let (operand, name) = (workspace.operand(instruction.a).orNull, workspace.operand(instruction.b))
            workspace.set(target, try field(instruction, of: operand, named: name, at: counter, &workspace))
        case .inSet:
            let candidate = workspace.operand(instruction.a).orNull
            if candidate.kind == .string { try workspace.charge(bytes: candidate.count, .scanned) }
            let isMember = candidate.isError ? false : workspace.isMember(candidate, ofSetAt: instruction)
            workspace.set(target, candidate.isError ? candidate : .bool(isMember))
        case .matchesRegex:
            let text = workspace.operand(instruction.a).orNull
            workspace.set(target, try matches(text, regex: instruction.b, at: counter, &workspace))
        case .callRegex:
            let arguments = try workspace.arguments(from: instruction.a, count: instruction.b)
            workspace.set(target, try callRegex(instruction, arguments, at: counter, &workspace))
        case .fail:
            let code = FaultCode(rawValue: UInt8(truncatingIfNeeded: instruction.a)) ?? .unknownName
            workspace.set(target, failure(code, at: counter))
        case .iterate, .next, .nextPair, .accumulateAnd, .accumulateOr, .tally:
            return try executeLoop(instruction, at: counter, &workspace)
        case .unwrap, .jumpIfPresent, .jumpIfValue, .wrap, .expectOptional:
            return try executeOptional(instruction, at: counter, &workspace)
        default:
            return try executeCollecting(instruction, at: counter, &workspace)
        }
        return counter + 1
    }

    /// An error value that points at this instruction.
    func failure(_ code: FaultCode, at counter: Int) -> Value {
        .error(Fault(code, site: UInt32(truncatingIfNeeded: counter)))
    }

    /// An error value for a fault that can be absorbed; throws on one that cannot.
    func failure(of fault: Fault, at counter: Int) throws(Fault) -> Value {
        if fault.isFinal { throw fault }
        return failure(fault.code, at: counter)
    }

    private func field(
        _ instruction: Instruction,
        of operand: Value,
        named name: Value,
        at counter: Int,
        _ workspace: inout Workspace
    ) throws(Fault) -> Value {
        if operand.isError { return operand }
        do throws(Fault) {
            switch instruction.code {
            case .select: return try workspace.select(operand, name)
            case .selectOptional: return try workspace.selectOptional(operand, name)
            default: return .bool(try workspace.has(operand, name))
            }
        } catch {
            return try failure(of: error, at: counter)
        }
    }

    private func matches(
        _ text: Value,
        regex index: UInt32,
        at counter: Int,
        _ workspace: inout Workspace
    ) throws(Fault) -> Value {
        if text.isError { return text }
        guard text.kind == .string else { return failure(.noSuchOverload, at: counter) }
        let regex = tables.regexes[Int(index)]
        try workspace.charge(matching: regex, bytes: text.count)
        return .bool(RegexProgram.isMatch(handle: regex, workspace.view(text), anchoring: .none))
    }

    private func callRegex(
        _ instruction: Instruction,
        _ arguments: Arguments,
        at counter: Int,
        _ workspace: inout Workspace
    ) throws(Fault) -> Value {
        if let error = arguments.firstError { return error }
        let handle = tables.regexes[Int(instruction.c)]
        do throws(Fault) {
            return try workspace.callRegex(instruction.operation, handle, arguments)
        } catch {
            return try failure(of: error, at: counter)
        }
    }
}

extension Workspace {
    /// The arguments in `count` registers from `first` on.
    fileprivate mutating func arguments(from first: UInt32, count: UInt32) throws(Fault) -> Arguments {
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
