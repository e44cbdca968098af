import GateRuntime

extension FlowBuilder {
    /// Emits a loop: the list, the block, what is collected, and the answer to too many items.
    mutating func emit(_ loop: CheckedLoop, at start: Label, next: Label, _ builder: inout GraphBuilder) {
        place(start, &builder.graph)
        let program = builder.addProgram(loop.list, slots: slots, reads: &reads)
        let index = builder.graph.loops.count
        var entry = LoopEntry(
            program: program,
            max: UInt32(loop.max),
            state: UInt16(truncatingIfNeeded: loop.stateSlot),
            item: UInt16(truncatingIfNeeded: loop.itemSlot),
            index: loop.indexSlot.map { UInt16(truncatingIfNeeded: $0) } ?? LoopEntry.noRegister,
            results: TableRange(start: builder.graph.loopResults.count, count: loop.collect.count)
        )
        builder.graph.loopResults += loop.collect.map { UInt16(truncatingIfNeeded: $0.slot) }
        let (body, turn, overflow) = (newLabel(), newLabel(), newLabel())
        entry.body = body.index
        entry.exit = next.index
        entry.overflow = overflow.index
        builder.graph.loops.append(entry)
        builder.add(FlowNode(.loop, a: UInt32(index)), at: loop.list.span, name: loop.itemName)
        var current = loop.collect.isEmpty ? turn : newLabel()
        if !frames.isEmpty { frames[frames.count - 1].loops.append(index) }
        emit(loop.block, at: body, next: current, &builder)
        if !frames.isEmpty { frames[frames.count - 1].loops.removeLast() }
        for (position, binding) in loop.collect.enumerated() {
            let following = position == loop.collect.count - 1 ? turn : newLabel()
            place(current, &builder.graph)
            let construction = addConstruction(binding.value.tree, &builder)
            builder.add(
                FlowNode(.collect, a: construction, b: UInt32(index), c: following.index),
                at: binding.span,
                name: binding.name
            )
            current = following
        }
        place(turn, &builder.graph)
        builder.add(FlowNode(.next, a: UInt32(index)), at: loop.list.span, name: loop.itemName)
        refuse(.tooManyItems, of: loop.branch, loop.overflowBranch, span: loop.list.span, at: overflow, &builder)
    }
}
