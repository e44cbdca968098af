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
    func follow(from entry: Int, _ workspace: inout Workspace) throws(Fault) -> FlowExit {
        var index = entry
        while true {
            let node = nodes[index]
            switch node.kind {
            case .test:
                let value = run(programs[Int(node.a)], programTables, &workspace)
                if value.isError { throw value.fault }
                guard value.kind == .bool else { throw Fault(.noSuchOverload, site: programs[Int(node.a)].entry) }
                index = value.isTrue ? Int(node.b) : Int(node.c)
            case .respond: return .answered(response: Int(node.a), branch: Int(node.b))
            case .set:
                let value = run(programs[Int(node.a)], programTables, &workspace)
                if value.isError { throw value.fault }
                workspace.registers[Int(node.b)] = value
                index = Int(node.c)
            case .choose: index = try choose(switches[Int(node.a)], &workspace)
            case .next:
                try workspace.charge(1)
                index = try takeNext(loops[Int(node.a)], &workspace)
            case .loop: index = try begin(loops[Int(node.a)], at: index, &workspace)
            case .make:
                try make(constructions[Int(node.a)], &workspace)
                workspace.registers[Int(node.b)] = workspace.pending[workspace.pending.count - 1]
                workspace.pending.truncate(to: workspace.pending.count - 1)
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

    /// The node for the value of a switch.
    private func choose(_ entry: SwitchEntry, _ workspace: inout Workspace) throws(Fault) -> Int {
        let value = run(programs[Int(entry.program)], programTables, &workspace)
        if value.isError { throw value.fault }
        let place = workspace.place(of: value, inSetAt: Int(entry.table), places: Int(entry.places))
        guard let place else { return Int(entry.otherwise) }
        return Int(switchTargets[Int(entry.targets) + place])
    }
}
