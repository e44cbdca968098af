import GateExpression
import GateRuntime

extension Lowering {
    /// `&&` (`stop` false) and `||` (`stop` true): the value that decides ends the evaluation; an error next to it is
    /// absorbed, otherwise it is the result.
    mutating func lowerLogic(_ id: NodeID, _ left: NodeID, _ right: NodeID, stop: Bool, into register: UInt16) {
        let (decided, end) = (newLabel(), newLabel())
        let combine: Instruction.Code = stop ? .or : .and
        if isTotalCondition(left) {
            branch(left, when: stop, to: decided)
            lower(right, into: register)
            if type(right) != .bool {
                // The other operand does not decide: this only makes an error of what is not a bool.
                let neutral = builder.operand(.bool(!stop))
                emit(Instruction(combine, destination: register, a: neutral, b: UInt32(register)), for: id)
            }
        } else {
            let first = operand(left)
            target(emit(Instruction(stop ? .jumpIfTrue : .jumpIfFalse, a: first), for: left), decided)
            let second = operand(right)
            emit(Instruction(combine, destination: register, a: first, b: second), for: id)
        }
        jump(to: end, for: id)
        place(decided)
        emit(Instruction(.move, destination: register, a: builder.operand(.bool(stop))), for: id)
        place(end)
    }

    /// Goes to a label where a total condition (see ``isTotal(_:)``) is `sense`, and on where it is not.
    mutating func branch(_ id: NodeID, when sense: Bool, to label: Label) {
        let free = nextRegister
        defer { nextRegister = free }
        if fold(id) == nil, case .call(_, nil, let operands, _) = syntax[id].kind, let operation = operation(of: id) {
            switch operation {
            case .logicalNot:
                branch(operands[0], when: !sense, to: label)
                return
            case .logicalAnd, .logicalOr:
                let stop = operation == .logicalOr
                if sense == stop {
                    branch(operands[0], when: sense, to: label)
                    branch(operands[1], when: sense, to: label)
                } else {
                    let decided = newLabel()
                    branch(operands[0], when: stop, to: decided)
                    branch(operands[1], when: sense, to: label)
                    place(decided)
                }
                return
            default: break
            }
        }
        if case .call(_, let receiver, let arguments, _) = syntax[id].kind, let operation = operation(of: id),
            operation.isTest, fold(id) == nil
        {
            let operands = checked.operands(of: id, receiver, arguments)
            let (first, second) = (operand(operands[0]), operand(operands[1]))
            let wanted: UInt16 = sense ? 1 : 0
            target(emit(Instruction(.branch, operation, destination: wanted, a: first, b: second), for: id), label)
            return
        }
        let condition = operand(id)
        target(emit(Instruction(.branchOn, destination: sense ? 1 : 0, a: condition), for: id), label)
    }

    /// Whether a node always gives a bool, so that a branch on it needs to absorb nothing.
    func isTotalCondition(_ id: NodeID) -> Bool {
        type(id) == .bool && isTotal(id)
    }

    /// Whether a node always gives a value of its type and never an error, running out of steps aside: the types prove
    /// it.
    ///
    /// Then a condition is a bool, and jumping on it absorbs nothing.
    func isTotal(_ id: NodeID) -> Bool {
        if let constant = constants[id] { return !constant.isError }
        switch syntax[id].kind {
        case .literal: return true
        case .identifier, .select:
            if case .variable = reference(id) { return isPlain(type(id)) }
            return false
        case .call(_, let receiver, let arguments, _):
            guard let operation = operation(of: id) else { return false }
            let operands = checked.operands(of: id, receiver, arguments)
            return operands.allSatisfy { isTotal($0) } && isTotal(operation, operands.map { type($0) })
        case .has(let operand, _, _):
            // A map of any kind answers; what is no map is an error.
            if case .map = type(operand) { return isTotal(operand) }
            return false
        case .list, .map, .macro: return false
        }
    }

    private func isTotal(_ operation: GateRuntime.Operation, _ types: [ValueType]) -> Bool {
        switch operation {
        case .equal, .notEqual: return types.count == 2
        case .less, .lessOrEqual, .greater, .greaterOrEqual:
            return types.count == 2 && types[0] == types[1] && isOrdered(types[0])
        case .contained:
            guard types.count == 2 else { return false }
            switch types[1] {
            case .list, .map: return true
            default: return false
            }
        case .logicalAnd, .logicalOr, .logicalNot: return types.allSatisfy { $0 == .bool }
        case .contains, .startsWith, .endsWith: return types.count == 2 && types.allSatisfy { $0 == .string }
        case .size: return types.count == 1 && (types[0] == .string || types[0] == .bytes)
        default: return false
        }
    }

    /// A type whose values cannot be anything else when the program runs.
    private func isPlain(_ type: ValueType) -> Bool {
        switch type {
        case .dyn, .parameter: false
        default: true
        }
    }

    private func isOrdered(_ type: ValueType) -> Bool {
        switch type {
        case .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration: true
        default: false
        }
    }
}
