extension Workspace {
    /// `+`, `-`, `*`, `/`, `%` and the sign.
    ///
    /// Fails where the result leaves its type's range.
    mutating func arithmetic(_ operation: Operation, _ arguments: Arguments) throws(Fault) -> Value {
        let (left, right) = (arguments.first, arguments.second)
        if operation == .negate {
            try arguments.expect(1)
            return try negate(left)
        }
        try arguments.expect(2)
        switch (left.kind, right.kind) {
        case (.int, .int): return .int(try whole(operation, left.asInt, right.asInt))
        case (.uint, .uint): return .uint(try whole(operation, left.payload, right.payload))
        case (.double, .double): return .double(try real(operation, left.asDouble, right.asDouble))
        default: break
        }
        switch operation {
        case .add: return try sum(left, right)
        case .subtract: return try difference(left, right)
        default: throw Fault(.noSuchOverload)
        }
    }

    private func negate(_ value: Value) throws(Fault) -> Value {
        switch value.kind {
        case .int:
            guard value.asInt != .min else { throw Fault(.overflow) }
            return .int(-value.asInt)
        case .double: return .double(-value.asDouble)
        default: throw Fault(.noSuchOverload)
        }
    }

    private func whole<Number: FixedWidthInteger>(
        _ operation: Operation,
        _ left: Number,
        _ right: Number
    ) throws(Fault) -> Number {
        let (result, overflows): (Number, Bool)
        switch operation {
        case .add: (result, overflows) = left.addingReportingOverflow(right)
        case .subtract: (result, overflows) = left.subtractingReportingOverflow(right)
        case .multiply: (result, overflows) = left.multipliedReportingOverflow(by: right)
        case .divide:
            guard right != 0 else { throw Fault(.divisionByZero) }
            (result, overflows) = left.dividedReportingOverflow(by: right)
        default:
            guard right != 0 else { throw Fault(.divisionByZero) }
            (result, overflows) = left.remainderReportingOverflow(dividingBy: right)
        }
        guard !overflows else { throw Fault(.overflow) }
        return result
    }

    private func real(_ operation: Operation, _ left: Double, _ right: Double) throws(Fault) -> Double {
        switch operation {
        case .add: return left + right
        case .subtract: return left - right
        case .multiply: return left * right
        case .divide: return left / right
        default: throw Fault(.noSuchOverload)
        }
    }

    private mutating func sum(_ left: Value, _ right: Value) throws(Fault) -> Value {
        switch (left.kind, right.kind) {
        case (.string, .string), (.bytes, .bytes): return try joined(left, right)
        case (.list, .list): return try joinedLists(left, right)
        case (.duration, .duration), (.timestamp, .duration): return try shifted(left, by: right, sign: 1)
        case (.duration, .timestamp): return try shifted(right, by: left, sign: 1)
        default: throw Fault(.noSuchOverload)
        }
    }

    private func difference(_ left: Value, _ right: Value) throws(Fault) -> Value {
        switch (left.kind, right.kind) {
        case (.duration, .duration), (.timestamp, .duration): return try shifted(left, by: right, sign: -1)
        case (.timestamp, .timestamp):
            // Both are within 0001 to 9999, so the seconds cannot overflow.
            return try .duration(
                seconds: left.seconds - right.seconds,
                nanoseconds: Int64(left.nanoseconds) - Int64(right.nanoseconds)
            )
        default: throw Fault(.noSuchOverload)
        }
    }

    private func shifted(_ time: Value, by amount: Value, sign: Int64) throws(Fault) -> Value {
        // Durations are within 2⁶³ nanoseconds, timestamps within 0001 to 9999: no sum of seconds overflows.
        let seconds = time.seconds + sign * amount.seconds
        let nanoseconds = Int64(time.nanoseconds) + sign * Int64(amount.nanoseconds)
        return time.kind == .duration
            ? try .duration(seconds: seconds, nanoseconds: nanoseconds)
            : try .timestamp(seconds: seconds, nanoseconds: nanoseconds)
    }
}
