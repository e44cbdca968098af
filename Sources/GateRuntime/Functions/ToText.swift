extension Workspace {
    /// `string(value)`.
    mutating func toString(_ value: Value) throws(Fault) -> Value {
        switch value.kind {
        case .string: return value
        case .bytes:
            try charge(bytes: value.count, .scanned)
            guard view(value).isUTF8 else { throw Fault(.invalidConversion) }
            return Value(kind: .string, place: value.place, payload: value.payload)
        case .bool, .int, .uint, .double, .timestamp, .duration, .ip, .cidr:
            let start = bytes.count
            try appendText(of: value)
            return .string(.arena, offset: start, count: bytes.count - start)
        default: throw Fault(.noSuchOverload)
        }
    }

    /// Appends the text of a scalar, as ``toString(_:)`` gives it, to the byte arena.
    mutating func appendText(of value: Value) throws(Fault) {
        switch value.kind {
        case .string: try appendBytes(of: value)
        case .bool: try bytes.append(value.payload != 0 ? "true" : "false")
        case .int: try bytes.append(decimal: value.asInt)
        case .uint: try bytes.append(decimal: value.payload)
        case .double: try bytes.appendDouble(value.asDouble)
        case .timestamp: try bytes.append(timestampSeconds: value.seconds, nanoseconds: value.nanoseconds)
        case .duration: try bytes.append(durationSeconds: value.seconds, nanoseconds: value.nanoseconds)
        case .ip, .cidr: try appendAddress(value)
        default: throw Fault(.noSuchOverload)
        }
    }
}

extension Arena where Entry == UInt8 {
    /// Appends the shortest text that reads as the same double: plain from 1e-6 up to 1e21, else with an exponent.
    ///
    /// Whole numbers have no point.
    mutating func appendDouble(_ number: Double) throws(Fault) {
        if number.isNaN { return try append("NaN") }
        if number.sign == .minus { try append(UInt8(ascii: "-")) }
        if number.isInfinite { return try append("Infinity") }
        if number == 0 { return try append("0") }
        // The shortest digits are those of JSON; only their layout differs.
        let start = count
        try append(json: number.magnitude)
        let digits = DecimalDigits(view(from: start, count: count - start))
        truncate(to: start)
        try append(digits)
    }

    private mutating func append(_ digits: DecimalDigits) throws(Fault) {
        let (count, point) = (digits.count, digits.point)
        if point > 21 || point < -5 {
            try append(digits[0])
            if count > 1 { try append(UInt8(ascii: ".")) }
            for index in 1..<Swift.max(count, 1) { try append(digits[index]) }
            try append(point > 0 ? "e+" : "e-")
            try append(decimal: UInt64((point - 1).magnitude), width: 2)
            return
        }
        if point <= 0 {
            try append("0.")
            try append(repeating: UInt8(ascii: "0"), count: -point)
        }
        for index in 0..<count {
            if index == point && point > 0 { try append(UInt8(ascii: ".")) }
            try append(digits[index])
        }
        if point > count { try append(repeating: UInt8(ascii: "0"), count: point - count) }
    }
}

/// The decimal digits of a positive number: `0.d₁d₂… × 10^point`.
private struct DecimalDigits {
    private var digits = InlineArray<24, UInt8>(repeating: 0)
    private(set) var count = 0
    private(set) var point = 0

    /// From its text as JSON has it.
    init(_ text: ByteView) {
        var exponent = 0
        var isExponentNegative = false
        var isInFraction = false
        var isInExponent = false
        for byte in text.unsafeBytes {
            switch byte {
            case UInt8(ascii: "."): isInFraction = true
            case UInt8(ascii: "e"): isInExponent = true
            case UInt8(ascii: "-"): isExponentNegative = true
            case UInt8(ascii: "+"): break
            default:
                if isInExponent {
                    exponent = exponent * 10 + Int(byte &- UInt8(ascii: "0"))
                } else {
                    append(byte, isInFraction: isInFraction)
                }
            }
        }
        point += isExponentNegative ? -exponent : exponent
        while count > 0, digits[count - 1] == UInt8(ascii: "0") { count -= 1 }
    }

    subscript(index: Int) -> UInt8 { digits[index] }

    private mutating func append(_ digit: UInt8, isInFraction: Bool) {
        if count == 0 && digit == UInt8(ascii: "0") {
            if isInFraction { point -= 1 }
            return
        }
        if count < 24 {
            digits[count] = digit
            count += 1
        }
        if !isInFraction { point += 1 }
    }
}
