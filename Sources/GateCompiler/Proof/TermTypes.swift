import GateRuntime

/// What can be relied on of a term's type.
///
/// The checker's types are for messages: they take what is dyn for what fits. These hold for every request.
extension TermTable {
    /// The type of a field of a term.
    func fieldType(of operand: TermID) -> ValueType {
        if case .map(_, let value) = self[operand].type.withoutNull { value } else { .dyn }
    }

    /// The type of an element of a term.
    func elementType(of operand: TermID) -> ValueType {
        switch self[operand].type.withoutNull {
        case .list(let element): element
        case .map(_, let value): value
        default: .dyn
        }
    }

    /// The type of a call's result: that of the overloads that the operands may run into, where they agree.
    func resultType(of function: FunctionSpec, _ operands: [TermID]) -> ValueType {
        var result: ValueType?
        for overload in function.overloads where mayTake(overload, operands) {
            guard overload.result.isPlain, result == nil || result == overload.result else { return .dyn }
            result = overload.result
        }
        return result ?? .dyn
    }

    private func mayTake(_ overload: FunctionSpec.Overload, _ operands: [TermID]) -> Bool {
        let count = overload.parameters.count
        guard operands.count == count || overload.isVariadic && operands.count >= count else { return false }
        return operands.indices.allSatisfy { position in
            let kinds = KindSet(overload.parameters[min(position, count - 1)])
            return !kinds.isDisjoint(with: possibleKinds(operands[position]))
        }
            && operands.indices.allSatisfy { position in
                mayBe(overload.parameters[min(position, count - 1)], self[operands[position]].type.withoutNull)
            }
    }

    /// Kinds alone do not tell an int from a double, which the overloads of arithmetic do.
    private func mayBe(_ parameter: ValueType, _ type: ValueType) -> Bool {
        switch (parameter, type) {
        case (.int, .uint), (.int, .double), (.uint, .int), (.uint, .double), (.double, .int), (.double, .uint): false
        default: true
        }
    }

    /// The kinds that a term's values may be of.
    func possibleKinds(_ id: TermID) -> KindSet {
        let entry = self[id]
        return KindSet(entry.type).intersection(entry.type == .dyn ? entry.origin.kinds : .all)
    }
}

extension ValueType {
    /// A type without parts, which a value's kind proves.
    fileprivate var isPlain: Bool {
        switch self {
        case .null, .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration: true
        default: false
        }
    }
}
