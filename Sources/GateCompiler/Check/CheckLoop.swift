import GateConfig
import GateDiagnostics
import GateExpression
import GateRuntime
import GateYAML

extension BlockChecker {
    /// Registers that a loop needs besides its names: the cursor, the items so far, what is collected.
    private static var loopSlots: Int { 3 }

    /// Checks a loop: its list, its block for an item, and what it collects.
    mutating func checkLoop(
        _ loop: LoopConfig,
        _ step: StepConfig,
        _ number: Int,
        _ place: Place,
        _ context: inout CompileContext
    ) -> Checked? {
        let (outer, entry, slot) = (scope, facts, nextSlot)
        let branch = branchName(step.name, or: "for_each \(number)", inside: place.branch, at: loop.key, &context)
        let list = checkList(of: loop, branch, &context)
        let state = takeSlots(BlockChecker.loopSlots)
        guard let itemName = loop.item else { return nil }
        let item = bind(
            itemName,
            type: list?.expression.type.element ?? .dyn,
            sampled: list.flatMap { sampledElement(of: $0) },
            origin: "an item of for_each",
            &context
        )
        let index = loop.index.map { bind($0, type: .int, proven: .int, origin: "a position in for_each", &context) }
        if let list { facts.append(fact(.item(list: list, item: item.id, index: index?.id))) }
        let body = checkBody(
            of: loop,
            Place(
                branch: branch,
                owner: "the loop",
                span: loop.key,
                depth: place.depth + 1,
                mustEnd: false
            ),
            &context
        )
        var collected: [(checked: CheckedValue, sampled: ValueType?)?] = []
        for binding in loop.collect {
            collected.append(checkValue(binding.value, role: "collect \(binding.name.value)", &context))
        }
        scope = outer
        facts = entry
        nextSlot = slot
        // The lists may take the registers of the loop, which needs them no longer when they are made.
        let result = bindCollected(loop, collected, &context)
        guard let list, let body, let result else { return nil }
        let overflow = branchName(nil, or: "too many", inside: branch, at: loop.key, &context)
        leaves.append(
            CheckedLeaf(
                branch: overflow,
                facts: entry.map(\.path) + [.tooMany(list: list, max: loop.max?.value ?? LoopConfig.defaultMax)],
                kind: .tooMany,
                span: loop.key
            )
        )
        let checked = CheckedLoop(
            list: list,
            itemName: item.name,
            itemID: item.id,
            indexID: index?.id,
            itemSlot: Int(item.slot),
            indexSlot: index.map { Int($0.slot) },
            stateSlot: state,
            max: loop.max?.value ?? LoopConfig.defaultMax,
            block: body.block,
            collect: result,
            branch: branch,
            overflowBranch: overflow,
            span: loop.key
        )
        return Checked(block: CheckedBlock(steps: [.loop(checked)]))
    }

    private func checkList(
        of loop: LoopConfig,
        _ branch: String,
        _ context: inout CompileContext
    ) -> LocatedExpression? {
        // An "in" that is missing or no scalar has been reported.
        guard let text = loop.list, let key = loop.listKey else { return nil }
        guard !text.isBlank else {
            context.report(.emptyExpression("in", at: key))
            return nil
        }
        let role = "in of \"\(branch)\""
        guard let list = scope.expression(text, role: role, use: .value, &context) else { return nil }
        switch list.expression.type.withoutNull {
        case .list, .dyn, .null: return list
        case let type:
            context.report(.notAList("\(type)", at: text.span))
            return nil
        }
    }

    private func sampledElement(of list: LocatedExpression) -> ValueType? {
        guard let samples = scope.samples else { return nil }
        let review = reviewExpression(
            list.expression.syntax,
            environment: samples.environment,
            assuming: samples.assumption,
            use: .value
        )
        return review.type.element
    }

    private mutating func checkBody(
        of loop: LoopConfig,
        _ place: Place,
        _ context: inout CompileContext
    ) -> Checked? {
        if loop.block.keys.isEmpty, !loop.block.isMisspelt {
            if loop.collectKey != nil { return Checked() }
            context.report(.emptyLoop(at: loop.key))
            return nil
        }
        guard let body = check(loop.block, place, &context) else { return nil }
        if !body.fallsThrough, let collectKey = loop.collectKey {
            context.report(.unreachable("\"collect\"", at: collectKey, after: body.endSpan))
            return nil
        }
        return body
    }

    private mutating func bindCollected(
        _ loop: LoopConfig,
        _ values: [(checked: CheckedValue, sampled: ValueType?)?],
        _ context: inout CompileContext
    ) -> [CheckedBinding]? {
        var bindings: [CheckedBinding] = []
        for (binding, value) in zip(loop.collect, values) {
            let variable = bind(
                binding.name,
                type: .list(value?.checked.type ?? .dyn),
                proven: .list(.dyn),
                sampled: value?.sampled.map(ValueType.list),
                origin: "collected by for_each",
                &context
            )
            guard let value else { continue }
            bindings.append(
                CheckedBinding(
                    name: variable.name,
                    slot: Int(variable.slot),
                    value: value.checked,
                    span: binding.name.span
                )
            )
        }
        return bindings.count == loop.collect.count ? bindings : nil
    }
}

extension ValueType {
    /// What a list's items are; nil for what may be no list.
    var element: ValueType? {
        if case .list(let element) = withoutNull { element } else { nil }
    }
}
