import GateExpression
import GateRuntime

extension Translator {
    /// What must hold where a node comes out as true or false.
    mutating func formula(_ id: NodeID, is isTrue: Bool, _ scope: Scope) -> Formula {
        guard partsLeft > 0 else { return holds(id, isTrue, scope) }
        // Counted here as well: what comes out as a constant has no literals, and can be long all the same.
        partsLeft -= 1
        if case .variable(let variable) = scope.reference(id) {
            return definitionFormula(variable.id, is: isTrue) ?? holds(id, isTrue, scope)
        }
        switch scope.kind(id) {
        case .literal(.bool(let value)): return .constant(value == isTrue)
        case .literal: return .constant(false)
        case .call: return formula(call: id, scope.operands(id), is: isTrue, scope)
        case .macro(let macro): return formula(macro: macro, id, is: isTrue, scope)
        case .identifier, .select, .has, .list, .map: return holds(id, isTrue, scope)
        }
    }

    /// A bool that nothing more is known of.
    private mutating func holds(_ id: NodeID, _ isTrue: Bool, _ scope: Scope) -> Formula {
        let term = term(id, scope)
        guard let value = terms.constant(term) else { return literal(.holds(term), isTrue) }
        return .constant(value == .bool(isTrue))
    }

    mutating func literal(_ atom: Atom, _ isTrue: Bool) -> Formula {
        partsLeft -= 1
        return .literal(atom, isTrue)
    }

    private mutating func formula(call id: NodeID, _ operands: [NodeID], is isTrue: Bool, _ scope: Scope) -> Formula {
        switch (scope.operation(id), operands.count) {
        case (.logicalNot, 1):
            return formula(operands[0], is: !isTrue, scope)
        case (.logicalAnd, 2), (.logicalOr, 2):
            // False next to an error is false, and true next to one is true.
            let parts = operands.map { formula($0, is: isTrue, scope) }
            return (scope.operation(id) == .logicalAnd) == isTrue ? .all(parts) : .any(parts)
        case (.conditional, 3):
            let first = Formula.all([formula(operands[0], is: true, scope), formula(operands[1], is: isTrue, scope)])
            let second = Formula.all([formula(operands[0], is: false, scope), formula(operands[2], is: isTrue, scope)])
            return .any([first, second])
        case (.equal, 2): return equality(operands, is: isTrue, scope)
        case (.notEqual, 2): return equality(operands, is: !isTrue, scope)
        case (.less, 2): return comparison(.less, operands, is: isTrue, scope)
        case (.lessOrEqual, 2): return comparison(.lessOrEqual, operands, is: isTrue, scope)
        case (.greater, 2): return comparison(.greater, operands, is: isTrue, scope)
        case (.greaterOrEqual, 2): return comparison(.greaterOrEqual, operands, is: isTrue, scope)
        case (.contained, 2):
            let (candidate, container) = (term(operands[0], scope), term(operands[1], scope))
            return membership(candidate, container, is: isTrue) ?? holds(id, isTrue, scope)
        case (.startsWith, 2), (.endsWith, 2), (.contains, 2), (.matches, 2):
            let (text, part) = (term(operands[0], scope), term(operands[1], scope))
            guard let test = textTest(scope.operation(id), part) else { return holds(id, isTrue, scope) }
            return literal(test, of: text, is: isTrue)
        case (.hasValue, 1):
            let operand = term(operands[0], scope)
            guard let parts = optionalParts(operand) else { return holds(id, isTrue, scope) }
            return isTrue ? parts.present : parts.missing
        default:
            return holds(id, isTrue, scope)
        }
    }

    // MARK: Comparisons

    private mutating func equality(_ operands: [NodeID], is isTrue: Bool, _ scope: Scope) -> Formula {
        // A condition against a constant: `(a > 1) == false`.
        for (id, other) in [(operands[0], operands[1]), (operands[1], operands[0])] {
            guard case .literal(.bool(let value)) = scope.kind(other), isCondition(id, scope) else { continue }
            return formula(id, is: value == isTrue, scope)
        }
        guard isCondition(operands[0], scope), isCondition(operands[1], scope) else {
            return comparison(.equal, operands, is: isTrue, scope)
        }
        return .any(
            [true, false].map { first in
                .all([formula(operands[0], is: first, scope), formula(operands[1], is: first == isTrue, scope)])
            }
        )
    }

    /// Whether a node is a bool made of others, which is nothing but true, false or an error.
    private func isCondition(_ id: NodeID, _ scope: Scope) -> Bool {
        switch scope.operation(id) {
        case .logicalNot, .logicalAnd, .logicalOr, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual,
            .contained, .startsWith, .endsWith, .contains, .matches, .hasValue:
            true
        default: false
        }
    }

    private mutating func comparison(
        _ relation: TermRelation,
        _ operands: [NodeID],
        is isTrue: Bool,
        _ scope: Scope
    ) -> Formula {
        let (left, right) = (term(operands[0], scope), term(operands[1], scope))
        return comparison(left, relation, right, is: isTrue)
    }

    /// A term against another; one that has alternatives is looked at in each of them.
    mutating func comparison(_ left: TermID, _ relation: TermRelation, _ right: TermID, is isTrue: Bool) -> Formula {
        guard partsLeft > 0 else { return .literal(.relation(left, relation, right), isTrue) }
        partsLeft -= 1
        if let alternative = alternatives[left] {
            return either(alternative) { $0.comparison($1, relation, right, is: isTrue) }
        }
        if let alternative = alternatives[right] {
            return either(alternative) { $0.comparison(left, relation, $1, is: isTrue) }
        }
        switch (terms.constant(left), terms.constant(right)) {
        case (let left?, let right?) where !left.isLimit && !right.isLimit:
            return .constant(TermTest.compare(relation, right).holds(for: left) == isTrue)
        case (nil, let value?) where isExact(value, for: left):
            return literal(.test(left, .compare(relation, value)), isTrue)
        case (let value?, nil) where isExact(value, for: right):
            return literal(.test(right, .compare(relation.reversed, value)), isTrue)
        default: break
        }
        // A value stands to itself as it must, unless it is or has a NaN.
        if left == right, isTrue, relation == .less || relation == .greater { return .constant(false) }
        if left == right, !isTrue, terms.possibleKinds(left).isDisjoint(with: [.number, .list, .map, .other]) {
            return .constant(relation == .less || relation == .greater)
        }
        return left == right
            ? literal(.holds(self.terms.intern(.call(.named("\(relation)"), [left, left]), .bool)), isTrue)
            : literal(.relation(left, relation, right), isTrue)
    }

    /// Whether a constant is equal to itself only, among the values of a term.
    func isExact(_ value: TermConstant, for id: TermID) -> Bool {
        !value.isLimit || terms[id].type.withoutNull == .int
    }

    mutating func either(
        _ alternative: Alternative,
        _ part: (inout Translator, TermID) -> Formula
    ) -> Formula {
        .any([
            .all([alternative.whenTrue, part(&self, alternative.first)]),
            .all([alternative.whenFalse, part(&self, alternative.second)]),
        ])
    }

    /// A test of a term, in each of its alternatives.
    mutating func literal(_ test: TermTest, of id: TermID, is isTrue: Bool) -> Formula {
        if partsLeft > 0, let alternative = alternatives[id] {
            partsLeft -= 1
            return either(alternative) { $0.literal(test, of: $1, is: isTrue) }
        }
        if let value = terms.constant(id) { return .constant(test.holds(for: value) == isTrue) }
        return literal(.test(id, test), isTrue)
    }

    private func textTest(_ operation: GateRuntime.Operation?, _ part: TermID) -> TermTest? {
        guard let text = terms.constant(part)?.text else { return nil }
        switch operation {
        case .startsWith: return .startsWith(text)
        case .endsWith: return .endsWith(text)
        case .contains: return .contains(text)
        case .matches: return TermPattern(text).map { .matches($0) }
        default: return nil
        }
    }

    // MARK: Membership

    /// `candidate in container`; nil where nothing is known of it.
    mutating func membership(_ candidate: TermID, _ container: TermID, is isTrue: Bool) -> Formula? {
        switch terms[container].term {
        case .call(.list, let members): return membership(candidate, members, is: isTrue)
        case .call(.map, let entries):
            return membership(candidate, stride(from: 0, to: entries.count, by: 2).map { entries[$0] }, is: isTrue)
        default:
            guard case .map = terms[container].type, let name = terms.constant(candidate)?.text else { return nil }
            return literal(.holds(has(container, name)), isTrue)
        }
    }

    private mutating func membership(_ candidate: TermID, _ members: [TermID], is isTrue: Bool) -> Formula {
        let values = members.compactMap { terms.constant($0) }
        if values.count == members.count, values.count > 1, values.allSatisfy({ isExact($0, for: candidate) }) {
            return literal(.isIn(values), of: candidate, is: isTrue)
        }
        let parts = members.map { comparison(candidate, .equal, $0, is: isTrue) }
        return isTrue ? .any(parts) : .all(parts)
    }
}
