import GateExpression
import GateRuntime

extension FlowBuilder {
    /// Emits branches with a switch: one look into a hash table, and the conditions of the arms that have the value.
    mutating func emit(
        _ branches: CheckedBranches,
        _ selector: CheckedSelector,
        at start: Label,
        next: Label,
        _ builder: inout GraphBuilder
    ) {
        place(start, &builder.graph)
        let program = builder.addProgram(selector.expression, slots: slots, reads: &reads)
        let index = builder.graph.switches.count
        builder.add(FlowNode(.choose, a: UInt32(index)), at: selector.expression.span)
        builder.graph.switches.append(SwitchEntry(program: program, table: 0, places: 0, targets: 0, otherwise: 0))
        builder.places.cases.append([])
        let otherwise = branches.otherwise == nil ? next : newLabel()
        let blocks = branches.arms.map { _ in newLabel() }
        // An arm with several cases is tested by one program.
        let tests = branches.arms.map { arm in
            arm.condition.map { builder.addProgram($0, slots: slots, reads: &reads) }
        }
        var entries: [UInt32: Label] = [:]
        var literals: [UInt32: ExpressionSyntax.Literal] = [:]
        var members: [Value] = []
        for (literal, arms) in armsByCase(branches) {
            let value = builder.constant(literal)
            members.append(value)
            literals[builder.programs.index(of: value)] = literal
            let chain = newLabel()
            entries[builder.programs.index(of: value)] = chain
            emitChain(arms.map { (branches.arms[$0], tests[$0], blocks[$0]) }, otherwise, at: chain, &builder)
        }
        for (arm, label) in zip(branches.arms, blocks) { emit(arm.block, at: label, next: next, &builder) }
        if let block = branches.otherwise { emit(block, at: otherwise, next: next, &builder) }
        guard let set = builder.programs.constantSet(members) else { preconditionFailure("cases are scalars") }
        let targets = builder.graph.switchTargets.count
        for place in 0..<Int(set.places) {
            let value = builder.programs.values[Int(set.start) + place]
            let constant = value.kind == .absent ? nil : builder.programs.index(of: value)
            let label = constant.flatMap { entries[$0] }
            if let literal = constant.flatMap({ literals[$0] }) {
                builder.places.cases[index] += cases(literal, of: branches, at: place)
            }
            builder.graph.switchTargets.append((label ?? otherwise).index)
        }
        builder.graph.switches[index].table = set.start
        builder.graph.switches[index].places = set.places
        builder.graph.switches[index].targets = UInt32(targets)
        builder.graph.switches[index].otherwise = otherwise.index
    }

    /// The cases of a value that is at a place of the switch's table.
    private func cases(
        _ literal: ExpressionSyntax.Literal,
        of branches: CheckedBranches,
        at place: Int
    ) -> [GraphPlaces.Case] {
        branches.arms.flatMap(\.cases).filter { $0.literal.normalized == literal }.map {
            GraphPlaces.Case(place: place, text: $0.literal.shown, span: $0.span)
        }
    }

    /// Every value with the arms that it is a case of, both in the order of the file.
    private func armsByCase(_ branches: CheckedBranches) -> [(ExpressionSyntax.Literal, [Int])] {
        var order: [ExpressionSyntax.Literal] = []
        var arms: [ExpressionSyntax.Literal: [Int]] = [:]
        for (index, arm) in branches.arms.enumerated() {
            for item in arm.cases {
                let key = item.literal.normalized
                if arms[key] == nil { order.append(key) }
                arms[key, default: []].append(index)
            }
        }
        return order.map { ($0, arms[$0] ?? []) }
    }

    /// Emits the tests of arms, up to the first that has none.
    private mutating func emitChain(
        _ arms: [(arm: CheckedArm, test: UInt32?, block: Label)],
        _ otherwise: Label,
        at start: Label,
        _ builder: inout GraphBuilder
    ) {
        var current = start
        for arm in arms {
            guard let test = arm.test, let condition = arm.arm.condition else { return alias(current, to: arm.block) }
            let other = newLabel()
            place(current, &builder.graph)
            builder.add(
                FlowNode(.test, a: test, b: arm.block.index, c: other.index),
                at: condition.span,
                name: arm.arm.name
            )
            current = other
        }
        alias(current, to: otherwise)
    }
}
