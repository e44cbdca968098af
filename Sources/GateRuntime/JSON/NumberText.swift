private import CSimdJSON

/// Numbers as text, without the heap.
extension Arena where Entry == UInt8 {
    /// Appends an integer in decimal digits.
    package mutating func append(decimal value: Int64) throws(Fault) {
        try append(magnitude: value.magnitude, isNegative: value < 0)
    }

    /// Appends an unsigned integer in decimal digits.
    package mutating func append(decimal value: UInt64) throws(Fault) {
        try append(magnitude: value, isNegative: false)
    }

    /// Appends a decimal number with leading zeros up to `width` digits, 20 at most.
    package mutating func append(decimal value: UInt64, width: Int) throws(Fault) {
        let digits = Self.digitCount(value)
        for _ in 0..<max(width - digits, 0) { try append(UInt8(ascii: "0")) }
        try append(decimal: value)
    }

    private mutating func append(magnitude: UInt64, isNegative: Bool) throws(Fault) {
        let length = Self.digitCount(magnitude) + (isNegative ? 1 : 0)
        try append(atMost: length) { target in
            var rest = magnitude
            var index = length
            repeat {
                let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
                index -= 1
                target[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
                rest = quotient
            } while rest > 0
            if isNegative { target[0] = UInt8(ascii: "-") }
            return length
        }
    }

    private static func digitCount(_ value: UInt64) -> Int {
        var count = 1
        var rest = value
        while rest >= 10 {
            rest /= 10
            count += 1
        }
        return count
    }

    /// Appends the shortest decimal that reads back as the same double, marked as one: `5.0`, `0.1`, `1e21`.
    ///
    /// NaN and the infinities are not JSON: ``FaultCode/notRepresentable``.
    package mutating func append(json value: Double) throws(Fault) {
        guard value.isFinite else { throw Fault(.notRepresentable) }
        // Two bytes more for `.0`.
        try append(atMost: Int(CSIMDJSON_DOUBLE_BYTES) + 2) { target in
            let count = csimdjson_format_double(value, target)
            return Self.markedAsDouble(target, count)
        }
    }

    /// Adds `.0` to digits alone, and takes `+` and leading zeros out of an exponent.
    ///
    /// Returns the new length.
    private static func markedAsDouble(_ text: UnsafeMutablePointer<UInt8>, _ count: Int) -> Int {
        var index = 0
        while index < count {
            if text[index] == UInt8(ascii: ".") { break }
            if text[index] == UInt8(ascii: "e") { break }
            index += 1
        }
        if index == count {
            text[count] = UInt8(ascii: ".")
            text[count + 1] = UInt8(ascii: "0")
            return count + 2
        }
        while index < count, text[index] != UInt8(ascii: "e") { index += 1 }
        guard index < count else { return count }
        var target = index + 1
        var source = index + 1
        if text[source] == UInt8(ascii: "-") { target += 1 }
        source += 1
        while source < count - 1, text[source] == UInt8(ascii: "0") { source += 1 }
        while source < count {
            text[target] = text[source]
            target += 1
            source += 1
        }
        return target
    }
}
