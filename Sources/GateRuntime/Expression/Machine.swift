/// Runs a program: the value, or an error value where the evaluation failed.
///
/// Takes one step of `workspace.stepsLeft` per instruction; functions take more for long operands. Running out of steps
/// or memory ends the program at once, whatever `||` and `&&` would absorb.
package func run(_ program: Program, _ tables: ProgramTables, _ workspace: inout Workspace) -> Value {
    let collected = workspace.pending.count
    var machine = Machine(counter: Int(program.entry), tables: tables)
    do throws(Fault) {
        let missing = Int(program.registerCount) - workspace.registers.count
        if missing > 0 { try workspace.registers.append(repeating: .absent, count: missing) }
        return try machine.run(&workspace)
    } catch {
        workspace.pending.truncate(to: collected)
        var fault = error
        if fault.site == Fault.unknownSite { fault.site = UInt32(truncatingIfNeeded: machine.counter) }
        return .error(fault)
    }
}

/// The state of one run besides the workspace.
struct Machine {
    /// Index of the instruction that is executed.
    var counter: Int
    let tables: ProgramTables

    /// Executes until ``Instruction/Code/finish``. What stands here is what hot programs are made of; the rest is in
    /// ``executeOther(_:_:)``.
    mutating func run(_ workspace: inout Workspace) throws(Fault) -> Value {
        while true {
            let instruction = tables.instructions[counter]
            workspace.stepsLeft -= 1
            guard workspace.stepsLeft >= 0 else { throw Fault(.stepsExceeded) }
            switch instruction.code {
            case .finish:
                let value = workspace.operand(instruction.a)
                return value.kind == .absent ? .null : value
            case .move:
                workspace.set(instruction.destination, workspace.operand(instruction.a))
            case .jump:
                counter = Int(instruction.c)
                continue
            case .jumpIfFalse:
                if workspace.operand(instruction.a).isFalse {
                    counter = Int(instruction.c)
                    continue
                }
            case .jumpIfTrue:
                if workspace.operand(instruction.a).isTrue {
                    counter = Int(instruction.c)
                    continue
                }
            case .jumpIf:
                if try workspace.holds(instruction) {
                    counter = Int(instruction.c)
                    continue
                }
            case .jumpUnless:
                if try !workspace.holds(instruction) {
                    counter = Int(instruction.c)
                    continue
                }
            case .call1:
                let first = workspace.operand(instruction.a)
                let result = try workspace.apply(instruction.operation, Arguments(first), at: counter)
                workspace.set(instruction.destination, result)
            case .call2:
                let arguments = Arguments(workspace.operand(instruction.a), workspace.operand(instruction.b))
                let result = try workspace.apply(instruction.operation, arguments, at: counter)
                workspace.set(instruction.destination, result)
            default:
                counter = try executeOther(instruction, &workspace)
                continue
            }
            counter += 1
        }
    }
}

extension Fault {
    /// Whether the fault ends an evaluation at once instead of being a value that logic may absorb.
    var isFinal: Bool {
        switch code {
        case .stepsExceeded, .memoryExceeded, .depthExceeded: true
        default: false
        }
    }
}

extension Workspace {
    /// The value of an operand: a register or a constant.
    @inline(__always)
    func operand(_ operand: UInt32) -> Value {
        if operand & Instruction.constantBit != 0 {
            return constantValues[Int(operand & ~Instruction.constantBit)]
        }
        return registers[Int(operand)]
    }

    @inline(__always)
    mutating func set(_ register: UInt16, _ value: Value) {
        registers[Int(register)] = value
    }

    /// Takes `count` steps for an operation that is long.
    @inline(__always)
    mutating func charge(_ count: Int) throws(Fault) {
        stepsLeft -= count
        guard stepsLeft >= 0 else { throw Fault(.stepsExceeded) }
    }

    /// Takes the steps for reading or writing `count` bytes.
    @inline(__always)
    mutating func charge(bytes count: Int) throws(Fault) {
        try charge(count >> 6)
    }

    /// The result of a comparison that jumps.
    @inline(__always)
    mutating func holds(_ instruction: Instruction) throws(Fault) -> Bool {
        let left = operand(instruction.a)
        let right = operand(instruction.b)
        switch instruction.operation {
        case .equal: return try equal(left, right)
        case .notEqual: return try !equal(left, right)
        default: return try ordered(instruction.operation, left, right)
        }
    }

    /// The result of a function or operator; errors among the operands come first, then the function's own.
    mutating func apply(
        _ operation: Operation,
        _ arguments: Arguments,
        at counter: Int
    ) throws(Fault) -> Value {
        do throws(Fault) {
            if let error = arguments.firstError { return error }
            return try call(operation, arguments)
        } catch {
            if error.isFinal { throw error }
            return .error(Fault(error.code, site: UInt32(truncatingIfNeeded: counter)))
        }
    }
}
