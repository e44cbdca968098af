/// How two numbers, or two values of one ordered type, stand to each other; nil where they have no order (NaN).
enum Order {
    case less, equal, greater

    init(_ difference: Int) {
        self = difference < 0 ? .less : difference == 0 ? .equal : .greater
    }

    @inline(__always)
    init<Number: Comparable>(_ left: Number, _ right: Number) {
        self = left < right ? .less : left == right ? .equal : .greater
    }

    var reversed: Order {
        switch self {
        case .less: .greater
        case .equal: .equal
        case .greater: .less
        }
    }
}

extension Value {
    var isNumber: Bool { kind == .int || kind == .uint || kind == .double }

    /// The order of two numbers on one number line, whatever their types (cel-spec, "Numbers").
    ///
    /// Nil with NaN.
    ///
    /// Exact, but for the doubles 2⁶³ and 2⁶⁴: they count as the largest int and uint, as they do everywhere in CEL
    /// where the integer is turned into a double.
    static func numericOrder(_ left: Value, _ right: Value) -> Order? {
        switch (left.kind, right.kind) {
        case (.int, .int): Order(left.asInt, right.asInt)
        case (.uint, .uint): Order(left.payload, right.payload)
        case (.double, .double): doubleOrder(left.asDouble, right.asDouble)
        case (.int, .uint): left.asInt < 0 ? .less : Order(UInt64(left.asInt), right.payload)
        case (.uint, .int): right.asInt < 0 ? .greater : Order(left.payload, UInt64(right.asInt))
        case (.int, .double): order(left.asInt, right.asDouble)
        case (.double, .int): order(right.asInt, left.asDouble)?.reversed
        case (.uint, .double): order(left.payload, right.asDouble)
        case (.double, .uint): order(right.payload, left.asDouble)?.reversed
        default: nil
        }
    }

    private static func doubleOrder(_ left: Double, _ right: Double) -> Order? {
        left < right ? .less : left == right ? .equal : left > right ? .greater : nil
    }

    private static func order<Integer: FixedWidthInteger>(_ integer: Integer, _ number: Double) -> Order? {
        if number.isNaN { return nil }
        if number < Double(Integer.min) { return .greater }
        let limit = Double(Integer.max)
        if number > limit { return .less }
        // The limit itself is one more than the largest integer and stands for it.
        if number == limit { return integer == .max ? .equal : .less }
        let whole = Integer(number.rounded(.down))
        if integer != whole { return Order(integer, whole) }
        return number > Double(whole) ? .less : .equal
    }
}
