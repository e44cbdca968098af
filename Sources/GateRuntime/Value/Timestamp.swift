extension Value {
    /// 0001-01-01T00:00:00Z.
    private static let firstSecond: Int64 = -62_135_596_800
    /// 9999-12-31T23:59:59Z.
    private static let lastSecond: Int64 = 253_402_300_799

    /// A timestamp whose nanoseconds may be out of their range by less than a few seconds.
    ///
    /// Fails outside the years 1 to 9999.
    static func timestamp(seconds: Int64, nanoseconds: Int64) throws(Fault) -> Value {
        let carry = CivilTime.floorDivide(nanoseconds, 1_000_000_000)
        let (whole, overflows) = seconds.addingReportingOverflow(carry)
        guard !overflows, whole >= firstSecond, whole <= lastSecond else { throw Fault(.overflow) }
        return .timestamp(seconds: whole, nanoseconds: Int32(nanoseconds - carry * 1_000_000_000))
    }
}

extension ByteView {
    /// The timestamp that RFC 3339 text writes.
    ///
    /// Fails on any other text, and outside the years 1 to 9999.
    ///
    /// A fraction may have up to nine digits; a leap second is not accepted, as CEL has none.
    func timestamp() throws(Fault) -> Value {
        guard count >= 20,
            let year = number(at: 0, digits: 4), let month = number(at: 5, digits: 2),
            let day = number(at: 8, digits: 2), let hour = number(at: 11, digits: 2),
            let minute = number(at: 14, digits: 2), let second = number(at: 17, digits: 2),
            self[4] == UInt8(ascii: "-"), self[7] == UInt8(ascii: "-"), self[10] | 0x20 == UInt8(ascii: "t"),
            self[13] == UInt8(ascii: ":"), self[16] == UInt8(ascii: ":"),
            day >= 1, day <= CivilTime.dayCount(year: Int64(year), month: month),
            hour < 24, minute < 60, second < 60
        else { throw Fault(.invalidConversion) }
        var index = 19
        var nanoseconds = 0
        if self[index] == UInt8(ascii: ".") {
            let start = index + 1
            index = start
            while index < count, self[index] &- UInt8(ascii: "0") <= 9 { index += 1 }
            guard (1...9).contains(index - start), let fraction = number(at: start, digits: index - start) else {
                throw Fault(.invalidConversion)
            }
            nanoseconds = fraction
            for _ in index - start..<9 { nanoseconds *= 10 }
        }
        guard let offset = zoneOffset(at: index) else { throw Fault(.invalidConversion) }
        let days = CivilTime.days(year: Int64(year), month: month, day: day)
        let seconds = days * 86_400 + Int64(hour * 3_600 + minute * 60 + second - offset)
        return try .timestamp(seconds: seconds, nanoseconds: Int64(nanoseconds))
    }

    /// The seconds east of UTC of `Z` or `+hh:mm` from `index` to the end.
    private func zoneOffset(at index: Int) -> Int? {
        guard index < count else { return nil }
        if self[index] | 0x20 == UInt8(ascii: "z") { return index + 1 == count ? 0 : nil }
        let isWest = self[index] == UInt8(ascii: "-")
        guard isWest || self[index] == UInt8(ascii: "+"), index + 6 == count, self[index + 3] == UInt8(ascii: ":"),
            let hours = number(at: index + 1, digits: 2), let minutes = number(at: index + 4, digits: 2),
            hours < 24, minutes < 60
        else { return nil }
        let offset = hours * 3_600 + minutes * 60
        return isWest ? -offset : offset
    }

    /// The number that `digits` digits from `index` on write; nil where there is something else.
    func number(at index: Int, digits: Int) -> Int? {
        guard index + digits <= count else { return nil }
        var result = 0
        for offset in 0..<digits {
            let digit = self[index + offset] &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            result = result * 10 + Int(digit)
        }
        return result
    }
}
