package import GateExpression
package import GateRuntime

/// An expression as a program, and what was found out on the way.
package struct LoweredExpression {
    package var program: Program
    /// The value, where it does not depend on the request.
    package var constant: Value?
    /// Parts that do not depend on the request and always fail.
    package var faults: [ConstantFault]
}

/// A constant part of an expression that always fails.
///
/// It is left in place, since `||`, `&&` and `?:` may pass it by.
package struct ConstantFault: Equatable, Sendable {
    package var range: ExpressionSyntax.TextRange
    package var code: FaultCode
    /// More words, such as those of RE2 on a regular expression; empty where there are none.
    package var detail: String
    /// What to do; nil where there is nothing special to be said.
    package var note: String?
}

/// Appends the program of a checked expression to the graph's tables.
///
/// - Parameters:
///   - checked: what the checker gave.
///   - builder: the graph's tables.
///   - slotCount: registers that hold variables; the program's temporaries come after them.
///   - foldsConstants: false leaves constant parts to the machine, for tests.
/// - Returns: the program, its value if that is constant, and the constant parts that fail.
package func lowerExpression(
    _ checked: CheckedExpression,
    into builder: inout ProgramBuilder,
    slotCount: Int,
    foldsConstants: Bool = true
) -> LoweredExpression {
    let argumentFaults = checkTextArguments(of: checked, &builder)
    let expression = builder.beginExpression()
    var lowering = Lowering(checked: checked, builder: builder, expression: expression, slotCount: slotCount)
    lowering.isFolding = foldsConstants
    // The lowering owns the tables while it runs, so that they are not copied.
    builder = ProgramBuilder()
    lowering.faults = argumentFaults
    lowering.foldParts(of: checked.syntax.root)
    let entry = lowering.builder.nextIndex
    lowering.lowerResult(checked.syntax.root)
    lowering.resolveLabels()
    builder = lowering.builder
    return LoweredExpression(
        program: Program(entry: UInt32(entry), registerCount: UInt32(lowering.registerCount)),
        constant: lowering.constants[checked.syntax.root],
        faults: lowering.faults
    )
}

/// The state of lowering one expression.
struct Lowering {
    typealias NodeID = ExpressionSyntax.NodeID

    /// A place that jumps go to, known later.
    struct Label {
        var index: Int
    }

    /// Which field of a jump holds its target.
    enum TargetField {
        case b, c
    }

    let checked: CheckedExpression
    var builder: ProgramBuilder
    let expression: UInt32
    /// Whether each node's value depends on neither variables nor enclosing macros.
    let isConstant: [Bool]

    /// The next free register.
    var nextRegister: Int
    /// Registers used at most.
    var registerCount: Int
    /// The operands of macros' variables.
    var locals: [LocalKey: UInt32] = [:]
    /// Values of constant nodes that were folded.
    var constants: [NodeID: Value] = [:]
    /// Constant nodes that fail.
    var failed: Set<NodeID> = []
    /// False while a constant part is itself lowered to be run.
    var isFolding: Bool
    var faults: [ConstantFault] = []

    private var labels: [Int?] = []
    private var jumps: [(instruction: Int, field: TargetField, label: Label)] = []

    struct LocalKey: Hashable {
        var macro: NodeID
        var position: Int
    }

    init(checked: CheckedExpression, builder: ProgramBuilder, expression: UInt32, slotCount: Int) {
        self.checked = checked
        self.builder = builder
        self.expression = expression
        self.isConstant = constantNodes(of: checked)
        self.nextRegister = slotCount
        self.registerCount = slotCount
        self.isFolding = true
    }

    /// For a constant part, which has no variables.
    init(checked: CheckedExpression, builder: ProgramBuilder, expression: UInt32, isConstant: [Bool]) {
        self.checked = checked
        self.builder = builder
        self.expression = expression
        self.isConstant = isConstant
        self.nextRegister = 0
        self.registerCount = 0
        self.isFolding = false
    }

    var syntax: ExpressionSyntax { checked.syntax }

    func type(_ id: NodeID) -> ValueType { checked.types[Int(id.index)] }

    func reference(_ id: NodeID) -> CheckedExpression.Reference? { checked.references[Int(id.index)] }

    // MARK: Instructions

    @discardableResult
    mutating func emit(_ instruction: Instruction, for id: NodeID) -> Int {
        let range = syntax[id].range
        return builder.append(
            instruction,
            at: ProgramSite(expression: expression, start: range.start, end: range.end)
        )
    }

    /// Takes `count` registers in a row and returns the first.
    mutating func allocate(_ count: Int = 1) -> UInt16 {
        let first = nextRegister
        nextRegister += count
        registerCount = max(registerCount, nextRegister)
        return UInt16(clamping: first)
    }

    // MARK: Labels

    mutating func newLabel() -> Label {
        labels.append(nil)
        return Label(index: labels.count - 1)
    }

    /// Puts the label in front of the next instruction.
    mutating func place(_ label: Label) {
        labels[label.index] = builder.nextIndex
    }

    /// Lets an instruction that was just emitted go to a label.
    mutating func target(_ instruction: Int, _ label: Label, field: TargetField = .c) {
        jumps.append((instruction, field, label))
    }

    mutating func jump(to label: Label, for id: NodeID) {
        target(emit(Instruction(.jump), for: id), label)
    }

    /// Writes the targets of all jumps; every label must have been placed.
    mutating func resolveLabels() {
        for jump in jumps {
            guard let index = labels[jump.label.index] else { preconditionFailure("every label is placed") }
            builder.update(jump.instruction) { instruction in
                switch jump.field {
                case .b: instruction.b = UInt32(index)
                case .c: instruction.c = UInt32(index)
                }
            }
        }
        jumps.removeAll()
    }
}
