import GateRuntime

// Operands are checked in one small function and judged in others that do not call back, so that nesting costs little
// stack.
extension Checker {
    /// Checks a node that needs no more than its parts' types, and gives those.
    private mutating func checkAll(_ ids: [NodeID]) -> [ValueType] {
        var types: [ValueType] = []
        types.reserveCapacity(ids.count)
        for id in ids { types.append(check(id)) }
        return types
    }

    /// The operators whose rules are more than a list of signatures; nil for any other function.
    mutating func checkOperator(_ id: NodeID, _ function: String, _ arguments: [NodeID]) -> ValueType? {
        switch function {
        case "_&&_", "_||_", "!_":
            for argument in arguments { checkBool(argument, purpose: "`\(operatorSymbol(function) ?? function)`") }
            return .bool
        case "_?_:_":
            guard arguments.count == 3 else { return .dyn }
            checkBool(arguments[0], purpose: "`?`")
            _ = checkAll(Array(arguments[1...]))
            return judgeConditional(arguments)
        case "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_", "@in", "_[_]", "_[?_]":
            let types = checkAll(arguments)
            guard types.count == 2 else { return .dyn }
            return judge(id, function, arguments, types)
        default:
            return nil
        }
    }

    @inline(never)
    private mutating func judge(
        _ id: NodeID,
        _ function: String,
        _ arguments: [NodeID],
        _ types: [ValueType]
    ) -> ValueType {
        switch function {
        case "_==_", "_!=_": judgeEquality(function, arguments, types, nameRange(id))
        case "@in": judgeMembership(arguments, types, nameRange(id))
        case "_[_]", "_[?_]": judgeIndex(id, arguments, types, isOptional: function == "_[?_]")
        default: judgeOrder(function, arguments, types, nameRange(id))
        }
    }

    private func nameRange(_ id: NodeID) -> ExpressionSyntax.TextRange {
        if case .call(_, _, _, let nameRange) = syntax[id].kind { nameRange } else { range(id) }
    }

    /// `c ? a : b`: both sides have one type.
    @inline(never)
    private mutating func judgeConditional(_ arguments: [NodeID]) -> ValueType {
        let (first, second) = (type(of: arguments[1]), type(of: arguments[2]))
        if let type = inference.common(first, second) { return type }
        // The types that are written agree, and to give the one or the other is no fault.
        if isSampled { return .dyn }
        report(
            .conditionalMismatch(shown(first), shown(second), at: range(arguments[2]), first: range(arguments[1]))
        )
        return .dyn
    }

    /// `==` and `!=`: between any numbers, otherwise between values of one type.
    private mutating func judgeEquality(
        _ function: String,
        _ arguments: [NodeID],
        _ types: [ValueType],
        _ name: ExpressionSyntax.TextRange
    ) -> ValueType {
        let start = inference.mark()
        if inference.comparable(types[0], types[1]) { return .bool }
        inference.undo(to: start)
        if matchesOverload(function, types) { return .bool }
        if !reportText(function, arguments) {
            report(.notComparable(function, types.map(shown), at: name, operands: arguments.map(range)))
        }
        return .bool
    }

    /// `<`, `<=`, `>`, `>=`: between any numbers, otherwise between values of one ordered type.
    private mutating func judgeOrder(
        _ function: String,
        _ arguments: [NodeID],
        _ types: [ValueType],
        _ name: ExpressionSyntax.TextRange
    ) -> ValueType {
        let (left, right) = (inference.settled(types[0]).withoutNull, inference.settled(types[1]).withoutNull)
        let isOrdered =
            switch (left, right) {
            case (.dyn, .dyn): true
            case (.dyn, let other), (let other, .dyn): other.isOrdered
            default: left.isOrdered && left == right || left.isNumber && right.isNumber
            }
        if isOrdered || matchesOverload(function, types) { return .bool }
        if !reportText(function, arguments) {
            report(.notComparable(function, types.map(shown), at: name, operands: arguments.map(range)))
        }
        return .bool
    }

    /// `x in list`, `key in map`.
    private mutating func judgeMembership(
        _ arguments: [NodeID],
        _ types: [ValueType],
        _ name: ExpressionSyntax.TextRange
    ) -> ValueType {
        var collection = types[1]
        if case .nullable(let wrapped) = collection { collection = inference.resolved(wrapped) }
        let wanted: ValueType
        switch collection {
        case .dyn, .parameter: return .bool
        case .list(let inner): wanted = inner
        case .map(let key, _): wanted = key
        default:
            if matchesOverload("@in", types) { return .bool }
            report(.notCollection(shown(types[1]), isText: collection == .string, at: range(arguments[1])))
            return .bool
        }
        let start = inference.mark()
        if inference.comparable(types[0], wanted) { return .bool }
        inference.undo(to: start)
        let number = inference.settled(wanted).withoutNull
        if let text = textSource(arguments[0]), number.isNumber {
            report(.textAgainstNumber(text, number, at: range(arguments[0]), other: range(arguments[1])))
        } else {
            report(.neverIn(types.map(shown), at: name, operands: arguments.map(range)))
        }
        return .bool
    }

    // MARK: Text against numbers

    /// Reports that a text source meets a number, which is a matter of a missing conversion (E310); false if it is not.
    mutating func reportText(_ function: String, _ arguments: [NodeID]) -> Bool {
        guard textOperators.contains(function), !isSilent else { return false }
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

/// The symbol of an operator, like `+` for `_+_`; nil for a function.
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
