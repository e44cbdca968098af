extension GraphView {
    /// Evaluates the list of a loop: the node of its first item, of what follows, or of too many items.
    func begin(_ loop: LoopEntry, _ workspace: inout Workspace) throws(Fault) -> Int {
        let program = programs[Int(loop.program)]
        var list = run(program, programTables, &workspace)
        if list.isError { throw list.fault }
        if list.isNullOrAbsent { list = .list(.constant, offset: 0, count: 0) }
        guard list.kind == .list else { throw Fault(.notAList, site: program.entry) }
        let state = Int(loop.state)
        do throws(Fault) {
            if try workspace.size(list) > Int(loop.max) { return Int(loop.overflow) }
            workspace.registers[state] = try workspace.cursor(over: list)
        } catch {
            throw error.placed(at: program.entry)
        }
        workspace.registers[state + 1] = .int(0)
        workspace.registers[state + 2] = .int(Int64(workspace.pending.count))
        return try takeNext(loop, &workspace)
    }

    /// Binds the next item of a loop; at the end makes its lists.
    func takeNext(_ loop: LoopEntry, _ workspace: inout Workspace) throws(Fault) -> Int {
        let state = Int(loop.state)
        var cursor = workspace.registers[state]
        guard let (_, item) = try workspace.advance(&cursor) else {
            try closeLists(loop, &workspace)
            return Int(loop.exit)
        }
        workspace.registers[state] = cursor
        workspace.registers[Int(loop.item)] = item
        let position = workspace.registers[state + 1]
        if loop.index != LoopEntry.noRegister { workspace.registers[Int(loop.index)] = position }
        workspace.registers[state + 1] = .int(position.asInt &+ 1)
        return Int(loop.body)
    }

    /// Makes the lists of what was collected: the items' values lie one after the other, one for each list.
    private func closeLists(_ loop: LoopEntry, _ workspace: inout Workspace) throws(Fault) {
        let width = Int(loop.results.count)
        guard width > 0 else { return }
        let mark = Int(workspace.registers[Int(loop.state) + 2].asInt)
        let count = (workspace.pending.count - mark) / width
        try workspace.charge(count * width >> 3)
        for (column, result) in loop.results.indices.enumerated() {
            let start = workspace.values.count
            for row in 0..<count { try workspace.values.append(workspace.pending[mark + row * width + column]) }
            workspace.registers[Int(loopResults[result])] = .list(.arena, offset: start, count: count)
        }
        workspace.pending.truncate(to: mark)
    }
}
