import GateRuntime

extension Checker {
    /// A list literal: its elements' common type, dyn if they have none.
    mutating func checkList(_ elements: [NodeID], _ optionalIndices: Set<Int>) -> ValueType {
        var element: ValueType?
        for (index, id) in elements.enumerated() {
            var type = check(id)
            if optionalIndices.contains(index) { type = unwrapped(type, id) }
            element = joined(element, type)
        }
        return .list(element ?? inference.fresh())
    }

    /// A map literal.
    mutating func checkMap(_ entries: [ExpressionSyntax.MapEntry]) -> ValueType {
        var key: ValueType?
        var value: ValueType?
        for entry in entries {
            _ = check(entry.key)
            _ = check(entry.value)
            add(entry, &key, &value)
        }
        return .map(key ?? .dyn, value ?? inference.fresh())
    }

    /// Widens a map's types for an entry, whose parts are checked.
    @inline(never)
    private mutating func add(_ entry: ExpressionSyntax.MapEntry, _ key: inout ValueType?, _ value: inout ValueType?) {
        let keyType = type(of: entry.key)
        if !isKey(keyType) { report(.badMapKey(shown(keyType), at: range(entry.key))) }
        // A key's type is a scalar or open: were it to be found out later, types could double in size at each level.
        key = joined(key, isKey(keyType) && !keyType.isOpen ? keyType : .dyn)
        var valueType = type(of: entry.value)
        if entry.isOptional { valueType = unwrapped(valueType, entry.value) }
        value = joined(value, valueType)
    }

    /// The common type of a literal's elements so far and one more; dyn for a mixture.
    private mutating func joined(_ first: ValueType?, _ second: ValueType) -> ValueType {
        guard let first else { return second }
        return inference.common(first, second) ?? .dyn
    }

    private func isKey(_ type: ValueType) -> Bool {
        switch type {
        case .int, .uint, .bool, .string, .dyn, .parameter: true
        case .nullable(let wrapped): isKey(inference.resolved(wrapped))
        default: false
        }
    }

    /// What an element written with `?` adds: the value of an optional.
    private mutating func unwrapped(_ type: ValueType, _ id: NodeID) -> ValueType {
        switch type {
        case .optional(let wrapped): return inference.resolved(wrapped)
        case .dyn, .parameter: return .dyn
        default:
            report(.needsOptional(shown(type), at: range(id)))
            return .dyn
        }
    }

    // MARK: Index

    /// `a[k]` and `a[?k]`.
    mutating func judgeIndex(
        _ id: NodeID,
        _ arguments: [NodeID],
        _ types: [ValueType],
        isOptional: Bool
    ) -> ValueType {
        let (declared, wasOptional) = elementType(types[0], types[1], arguments)
        let type = sampledElement(id, of: arguments[0], at: arguments[1]) ?? declared
        return isOptional || wasOptional ? .optional(type) : type
    }

    private mutating func elementType(
        _ operand: ValueType,
        _ key: ValueType,
        _ arguments: [NodeID]
    ) -> (ValueType, wasOptional: Bool) {
        switch operand {
        case .dyn: return (.dyn, false)
        case .parameter(let name):
            inference.bind(name, to: .dyn)
            return (.dyn, false)
        case .nullable(let wrapped): return elementType(inference.resolved(wrapped), key, arguments)
        case .optional(let wrapped): return (elementType(inference.resolved(wrapped), key, arguments).0, true)
        case .list(let element):
            if inference.assign(key, to: .int) { return (inference.resolved(element), false) }
            if let source = textSource(arguments[1]) {
                report(.textAgainstNumber(source, .int, at: range(arguments[1]), other: nil))
            } else {
                report(.badIndex(of: "a list", wanted: "int", found: shown(key), at: range(arguments[1])))
            }
            return (inference.resolved(element), false)
        case .map(let wanted, let value):
            let start = inference.mark()
            if !inference.assign(key, to: wanted) {
                inference.undo(to: start)
                let map = shown(operand)
                report(.badIndex(of: "a \(map)", wanted: shown(wanted), found: shown(key), at: range(arguments[1])))
            }
            return (inference.resolved(value), false)
        default:
            report(.noIndex(shown(operand), isText: operand == .string, at: range(arguments[0])))
            return (.dyn, false)
        }
    }
}
