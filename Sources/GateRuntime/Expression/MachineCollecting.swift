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
                workspace.set(target, try workspace.closeMap(from: mark, checksKeys: instruction.b != 0))
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
                try charge(OperationCost.element)
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

    mutating func closeMap(from mark: Int, checksKeys: Bool) throws(Fault) -> Value {
        let count = (pending.count - mark) / 2
        try charge(count >> 3)
        if checksKeys { try checkKeys(from: mark, count: count) }
        return .map(.arena, offset: try settle(from: mark), count: count)
    }

    /// Fails where a pending key is not of a key's type or comes twice.
    private mutating func checkKeys(from mark: Int, count: Int) throws(Fault) {
        for index in 0..<count where !pending[mark + 2 * index].isKey { throw Fault(.noSuchOverload) }
        guard count > 16 else {
            for index in 0..<count {
                let key = pending[mark + 2 * index]
                for earlier in 0..<index where try equal(pending[mark + 2 * earlier], key) {
                    throw Fault(.duplicateKey)
                }
            }
            return
        }
        try checkManyKeys(from: mark, count: count)
    }

    /// As ``checkKeys(from:count:)`` through a hash table in the scratch memory.
    ///
    /// A probe is a step, so that keys which were chosen to collide run out of them.
    private mutating func checkManyKeys(from mark: Int, count: Int) throws(Fault) {
        let places = 1 << (Int.bitWidth - (count * 2 - 1).leadingZeroBitCount)
        let table = try scratch.append(repeating: 0, count: places)
        defer { scratch.truncate(to: table) }
        for index in 0..<count {
            let key = pending[mark + 2 * index]
            try charge(1)
            try charge(bytes: key.kind == .string ? key.count : 0)
            var place = key.hash(of: view(key)) & (places - 1)
            while scratch[table + place] != 0 {
                try charge(1)
                if try equal(pending[mark + 2 * (Int(scratch[table + place]) - 1)], key) { throw Fault(.duplicateKey) }
                place = (place + 1) & (places - 1)
            }
            scratch[table + place] = UInt64(index + 1)
        }
    }
}

extension Value {
    /// Whether the value can be a map's key.
    fileprivate var isKey: Bool {
        switch kind {
        case .bool, .int, .uint, .string: true
        default: false
        }
    }
}
