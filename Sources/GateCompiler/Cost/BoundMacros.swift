import GateExpression
import GateRuntime

extension BoundWalk {
    mutating func visitMacro(_ id: NodeID, _ macro: ExpressionSyntax.Macro) -> Extent {
        let operand = visit(macro.operand)
        switch macro.name {
        case .bind:
            locals[id] = [operand]
            return visit(macro.result)
        case .optMap, .optFlatMap:
            add(4)
            locals[id] = [operand]
            return visit(macro.result)
        case .all, .exists, .existsOne, .map, .filter, .transformList, .transformMap, .transformMapEntry: break
        }
        add(10)
        // Going over a map looks for repeated keys first.
        add(StepBound(2), of: operand) { $0.elements }
        if operand.bytes.power == 0 || !isList(checked.types[Int(macro.operand.index)]) {
            add(StepBound(1), of: operand) { $0.bytes }
        }
        enter(id, macro, operand)
        if let filter = macro.filter { _ = visit(filter) }
        let result = visit(macro.result)
        // The turn itself, and an element that is collected; a key among all others, where it is not known to differ.
        add(7)
        if macro.name == .transformMapEntry {
            add(StepBound(8), of: result) { $0.all }
            steps += times * (loops.last?.turns ?? .zero)
        }
        loops.removeLast()
        return extent(of: macro, id, operand, result)
    }

    private func isList(_ type: ValueType) -> Bool {
        if case .list = type.withoutNull { true } else { false }
    }

    /// Makes what follows be counted for every turn.
    private mutating func enter(_ id: NodeID, _ macro: ExpressionSyntax.Macro, _ operand: Extent) {
        let total = total(operand) { $0.count }
        let whole = Extent(elements: self.total(operand) { $0.elements }, bytes: self.total(operand) { $0.bytes })
        var part = operand.element?.extent ?? operand
        if operand.element == nil { part.sharing = id }
        loops.append(Loop(macro: id, turns: operand.count, whole: whole, total: total))
        if widest == nil || total.power > turns.power { (turns, widest) = (total, id) }
        // An index or a key comes before the element.
        var key = part
        key.elements = .zero
        locals[id] = macro.variables.count == 2 ? [key, part] : [part]
    }

    private func extent(
        of macro: ExpressionSyntax.Macro,
        _ id: NodeID,
        _ operand: Extent,
        _ result: Extent
    ) -> Extent {
        switch macro.name {
        case .all, .exists, .existsOne: return .scalar
        case .filter: return operand
        default: break
        }
        if result.sharing == id { return operand }
        var list = Extent(
            elements: operand.count + operand.count * result.elements,
            bytes: operand.bytes + operand.count * result.bytes
        )
        var part = result
        // What enclosing macros share stays shared; the list as a whole is something of its own.
        part.sharing = nil
        list.element = ElementExtent(operand.count, of: part)
        return list
    }
}
