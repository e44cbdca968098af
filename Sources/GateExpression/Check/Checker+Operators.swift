import GateRuntime

extension Checker {
    /// The operators whose rules are more than a list of signatures; nil for any other function.
    mutating func checkOperator(_ id: NodeID, _ function: String, _ arguments: [NodeID]) -> ValueType? {
        switch function {
        case "_&&_", "_||_", "!_":
            let purpose = "`\(operatorSymbol(function) ?? function)`"
            for argument in arguments { checkBool(argument, purpose: purpose) }
            return .bool
        case "_?_:_":
            return checkConditional(arguments)
        case "_==_", "_!=_":
            return checkEquality(function, arguments, nameRange(id))
        case "_<_", "_<=_", "_>_", "_>=_":
            return checkOrder(function, arguments, nameRange(id))
        case "@in":
            return checkMembership(arguments, nameRange(id))
        case "_[_]", "_[?_]":
            return checkIndex(arguments, isOptional: function == "_[?_]")
        default:
            return nil
        }
    }

    private func nameRange(_ id: NodeID) -> ExpressionSyntax.TextRange {
        if case .call(_, _, _, let nameRange) = syntax[id].kind { nameRange } else { range(id) }
    }

    /// `c ? a : b`: both sides have one type.
    private mutating func checkConditional(_ arguments: [NodeID]) -> ValueType {
        guard arguments.count == 3 else { return .dyn }
        checkBool(arguments[0], purpose: "`?`")
        let first = check(arguments[1])
        let second = check(arguments[2])
        if let type = inference.common(first, second) { return type }
        report(
            .conditionalMismatch(shown(first), shown(second), at: range(arguments[2]), first: range(arguments[1]))
        )
        return .dyn
    }

    /// `==` and `!=`: between any numbers, otherwise between values of one type.
    private mutating func checkEquality(
        _ function: String,
        _ arguments: [NodeID],
        _ name: ExpressionSyntax.TextRange
    ) -> ValueType {
        guard arguments.count == 2 else { return .bool }
        let (left, right) = (check(arguments[0]), check(arguments[1]))
        let start = inference.mark()
        if inference.comparable(left, right) { return .bool }
        inference.undo(to: start)
        if matchesOverload(function, [left, right]) { return .bool }
        if !reportText(function, arguments) {
            report(.notComparable(function, shown(left), shown(right), at: name, operands: arguments.map(range)))
        }
        return .bool
    }

    /// `<`, `<=`, `>`, `>=`: between any numbers, otherwise between values of one ordered type.
    private mutating func checkOrder(
        _ function: String,
        _ arguments: [NodeID],
        _ name: ExpressionSyntax.TextRange
    ) -> ValueType {
        guard arguments.count == 2 else { return .bool }
        let types = arguments.map { check($0) }
        let (left, right) = (inference.settled(types[0]).withoutNull, inference.settled(types[1]).withoutNull)
        let isOrdered =
            switch (left, right) {
            case (.dyn, .dyn): true
            case (.dyn, let other), (let other, .dyn): other.isOrdered
            default: left.isOrdered && left == right || left.isNumber && right.isNumber
            }
        if isOrdered || matchesOverload(function, types) { return .bool }
        if !reportText(function, arguments) {
            report(.notComparable(function, shown(left), shown(right), at: name, operands: arguments.map(range)))
        }
        return .bool
    }

    /// `x in list`, `key in map`.
    private mutating func checkMembership(_ arguments: [NodeID], _ name: ExpressionSyntax.TextRange) -> ValueType {
        guard arguments.count == 2 else { return .bool }
        let element = check(arguments[0])
        let container = check(arguments[1])
        var collection = container
        if case .nullable(let wrapped) = collection { collection = inference.resolved(wrapped) }
        let wanted: ValueType
        switch collection {
        case .dyn, .parameter: return .bool
        case .list(let inner): wanted = inner
        case .map(let key, _): wanted = key
        default:
            if matchesOverload("@in", [element, container]) { return .bool }
            report(.notCollection(shown(container), isText: collection == .string, at: range(arguments[1])))
            return .bool
        }
        let start = inference.mark()
        if inference.comparable(element, wanted) { return .bool }
        inference.undo(to: start)
        if let text = textSource(arguments[0]), inference.settled(wanted).withoutNull.isNumber {
            report(.textAgainstNumber(text, inference.settled(wanted), at: range(arguments[0]), other: range(arguments[1])))
        } else {
            report(.neverIn(shown(element), shown(container), at: name, operands: arguments.map(range)))
        }
        return .bool
    }

    // MARK: Text against numbers

    /// Reports that a text source meets a number, which is a matter of a missing conversion (E310); false if it is not.
    mutating func reportText(_ function: String, _ arguments: [NodeID]) -> Bool {
        guard textOperators.contains(function) else { return false }
        let sources = arguments.map { textSource($0) }
        let types = arguments.map { inference.settled(type(of: $0)).withoutNull }
        guard let index = sources.firstIndex(where: { $0 != nil }), let source = sources[index] else { return false }
        let otherIndex = arguments.count == 2 ? 1 - index : index
        let other = types[otherIndex]
        // Arithmetic other than + makes no sense for texts at all, so two text sources are meant as numbers.
        let isArithmetic = ["_-_", "_*_", "_/_", "_%_", "-_"].contains(function)
        guard other.isNumber || isArithmetic && sources[otherIndex] != nil else { return false }
        report(
            .textAgainstNumber(
                source,
                other.isNumber ? other : .int,
                at: range(arguments[index]),
                other: otherIndex == index || !other.isNumber ? nil : range(arguments[otherIndex])
            )
        )
        return true
    }
}

/// The operators that take numbers.
private let textOperators: Set<String> = [
    "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_", "_+_", "_-_", "_*_", "_/_", "_%_", "-_",
]

/// The symbol of an operator, e.g. `+` for `_+_`; nil for a function.
func operatorSymbol(_ function: String) -> String? {
    switch function {
    case "@in": "in"
    case "_?_:_": "?:"
    case "_[_]": "[ ]"
    case "_[?_]": "[? ]"
    case "!_": "!"
    case "-_": "-"
    default:
        function.hasPrefix("_") && function.hasSuffix("_") && function.count > 2
            ? String(function.dropFirst().dropLast()) : nil
    }
}
