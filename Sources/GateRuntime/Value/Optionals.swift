extension Value {
    /// The optional without a value.
    package static var noneOptional: Value { Value(kind: .optional) }
}

extension Workspace {
    /// An optional that holds `value`.
    mutating func optional(of value: Value) throws(Fault) -> Value {
        let index = try values.append(value)
        return Value(kind: .optional, place: .arena, payload: UInt64(index) + 1)
    }

    /// The value of an optional; nil for none.
    ///
    /// Fails where the operand is not an optional.
    mutating func content(ofOptional value: Value) throws(Fault) -> Value? {
        guard value.kind == .optional else { throw Fault(.noSuchOverload) }
        guard value.payload > 0 else { return nil }
        return element(value.place, Int(value.payload) - 1).orNull
    }

    /// Whether a value is its type's zero: null, false, 0, "", an empty list or map, the start of 1970, no seconds.
    mutating func isZero(_ value: Value) throws(Fault) -> Bool {
        switch value.kind {
        case .absent, .null: return true
        case .bool, .int, .uint: return value.payload == 0
        case .double: return value.asDouble == 0
        case .string, .bytes: return value.count == 0
        case .timestamp, .duration: return value.payload == 0 && value.aux == 0
        case .list, .map: return try size(value) == 0
        case .optional: return value.payload == 0
        case .type, .ip, .cidr, .error: return false
        }
    }
}
