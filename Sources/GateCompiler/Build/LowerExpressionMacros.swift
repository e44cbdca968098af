import GateExpression
import GateRuntime

extension Lowering {
    mutating func lowerMacro(_ id: NodeID, _ macro: ExpressionSyntax.Macro, into register: UInt16) {
        switch macro.name {
        case .bind:
            locals[LocalKey(macro: id, position: 0)] = operand(macro.operand)
            lower(macro.result, into: register)
        case .optMap, .optFlatMap: lowerOptionalMap(id, macro, into: register)
        case .all: lowerQuantifier(id, macro, .accumulateAnd, into: register)
        case .exists: lowerQuantifier(id, macro, .accumulateOr, into: register)
        case .existsOne: lowerExistsOne(id, macro, into: register)
        case .map, .filter, .transformList: lowerTransform(id, macro, .closeList, into: register)
        case .transformMap, .transformMapEntry: lowerTransform(id, macro, .closeMap, into: register)
        }
    }

    /// The registers of a loop.
    private struct Loop {
        var cursor: UInt16
        /// The first of one or two.
        var variables: UInt16
    }

    /// Starts the iteration; an operand that has no elements makes an error of the result and goes to `end`.
    private mutating func iterate(
        _ id: NodeID,
        _ macro: ExpressionSyntax.Macro,
        into register: UInt16,
        end: Label
    ) -> Loop {
        let range = operand(macro.operand)
        let cursor = allocate()
        let variables = allocate(macro.variables.count)
        for position in macro.variables.indices {
            locals[LocalKey(macro: id, position: position)] = UInt32(variables) + UInt32(position)
        }
        let start = Instruction(.iterate, destination: cursor, a: range, b: UInt32(register))
        target(emit(start, for: macro.operand), end)
        return Loop(cursor: cursor, variables: variables)
    }

    /// The top of the loop: the next element, or on to `done`.
    private mutating func next(_ id: NodeID, _ macro: ExpressionSyntax.Macro, _ loop: Loop, done: Label) -> Label {
        let top = newLabel()
        place(top)
        let code: Instruction.Code = macro.variables.count == 2 ? .nextPair : .next
        target(emit(Instruction(code, destination: loop.variables, a: UInt32(loop.cursor)), for: id), done)
        return top
    }

    private mutating func lowerQuantifier(
        _ id: NodeID,
        _ macro: ExpressionSyntax.Macro,
        _ code: Instruction.Code,
        into register: UInt16
    ) {
        let end = newLabel()
        let loop = iterate(id, macro, into: register, end: end)
        let start = builder.operand(.bool(code == .accumulateAnd))
        emit(Instruction(.move, destination: register, a: start), for: id)
        let top = next(id, macro, loop, done: end)
        let verdict = operand(macro.result)
        target(emit(Instruction(code, destination: register, a: verdict), for: macro.result), top)
        place(end)
    }

    private mutating func lowerExistsOne(_ id: NodeID, _ macro: ExpressionSyntax.Macro, into register: UInt16) {
        let (done, end) = (newLabel(), newLabel())
        let loop = iterate(id, macro, into: register, end: end)
        let count = allocate()
        emit(Instruction(.move, destination: count, a: builder.operand(.int(0))), for: id)
        let top = next(id, macro, loop, done: done)
        let verdict = operand(macro.result)
        let tally = Instruction(.tally, destination: count, a: verdict, b: UInt32(register))
        target(emit(tally, for: macro.result), top)
        jump(to: end, for: id)
        place(done)
        let one = builder.operand(.int(1))
        emit(Instruction(.test, .equal, destination: register, a: UInt32(count), b: one), for: id)
        place(end)
    }

    private mutating func lowerTransform(
        _ id: NodeID,
        _ macro: ExpressionSyntax.Macro,
        _ close: Instruction.Code,
        into register: UInt16
    ) {
        let end = newLabel()
        let loop = iterate(id, macro, into: register, end: end)
        // The keys of `transformMap` are those of the operand, so they differ.
        collecting(id, close, checksKeys: macro.name != .transformMap, into: register) { lowering, abort in
            let done = lowering.newLabel()
            let top = lowering.next(id, macro, loop, done: done)
            let filter = macro.name == .filter ? macro.result : macro.filter
            if let filter {
                let verdict = lowering.operand(filter)
                let choice = lowering.emit(Instruction(.choose, destination: register, a: verdict), for: filter)
                lowering.target(choice, top, field: .b)
                lowering.target(choice, abort)
            }
            lowering.lowerElement(macro, loop.variables, into: register, abort: abort)
            lowering.jump(to: top, for: id)
            lowering.place(done)
        }
        place(end)
    }

    /// Collects what one turn of the loop gives.
    private mutating func lowerElement(
        _ macro: ExpressionSyntax.Macro,
        _ variables: UInt16,
        into register: UInt16,
        abort: Label
    ) {
        let instruction: Instruction
        switch macro.name {
        case .filter:
            instruction = Instruction(.collect, destination: register, a: UInt32(variables))
        case .transformMap:
            let value = operand(macro.result)
            instruction = Instruction(.collectPair, destination: register, a: UInt32(variables), b: value)
        case .transformMapEntry:
            instruction = Instruction(.collectMap, destination: register, a: operand(macro.result))
        default:
            instruction = Instruction(.collect, destination: register, a: operand(macro.result))
        }
        target(emit(instruction, for: macro.result), abort)
    }

    /// `optional.optMap(x, e)` and `optional.optFlatMap(x, e)`: none stays none.
    private mutating func lowerOptionalMap(_ id: NodeID, _ macro: ExpressionSyntax.Macro, into register: UInt16) {
        let end = newLabel()
        let optional = operand(macro.operand)
        let content = allocate()
        locals[LocalKey(macro: id, position: 0)] = UInt32(content)
        let unwrap = Instruction(.unwrap, destination: content, a: optional, b: UInt32(register))
        target(emit(unwrap, for: id), end)
        let result = operand(macro.result)
        let code: Instruction.Code = macro.name == .optMap ? .wrap : .expectOptional
        emit(Instruction(code, destination: register, a: result), for: id)
        place(end)
    }
}
