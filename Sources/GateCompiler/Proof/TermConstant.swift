import GateRuntime

/// A constant that a condition compares something with.
package enum TermConstant: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(ExactNumber)
    case string(ExactText)
    case bytes([UInt8])
    /// Seconds since 1970 and nanoseconds.
    case timestamp(Int64, Int32)
    /// Seconds and nanoseconds of the same sign.
    case duration(Int64, Int32)

    /// A string.
    package static func text(_ text: String) -> TermConstant { .string(ExactText(text)) }
    /// A number that is an int.
    package static func int(_ value: Int64) -> TermConstant { .number(.int(value)) }

    /// A constant that the machine computed; nil for what is compared in other ways: lists, maps, NaN, large doubles.
    init?(_ value: Value, bytes: [UInt8]) {
        switch value.kind {
        case .absent, .null: self = .null
        case .bool: self = .bool(value.isTrue)
        case .int: self = .number(ExactNumber(value.asInt))
        case .uint:
            guard let number = ExactNumber(value.payload) else { return nil }
            self = .number(number)
        case .double:
            guard let number = ExactNumber(value.asDouble) else { return nil }
            self = .number(number)
        case .string, .bytes:
            let (start, end) = (value.offset, value.offset + value.count)
            guard value.place == .constant, end <= bytes.count else { return nil }
            let content = Array(bytes[start..<end])
            self = value.kind == .string ? .string(ExactText(utf8: content)) : .bytes(content)
        case .timestamp: self = .timestamp(value.seconds, value.nanoseconds)
        case .duration: self = .duration(value.seconds, value.nanoseconds)
        case .list, .map, .type, .optional, .ip, .cidr, .error: return nil
        }
    }

    var kind: KindSet {
        switch self {
        case .null: .null
        case .bool: .bool
        case .number: .number
        case .string: .string
        case .bytes: .bytes
        case .timestamp: .timestamp
        case .duration: .duration
        }
    }

    /// Whether large doubles are equal to the constant, so that it is only exact among ints.
    var isLimit: Bool {
        if case .number(let number) = self { number.isLimit } else { false }
    }

    /// Negative, zero or positive, as the left is less, equal or greater; nil where the two have no order.
    static func order(_ left: TermConstant, _ right: TermConstant) -> Int? {
        switch (left, right) {
        case (.bool(let left), .bool(let right)): order(left ? 1 : 0, right ? 1 : 0)
        case (.number(let left), .number(let right)): ExactNumber.order(left, right)
        case (.string(let left), .string(let right)): left < right ? -1 : left == right ? 0 : 1
        case (.bytes(let left), .bytes(let right)):
            left.lexicographicallyPrecedes(right) ? -1 : left == right ? 0 : 1
        case (.timestamp(let left, let leftPart), .timestamp(let right, let rightPart)),
            (.duration(let left, let leftPart), .duration(let right, let rightPart)):
            left == right ? order(leftPart, rightPart) : order(left, right)
        default: nil
        }
    }

    private static func order<Number: Comparable>(_ left: Number, _ right: Number) -> Int {
        left < right ? -1 : left == right ? 0 : 1
    }
}

/// A set of the kinds of values that `==` tells apart.
package struct KindSet: OptionSet, Hashable, Sendable {
    package var rawValue: UInt16

    package init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    package static let null = KindSet(rawValue: 1)
    package static let bool = KindSet(rawValue: 2)
    package static let number = KindSet(rawValue: 4)
    package static let string = KindSet(rawValue: 8)
    package static let bytes = KindSet(rawValue: 16)
    package static let list = KindSet(rawValue: 32)
    package static let map = KindSet(rawValue: 64)
    package static let timestamp = KindSet(rawValue: 128)
    package static let duration = KindSet(rawValue: 256)
    /// Types, optionals and addresses.
    package static let other = KindSet(rawValue: 512)
    package static let all = KindSet(rawValue: 1023)
    /// What JSON has.
    package static let json: KindSet = [.null, .bool, .number, .string, .list, .map]
    /// What a query string has: text, repeated and nested, and null for a bare name.
    package static let query: KindSet = [.null, .string, .list, .map]
    /// Those that `<` orders.
    static let ordered: KindSet = [.bool, .number, .string, .bytes, .timestamp, .duration]
    /// Those with so few values that all can be named.
    static let finite: KindSet = [.null, .bool]

    /// Whether the set has exactly one kind.
    var isSingle: Bool { rawValue.nonzeroBitCount == 1 }

    /// The kinds that values of a static type have.
    init(_ type: ValueType) {
        switch type {
        case .dyn, .parameter: self = .all
        case .null: self = .null
        case .bool: self = .bool
        case .int, .uint, .double, .number: self = .number
        case .string: self = .string
        case .bytes: self = .bytes
        case .timestamp: self = .timestamp
        case .duration: self = .duration
        case .list: self = .list
        case .map: self = .map
        case .type, .optional, .ip, .cidr: self = .other
        case .nullable(let wrapped): self = KindSet(wrapped).union(.null)
        }
    }
}
