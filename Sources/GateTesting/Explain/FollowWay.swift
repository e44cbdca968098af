import GateCompiler
import GateRuntime

/// Makes steps, and the items of loops, out of the events of a trace.
struct WayBuilder {
    /// Steps that belong together: those of the flow itself, or of an item of a loop.
    private struct Frame {
        /// Nil for the flow itself.
        var loop: Int?
        var steps: [Explanation.Step] = []
        /// The value of the item under way.
        var item: Explanation.Value?
        var items: [Explanation.Item] = []
        /// Whether the last item is done.
        var isBetweenItems = false
    }

    private let explainer: Explainer
    private let graph: Graph
    private let places: GraphPlaces
    /// The nodes that collect, by loop.
    private let collectors: [UInt32: [Int]]
    private var frames = [Frame()]
    /// The node that was reached last, and has shown no effect yet.
    private var pending: Int?

    init(_ explainer: Explainer) {
        self.explainer = explainer
        graph = explainer.simulation.graph
        places = explainer.places
        let graph = graph
        collectors = Dictionary(grouping: graph.nodes.indices.filter { graph.nodes[$0].kind == .collect }) {
            graph.nodes[$0].b
        }
    }

    /// The steps of a trace, in order.
    mutating func follow(_ trace: RequestTrace) -> [Explanation.Step] {
        for event in trace.events {
            switch event {
            case .reached(let node, let values): reach(node, values.map(explainer.value))
            case .tested(let node, let isTrue):
                pending = nil
                settle(node, isTrue)
            case .chose(let node, let place):
                pending = nil
                settle(node, place)
            case .tookItem(let node, let value): takeItem(Int(graph.nodes[node].a), value.map(explainer.value))
            case .closed(let node, let values): close(node, values.map(explainer.value))
            case .bound(let node, let value):
                pending = nil
                // A default takes the place of the null that was bound just before.
                if graph.nodes[node].kind == .fill { _ = frames[frames.count - 1].steps.popLast() }
                add(node, .bound(value.map(explainer.value)))
            case .extracted, .extractedAll, .refused: break
            }
        }
        if explainer.outcome.fault != nil, let node = pending, !isShown(node) { add(node, .failed) }
        while frames.count > 1 { closeLoop() }
        return frames[0].steps
    }

    private func isShown(_ node: Int) -> Bool {
        switch graph.nodes[node].kind {
        case .test, .choose, .loop, .respond, .refuse, .end: true
        default: false
        }
    }

    private mutating func add(_ node: Int, _ what: Explanation.Step.What) {
        let origin = places.nodes[node]
        frames[frames.count - 1].steps.append(
            Explanation.Step(what: what, node: node, name: origin.name, place: explainer.place(origin.span))
        )
    }

    private mutating func reach(_ node: Int, _ values: [Explanation.Value]) {
        pending = node
        let entry = graph.nodes[node]
        if entry.kind == .next {
            endItem(of: Int(entry.a))
            return
        }
        closeFinishedLoops()
        switch entry.kind {
        case .test: add(node, .condition(condition(node, values)))
        case .choose: add(node, .choice(value: values.first, text: text(of: node), cases: []))
        case .loop: add(node, .loop(list: values.first, text: text(of: node), items: []))
        case .respond: add(node, .answer)
        case .refuse: add(node, .refusal)
        case .end: add(node, .end)
        case .leave: leave(Int(entry.a))
        case .set, .make, .collect, .next, .expect, .fill, .unreachable: break
        }
    }

    private func text(of node: Int) -> String {
        onOneLine(places.nodes[node].expressions.first?.parts.first?.text ?? "")
    }

    private func condition(_ node: Int, _ values: [Explanation.Value]) -> Explanation.Condition {
        let parts = judgeParts(places.nodes[node].expressions.first?.parts ?? [], values)
        let program = Int(graph.nodes[node].a)
        let role = graph.expressions.indices.contains(program) ? graph.expressions[program].role : ""
        return Explanation.Condition(
            isRequirement: role.hasPrefix("require"),
            isMet: nil,
            parts: parts,
            reason: ConditionReason(parts).text
        )
    }

    /// Writes down how the condition that was reached last came out.
    private mutating func settle(_ node: Int, _ isTrue: Bool) {
        guard var step = frames[frames.count - 1].steps.popLast() else { return }
        if step.node == node, case .condition(var condition) = step.what {
            condition.isMet = isTrue
            if isTrue { condition.reason = nil }
            step.what = .condition(condition)
        }
        frames[frames.count - 1].steps.append(step)
    }

    private mutating func settle(_ node: Int, _ place: Int?) {
        guard var step = frames[frames.count - 1].steps.popLast() else { return }
        let cases = places.cases[Int(graph.nodes[node].a)].filter { $0.place == place }
        if step.node == node, case .choice(let value, let text, _) = step.what {
            let shown = cases.map { (text: $0.text, place: explainer.place($0.span)) }
            step.what = .choice(value: value, text: text, cases: shown)
        }
        frames[frames.count - 1].steps.append(step)
    }

    // MARK: Loops

    private mutating func takeItem(_ loop: Int, _ value: Explanation.Value?) {
        pending = nil
        if frames[frames.count - 1].loop != loop { frames.append(Frame(loop: loop)) }
        frames[frames.count - 1].item = value
        frames[frames.count - 1].isBetweenItems = false
    }

    private mutating func endItem(of loop: Int) {
        while frames.count > 1, frames[frames.count - 1].loop != loop { closeLoop() }
        guard frames.count > 1 else { return }
        finishItem()
    }

    private mutating func finishItem() {
        let last = frames.count - 1
        guard !frames[last].isBetweenItems else { return }
        frames[last].items.append(Explanation.Item(value: frames[last].item, steps: frames[last].steps))
        frames[last].steps = []
        frames[last].isBetweenItems = true
    }

    private mutating func close(_ node: Int, _ values: [Explanation.Value]) {
        pending = nil
        let loop = graph.nodes[node].a
        closeFinishedLoops()
        for (collector, value) in zip(collectors[loop] ?? [], values) { add(collector, .bound(value)) }
    }

    private mutating func closeFinishedLoops() {
        while frames.count > 1, frames[frames.count - 1].isBetweenItems { closeLoop() }
    }

    /// Leaves a loop, and those in it, midway.
    private mutating func leave(_ loop: Int) {
        guard frames.contains(where: { $0.loop == loop }) else { return }
        while frames.count > 1 {
            let isLast = frames[frames.count - 1].loop == loop
            closeLoop()
            if isLast { return }
        }
    }

    /// Puts the items of the innermost loop into its step.
    private mutating func closeLoop() {
        finishItem()
        let frame = frames.removeLast()
        guard var step = frames[frames.count - 1].steps.popLast() else { return }
        if case .loop(let list, let text, _) = step.what {
            step.what = .loop(list: list, text: text, items: frame.items)
        }
        frames[frames.count - 1].steps.append(step)
    }
}
