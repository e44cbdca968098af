extension Machine {
    /// Executes an instruction that builds a list or map; the index of the next one.
    ///
    /// Elements wait in `workspace.pending`, a stack, so that an inner list is complete before its outer one goes on and
    /// every element is copied once.
    func executeCollecting(
        _ instruction: Instruction,
        at counter: Int,
        _ workspace: inout Workspace
    ) throws(Fault) -> Int {
        let target = instruction.destination
        switch instruction.code {
        case .open:
            workspace.set(target, .int(Int64(workspace.pending.count)))
        case .collect, .collectIfPresent, .collectPair, .collectPairIfPresent, .collectMap:
            let first = workspace.operand(instruction.a).orNull
            let usesSecond = instruction.code == .collectPair || instruction.code == .collectPairIfPresent
            let second = usesSecond ? workspace.operand(instruction.b).orNull : .null
            do throws(Fault) {
                if first.isError || second.isError {
                    workspace.set(target, first.isError ? first : second)
                    return Int(instruction.c)
                }
                try workspace.collect(instruction.code, first, second)
            } catch {
                workspace.set(target, try failure(of: error, at: counter))
                return Int(instruction.c)
            }
        case .closeList:
            let mark = Int(workspace.registers[Int(instruction.a)].asInt)
            workspace.set(target, try workspace.closeList(from: mark))
        case .closeMap:
            let mark = Int(workspace.registers[Int(instruction.a)].asInt)
            do throws(Fault) {
                workspace.set(target, try workspace.closeMap(from: mark))
            } catch {
                workspace.set(target, try failure(of: error, at: counter))
                workspace.pending.truncate(to: mark)
            }
        case .discard:
            workspace.pending.truncate(to: Int(workspace.registers[Int(instruction.a)].asInt))
        default:
            preconditionFailure("every instruction is executed by one of the machine's parts")
        }
        return counter + 1
    }
}

extension Workspace {
    fileprivate mutating func collect(
        _ code: Instruction.Code,
        _ first: Value,
        _ second: Value
    ) throws(Fault) {
        switch code {
        case .collect:
            try pending.append(first)
        case .collectIfPresent:
            if let element = try content(ofOptional: first) { try pending.append(element) }
        case .collectPair:
            try pending.append(first)
            try pending.append(second)
        case .collectPairIfPresent:
            guard let element = try content(ofOptional: second) else { return }
            try pending.append(first)
            try pending.append(element)
        default:
            guard first.kind == .map else { throw Fault(.noSuchOverload) }
            var cursor = try cursor(over: first)
            while let (key, element) = try advance(&cursor) {
                try charge(1)
                try pending.append(key)
                try pending.append(element)
            }
        }
    }

    /// Moves what is pending from `mark` on to the values.
    private mutating func settle(from mark: Int) throws(Fault) -> Int {
        let offset = try values.append(pending.entries(from: mark, count: pending.count - mark))
        pending.truncate(to: mark)
        return offset
    }

    mutating func closeList(from mark: Int) throws(Fault) -> Value {
        let count = pending.count - mark
        try charge(count >> 3)
        return .list(.arena, offset: try settle(from: mark), count: count)
    }

    fileprivate mutating func closeMap(from mark: Int) throws(Fault) -> Value {
        let count = (pending.count - mark) / 2
        try checkKeys(from: mark, count: count)
        return .map(.arena, offset: try settle(from: mark), count: count)
    }

    /// Fails where a pending key is not of a key's type or comes twice.
    private mutating func checkKeys(from mark: Int, count: Int) throws(Fault) {
        for index in 0..<count {
            let key = pending[mark + 2 * index]
            switch key.kind {
            case .bool, .int, .uint, .string: break
            default: throw Fault(.noSuchOverload)
            }
            try charge((index >> 2) + 1)
            for earlier in 0..<index where try equal(pending[mark + 2 * earlier], key) {
                throw Fault(.duplicateKey)
            }
        }
    }
}
