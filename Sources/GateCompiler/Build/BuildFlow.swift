import GateDiagnostics
import GateExpression
import GateRuntime

/// The flow of one endpoint while it is built.
///
/// A node leads to nodes that may not be built yet: what it leads to is a label until the end.
struct FlowBuilder {
    /// A node that is known later.
    struct Label: Hashable {
        let index: UInt32
    }

    /// What a label stands for.
    private enum Place {
        case unknown
        case node(UInt32)
        /// What another label stands for: nothing had to be done in between.
        case same(Label)
    }

    /// Where the output of a flow in the place of its call goes, and how it goes on.
    struct Frame {
        var result: Int?
        /// The name of the output, and the call.
        var name: String
        var span: SourceSpan
        var exit: Label
        /// The loops of the flow around the place that is built, the outermost first.
        var loops: [Int] = []
    }

    /// Registers of all names; expressions use those above.
    let slots: Int
    /// The status that every branch has, as the answer comes first; nil where the flow answers.
    let firstStatus: UInt16?
    var reads: EndpointEntry.Reads
    var frames: [Frame] = []
    private let first: (node: Int, aSwitch: Int, target: Int, loop: Int, branch: Int)
    private var places: [Place] = []

    init(_ graph: Graph, slots: Int, reads: EndpointEntry.Reads, firstStatus: UInt16?) {
        self.slots = slots
        self.reads = reads
        self.firstStatus = firstStatus
        first = (
            graph.nodes.count, graph.switches.count, graph.switchTargets.count, graph.loops.count,
            graph.branchNames.count
        )
    }

    /// Adds the flow of an endpoint, which ends on every path.
    mutating func add(
        _ block: CheckedBlock,
        at span: SourceSpan,
        to entry: inout EndpointEntry,
        _ builder: inout GraphBuilder
    ) {
        let (start, nowhere) = (newLabel(), newLabel())
        emit(block, at: start, next: nowhere, &builder)
        place(nowhere, &builder.graph)
        if resolve(&builder.graph, watching: nowhere) {
            // Branches that are proven to be complete have a last test whose other way nobody goes.
            builder.add(FlowNode(.unreachable), at: span)
        }
        entry.entry = node(of: start)
        entry.nodes = TableRange(start: first.node, count: builder.graph.nodes.count - first.node)
        entry.branches = TableRange(start: first.branch, count: builder.graph.branchNames.count - first.branch)
    }

    /// Emits a block that begins at `start` and goes on at `next`.
    mutating func emit(_ block: CheckedBlock, at start: Label, next: Label, _ builder: inout GraphBuilder) {
        guard !block.steps.isEmpty else { return alias(start, to: next) }
        var current = start
        for (index, step) in block.steps.enumerated() {
            let following = index == block.steps.count - 1 ? next : newLabel()
            emit(step, at: current, next: following, &builder)
            current = following
        }
    }

    private mutating func emit(
        _ step: CheckedStep,
        at start: Label,
        next: Label,
        _ builder: inout GraphBuilder
    ) {
        switch step {
        case .respond(let response, let branch): emit(response, branch, at: start, &builder)
        case .end(let branch, let span):
            place(start, &builder.graph)
            builder.add(FlowNode(.end, b: add(branch: branch, 0, &builder)), at: span, name: branch)
        case .set(let binding): emit(binding, at: start, next: next, &builder)
        case .require(let requirement): emit(requirement, at: start, next: next, &builder)
        case .branches(let branches):
            if let selector = branches.selector {
                emit(branches, selector, at: start, next: next, &builder)
            } else {
                emit(branches, at: start, next: next, &builder)
            }
        case .loop(let loop): emit(loop, at: start, next: next, &builder)
        case .call(let call): emit(call, at: start, next: next, &builder)
        case .output(let value): emit(output: value, at: start, &builder)
        }
    }

    private mutating func emit(
        _ response: CheckedResponse,
        _ branch: String,
        at start: Label,
        _ builder: inout GraphBuilder
    ) {
        place(start, &builder.graph)
        let index = builder.addResponse(response, slots: slots, reads: &reads)
        let name = add(branch: branch, UInt16(response.status), &builder)
        builder.add(FlowNode(.respond, a: index, b: name), at: response.span, name: branch)
    }

    private mutating func emit(
        _ requirement: CheckedRequirement,
        at start: Label,
        next: Label,
        _ builder: inout GraphBuilder
    ) {
        place(start, &builder.graph)
        let program = builder.addProgram(requirement.condition, slots: slots, reads: &reads)
        let unmet = newLabel()
        builder.add(
            FlowNode(.test, a: program, b: next.index, c: unmet.index),
            at: requirement.condition.span,
            name: requirement.branch
        )
        if let response = requirement.response {
            emit(response, requirement.branch, at: unmet, &builder)
        } else {
            refuse(
                .unmetRequirement,
                of: requirement.branch,
                requirement.branch,
                span: requirement.condition.span,
                at: unmet,
                &builder
            )
        }
    }

    /// Emits the gateway's own 422, which names a step.
    mutating func refuse(
        _ refusal: Refusal,
        of step: String,
        _ branch: String,
        span: SourceSpan,
        at start: Label,
        _ builder: inout GraphBuilder
    ) {
        place(start, &builder.graph)
        let name = builder.programs.string(escapedJSON(step))
        let node = FlowNode(
            .refuse,
            a: UInt32(refusal.rawValue),
            b: add(branch: branch, refusal.status, &builder),
            c: builder.programs.index(of: name)
        )
        builder.add(node, at: span, name: branch)
    }

    private mutating func emit(
        _ branches: CheckedBranches,
        at start: Label,
        next: Label,
        _ builder: inout GraphBuilder
    ) {
        // A test comes before what it leads to, so that a dump reads from top to bottom.
        var current = start
        for (index, arm) in branches.arms.enumerated() {
            guard let condition = arm.condition else { continue }
            let isLast = index == branches.arms.count - 1
            let (taken, other) = (newLabel(), isLast && branches.otherwise == nil ? next : newLabel())
            place(current, &builder.graph)
            let program = builder.addProgram(condition, slots: slots, reads: &reads)
            builder.add(
                FlowNode(.test, a: program, b: taken.index, c: other.index),
                at: condition.span,
                name: arm.name
            )
            emit(arm.block, at: taken, next: next, &builder)
            current = other
        }
        if let otherwise = branches.otherwise { emit(otherwise, at: current, next: next, &builder) }
    }

    private mutating func emit(
        _ call: CheckedCall,
        at start: Label,
        next: Label,
        _ builder: inout GraphBuilder
    ) {
        var current = start
        for input in call.inputs {
            let following = newLabel()
            emit(input, at: current, next: following, &builder)
            current = following
        }
        frames.append(Frame(result: call.resultSlot, name: call.resultName ?? "", span: call.span, exit: next))
        emit(call.block, at: current, next: next, &builder)
        frames.removeLast()
    }

    /// Adds a branch; `status` is what its answer has, where the flow answers.
    mutating func add(branch: String, _ status: UInt16, _ builder: inout GraphBuilder) -> UInt32 {
        builder.graph.branchNames.append(branch)
        builder.graph.branchStatuses.append(firstStatus ?? status)
        return UInt32(builder.graph.branchNames.count - 1)
    }

    // MARK: Labels

    mutating func newLabel() -> Label {
        places.append(.unknown)
        return Label(index: UInt32(places.count - 1))
    }

    /// Lets a label stand for the next node.
    mutating func place(_ label: Label, _ graph: inout Graph) {
        places[Int(label.index)] = .node(UInt32(graph.nodes.count))
    }

    /// Lets a label stand for what another one does.
    mutating func alias(_ label: Label, to other: Label) {
        places[Int(label.index)] = .same(other)
    }

    private func node(of label: Label) -> UInt32 {
        var label = label
        while true {
            switch places[Int(label.index)] {
            case .node(let node): return node
            case .same(let other): label = other
            case .unknown: preconditionFailure("every label is placed")
            }
        }
    }

    /// Writes nodes where labels stand; whether something leads to a label.
    private func resolve(_ graph: inout Graph, watching watched: Label) -> Bool {
        let end = node(of: watched)
        var isReached = false
        func resolved(_ label: UInt32) -> UInt32 {
            let node = node(of: Label(index: label))
            if node == end { isReached = true }
            return node
        }
        for index in first.node..<graph.nodes.count {
            switch graph.nodes[index].kind {
            case .test:
                graph.nodes[index].b = resolved(graph.nodes[index].b)
                graph.nodes[index].c = resolved(graph.nodes[index].c)
            case .set, .make, .expect, .fill, .collect, .leave: graph.nodes[index].c = resolved(graph.nodes[index].c)
            case .respond, .refuse, .end, .choose, .loop, .next, .unreachable: break
            }
        }
        for index in first.aSwitch..<graph.switches.count {
            graph.switches[index].otherwise = resolved(graph.switches[index].otherwise)
        }
        for index in first.target..<graph.switchTargets.count {
            graph.switchTargets[index] = resolved(graph.switchTargets[index])
        }
        for index in first.loop..<graph.loops.count {
            graph.loops[index].body = resolved(graph.loops[index].body)
            graph.loops[index].exit = resolved(graph.loops[index].exit)
            graph.loops[index].overflow = resolved(graph.loops[index].overflow)
        }
        return isReached
    }
}
