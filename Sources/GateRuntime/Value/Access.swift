extension Workspace {
    /// `operand.name`: the value of a map's key, or through an optional.
    ///
    /// Fails with ``FaultCode/noSuchKey``.
    mutating func select(_ operand: Value, _ name: Value) throws(Fault) -> Value {
        if operand.kind == .optional { return try selectOptional(operand, name) }
        guard operand.kind == .map else { throw Fault(.noSuchOverload) }
        guard let found = try lookup(operand, name) else { throw Fault(.noSuchKey) }
        return found
    }

    /// `operand.?name`: an optional of the value, none where the key is missing.
    mutating func selectOptional(_ operand: Value, _ name: Value) throws(Fault) -> Value {
        try indexOptional(operand, name)
    }

    /// `has(operand.name)`.
    mutating func has(_ operand: Value, _ name: Value) throws(Fault) -> Bool {
        var map = operand
        if operand.kind == .optional {
            guard let content = try content(ofOptional: operand) else { return false }
            map = content
        }
        guard map.kind == .map else { throw Fault(.noSuchOverload) }
        return try lookup(map, name) != nil
    }

    /// `operand[key]`.
    mutating func index(_ operand: Value, _ key: Value) throws(Fault) -> Value {
        switch operand.kind {
        case .optional:
            return try indexOptional(operand, key)
        case .map:
            guard let found = try lookup(operand, key) else { throw Fault(.noSuchKey) }
            return found
        case .list:
            guard key.isNumber else { throw Fault(.noSuchOverload) }
            guard let position = key.exactInt else { throw Fault(.invalidArgument) }
            guard let found = try listElement(operand, position) else { throw Fault(.indexOutOfRange) }
            return found
        default:
            throw Fault(.noSuchOverload)
        }
    }

    /// `operand[?key]`: an optional of the value, none where there is no such key or index.
    mutating func indexOptional(_ operand: Value, _ key: Value) throws(Fault) -> Value {
        var container = operand
        if operand.kind == .optional {
            guard let content = try content(ofOptional: operand) else { return .noneOptional }
            container = content
        }
        switch container.kind {
        case .map:
            guard let found = try lookup(container, key) else { return .noneOptional }
            return try optional(of: found)
        case .list:
            guard key.isNumber else { throw Fault(.noSuchOverload) }
            guard let position = key.exactInt, let found = try listElement(container, position) else {
                return .noneOptional
            }
            return try optional(of: found)
        default:
            // A field of what cannot have any is an error, as without the question mark.
            throw Fault(key.kind == .string ? .noSuchKey : .noSuchOverload)
        }
    }

    /// The element at `position`; nil outside the list.
    mutating func listElement(_ list: Value, _ position: Int64) throws(Fault) -> Value? {
        guard position >= 0 else { return nil }
        if list.place == .json { return try tapeElement(list.tapeIndex, position) }
        guard position < Int64(list.count) else { return nil }
        return element(list.place, list.offset + Int(position)).orNull
    }

    private mutating func tapeElement(_ opening: Int, _ position: Int64) throws(Fault) -> Value? {
        guard position < Int64(json.elementCount(of: opening)) else { return nil }
        try charge(Int(position) >> 3)
        return json.element(of: opening, at: Int(position)).map { json.value(at: $0) }
    }

    /// `candidate in container`: an element of a list, a key of a map, an address of a range.
    mutating func contains(_ container: Value, _ candidate: Value) throws(Fault) -> Bool {
        switch container.kind {
        case .map:
            return try lookup(container, candidate) != nil
        case .list:
            var cursor = try cursor(over: container)
            while let (_, element) = try advance(&cursor) {
                try charge(OperationCost.element)
                if try equal(element, candidate) { return true }
            }
            return false
        case .cidr:
            return try contains(candidate.kind == .cidr ? .containsCIDR : .containsIP, container, candidate)
        default:
            throw Fault(.noSuchOverload)
        }
    }
}

extension Value {
    /// The int that a number is equal to; nil where there is none.
    var exactInt: Int64? {
        switch kind {
        case .int: asInt
        case .uint: Int64(exactly: payload)
        case .double: Int64(exactly: asDouble)
        default: nil
        }
    }
}
