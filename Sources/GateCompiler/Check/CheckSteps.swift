import GateConfig
import GateDiagnostics
import GateExpression
import GateRuntime
import GateYAML

extension BlockChecker {
    /// Checks steps in order; a step behind one that ends every path is reported.
    mutating func checkSteps(
        _ steps: [StepConfig],
        _ place: Place,
        _ context: inout CompileContext
    ) -> Checked? {
        var whole = Checked()
        var isSound = true
        for (index, step) in steps.enumerated() {
            guard count(at: step.span.startPoint, &context) else { return nil }
            if !whole.fallsThrough {
                // What this caller makes unreachable in a flow, another may reach.
                if isInlined { break }
                let verb = step.verbs.first.map { "\"\($0.value)\"" } ?? "the step"
                let span = step.verbs.first?.span ?? step.span.startPoint
                context.report(.unreachable(verb, at: span, after: whole.endSpan))
                return nil
            }
            guard let checked = checkStep(step, number: index + 1, place, &context) else {
                isSound = false
                continue
            }
            whole.block.steps += checked.block.steps
            if !checked.fallsThrough { whole.end(at: checked.endSpan) }
        }
        guard isSound else { return nil }
        if whole.fallsThrough, place.mustEnd {
            context.report(.openPath(place.owner, path(of: facts), at: place.span))
            return nil
        }
        return whole
    }

    /// Checks one step; nil where it is wrong, which is reported.
    private mutating func checkStep(
        _ step: StepConfig,
        number: Int,
        _ place: Place,
        _ context: inout CompileContext
    ) -> Checked? {
        if step.hasUnknownKey { return nil }
        if let bindings = step.set { return checkSet(bindings, &context) }
        if step.requireKey != nil { return checkRequire(step, number, place, &context) }
        if let loop = step.loop { return checkLoop(loop, step, number, place, &context) }
        if let call = step.call { return checkCall(call, step, place, &context) }
        if let key = step.endKey { return checkEnd(step, key, place, &context) }
        if let arms = step.block.branches {
            var inner = place
            inner.mustEnd = false
            inner.span = step.block.span(of: .branches) ?? step.span
            return checkBranches(arms, of: step.block, inner, stepNumber: number, &context)
        }
        if let output = step.block.output {
            let span = step.block.span(of: .output) ?? step.span
            guard let checked = checkOutput(output, at: span, &context) else { return nil }
            var result = Checked(block: CheckedBlock(steps: [checked]))
            result.end(at: span)
            return result
        }
        if let respond = step.block.respond {
            let name = step.name.map {
                branchName($0, or: "", inside: place.branch, at: respond.key, &context)
            }
            return checkRespond(respond, name ?? place.branch, &context)
        }
        // What is no step, or could not be decoded, has been reported.
        return nil
    }

    /// Checks an answer that ends the flow.
    mutating func checkRespond(
        _ respond: RespondConfig,
        _ branch: String,
        _ context: inout CompileContext
    ) -> Checked? {
        if mode == .async {
            context.report(.answerInAsync(at: respond.key))
            return nil
        }
        guard let response = checkResponse(respond, scope: scope, branch: branch, &context) else { return nil }
        leaves.append(
            CheckedLeaf(
                branch: branch,
                facts: facts.map(\.path),
                kind: .answer(status: response.status),
                span: respond.key
            )
        )
        var result = Checked(block: CheckedBlock(steps: [.respond(response, branch: branch)]))
        result.end(at: respond.key)
        return result
    }

    private mutating func checkSet(
        _ bindings: [StepConfig.Binding],
        _ context: inout CompileContext
    ) -> Checked? {
        var result = Checked()
        var isSound = true
        for binding in bindings {
            let role = "set \(binding.name.value)"
            guard let value = checkValue(binding.value, role: role, &context) else {
                // Those that use the name are not to be told that it is unknown.
                _ = bind(binding.name, type: .dyn, origin: "", &context)
                isSound = false
                continue
            }
            let variable = bind(
                binding.name,
                type: value.checked.type,
                proven: value.checked.tree.provenType,
                sampled: value.sampled,
                origin: "bound by set",
                &context
            )
            if case .value(let expression) = value.checked.tree { define(variable, as: expression) }
            result.block.steps.append(
                .set(
                    CheckedBinding(
                        name: variable.name,
                        slot: Int(variable.slot),
                        value: value.checked,
                        span: binding.name.span
                    )
                )
            )
        }
        return isSound ? result : nil
    }

    private mutating func checkRequire(
        _ step: StepConfig,
        _ number: Int,
        _ place: Place,
        _ context: inout CompileContext
    ) -> Checked? {
        // A "require" that is no scalar has been reported.
        guard let text = step.require, let key = step.requireKey else { return nil }
        guard !text.isBlank else {
            context.report(.emptyExpression("require", at: key))
            return nil
        }
        let branch = branchName(step.name, or: "require \(number)", inside: place.branch, at: key, &context)
        let entry = facts
        let known = context.errorCount
        guard let condition = scope.condition(text, role: "require of \"\(branch)\"", &context) else { return nil }
        if context.errorCount == known { reviewRequirement(condition.expression, entry, at: key, &context) }
        var response: CheckedResponse?
        if let respond = step.block.respond {
            if mode == .async {
                context.report(.answerInAsync(at: respond.key))
            } else {
                response = checkResponse(respond, scope: condition.whenFalse, branch: branch, &context)
            }
        }
        guard context.errorCount == known else { return nil }
        leaves.append(
            CheckedLeaf(
                branch: branch,
                facts: (entry + [fact(.condition(condition.expression, false))]).map(\.path),
                kind: response.map { .answer(status: $0.status) } ?? .unmet,
                span: key
            )
        )
        scope = condition.whenTrue
        facts.append(fact(.condition(condition.expression, true)))
        let requirement = CheckedRequirement(condition: condition.expression, response: response, branch: branch)
        return Checked(block: CheckedBlock(steps: [.require(requirement)]))
    }

    private mutating func checkEnd(
        _ step: StepConfig,
        _ key: SourceSpan,
        _ place: Place,
        _ context: inout CompileContext
    ) -> Checked? {
        if mode == .sync {
            context.report(.endInSync(at: key))
            return nil
        }
        let branch = step.name.map { branchName($0, or: "", inside: place.branch, at: key, &context) } ?? place.branch
        leaves.append(CheckedLeaf(branch: branch, facts: facts.map(\.path), kind: .end, span: key))
        var result = Checked(block: CheckedBlock(steps: [.end(branch: branch, span: key)]))
        result.end(at: key)
        return result
    }
}
