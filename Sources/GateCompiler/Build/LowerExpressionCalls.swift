import GateExpression
import GateRuntime

extension Lowering {
    /// What a call or operator does; nil where it has no meaning.
    func operation(of id: NodeID) -> GateRuntime.Operation? {
        guard case .function(let function, _) = reference(id) else { return nil }
        return function.operation
    }

    mutating func lowerCall(_ id: NodeID, _ receiver: NodeID?, _ arguments: [NodeID], into register: UInt16) {
        guard let operation = operation(of: id) else {
            emit(Instruction(.fail, destination: register, a: UInt32(FaultCode.noSuchOverload.rawValue)), for: id)
            return
        }
        let operands = checked.operands(of: id, receiver, arguments)
        switch (operation, operands.count) {
        case (.logicalAnd, 2): lowerLogic(id, operands[0], operands[1], stop: false, into: register)
        case (.logicalOr, 2): lowerLogic(id, operands[0], operands[1], stop: true, into: register)
        case (.conditional, 3): lowerConditional(id, operands, into: register)
        case (.optionalOr, 2), (.optionalOrValue, 2): lowerAlternative(id, operation, operands, into: register)
        case (.greatest, _), (.least, _): lowerExtreme(id, operation, operands, into: register)
        case (.matches, 2) where lowerMatches(id, operands, into: register): break
        case (.regexExtract, 2), (.regexExtractAll, 2), (.regexReplace, 3...4):
            if !lowerRegexCall(id, operation, operands, into: register) {
                lowerMany(id, operation, operands, into: register)
            }
        case (.contained, 2) where lowerSet(id, operands, into: register): break
        case (_, 1):
            emit(Instruction(.call1, operation, destination: register, a: operand(operands[0])), for: id)
        case (_, 2):
            let (first, second) = (operand(operands[0]), operand(operands[1]))
            emit(
                Instruction(operation.isTest ? .test : .call2, operation, destination: register, a: first, b: second),
                for: id
            )
        default:
            lowerMany(id, operation, operands, into: register)
        }
    }

    /// No operand, or more than two: in a row of registers.
    private mutating func lowerMany(
        _ id: NodeID,
        _ operation: GateRuntime.Operation,
        _ operands: [NodeID],
        into register: UInt16
    ) {
        let first = allocate(operands.count)
        for (index, operand) in operands.enumerated() { lower(operand, into: first + UInt16(clamping: index)) }
        let count = UInt32(operands.count)
        emit(Instruction(.callMany, operation, destination: register, a: UInt32(first), b: count), for: id)
    }

    /// `c ? x : y`: an error in the condition is the result.
    private mutating func lowerConditional(_ id: NodeID, _ operands: [NodeID], into register: UInt16) {
        let (otherwise, end) = (newLabel(), newLabel())
        if isTotalCondition(operands[0]) {
            branch(operands[0], when: false, to: otherwise)
        } else {
            let condition = operand(operands[0])
            let choice = emit(Instruction(.choose, destination: register, a: condition), for: operands[0])
            target(choice, otherwise, field: .b)
            target(choice, end)
        }
        lower(operands[1], into: register)
        jump(to: end, for: id)
        place(otherwise)
        lower(operands[2], into: register)
        place(end)
    }

    /// `optional.or(other)` and `optional.orValue(other)`, which evaluate the other only where it is needed.
    private mutating func lowerAlternative(
        _ id: NodeID,
        _ operation: GateRuntime.Operation,
        _ operands: [NodeID],
        into register: UInt16
    ) {
        let end = newLabel()
        let first = operand(operands[0])
        let isValue = operation == .optionalOrValue
        let code: Instruction.Code = isValue ? .jumpIfValue : .jumpIfPresent
        target(emit(Instruction(code, destination: register, a: first), for: id), end)
        if isValue {
            lower(operands[1], into: register)
        } else {
            emit(Instruction(.expectOptional, destination: register, a: operand(operands[1])), for: id)
        }
        place(end)
    }

    /// `math.greatest` and `math.least` of any number of arguments: of one list.
    private mutating func lowerExtreme(
        _ id: NodeID,
        _ operation: GateRuntime.Operation,
        _ operands: [NodeID],
        into register: UInt16
    ) {
        if operands.count == 1 {
            emit(Instruction(.call1, operation, destination: register, a: operand(operands[0])), for: id)
            return
        }
        let list = allocate()
        collecting(id, .closeList, into: list) { lowering, abort in
            for element in operands {
                let value = lowering.operand(element)
                lowering.target(lowering.emit(Instruction(.collect, destination: list, a: value), for: element), abort)
            }
        }
        emit(Instruction(.call1, operation, destination: register, a: UInt32(list)), for: id)
    }

    /// `text.matches(constant)`: the expression is compiled now.
    ///
    /// One that RE2 refuses is reported and fails when it runs.
    private mutating func lowerMatches(_ id: NodeID, _ operands: [NodeID], into register: UInt16) -> Bool {
        guard let index = constantRegex(operands[1]) else { return false }
        let first = operand(operands[0])
        emit(Instruction(.matchesRegex, .matches, destination: register, a: first, b: index), for: id)
        return true
    }

    /// A function of the regex extension whose pattern, the second operand, is constant: it is compiled now.
    private mutating func lowerRegexCall(
        _ id: NodeID,
        _ operation: GateRuntime.Operation,
        _ operands: [NodeID],
        into register: UInt16
    ) -> Bool {
        guard let index = constantRegex(operands[1]) else { return false }
        let groups = builder.regexes[Int(index)].groupCount
        if operation != .regexReplace, groups > 1 {
            let detail = "the pattern has \(groups) groups, and one at most can be extracted"
            report(ConstantFault(range: syntax[operands[1]].range, code: .invalidArgument, detail: detail))
        }
        if operation == .regexReplace, let replacement = constantText(operands[2]),
            let problem = replacement.withUnsafeBufferPointer({
                RegexReplacement.problem(with: ByteView($0), groups: groups)
            })
        {
            report(ConstantFault(range: syntax[operands[2]].range, code: .invalidArgument, detail: problem))
        }
        let others = [operands[0]] + operands[2...]
        let first = allocate(others.count)
        for (position, operand) in others.enumerated() { lower(operand, into: first + UInt16(clamping: position)) }
        let count = UInt32(others.count)
        emit(
            Instruction(.callRegex, operation, destination: register, a: UInt32(first), b: count, c: index),
            for: id
        )
        return true
    }

    /// The index of a regular expression that is constant; nil where it is not, or where RE2 refuses it.
    private mutating func constantRegex(_ id: NodeID) -> UInt32? {
        guard let pattern = constantText(id) else { return nil }
        do throws(RegexProgram.CompileError) {
            return try builder.regex(String(decoding: pattern, as: UTF8.self))
        } catch {
            let range = syntax[id].range
            report(ConstantFault(range: range, code: .invalidArgument, detail: error.message, note: error.note))
            return nil
        }
    }

    /// The UTF-8 of a text that is constant.
    private mutating func constantText(_ id: NodeID) -> [UInt8]? {
        guard let text = fold(id), text.kind == .string else { return nil }
        return Array(builder.bytes[text.offset..<text.offset + text.count])
    }

    /// `x in [constants]`: a table from nine of them on.
    private mutating func lowerSet(_ id: NodeID, _ operands: [NodeID], into register: UInt16) -> Bool {
        guard let list = fold(operands[1]), list.kind == .list, list.count > 8 else { return false }
        let members = Array(builder.values[list.offset..<list.offset + list.count])
        guard let set = builder.constantSet(members) else { return false }
        let first = operand(operands[0])
        emit(Instruction(.inSet, .contained, destination: register, a: first, b: set.start, c: set.places), for: id)
        return true
    }
}

extension CheckedExpression {
    /// A call's operands, the receiver first unless it only named a library.
    func operands(
        of id: ExpressionSyntax.NodeID,
        _ receiver: ExpressionSyntax.NodeID?,
        _ arguments: [ExpressionSyntax.NodeID]
    ) -> [ExpressionSyntax.NodeID] {
        guard let receiver, case .function(_, false) = references[Int(id.index)] else { return arguments }
        return [receiver] + arguments
    }
}
