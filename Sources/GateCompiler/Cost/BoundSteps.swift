package import GateExpression
package import GateRuntime

/// What an expression can cost at most.
package struct ExpressionBound: Sendable {
    /// Steps, all in all.
    package var steps: StepBound
    /// Turns of the macro that has most, all its runs together.
    package var turns: StepBound
    /// That macro; nil where there is none.
    package var macro: ExpressionSyntax.NodeID?
}

/// The most steps that an expression can take, from its literals, its macros and the size of a body.
///
/// A macro over a part of what an enclosing macro goes over, such as the items of an order of the body's orders, adds to
/// its turns; only one over something else multiplies them.
package func boundSteps(of checked: CheckedExpression) -> ExpressionBound {
    var walk = BoundWalk(checked: checked)
    _ = walk.visit(checked.syntax.root)
    return ExpressionBound(steps: walk.steps + StepBound(1), turns: walk.turns, macro: walk.widest)
}

/// Adds up steps while it goes over the nodes.
struct BoundWalk {
    typealias NodeID = ExpressionSyntax.NodeID

    /// A macro that is being gone through.
    struct Loop {
        var macro: NodeID
        /// The most turns of one run.
        var turns: StepBound
        /// What all its runs together go over, on all levels.
        var whole: Extent
        /// All turns of all runs.
        var total: StepBound
    }

    let checked: CheckedExpression
    var steps = StepBound.zero
    var turns = StepBound.zero
    var widest: NodeID?
    var loops: [Loop] = []
    /// Extents of macros' variables.
    var locals: [NodeID: [Extent]] = [:]

    init(checked: CheckedExpression) {
        self.checked = checked
    }

    /// How often what is being looked at is evaluated, all in all.
    var times: StepBound { loops.last?.total ?? StepBound(1) }

    /// Adds steps for every time.
    mutating func add(_ count: Int) {
        steps += times * Double(count)
    }

    /// Adds a step for each of an amount, every time.
    mutating func add(_ amount: StepBound, of extent: Extent, _ amountOf: (Extent) -> StepBound) {
        steps += amount * total(extent, amountOf)
    }

    /// What a value comes to over all times that it is looked at.
    func total(_ extent: Extent, _ amountOf: (Extent) -> StepBound) -> StepBound {
        guard let macro = extent.sharing, let index = loops.lastIndex(where: { $0.macro == macro }) else {
            return times * amountOf(extent)
        }
        return loops[(index + 1)...].reduce(amountOf(loops[index].whole)) { $0 * $1.turns }
    }

    /// Adds the steps of a node and of those below it; how large its value can be.
    mutating func visit(_ id: NodeID) -> Extent {
        var extent = visitWhole(id)
        let type = checked.types[Int(id.index)].withoutNull
        if isScalar(type) { return .scalar }
        if type == .string || type == .bytes { extent.elements = .zero }
        return extent
    }

    private mutating func visitWhole(_ id: NodeID) -> Extent {
        switch checked.references[Int(id.index)] {
        case .variable:
            add(1)
            return .request
        case .local(let macro, let position):
            add(1)
            let extents = locals[macro] ?? []
            return position < extents.count ? extents[position] : .request
        case .type: return .scalar
        case .function, nil: break
        }
        switch checked.syntax[id].kind {
        case .literal(let literal): return visit(literal)
        case .identifier:
            add(2)
            return .request
        case .select(let operand, let field, _, _), .has(let operand, let field, _):
            return visitField(operand, .text(field.utf8.count))
        case .list(let elements, _): return visitList(elements)
        case .map(let entries): return visitMap(entries)
        case .macro(let macro): return visitMacro(id, macro)
        case .call(_, let receiver, let arguments, _):
            return visitCall(id, checked.operands(of: id, receiver, arguments))
        }
    }

    private mutating func visit(_ literal: ExpressionSyntax.Literal) -> Extent {
        add(1)
        switch literal {
        case .string(let text): return .text(text.utf8.count)
        case .bytes(let bytes): return .text(bytes.count)
        default: return .scalar
        }
    }

    /// A lookup passes every entry, or every element up to an index.
    mutating func visitField(_ operand: NodeID, _ key: Extent) -> Extent {
        let container = visit(operand)
        add(4)
        add(StepBound(1), of: container) { $0.elements }
        if container.bytes.power == 0 { add(StepBound(1), of: container) { $0.bytes } }
        add(StepBound(1), of: key) { $0.bytes }
        return container.element?.extent ?? container
    }

    private mutating func visitList(_ elements: [NodeID]) -> Extent {
        add(5 + 3 * elements.count)
        var whole = Extent(elements: StepBound(elements.count), bytes: .zero)
        var part = Extent.scalar
        for (index, element) in elements.enumerated() {
            let extent = visit(element)
            whole = .both(whole, extent)
            part = index == 0 ? extent : .either(part, extent)
        }
        whole.element = ElementExtent(StepBound(elements.count), of: part)
        return whole
    }

    private mutating func visitMap(_ entries: [ExpressionSyntax.MapEntry]) -> Extent {
        // Keys are compared with each other.
        add(5 + 5 * entries.count + 2 * entries.count * entries.count)
        var whole = Extent(elements: StepBound(entries.count), bytes: .zero)
        for entry in entries {
            let (key, value) = (visit(entry.key), visit(entry.value))
            add(StepBound(2 * entries.count), of: key) { $0.bytes }
            whole = .both(.both(whole, key), value)
        }
        return whole
    }

    func isScalar(_ type: ValueType) -> Bool {
        switch type.withoutNull {
        case .null, .bool, .int, .uint, .double, .timestamp, .duration, .type, .ip, .cidr, .number: true
        default: false
        }
    }
}
