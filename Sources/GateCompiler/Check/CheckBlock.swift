import GateConfig
import GateDiagnostics
import GateExpression
import GateRuntime
import GateYAML

/// Checks blocks: what every path through them does, and that it reaches exactly one answer where one is due.
///
/// It walks a block as a request does, knowing at every place which names are visible and what is known of a request that
/// gets there.
struct BlockChecker {
    /// Deepest nesting of blocks.
    static let depthMax = 32
    /// Most steps and branches of an endpoint, flows in the place of their calls.
    static let nodeCountMax = 10_000

    /// What the block stands in, which decides how its paths may end.
    enum Mode {
        /// Every path answers.
        case sync
        /// The answer was given before.
        case async
        /// A flow by itself: either may call it.
        case flow
    }

    /// Where a block stands.
    struct Place {
        /// What the log calls the branch that the block belongs to, empty for the endpoint's own.
        var branch: String
        /// What holds the block, for messages.
        var owner: String
        var span: SourceSpan
        var depth: Int
        /// Whether every path through the block must end in it.
        var mustEnd: Bool
    }

    /// A flow that is being checked in the place of a call.
    struct Frame {
        var flow: String
        /// Whether the caller gives the output a name.
        var wantsOutput: Bool
        /// The types of the outputs so far.
        var outputs: [ValueType] = []
        /// What is known where each of them leaves the flow.
        var exits: [[Fact]] = []
    }

    let mode: Mode
    let flows: FlowTable
    /// The names where the check is.
    var scope: ExpressionScope
    /// What is known of a request that gets where the check is.
    var facts: [Fact] = []
    /// Turns what is known into formulas.
    var translator: Translator
    /// The ways to an end so far.
    var leaves: [CheckedLeaf] = []
    /// What bound names stand for.
    var definitions: [Int: LocatedExpression] = [:]
    /// What inputs of a declared type are made of; they may differ from it.
    var sources: [Int: LocatedExpression] = [:]
    /// Names that steps bound, and where, for what is said of those that are never used.
    var bound: [(name: String, id: Int, span: SourceSpan)] = []
    /// Flows around the place where the check is, the outermost first.
    var frames: [Frame] = []
    /// Most registers at once.
    private(set) var slotCount: Int
    /// The next free register.
    var nextSlot: Int
    private var nextID: Int
    /// Names of branches so far, with their places.
    private var names: [String: SourceSpan] = [:]
    private var nodeCount = 0

    init(
        scope: ExpressionScope,
        slotCount: Int,
        mode: Mode,
        flows: FlowTable,
        translator: Translator = Translator()
    ) {
        self.translator = translator
        self.scope = scope
        self.slotCount = slotCount
        self.mode = mode
        self.flows = flows
        nextSlot = slotCount
        // Roots and extractions are known by their registers.
        nextID = Int(UInt16.max) + 1
    }

    /// Whether this is a flow in the place of a call: what concerns the flow by itself was reported with it.
    var isInlined: Bool { mode == .flow ? frames.count > 1 : !frames.isEmpty }

    /// Checks a block; nil where something in it is wrong, which is reported.
    ///
    /// Afterwards ``facts`` is what is known of a request that falls through, and the names of its steps are visible;
    /// whoever calls restores them.
    mutating func check(_ block: BlockConfig, _ place: Place, _ context: inout CompileContext) -> Checked? {
        if place.depth > BlockChecker.depthMax {
            context.report(.graphLimit("nested blocks", place.depth, BlockChecker.depthMax, at: place.span))
            return nil
        }
        var checked = checkContent(block, place, &context)
        guard let output = block.output, let outputSpan = block.span(of: .output) else { return checked }
        // Beside other keys, an output comes after them.
        if let before = checked, !before.fallsThrough {
            context.report(.unreachable("\"output\"", at: outputSpan, after: before.endSpan))
            return nil
        }
        guard let step = checkOutput(output, at: outputSpan, &context) else { return nil }
        checked?.block.steps.append(step)
        checked?.end(at: outputSpan)
        return checked
    }

    private mutating func checkContent(
        _ block: BlockConfig,
        _ place: Place,
        _ context: inout CompileContext
    ) -> Checked? {
        if let respond = block.respond { return checkRespond(respond, place.branch, &context) }
        if let arms = block.branches {
            var inner = place
            inner.span = block.span(of: .branches) ?? place.span
            return checkBranches(arms, of: block, inner, stepNumber: nil, &context)
        }
        if let steps = block.steps {
            var inner = place
            inner.span = block.span(of: .steps) ?? place.span
            return checkSteps(steps, inner, &context)
        }
        // A key that could not be decoded has been reported.
        if block.isMisspelt || block.keys.contains(where: { $0.key != .output }) { return nil }
        if block.output != nil { return Checked() }
        context.report(
            place.mustEnd
                ? .missingAnswer(place.owner, at: place.span) : .nothingToDo(place.owner, at: place.span)
        )
        return nil
    }

    /// A block and whether some path goes on behind it.
    struct Checked {
        var block = CheckedBlock()
        var fallsThrough = true
        /// What ended it.
        var endSpan = SourceSpan(file: 0, start: 0, end: 0)

        mutating func end(at span: SourceSpan) {
            fallsThrough = false
            endSpan = span
        }
    }

    // MARK: Names and registers

    /// Takes registers and returns the first.
    mutating func takeSlots(_ count: Int = 1) -> Int {
        let first = nextSlot
        nextSlot += count
        slotCount = max(slotCount, nextSlot)
        return first
    }

    /// Binds a name; one that is taken is reported.
    ///
    /// `proven` is what the value is in every request, where `type` is what expressions are checked with.
    mutating func bind(
        _ name: Located<String>,
        type: ValueType,
        proven: ValueType = .dyn,
        sampled: ValueType? = nil,
        origin: String,
        _ context: inout CompileContext
    ) -> VariableDeclaration {
        checkName(name, &context)
        if let first = scope.places[name.value] {
            context.report(.nameTaken(name.value, at: name.span, first: first))
        }
        let variable = VariableDeclaration(
            name: name.value,
            type: type,
            slot: UInt16(truncatingIfNeeded: takeSlots()),
            origin: origin,
            id: nextID
        )
        nextID += 1
        translator.setType(of: variable.id, to: proven)
        // What every request has stays what it is for the messages that follow.
        if reservedNames[name.value] == nil { scope.bind(variable, sampled: sampled, at: name.span) }
        if !isInlined { bound.append((name.value, variable.id, name.span)) }
        return variable
    }

    /// What the log calls a branch or an answer: its own name, or `standard`, after the names around it.
    mutating func branchName(
        _ name: Located<String>?,
        or standard: String,
        inside branch: String,
        at span: SourceSpan,
        _ context: inout CompileContext
    ) -> String {
        let own = name?.value ?? freeBranchName(standard, inside: branch)
        let full = branch.isEmpty ? own : own.isEmpty ? branch : branch + "/" + own
        let place = name?.span ?? span
        if let first = names[full], name != nil, !isInlined {
            context.report(.duplicateBranch(full, at: place, first: first))
        } else {
            names[full] = place
        }
        return full
    }

    /// A name that no branch has yet.
    func freeBranchName(_ name: String, inside branch: String) -> String {
        if name.isEmpty { return name }
        let prefix = branch.isEmpty ? "" : branch + "/"
        guard names[prefix + name] != nil else { return name }
        var number = 2
        while names["\(prefix)\(name) \(number)"] != nil { number += 1 }
        return "\(name) \(number)"
    }

    /// Counts a step or branch; false past the limit, which is reported once.
    mutating func count(at span: SourceSpan, _ context: inout CompileContext) -> Bool {
        nodeCount += 1
        if nodeCount == BlockChecker.nodeCountMax + 1 {
            context.report(
                .graphLimit("steps and branches, flows included,", nodeCount, BlockChecker.nodeCountMax, at: span)
            )
        }
        return nodeCount <= BlockChecker.nodeCountMax
    }
}
