import GateConfig
import GateDiagnostics
import GateExpression
import GateRuntime

/// Steps in order, with their names resolved and their expressions typed; a flow that is called stands in its place.
struct CheckedBlock: Sendable {
    var steps: [CheckedStep] = []
}

/// One step of a block.
indirect enum CheckedStep: Sendable {
    case set(CheckedBinding)
    case require(CheckedRequirement)
    case branches(CheckedBranches)
    case loop(CheckedLoop)
    case call(CheckedCall)
    /// Ends the flow with an answer.
    case respond(CheckedResponse, branch: String)
    /// Ends the flow that was called, with a value; nil where nobody wants it.
    case output(CheckedValue?)
    /// Ends the flow of an async endpoint.
    case end(branch: String, span: SourceSpan)
}

/// A name and its value.
struct CheckedBinding: Sendable {
    var name: String
    /// The register that holds it.
    var slot: Int
    var value: CheckedValue
    /// What the value must be; another is a fault.
    var target = ExtractionEntry.Target.any
    /// What stands for null; nil where null is passed on (any) or a fault.
    var defaultValue: ConfigTree?
    /// The name in the file.
    var span: SourceSpan
}

/// A value that a step makes.
struct CheckedValue: Sendable {
    var tree: CheckedTree
    var type: ValueType
}

/// A condition without which the flow goes no further.
struct CheckedRequirement: Sendable {
    var condition: LocatedExpression
    /// Nil for the gateway's own answer.
    var response: CheckedResponse?
    var branch: String
}

/// Arms in order, and what happens where none is taken.
struct CheckedBranches: Sendable {
    var selector: CheckedSelector?
    var arms: [CheckedArm]
    /// Nil where the flow goes on with the step that follows.
    var otherwise: CheckedBlock?
    /// Whether some arm is always taken, though there is no else.
    var isComplete = false
}

/// What a `switch` compares with its cases.
struct CheckedSelector: Sendable {
    var expression: LocatedExpression
}

/// An arm of branches.
struct CheckedArm: Sendable {
    /// What the log calls it.
    var name: String
    /// The values of a switch that it is for; empty where there is no switch.
    var cases: [CheckedCase] = []
    /// Nil where the case alone decides.
    var condition: LocatedExpression?
    var block: CheckedBlock
    var span: SourceSpan
}

/// A constant that a switch compares with.
struct CheckedCase: Hashable, Sendable {
    var literal: ExpressionSyntax.Literal
    var span: SourceSpan
}

/// A loop over a list.
struct CheckedLoop: Sendable {
    var list: LocatedExpression
    var itemName: String
    /// The item and its position by ``VariableDeclaration/id``.
    var itemID: Int
    var indexID: Int?
    var itemSlot: Int
    /// Nil where nobody wants the position.
    var indexSlot: Int?
    /// Registers for the cursor, the items so far and what is collected.
    var stateSlot: Int
    var max: Int
    var block: CheckedBlock
    var collect: [CheckedBinding]
    /// What logs call the branch of an item.
    var branch: String
    /// What logs call the answer to too many items.
    var overflowBranch: String
    var span: SourceSpan
}

/// A flow in the place of its call.
struct CheckedCall: Sendable {
    var flow: String
    var inputs: [CheckedBinding]
    var block: CheckedBlock
    var resultName: String?
    /// The register of the output; nil where nobody wants it.
    var resultSlot: Int?
    var span: SourceSpan
}

/// A way to an end of a flow.
struct CheckedLeaf: Sendable {
    /// What logs call it.
    var branch: String
    /// What is known of a request that gets there, in the order in which it is found out.
    var facts: [PathFact]
    var kind: Kind
    var span: SourceSpan

    /// What happens at the end.
    enum Kind: Equatable {
        case answer(status: Int)
        /// The gateway's own 422: a requirement.
        case unmet
        /// The gateway's own 422: a loop with too many items.
        case tooMany
        /// The end of a flow that answered before it began.
        case end
    }
}

/// Something that is known of every request on a path.
indirect enum PathFact: Sendable {
    /// A condition came out so.
    case condition(LocatedExpression, Bool)
    /// The value of an expression is one of the constants, or none of them.
    case membership(CheckedSelector, [ExpressionSyntax.Literal], Bool, span: SourceSpan)
    /// One of several ways was gone.
    case either([[PathFact]])
    /// A loop looks at an item; names by ``VariableDeclaration/id``.
    case item(list: LocatedExpression, item: Int, index: Int?)
    /// A loop has more items than it may.
    case tooMany(list: LocatedExpression, max: Int)
}
