/// A type of the expression language, as the checker knows it.
package indirect enum ValueType: Hashable, Sendable {
    /// Known only at run time: anything below a body, for instance.
    case dyn
    case null
    case bool
    case int
    case uint
    case double
    case string
    case bytes
    case timestamp
    case duration
    /// The type of a type value, as `type(x)` gives it.
    case type
    case list(ValueType)
    case map(ValueType, ValueType)
    case optional(ValueType)
    /// The type or null, as CEL's wrapper types: an extraction without `default:` or `required:`.
    case nullable(ValueType)
    case ip
    case cidr
    /// An int, uint or double; in a function's signature only.
    case number
    /// A type parameter in a function's signature, e.g. `A` in `list(A)`.
    case parameter(String)

    /// The type without the possibility of null.
    package var withoutNull: ValueType {
        if case .nullable(let wrapped) = self { wrapped } else { self }
    }
}

extension ValueType: CustomStringConvertible {
    /// The type in CEL's notation: `list(int)`, `map(string, dyn)`, `int or null`.
    package var description: String {
        switch self {
        case .dyn: "dyn"
        case .null: "null"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .timestamp: "timestamp"
        case .duration: "duration"
        case .type: "type"
        case .list(let element): "list(\(element))"
        case .map(let key, let value): "map(\(key), \(value))"
        case .optional(let wrapped): "optional(\(wrapped))"
        case .nullable(let wrapped): "\(wrapped) or null"
        case .ip: "ip"
        case .cidr: "cidr"
        case .number: "number"
        case .parameter(let name): name
        }
    }
}

/// The types that a type value can name; CEL spells them `int`, `google.protobuf.Timestamp`, and so on.
package enum TypeName: String, CaseIterable, Sendable {
    case null = "null_type"
    case bool
    case int
    case uint
    case double
    case string
    case bytes
    case timestamp = "google.protobuf.Timestamp"
    case duration = "google.protobuf.Duration"
    case list
    case map
    case type
    case optional = "optional_type"
    case ip = "net.IP"
    case cidr = "net.CIDR"
}
