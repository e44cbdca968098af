extension Value {
    /// A duration whose nanoseconds may have another sign than its seconds.
    ///
    /// Fails past 2⁶³ nanoseconds, about 292 years (cel-spec, "Overflow").
    static func duration(seconds: Int64, nanoseconds: Int64) throws(Fault) -> Value {
        let (product, overflows) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        guard !overflows else { return try durationNearLimit(seconds, nanoseconds) }
        let (total, overflowsToo) = product.addingReportingOverflow(nanoseconds)
        guard !overflowsToo else { throw Fault(.overflow) }
        return duration(nanoseconds: total)
    }

    /// The product alone overflows where the sum would not: nanoseconds of the other sign.
    private static func durationNearLimit(_ seconds: Int64, _ nanoseconds: Int64) throws(Fault) -> Value {
        let step: Int64 = seconds < 0 ? 1 : -1
        guard seconds.magnitude < 1 << 62, nanoseconds != 0, (nanoseconds < 0) == (step < 0) else {
            throw Fault(.overflow)
        }
        let (product, overflows) = (seconds + step).multipliedReportingOverflow(by: 1_000_000_000)
        let (total, overflowsToo) = product.addingReportingOverflow(nanoseconds - step * 1_000_000_000)
        guard !overflows, !overflowsToo else { throw Fault(.overflow) }
        return duration(nanoseconds: total)
    }

    /// The duration of as many nanoseconds.
    static func duration(nanoseconds total: Int64) -> Value {
        .duration(seconds: total / 1_000_000_000, nanoseconds: Int32(total % 1_000_000_000))
    }
}

extension ByteView {
    /// The duration that text such as `1h30m`, `-1.5s` or `100ms` writes: numbers, each with a unit, under one sign.
    func duration() throws(Fault) -> Value {
        var index = 0
        var isNegative = false
        if count > 0, self[0] == UInt8(ascii: "-") || self[0] == UInt8(ascii: "+") {
            isNegative = self[0] == UInt8(ascii: "-")
            index = 1
        }
        if index + 1 == count, self[index] == UInt8(ascii: "0") { return .duration(nanoseconds: 0) }
        guard index < count else { throw Fault(.invalidConversion) }
        // Counted downwards, since the negative range is larger by one.
        var total: Int64 = 0
        while index < count {
            let part = try durationPart(&index)
            let (sum, overflows) = total.subtractingReportingOverflow(part)
            guard !overflows else { throw Fault(.overflow) }
            total = sum
        }
        if isNegative { return .duration(nanoseconds: total) }
        guard total != .min else { throw Fault(.overflow) }
        return .duration(nanoseconds: -total)
    }

    /// The nanoseconds of one number with its unit.
    private func durationPart(_ index: inout Int) throws(Fault) -> Int64 {
        var whole: Int64 = 0
        var fraction: Int64 = 0
        var scale: Int64 = 1
        var digits = 0
        var isFraction = false
        while index < count {
            let byte = self[index]
            if byte == UInt8(ascii: "."), !isFraction {
                isFraction = true
            } else if byte &- UInt8(ascii: "0") <= 9 {
                digits += 1
                let digit = Int64(byte &- UInt8(ascii: "0"))
                if !isFraction {
                    let (scaled, overflows) = whole.multipliedReportingOverflow(by: 10)
                    let (sum, overflowsToo) = scaled.addingReportingOverflow(digit)
                    guard !overflows, !overflowsToo else { throw Fault(.overflow) }
                    whole = sum
                } else if scale < 1_000_000_000_000 {
                    // More digits are below a nanosecond of any unit but the hour, and there nearly so.
                    fraction = fraction * 10 + digit
                    scale *= 10
                }
            } else {
                break
            }
            index += 1
        }
        guard digits > 0, let unit = durationUnit(&index) else { throw Fault(.invalidConversion) }
        let (product, overflows) = whole.multipliedReportingOverflow(by: unit)
        let remainder = Int64(Double(fraction) / Double(scale) * Double(unit))
        let exact = fraction.multipliedReportingOverflow(by: unit)
        let (sum, overflowsToo) = product.addingReportingOverflow(
            exact.overflow ? remainder : exact.partialValue / scale
        )
        guard !overflows, !overflowsToo else { throw Fault(.overflow) }
        return sum
    }

    /// The nanoseconds of the unit at `index`.
    private func durationUnit(_ index: inout Int) -> Int64? {
        var end = index
        while end < count, self[end] != UInt8(ascii: "."), self[end] &- UInt8(ascii: "0") > 9 { end += 1 }
        let unit = slice(index, end - index)
        index = end
        if unit.isEqual(to: "s") { return 1_000_000_000 }
        if unit.isEqual(to: "m") { return 60_000_000_000 }
        if unit.isEqual(to: "h") { return 3_600_000_000_000 }
        if unit.isEqual(to: "ms") { return 1_000_000 }
        // Micro is u, or one of the two letters of Unicode that look like it.
        if unit.isEqual(to: "us") || unit.isEqual(to: "\u{B5}s") || unit.isEqual(to: "\u{3BC}s") { return 1_000 }
        return unit.isEqual(to: "ns") ? 1 : nil
    }
}
