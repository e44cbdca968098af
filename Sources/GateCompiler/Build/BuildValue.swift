import GateConfig
import GateExpression
import GateRuntime

extension FlowBuilder {
    /// The program of ``FlowNode/Kind/expect`` where a value is made of several.
    private static var noProgram: UInt32 { 0xFF_FFFF }

    /// Emits what binds a name to its value.
    mutating func emit(_ binding: CheckedBinding, at start: Label, next: Label, _ builder: inout GraphBuilder) {
        let isTyped = binding.target != .any
        let isFilled = binding.defaultValue != nil
        let filling = isFilled ? newLabel() : next
        let expecting = isTyped ? newLabel() : next
        let made = isFilled ? filling : expecting
        let origin = GraphPlaces.Node(span: binding.span, name: binding.name)
        let program = emit(binding.value.tree, into: binding.slot, origin, at: start, next: made, &builder)
        if let value = binding.defaultValue {
            place(filling, &builder.graph)
            let constant = builder.defaultIndex(value, binding.target)
            builder.add(
                FlowNode(.fill, a: UInt32(constant), b: UInt32(binding.slot), c: expecting.index),
                at: binding.span,
                name: binding.name
            )
        }
        guard isTyped else { return }
        place(expecting, &builder.graph)
        let expected = UInt32(binding.target.rawValue) | (program ?? FlowBuilder.noProgram) << 8
        builder.add(
            FlowNode(.expect, a: expected, b: UInt32(binding.slot), c: next.index),
            at: binding.span,
            name: binding.name
        )
    }

    /// Emits the output of a flow in the place of its call.
    mutating func emit(output value: CheckedValue?, at start: Label, _ builder: inout GraphBuilder) {
        guard let frame = frames.last else { preconditionFailure("an output stands in a flow") }
        guard let loop = frame.loops.first else {
            return emit(output: value, of: frame, at: start, next: frame.exit, &builder)
        }
        let leaving = newLabel()
        emit(output: value, of: frame, at: start, next: leaving, &builder)
        place(leaving, &builder.graph)
        builder.add(FlowNode(.leave, a: UInt32(loop), c: frame.exit.index), at: frame.span)
    }

    private mutating func emit(
        output value: CheckedValue?,
        of frame: Frame,
        at start: Label,
        next: Label,
        _ builder: inout GraphBuilder
    ) {
        // What nobody wants is not made.
        guard let value, let result = frame.result else { return alias(start, to: next) }
        let origin = GraphPlaces.Node(span: frame.span, name: frame.name)
        emit(value.tree, into: result, origin, at: start, next: next, &builder)
    }

    /// Emits a node that puts a value into a register; its program, where it is one.
    @discardableResult
    private mutating func emit(
        _ tree: CheckedTree,
        into slot: Int,
        _ origin: GraphPlaces.Node,
        at start: Label,
        next: Label,
        _ builder: inout GraphBuilder
    ) -> UInt32? {
        place(start, &builder.graph)
        if case .value(let expression) = tree {
            let program = builder.addProgram(expression, slots: slots, reads: &reads)
            builder.add(
                FlowNode(.set, a: program, b: UInt32(slot), c: next.index),
                at: origin.span,
                name: origin.name
            )
            return program
        }
        let construction = addConstruction(tree, &builder)
        builder.add(
            FlowNode(.make, a: construction, b: UInt32(slot), c: next.index),
            at: origin.span,
            name: origin.name
        )
        return nil
    }

    /// Adds the parts of a value; the index of their range.
    mutating func addConstruction(_ tree: CheckedTree, _ builder: inout GraphBuilder) -> UInt32 {
        // Parts first: a program of theirs may not stand between them.
        var parts: [ValuePart] = []
        append(tree, to: &parts, &builder)
        builder.graph.constructions.append(TableRange(start: builder.graph.valueParts.count, count: parts.count))
        builder.graph.valueParts += parts
        return UInt32(builder.graph.constructions.count - 1)
    }

    private mutating func append(_ tree: CheckedTree, to parts: inout [ValuePart], _ builder: inout GraphBuilder) {
        if tree.isConstant {
            let index = builder.programs.index(of: builder.constant(tree))
            return parts.append(ValuePart(.constant, index: index))
        }
        switch tree {
        case .null, .bool, .int, .double: break
        case .value(let expression):
            parts.append(ValuePart(.program, index: builder.addProgram(expression, slots: slots, reads: &reads)))
        case .text(let template):
            for part in template.parts {
                switch part {
                case .literal(let text):
                    let index = builder.programs.index(of: builder.programs.string(text))
                    parts.append(ValuePart(.constant, index: index))
                case .expression(let expression):
                    let program = builder.addProgram(expression, slots: slots, reads: &reads)
                    parts.append(ValuePart(.program, index: program))
                }
            }
            parts.append(ValuePart(.text, count: UInt32(template.parts.count)))
        case .list(let items):
            for item in items { append(item, to: &parts, &builder) }
            parts.append(ValuePart(.list, count: UInt32(items.count)))
        case .map(let members):
            for member in members {
                let key = builder.programs.index(of: builder.programs.string(member.key))
                parts.append(ValuePart(.constant, index: key))
                append(member.value, to: &parts, &builder)
            }
            parts.append(ValuePart(.map, count: UInt32(members.count)))
        }
    }
}

extension GraphBuilder {
    /// A literal as a constant.
    mutating func constant(_ literal: ExpressionSyntax.Literal) -> Value {
        switch literal {
        case .null: .null
        case .bool(let value): .bool(value)
        case .int(let value): .int(value)
        case .uint(let value): .uint(value)
        case .double(let value): .double(value)
        case .string(let text): programs.string(text)
        case .bytes(let bytes): programs.bytes(bytes)
        }
    }

    /// A value without expressions as a constant.
    mutating func constant(_ tree: CheckedTree) -> Value {
        switch tree {
        case .null, .value: return .null
        case .bool(let value): return .bool(value)
        case .int(let value): return .int(value)
        case .double(let value): return .double(value)
        case .text(let template): return programs.string(template.constant ?? "")
        case .list(let items):
            let values = items.map { constant($0) }
            return programs.list(values)
        case .map(let members):
            let entries = members.map { (key: programs.string($0.key), value: constant($0.value)) }
            return programs.map(entries)
        }
    }
}
