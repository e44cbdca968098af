/// Writes down what happens while a request is evaluated.
struct Tracer: EvaluationObserver {
    /// The longest text of a value that is kept.
    private static let textBytesMax = 65_536

    private(set) var trace = RequestTrace()
    private let wantsValues: Bool
    private let parts: [[Int]]
    private let slots: [[Int]]

    init(_ detail: TraceDetail) {
        switch detail {
        case .path: (wantsValues, parts, slots) = (false, [], [])
        case .values(let parts, let slots): (wantsValues, self.parts, self.slots) = (true, parts, slots)
        }
    }

    mutating func extracted(_ index: Int, from place: Int?, _ view: GraphView, _ workspace: inout Workspace) {
        let value = value(in: Int(view.extractions[index].slot), &workspace)
        add(.extracted(index: index, place: place, value: value))
    }

    mutating func extractedAll(_ endpoint: Int, _ workspace: inout Workspace) {
        guard slots.indices.contains(endpoint) else { return }
        add(.extractedAll(values: slots[endpoint].compactMap { value(in: $0, &workspace) }))
    }

    mutating func refused(
        _ index: Int,
        from place: Int?,
        _ refusal: Refusal,
        _ value: Value,
        _ workspace: inout Workspace
    ) {
        let found = wantsValues ? workspace.observing { workspace in traced(value, &workspace) } : nil
        add(.refused(index: index, place: place, refusal: refusal, value: found))
    }

    mutating func reached(_ node: Int, _ view: GraphView, _ workspace: inout Workspace) {
        guard wantsValues, parts.indices.contains(node), !trace.isCut else {
            return add(.reached(node: node, values: []))
        }
        let values = parts[node].map { program in
            workspace.observing { workspace in
                let value = run(view.programs[program], view.programTables, &workspace)
                return traced(value, &workspace)
            }
        }
        add(.reached(node: node, values: values))
    }

    mutating func tested(_ node: Int, _ isTrue: Bool) {
        add(.tested(node: node, isTrue: isTrue))
    }

    mutating func chose(_ node: Int, place: Int?) {
        add(.chose(node: node, place: place))
    }

    mutating func tookItem(_ node: Int, _ view: GraphView, _ workspace: inout Workspace) {
        let loop = view.loops[Int(view.nodes[node].a)]
        add(.tookItem(node: node, value: value(in: Int(loop.item), &workspace)))
    }

    mutating func closed(_ node: Int, _ view: GraphView, _ workspace: inout Workspace) {
        let loop = view.loops[Int(view.nodes[node].a)]
        var lists: [RequestTrace.TracedValue] = []
        for index in loop.results.indices {
            if let list = value(in: Int(view.loopResults[index]), &workspace) { lists.append(list) }
        }
        add(.closed(node: node, values: lists))
    }

    mutating func bound(_ node: Int, register: Int, _ view: GraphView, _ workspace: inout Workspace) {
        add(.bound(node: node, value: value(in: register, &workspace)))
    }

    private mutating func add(_ event: RequestTrace.Event) {
        if trace.events.count < RequestTrace.eventsMax {
            trace.events.append(event)
        } else {
            trace.isCut = true
        }
    }

    private func value(in register: Int, _ workspace: inout Workspace) -> RequestTrace.TracedValue? {
        guard wantsValues, !trace.isCut else { return nil }
        return workspace.observing { workspace in traced(workspace.registers[register], &workspace) }
    }

    private func traced(_ value: Value, _ workspace: inout Workspace) -> RequestTrace.TracedValue {
        if value.isError { return RequestTrace.TracedValue(text: value.fault.code.reason, isError: true) }
        let start = workspace.output.count
        do throws(Fault) {
            try JSONWriter.write(value, in: &workspace)
        } catch {
            return RequestTrace.TracedValue(text: "a value that JSON has no form for", isError: true)
        }
        let count = workspace.output.count - start
        let kept = workspace.output.view(from: start, count: min(count, Tracer.textBytesMax)).string
        return RequestTrace.TracedValue(
            text: count > Tracer.textBytesMax ? kept + "…" : kept,
            isAbsent: value.kind == .absent
        )
    }
}

extension Workspace {
    /// Does something that must leave no trace: steps and memory are as before.
    fileprivate mutating func observing<Result>(_ body: (inout Workspace) -> Result) -> Result {
        let steps = stepsLeft
        let marks = (bytes.count, values.count, pending.count, scratch.count, output.count)
        stepsLeft = .max / 2
        let result = body(&self)
        stepsLeft = steps
        bytes.truncate(to: marks.0)
        values.truncate(to: marks.1)
        pending.truncate(to: marks.2)
        scratch.truncate(to: marks.3)
        output.truncate(to: marks.4)
        return result
    }
}
