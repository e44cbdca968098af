/// Programs as text, one line an instruction: for dumps of a graph and golden tests.
package struct ProgramListing {
    private let instructions: [Instruction]
    private let values: [Value]
    private let bytes: [UInt8]

    /// - Parameters: the tables as ``ProgramBuilder`` made them.
    package init(instructions: [Instruction], values: [Value], bytes: [UInt8]) {
        self.instructions = instructions
        self.values = values
        self.bytes = bytes
    }

    /// The lines of the instructions in `range`; indices outside the table are left out.
    package func lines(_ range: Range<Int>) -> [String] {
        range.clamped(to: instructions.indices).map { "\($0): \(line(instructions[$0]))" }
    }

    private func line(_ instruction: Instruction) -> String {
        let (register, target) = ("r\(instruction.destination)", "-> \(instruction.c)")
        let (a, b) = (operand(instruction.a), operand(instruction.b))
        let name = "\(instruction.code)"
        switch instruction.code {
        case .finish: return "\(name) \(a)"
        case .move, .wrap, .expectOptional, .closeList, .closeMap: return "\(register) = \(name) \(a)"
        case .jump: return "\(name) \(target)"
        case .jumpIfFalse, .jumpIfTrue: return "\(name) \(a) \(target)"
        case .branch:
            let sense = instruction.destination == 0 ? "unless" : "if"
            return "\(name) \(sense) \(instruction.operation) \(a), \(b) \(target)"
        case .branchOn: return "\(name) \(instruction.destination == 0 ? "not " : "")\(a) \(target)"
        case .test, .call2: return "\(register) = \(instruction.operation) \(a), \(b)"
        case .call1: return "\(register) = \(instruction.operation) \(a)"
        case .callMany:
            let arguments = (0..<instruction.b).map { "r\(instruction.a + $0)" }
            return "\(register) = \(instruction.operation) \(arguments.joined(separator: ", "))"
        case .and, .or, .select, .selectOptional, .has: return "\(register) = \(name) \(a), \(b)"
        case .inSet: return "\(register) = \(name) \(a), constants \(instruction.b)..<\(instruction.b + instruction.c)"
        case .matchesRegex: return "\(register) = \(name) \(a), regex \(instruction.b)"
        case .callRegex:
            let arguments = (0..<instruction.b).map { "r\(instruction.a + $0)" }
            let list = arguments.joined(separator: ", ")
            return "\(register) = \(instruction.operation) \(list), regex \(instruction.c)"
        case .fail:
            return
                "\(register) = \(name) \(FaultCode(rawValue: UInt8(truncatingIfNeeded: instruction.a)) ?? .unknownName)"
        case .choose: return "\(name) \(a), false -> \(instruction.b), error \(register) \(target)"
        case .iterate, .unwrap: return "\(register) = \(name) \(a), otherwise r\(instruction.b) \(target)"
        case .next, .nextPair, .jumpIfPresent, .jumpIfValue: return "\(register) = \(name) \(a) \(target)"
        case .accumulateAnd, .accumulateOr: return "\(register) = \(name) \(a) \(target)"
        case .tally: return "\(register) = \(name) \(a), error r\(instruction.b) \(target)"
        case .open: return "\(register) = \(name)"
        case .collect, .collectIfPresent, .collectMap: return "\(name) \(a), error \(register) \(target)"
        case .collectPair, .collectPairIfPresent: return "\(name) \(a), \(b), error \(register) \(target)"
        case .discard: return "\(name) \(a)"
        }
    }

    private func operand(_ operand: UInt32) -> String {
        guard operand & Instruction.constantBit != 0 else { return "r\(operand)" }
        let index = Int(operand & ~Instruction.constantBit)
        return index < values.count ? text(of: values[index], depth: 0) : "?"
    }

    /// A constant as text.
    package func text(of value: Value) -> String { text(of: value, depth: 0) }

    private func text(of value: Value, depth: Int) -> String {
        guard depth < 16 else { return "..." }
        switch value.kind {
        case .absent, .null: return "null"
        case .bool: return value.isTrue ? "true" : "false"
        case .int: return "\(value.asInt)"
        case .uint: return "\(value.payload)u"
        case .double: return "\(value.asDouble)"
        case .string: return "\"\(String(decoding: content(value), as: UTF8.self))\""
        case .bytes, .ip, .cidr: return "\(value.kind) \(content(value).map { String($0, radix: 16) })"
        case .timestamp, .duration: return "\(value.kind) \(value.seconds)s \(value.nanoseconds)ns"
        case .type: return value.namedType?.rawValue ?? "type"
        case .list where value.place == .constant:
            let elements = (0..<value.count).map { text(of: values[value.offset + $0], depth: depth + 1) }
            return "[\(elements.joined(separator: ", "))]"
        case .map where value.place == .constant:
            let entries = (0..<value.count).map { index in
                let offset = value.offset + 2 * index
                return
                    "\(text(of: values[offset], depth: depth + 1)): \(text(of: values[offset + 1], depth: depth + 1))"
            }
            return "{\(entries.joined(separator: ", "))}"
        case .list, .map, .optional, .error: return "\(value.kind)"
        }
    }

    private func content(_ value: Value) -> ArraySlice<UInt8> {
        value.place == .constant && value.offset + value.count <= bytes.count
            ? bytes[value.offset..<value.offset + value.count] : []
    }
}
