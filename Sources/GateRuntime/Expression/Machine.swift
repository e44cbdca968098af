/// Runs a program: the value, or an error value where the evaluation failed.
///
/// Takes one step of `workspace.stepsLeft` per instruction; functions take more for long operands. Running out of steps
/// or memory ends the program at once, whatever `||` and `&&` would absorb.
package func run(_ program: Program, _ tables: ProgramTables, _ workspace: inout Workspace) -> Value {
    let collected = workspace.pending.count
    do throws(Fault) {
        let missing = Int(program.registerCount) - workspace.registers.count
        if missing > 0 { try workspace.registers.append(repeating: .absent, count: missing) }
        return try Machine(tables: tables).run(from: Int(program.entry), &workspace)
    } catch {
        workspace.pending.truncate(to: collected)
        return .error(error)
    }
}

/// What executes instructions.
///
/// It has no state but the workspace and the index of the instruction.
///
/// Methods of the workspace that only read are `mutating` as well unless they are inlined: to lend it for reading, the
/// compiler would copy it.
struct Machine {
    let tables: ProgramTables

    /// Executes until ``Instruction/Code/finish``.
    ///
    /// What stands here is what hot programs are made of; the rest is in ``executeOther(_:at:_:)``.
    func run(from entry: Int, _ workspace: inout Workspace) throws(Fault) -> Value {
        var counter = entry
        do throws(Fault) {
            while true {
                let instruction = tables.instructions[counter]
                workspace.stepsLeft &-= 1
                guard workspace.stepsLeft >= 0 else { throw Fault(.stepsExceeded) }
                switch instruction.code {
                case .finish:
                    return workspace.operand(instruction.a).orNull
                case .branch:
                    let (left, right) = (workspace.operand(instruction.a), workspace.operand(instruction.b))
                    let holds = try workspace.holds(instruction.operation, left, right)
                    counter = holds == (instruction.destination != 0) ? Int(instruction.c) : counter + 1
                case .branchOn:
                    let condition = workspace.operand(instruction.a)
                    guard condition.kind == .bool else {
                        throw condition.isError ? condition.fault : Fault(.noSuchOverload)
                    }
                    counter = condition.isTrue == (instruction.destination != 0) ? Int(instruction.c) : counter + 1
                case .jumpIfFalse:
                    counter = workspace.operand(instruction.a).isFalse ? Int(instruction.c) : counter + 1
                case .jumpIfTrue:
                    counter = workspace.operand(instruction.a).isTrue ? Int(instruction.c) : counter + 1
                case .jump:
                    counter = Int(instruction.c)
                case .move:
                    workspace.set(instruction.destination, workspace.operand(instruction.a))
                    counter += 1
                case .test:
                    let (left, right) = (workspace.operand(instruction.a), workspace.operand(instruction.b))
                    let result = try workspace.test(instruction.operation, left, right, at: counter)
                    workspace.set(instruction.destination, result)
                    counter += 1
                default:
                    counter = try executeOther(instruction, at: counter, &workspace)
                }
            }
        } catch {
            throw error.placed(at: UInt32(truncatingIfNeeded: counter))
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

    /// The result of a test of two operands that are not errors.
    @inline(__always)
    mutating func holds(_ operation: Operation, _ left: Value, _ right: Value) throws(Fault) -> Bool {
        switch operation {
        case .equal: return try equal(left, right)
        case .notEqual: return try !equal(left, right)
        case .less, .lessOrEqual, .greater, .greaterOrEqual: return try ordered(operation, left, right)
        default: return try textTest(operation, left, right)
        }
    }

    /// The result of a test as a value; errors among the operands come first.
    mutating func test(
        _ operation: Operation,
        _ left: Value,
        _ right: Value,
        at counter: Int
    ) throws(Fault) -> Value {
        if left.isError { return left }
        if right.isError { return right }
        do throws(Fault) {
            return .bool(try holds(operation, left, right))
        } catch {
            if error.isFinal { throw error }
            return .error(Fault(error.code, site: UInt32(truncatingIfNeeded: counter)))
        }
    }

    /// The result of a function or operator; errors among the operands come first, then the function's own.
    mutating func apply(
        _ operation: Operation,
        _ arguments: Arguments,
        at counter: Int
    ) throws(Fault) -> Value {
        if let error = arguments.firstError { return error }
        do throws(Fault) {
            return try call(operation, arguments)
        } catch {
            if error.isFinal { throw error }
            return .error(Fault(error.code, site: UInt32(truncatingIfNeeded: counter)))
        }
    }
}

extension Operation {
    /// Whether this is a test of two operands, which ``Instruction/Code/test`` and the jumps do directly.
    package var isTest: Bool {
        switch self {
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .contains, .startsWith, .endsWith: true
        default: false
        }
    }
}
