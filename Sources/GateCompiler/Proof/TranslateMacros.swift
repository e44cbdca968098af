import GateExpression
import GateRuntime

extension Translator {
    /// What must hold where a macro comes out so: `exists` and `all` over a list literal are written out.
    mutating func formula(macro: ExpressionSyntax.Macro, _ id: NodeID, is isTrue: Bool, _ scope: Scope) -> Formula {
        if macro.name == .bind {
            let bound = term(macro.operand, scope)
            return formula(macro.result, is: isTrue, binding(id, to: bound, scope))
        }
        let whole = term(id, scope)
        guard macro.name == .exists || macro.name == .all, macro.variables.count == 1 else {
            return literal(.holds(whole), isTrue)
        }
        let operand = term(macro.operand, scope)
        guard let elements = terms.listElements(operand), elements.count <= Translator.unrolledMax else {
            suggest(for: whole, macro, id, operand, scope)
            return literal(.holds(whole), isTrue)
        }
        // Both absorb errors, as || and && do.
        let parts = elements.map { formula(macro.result, is: isTrue, binding(id, to: $0, scope)) }
        return (macro.name == .all) == isTrue ? .all(parts) : .any(parts)
    }

    /// Notes how to make a macro come out: by a list's first element, or by an empty list.
    private mutating func suggest(
        for whole: TermID,
        _ macro: ExpressionSyntax.Macro,
        _ id: NodeID,
        _ operand: TermID,
        _ scope: Scope
    ) {
        guard suggestions[whole] == nil else { return }
        // It is no part of the condition, whose length it leaves as it is.
        let before = partsLeft
        defer { partsLeft = before }
        let (type, origin) = (terms.elementType(of: operand), terms[operand].origin)
        let first = terms.intern(.index(operand, 0), type, origin)
        let element = formula(macro.result, is: macro.name == .exists, binding(id, to: first, scope))
        let size = terms.intern(.call(.named("size"), [operand]), .int)
        let empty = Formula.literal(.test(size, .compare(.equal, .int(0))), true)
        suggestions[whole] =
            macro.name == .exists
            ? Suggestion(whenTrue: element, whenFalse: empty) : Suggestion(whenTrue: empty, whenFalse: element)
    }

    /// The term of something that is not looked into: its text, and the terms of the names in it.
    mutating func opaque(_ id: NodeID, _ scope: Scope) -> TermID {
        var part = scope.checked.syntax
        part.root = id
        var names: [TermID] = []
        var inside: Set<NodeID> = []
        collectNames(id, scope, &inside, &names)
        return terms.intern(.opaque(ExactText(part.canonicalText), names), .dyn)
    }

    /// The terms of the variables below a node, in order; those of macros below it are no names from outside.
    private mutating func collectNames(
        _ id: NodeID,
        _ scope: Scope,
        _ inside: inout Set<NodeID>,
        _ names: inout [TermID]
    ) {
        switch scope.reference(id) {
        case .variable(let variable): return names.append(term(of: variable))
        case .local(let macro, let position):
            if !inside.contains(macro), let bound = scope.locals[Scope.Local(macro: macro, position: position)] {
                names.append(bound)
            }
            return
        case .type: return
        case .function, nil: break
        }
        var parts: [NodeID]
        switch scope.kind(id) {
        case .literal, .identifier: parts = []
        case .select(let operand, _, _, _), .has(let operand, _, _): parts = [operand]
        case .call: parts = scope.operands(id)
        case .list(let elements, _): parts = elements
        case .map(let entries): parts = entries.flatMap { [$0.key, $0.value] }
        case .macro(let macro):
            inside.insert(id)
            parts = [macro.operand] + (macro.filter.map { [$0] } ?? []) + [macro.result]
        }
        for part in parts { collectNames(part, scope, &inside, &names) }
    }
}
