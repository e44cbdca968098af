/// How a flow ends.
enum FlowExit {
    case answered(response: Int, branch: Int)
    /// `field` names the step.
    case refused(Refusal, field: ByteView, branch: Int)
    /// The answer was given before.
    case ended(branch: Int)
}

extension GraphView {
    /// Walks a flow from a node to its end.
    ///
    /// Everything that it knows is in the registers, so that a node which has to wait could be gone on from later.
    func follow(
        from entry: Int,
        _ workspace: inout Workspace,
        _ observer: inout some EvaluationObserver
    ) throws(Fault) -> FlowExit {
        var index = entry
        while true {
            let node = nodes[index]
            observer.reached(index, self, &workspace)
            switch node.kind {
            case .test:
                let value = run(programs[Int(node.a)], programTables, &workspace)
                if value.isError { throw value.fault }
                guard value.kind == .bool else { throw Fault(.noSuchOverload, site: programs[Int(node.a)].entry) }
                observer.tested(index, value.isTrue)
                index = value.isTrue ? Int(node.b) : Int(node.c)
            case .respond: return .answered(response: Int(node.a), branch: Int(node.b))
            case .set:
                let value = run(programs[Int(node.a)], programTables, &workspace)
                if value.isError { throw value.fault }
                workspace.registers[Int(node.b)] = value
                observer.bound(index, register: Int(node.b), self, &workspace)
                index = Int(node.c)
            case .choose:
                let entry = switches[Int(node.a)]
                let place = try choose(entry, &workspace)
                observer.chose(index, place: place)
                index = Int(place.map { switchTargets[Int(entry.targets) + $0] } ?? entry.otherwise)
            case .next, .loop:
                let loop = loops[Int(node.a)]
                let target: Int
                if node.kind == .loop {
                    target = try begin(loop, &workspace)
                } else {
                    try workspace.charge(1)
                    target = try takeNext(loop, &workspace)
                }
                if target == Int(loop.body) {
                    observer.tookItem(index, self, &workspace)
                } else if target == Int(loop.exit) {
                    observer.closed(index, self, &workspace)
                }
                index = target
            case .make:
                try make(constructions[Int(node.a)], &workspace)
                workspace.registers[Int(node.b)] = workspace.pending[workspace.pending.count - 1]
                workspace.pending.truncate(to: workspace.pending.count - 1)
                observer.bound(index, register: Int(node.b), self, &workspace)
                index = Int(node.c)
            case .collect:
                try make(constructions[Int(node.a)], &workspace)
                index = Int(node.c)
            case .leave:
                let mark = workspace.registers[Int(loops[Int(node.a)].state) + 2].asInt
                workspace.pending.truncate(to: Int(mark))
                index = Int(node.c)
            case .fill:
                if workspace.registers[Int(node.b)].isNullOrAbsent {
                    workspace.registers[Int(node.b)] = workspace.constantValues[Int(node.a)]
                    observer.bound(index, register: Int(node.b), self, &workspace)
                }
                index = Int(node.c)
            case .expect:
                try expect(node, &workspace)
                index = Int(node.c)
            case .refuse:
                let refusal = Refusal(rawValue: UInt8(truncatingIfNeeded: node.a)) ?? .unmetRequirement
                let name = constantValues[Int(node.c)]
                return .refused(refusal, field: constants.slice(name.offset, name.count), branch: Int(node.b))
            case .end: return .ended(branch: Int(node.b))
            case .unreachable: throw Fault(.noSuchOverload)
            }
        }
    }

    /// Holds a flow's input to its declared type; an integral number is an int, RFC 3339 text a timestamp.
    private func expect(_ node: FlowNode, _ workspace: inout Workspace) throws(Fault) {
        let value = workspace.registers[Int(node.b)]
        let target = ExtractionEntry.Target(rawValue: UInt8(truncatingIfNeeded: node.a)) ?? .any
        if target == .timestamp, value.kind == .timestamp { return }
        guard let converted = convertBody(value, to: target, workspace) else {
            let program = Int(node.a >> 8)
            throw Fault(.mistypedInput, site: program < programs.count ? programs[program].entry : Fault.unknownSite)
        }
        workspace.registers[Int(node.b)] = converted
    }

    /// The place of a switch's value in its table; nil for any other value.
    private func choose(_ entry: SwitchEntry, _ workspace: inout Workspace) throws(Fault) -> Int? {
        let value = run(programs[Int(entry.program)], programTables, &workspace)
        if value.isError { throw value.fault }
        return workspace.place(of: value, inSetAt: Int(entry.table), places: Int(entry.places))
    }
}
