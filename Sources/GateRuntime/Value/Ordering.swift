extension Workspace {
    /// `left < right` and its kin, by `operation`.
    ///
    /// Fails where the operands have no order.
    @inline(__always)
    mutating func ordered(_ operation: Operation, _ left: Value, _ right: Value) throws(Fault) -> Bool {
        if left.kind == .int && right.kind == .int {
            switch operation {
            case .less: return left.asInt < right.asInt
            case .lessOrEqual: return left.asInt <= right.asInt
            case .greater: return left.asInt > right.asInt
            default: return left.asInt >= right.asInt
            }
        }
        return try orderedOther(operation, left, right)
    }

    private mutating func orderedOther(
        _ operation: Operation,
        _ left: Value,
        _ right: Value
    ) throws(Fault) -> Bool {
        guard let order = try order(left, right) else { return false }
        switch operation {
        case .less: return order == .less
        case .lessOrEqual: return order != .greater
        case .greater: return order == .greater
        default: return order != .less
        }
    }

    /// How two values stand to each other; nil with NaN.
    ///
    /// Fails where the types have no order.
    mutating func order(_ left: Value, _ right: Value) throws(Fault) -> Order? {
        if left.isNumber && right.isNumber { return Value.numericOrder(left, right) }
        guard left.kind == right.kind else { throw Fault(.noSuchOverload) }
        switch left.kind {
        case .bool: return Order(left.payload, right.payload)
        case .string, .bytes:
            try charge(bytes: min(left.count, right.count))
            return Order(ByteView.compare(view(left), view(right)))
        case .timestamp, .duration:
            let seconds = Order(left.seconds, right.seconds)
            return seconds == .equal ? Order(left.nanoseconds, right.nanoseconds) : seconds
        default: throw Fault(.noSuchOverload)
        }
    }
}
