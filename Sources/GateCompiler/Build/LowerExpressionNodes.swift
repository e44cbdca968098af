import GateExpression
import GateRuntime

extension Lowering {
    /// Ends the program with a node's value.
    mutating func lowerResult(_ id: NodeID) {
        if case .call(_, _, let arguments, _) = syntax[id].kind, operation(of: id) == .logicalAnd,
            arguments.count == 2, isTotalCondition(arguments[0]), type(arguments[1]) == .bool, fold(id) == nil
        {
            let isFalse = newLabel()
            branch(arguments[0], when: false, to: isFalse)
            lowerResult(arguments[1])
            place(isFalse)
            emit(Instruction(.finish, a: builder.operand(.bool(false))), for: id)
            return
        }
        emit(Instruction(.finish, a: operand(id)), for: id)
    }

    /// The operand that holds a node's value: a variable's register or a constant as they are, otherwise a temporary.
    mutating func operand(_ id: NodeID) -> UInt32 {
        if let constant = fold(id) { return builder.operand(constant) }
        switch reference(id) {
        case .variable(let variable): return UInt32(variable.slot)
        case .local(let macro, let position):
            if let local = locals[LocalKey(macro: macro, position: position)] { return local }
        default: break
        }
        let register = allocate()
        let free = nextRegister
        lower(id, into: register)
        nextRegister = free
        return UInt32(register)
    }

    /// Puts a node's value into a register.
    mutating func lower(_ id: NodeID, into register: UInt16) {
        if let constant = fold(id) {
            emit(Instruction(.move, destination: register, a: builder.operand(constant)), for: id)
            return
        }
        let free = nextRegister
        defer { nextRegister = free }
        switch reference(id) {
        case .variable, .local:
            emit(Instruction(.move, destination: register, a: operand(id)), for: id)
            return
        default: break
        }
        switch syntax[id].kind {
        case .literal, .identifier:
            // Constants were folded: this is a name without a meaning.
            emit(Instruction(.fail, destination: register, a: UInt32(FaultCode.unknownName.rawValue)), for: id)
        case .select(let operand, let field, let isOptional, _):
            lowerField(isOptional ? .selectOptional : .select, operand, field, id, into: register)
        case .has(let operand, let field, _):
            lowerField(.has, operand, field, id, into: register)
        case .call(_, let receiver, let arguments, _):
            lowerCall(id, receiver, arguments, into: register)
        case .list(let elements, let optionalIndices):
            lowerList(id, elements, Set(optionalIndices), into: register)
        case .map(let entries):
            lowerMap(id, entries, into: register)
        case .macro(let macro):
            lowerMacro(id, macro, into: register)
        }
    }

    private mutating func lowerField(
        _ code: Instruction.Code,
        _ container: NodeID,
        _ field: String,
        _ id: NodeID,
        into register: UInt16
    ) {
        let container = operand(container)
        let name = builder.operand(builder.string(field))
        emit(Instruction(code, destination: register, a: container, b: name), for: id)
    }

    private mutating func lowerList(
        _ id: NodeID,
        _ elements: [NodeID],
        _ optionalIndices: Set<Int>,
        into register: UInt16
    ) {
        collecting(id, .closeList, into: register) { lowering, abort in
            for (index, element) in elements.enumerated() {
                let free = lowering.nextRegister
                let value = lowering.operand(element)
                let code: Instruction.Code = optionalIndices.contains(index) ? .collectIfPresent : .collect
                let instruction = Instruction(code, destination: register, a: value)
                lowering.target(lowering.emit(instruction, for: element), abort)
                lowering.nextRegister = free
            }
        }
    }

    private mutating func lowerMap(_ id: NodeID, _ entries: [ExpressionSyntax.MapEntry], into register: UInt16) {
        collecting(id, .closeMap, into: register) { lowering, abort in
            for entry in entries {
                let free = lowering.nextRegister
                let key = lowering.operand(entry.key)
                let value = lowering.operand(entry.value)
                let code: Instruction.Code = entry.isOptional ? .collectPairIfPresent : .collectPair
                let instruction = Instruction(code, destination: register, a: key, b: value)
                lowering.target(lowering.emit(instruction, for: entry.value), abort)
                lowering.nextRegister = free
            }
        }
    }

    /// Surrounds what collects elements: the mark before, the new list or map after, and where an error goes.
    mutating func collecting(
        _ id: NodeID,
        _ close: Instruction.Code,
        checksKeys: Bool = true,
        into register: UInt16,
        _ body: (inout Lowering, _ abort: Label) -> Void
    ) {
        let (abort, end) = (newLabel(), newLabel())
        let mark = allocate()
        emit(Instruction(.open, destination: mark), for: id)
        body(&self, abort)
        emit(Instruction(close, destination: register, a: UInt32(mark), b: checksKeys ? 1 : 0), for: id)
        jump(to: end, for: id)
        place(abort)
        emit(Instruction(.discard, a: UInt32(mark)), for: id)
        place(end)
    }
}
