extension Workspace {
    /// The conversions between types.
    ///
    /// Fails where the value is out of the target's range or the text is not of its form.
    mutating func callConversion(_ operation: Operation, _ arguments: Arguments) throws(Fault) -> Value {
        try arguments.expect(1)
        let value = arguments.first
        switch operation {
        case .toBool: return try toBool(value)
        case .toInt: return try toInt(value)
        case .toUint: return try toUint(value)
        case .toDouble: return try toDouble(value)
        case .toString: return try toString(value)
        case .toBytes: return try toBytes(value)
        case .toTimestamp: return try toTimestamp(value)
        case .toDuration: return try toDuration(value)
        case .toDyn: return value
        default: return Value.type(value.typeName)
        }
    }

    private mutating func toBool(_ value: Value) throws(Fault) -> Value {
        switch value.kind {
        case .bool: return value
        case .string:
            let text = view(value)
            for word in ["1", "t", "T", "true", "TRUE", "True"] as [StaticString] where text.isEqual(to: word) {
                return .bool(true)
            }
            for word in ["0", "f", "F", "false", "FALSE", "False"] as [StaticString] where text.isEqual(to: word) {
                return .bool(false)
            }
            throw Fault(.invalidConversion)
        default: throw Fault(.noSuchOverload)
        }
    }

    private mutating func toInt(_ value: Value) throws(Fault) -> Value {
        switch value.kind {
        case .int: return value
        case .uint:
            guard let integer = Int64(exactly: value.payload) else { throw Fault(.overflow) }
            return .int(integer)
        case .double:
            // The ends of the range are excluded (cel-spec, "Overflow").
            guard value.asDouble > -0x1p63, value.asDouble < 0x1p63 else { throw Fault(.overflow) }
            return .int(Int64(value.asDouble))
        case .string:
            return .int(try view(value).decimal(Int64.self))
        case .timestamp: return .int(value.seconds)
        case .duration: throw Fault(.noSuchOverload)
        default: throw Fault(.noSuchOverload)
        }
    }

    private mutating func toUint(_ value: Value) throws(Fault) -> Value {
        switch value.kind {
        case .uint: return value
        case .int:
            guard let integer = UInt64(exactly: value.asInt) else { throw Fault(.overflow) }
            return .uint(integer)
        case .double:
            guard value.asDouble > -1, value.asDouble < 0x1p64 else { throw Fault(.overflow) }
            return .uint(UInt64(value.asDouble))
        case .string:
            return .uint(try view(value).decimal(UInt64.self))
        default: throw Fault(.noSuchOverload)
        }
    }

    private mutating func toDouble(_ value: Value) throws(Fault) -> Value {
        switch value.kind {
        case .double: return value
        case .int: return .double(Double(value.asInt))
        case .uint: return .double(Double(value.payload))
        case .string:
            return .double(try parseDouble(value))
        default: throw Fault(.noSuchOverload)
        }
    }

    private mutating func toBytes(_ value: Value) throws(Fault) -> Value {
        switch value.kind {
        case .bytes: return value
        case .string: return Value(kind: .bytes, place: value.place, payload: value.payload)
        default: throw Fault(.noSuchOverload)
        }
    }

    private mutating func toTimestamp(_ value: Value) throws(Fault) -> Value {
        switch value.kind {
        case .timestamp: return value
        case .int: return try .timestamp(seconds: value.asInt, nanoseconds: Int64(0))
        case .string: return try view(value).timestamp()
        default: throw Fault(.noSuchOverload)
        }
    }

    private mutating func toDuration(_ value: Value) throws(Fault) -> Value {
        switch value.kind {
        case .duration: return value
        case .string:
            return try view(value).duration()
        default: throw Fault(.noSuchOverload)
        }
    }
}

extension ByteView {
    /// Whether the bytes are the UTF-8 of a literal.
    func isEqual(to text: StaticString) -> Bool {
        self == ByteView(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// The integer that the text writes in decimal digits, with a sign where the type has one.
    func decimal<Number: FixedWidthInteger>(_: Number.Type) throws(Fault) -> Number {
        var index = 0
        var isNegative = false
        if Number.isSigned, count > 0, self[0] == UInt8(ascii: "-") || self[0] == UInt8(ascii: "+") {
            isNegative = self[0] == UInt8(ascii: "-")
            index = 1
        }
        guard index < count else { throw Fault(.invalidConversion) }
        var result: Number = 0
        while index < count {
            let digit = self[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { throw Fault(.invalidConversion) }
            let (scaled, overflows) = result.multipliedReportingOverflow(by: 10)
            let (sum, overflowsToo) =
                isNegative
                ? scaled.subtractingReportingOverflow(Number(digit)) : scaled.addingReportingOverflow(Number(digit))
            guard !overflows, !overflowsToo else { throw Fault(.overflow) }
            result = sum
            index += 1
        }
        return result
    }
}
