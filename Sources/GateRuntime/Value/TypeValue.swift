extension Value {
    /// The type value that names `name`.
    package static func type(_ name: TypeName) -> Value {
        Value(kind: .type, payload: UInt64(TypeName.allCases.firstIndex(of: name) ?? 0))
    }

    /// The type that a type value names; nil for any other kind.
    package var namedType: TypeName? {
        guard kind == .type, payload < UInt64(TypeName.allCases.count) else { return nil }
        return TypeName.allCases[Int(payload)]
    }

    /// The name of the value's type.
    package var typeName: TypeName {
        switch kind {
        case .absent, .null, .error: .null
        case .bool: .bool
        case .int: .int
        case .uint: .uint
        case .double: .double
        case .string: .string
        case .bytes: .bytes
        case .timestamp: .timestamp
        case .duration: .duration
        case .list: .list
        case .map: .map
        case .type: .type
        case .optional: .optional
        case .ip: .ip
        case .cidr: .cidr
        }
    }
}
