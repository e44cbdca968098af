extension Workspace {
    /// `string(value)`.
    mutating func toString(_ value: Value) throws(Fault) -> Value {
        switch value.kind {
        case .string: return value
        case .bytes:
            try charge(bytes: value.count)
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
        case .int: try bytes.appendDecimal(value.asInt.magnitude, isNegative: value.asInt < 0)
        case .uint: try bytes.appendDecimal(value.payload)
        case .double: try bytes.appendDouble(value.asDouble)
        case .timestamp: try bytes.appendTimestamp(value)
        case .duration: try bytes.appendDuration(value)
        case .ip, .cidr: try appendAddress(value)
        default: throw Fault(.noSuchOverload)
        }
    }
}

extension Arena where Entry == UInt8 {
    /// Appends a number in decimal digits, at least `width` of them.
    mutating func appendDecimal(_ number: UInt64, isNegative: Bool = false, width: Int = 1) throws(Fault) {
        if isNegative { try append(UInt8(ascii: "-")) }
        var digits = 1
        var rest = number
        while rest >= 10 {
            rest /= 10
            digits += 1
        }
        digits = Swift.max(digits, width)
        let start = try append(repeating: UInt8(ascii: "0"), count: digits)
        rest = number
        var index = start + digits
        while rest > 0 {
            index -= 1
            self[index] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
        }
    }

    /// Appends the shortest text that reads as the same double: plain from 1e-6 up to 1e21, else with an exponent.
    /// Whole numbers have no point.
    mutating func appendDouble(_ number: Double) throws(Fault) {
        if number.isNaN { return try append("NaN") }
        if number.sign == .minus { try append(UInt8(ascii: "-")) }
        if number.isInfinite { return try append("Infinity") }
        if number == 0 { return try append(UInt8(ascii: "0")).ignored }
        var digits = DecimalDigits(number.magnitude)
        try appendDigits(&digits)
    }

    private mutating func appendDigits(_ digits: inout DecimalDigits) throws(Fault) {
        let (count, point) = (digits.count, digits.point)
        if point > 21 || point < -5 {
            try append(digits[0])
            if count > 1 { try append(UInt8(ascii: ".")) }
            for index in 1..<Swift.max(count, 1) { try append(digits[index]) }
            try append(point > 0 ? "e+" : "e-")
            try appendDecimal(UInt64((point - 1).magnitude), width: 2)
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

extension Int {
    /// For calls whose index is of no use.
    fileprivate var ignored: Void { () }
}

/// The shortest decimal digits of a finite, positive double: `0.d₁d₂… × 10^point`.
private struct DecimalDigits {
    private var digits = InlineArray<24, UInt8>(repeating: 0)
    private(set) var count = 0
    private(set) var point = 0

    init(_ number: Double) {
        // The standard library's description is the shortest that reads back; only its layout is changed here.
        var exponent = 0
        var isExponentNegative = false
        var isInFraction = false
        var isInExponent = false
        for byte in number.description.utf8 {
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
