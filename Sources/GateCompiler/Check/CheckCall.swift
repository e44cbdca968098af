import GateConfig
import GateDiagnostics
import GateExpression
import GateRuntime

extension BlockChecker {
    /// Checks a call: the flow takes its place, with its inputs bound to the values that the caller gives.
    mutating func checkCall(
        _ call: Located<String>,
        _ step: StepConfig,
        _ place: Place,
        _ context: inout CompileContext
    ) -> Checked? {
        guard let flow = flows[call.value] else {
            context.report(.unknownFlow(call.value, known: flows.names, at: call.span))
            return nil
        }
        context.usedFlows.insert(call.value)
        if let start = frames.firstIndex(where: { $0.flow == call.value }) {
            reportCycle(frames[start...].map(\.flow), call, &context)
            return nil
        }
        let given = checkInputs(of: flow, step, call.span, &context)
        if flows.broken.contains(call.value) || given == nil {
            // The name is bound all the same, so that those who use it are not told that it is unknown.
            if let result = step.result { _ = bind(result, type: .dyn, origin: "", &context) }
            return nil
        }
        guard let given else { return nil }
        return inline(flow, given, call, step, place, &context)
    }

    private mutating func inline(
        _ flow: FlowConfig,
        _ given: [GivenInput],
        _ call: Located<String>,
        _ step: StepConfig,
        _ place: Place,
        _ context: inout CompileContext
    ) -> Checked? {
        let own = freeBranchName(step.name?.value ?? call.value, inside: place.branch)
        let branch = branchName(step.name, or: own, inside: place.branch, at: call.span, &context)
        let (outer, entry, slot) = (scope, facts, nextSlot)
        var findings = CompileContext()
        scope = scope.withoutNames()
        frames.append(Frame(flow: call.value, wantsOutput: step.result != nil))
        let inputs = bindInputs(of: flow, given, &findings)
        let inner = Place(
            branch: branch,
            owner: "the flow \"\(call.value)\"",
            span: flow.name.span,
            depth: place.depth + 1,
            mustEnd: false
        )
        let body = check(flow.block, inner, &findings)
        let frame = frames.removeLast()
        scope = outer
        nextSlot = slot
        context.usedFlows.formUnion(findings.usedFlows)
        let errors = findings.diagnostics.filter { $0.severity == .error }
        for error in errors.prefix(3) { context.report(error.seen(from: call.span, "called from here")) }
        guard let body, errors.isEmpty else {
            if let result = step.result { _ = bind(result, type: .dyn, origin: "", &context) }
            return nil
        }
        var checked = CheckedCall(flow: call.value, inputs: inputs, block: body.block, span: call.span)
        var result = Checked()
        if let name = step.result {
            if body.fallsThrough {
                context.report(.missingOutput(call.value, path(of: facts), at: name.span, flow: flow.name.span))
                _ = bind(name, type: .dyn, origin: "", &context)
                return nil
            }
            let type = ValueType.common(frame.outputs)
            let variable = bind(name, type: type, origin: "the output of \"\(call.value)\"", &context)
            // Of several outputs it is not known which it is.
            if frame.outputs.count == 1, case .output(let value?)? = body.block.steps.last,
                case .value(let expression) = value.tree
            {
                define(variable, as: expression)
            }
            checked.resultName = variable.name
            checked.resultSlot = Int(variable.slot)
        }
        facts = meeting(frame.exits + (body.fallsThrough ? [facts] : []), after: entry)
        result.block.steps.append(.call(checked))
        // A flow whose every path answers leaves nothing to go on with.
        if !body.fallsThrough, frame.outputs.isEmpty { result.end(at: call.span) }
        return result
    }

    /// Checks a flow by itself, its inputs of any value of their types.
    mutating func checkFlow(
        _ flow: FlowConfig,
        wantsOutput: Bool,
        branch: String,
        depth: Int,
        _ context: inout CompileContext
    ) -> Checked? {
        frames.append(Frame(flow: flow.name.value, wantsOutput: wantsOutput))
        defer { frames.removeLast() }
        for input in flow.inputs {
            let type = declaredType(of: input, &context)
            _ = bind(input.name, type: type, proven: type, origin: "an input of the flow", &context)
        }
        let place = Place(
            branch: branch,
            owner: "the flow \"\(flow.name.value)\"",
            span: flow.name.span,
            depth: depth,
            mustEnd: false
        )
        return check(flow.block, place, &context)
    }

    /// A cycle is reported once: with the flow in it that stands first in the file.
    private func reportCycle(_ cycle: [String], _ call: Located<String>, _ context: inout CompileContext) {
        let places = cycle.compactMap { flows.names.firstIndex(of: $0) }
        guard cycle.first == frames.first?.flow, places.first == places.min() else { return }
        context.report(
            .flowCycle(cycle + [call.value], at: call.span, flows: cycle.compactMap { flows[$0]?.name.span })
        )
    }
}

extension Diagnostic {
    /// The finding with another place that led to it.
    fileprivate func seen(from span: SourceSpan, _ text: String) -> Diagnostic {
        var finding = self
        finding.context.append(Label(span, text))
        return finding
    }
}
