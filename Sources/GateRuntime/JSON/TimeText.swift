/// Timestamps and durations as text, without the heap.
extension Arena where Entry == UInt8 {
    /// Appends a timestamp as RFC 3339 in UTC with as many digits of a second as it needs: `2021-09-10T14:23:33Z`.
    ///
    /// Years outside 0001 to 9999 have no such form: ``FaultCode/notRepresentable``.
    package mutating func append(timestampSeconds seconds: Int64, nanoseconds: Int32) throws(Fault) {
        // 0001-01-01T00:00:00Z to 9999-12-31T23:59:59Z.
        guard seconds >= -62_135_596_800, seconds <= 253_402_300_799 else { throw Fault(.notRepresentable) }
        let secondOfDay = UInt64((seconds % 86_400 + 86_400) % 86_400)
        let date = CivilDate(daysSince1970: (seconds - Int64(secondOfDay)) / 86_400)
        try append(decimal: UInt64(date.year), width: 4)
        try append(UInt8(ascii: "-"))
        try append(decimal: UInt64(date.month), width: 2)
        try append(UInt8(ascii: "-"))
        try append(decimal: UInt64(date.day), width: 2)
        try append(UInt8(ascii: "T"))
        try append(decimal: secondOfDay / 3600, width: 2)
        try append(UInt8(ascii: ":"))
        try append(decimal: secondOfDay / 60 % 60, width: 2)
        try append(UInt8(ascii: ":"))
        try append(decimal: secondOfDay % 60, width: 2)
        try append(fraction: nanoseconds.magnitude)
        try append(UInt8(ascii: "Z"))
    }

    /// Appends a duration in seconds, as JSON has it for protobuf: `3.5s`, `-0.25s`.
    package mutating func append(durationSeconds seconds: Int64, nanoseconds: Int32) throws(Fault) {
        if seconds < 0 || nanoseconds < 0 { try append(UInt8(ascii: "-")) }
        try append(decimal: seconds.magnitude)
        try append(fraction: nanoseconds.magnitude)
        try append(UInt8(ascii: "s"))
    }

    /// Appends a point and the digits of nanoseconds without trailing zeros; nothing for zero.
    private mutating func append(fraction nanoseconds: UInt32) throws(Fault) {
        guard nanoseconds > 0 else { return }
        var digits = UInt64(nanoseconds)
        var width = 9
        while digits % 10 == 0 {
            digits /= 10
            width -= 1
        }
        try append(UInt8(ascii: "."))
        try append(decimal: digits, width: width)
    }
}

/// A date of the proleptic Gregorian calendar.
struct CivilDate {
    var year: Int64
    var month: Int64
    var day: Int64

    /// Counts in eras of 400 years of 146,097 days, which begin on 1 March, so that a leap day ends its year.
    init(daysSince1970 days: Int64) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }
}
