/// A moment in the Gregorian calendar, UTC, to the second.
package struct CivilTime: BitwiseCopyable, Equatable {
    package var year: Int
    /// 1 to 12.
    package var month: Int
    /// 1 to 31.
    package var day: Int
    package var hour: Int
    package var minute: Int
    package var second: Int
    /// 0 is Sunday.
    package var weekday: Int

    /// The moment `seconds` after 1970-01-01T00:00:00Z; negative ones lie before.
    package init(seconds: Int64) {
        let secondsOfDay = Int((seconds % 86_400 + 86_400) % 86_400)
        let days = (Int(seconds) - secondsOfDay) / 86_400
        hour = secondsOfDay / 3600
        minute = secondsOfDay / 60 % 60
        second = secondsOfDay % 60
        weekday = ((days + 4) % 7 + 7) % 7
        // Counted from the first of March of year 0, so that a leap day is the last of its year; an era is the 400
        // years after which the calendar repeats.
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

extension HTTPDate {
    /// The date of a moment `seconds` after 1970, held within 1970 to 9999 (RFC 9110, section 5.6.7).
    package init(seconds: Int64) {
        let time = CivilTime(seconds: min(max(seconds, 0), 253_402_300_799))
        var text = InlineArray<29, UInt8>(repeating: 0x20)
        HTTPDate.write("SunMonTueWedThuFriSat", group: time.weekday, to: &text, at: 0)
        text[3] = 0x2C
        HTTPDate.write(time.day, to: &text, at: 5)
        HTTPDate.write("JanFebMarAprMayJunJulAugSepOctNovDec", group: time.month - 1, to: &text, at: 8)
        HTTPDate.write(time.year / 100 % 100, to: &text, at: 12)
        HTTPDate.write(time.year % 100, to: &text, at: 14)
        HTTPDate.write(time.hour, to: &text, at: 17)
        text[19] = 0x3A
        HTTPDate.write(time.minute, to: &text, at: 20)
        text[22] = 0x3A
        HTTPDate.write(time.second, to: &text, at: 23)
        HTTPDate.write("GMT", group: 0, to: &text, at: 26)
        self.init(text: text)
    }

    private static func write(_ names: StaticString, group: Int, to text: inout InlineArray<29, UInt8>, at index: Int) {
        precondition(group >= 0 && group * 3 + 3 <= names.utf8CodeUnitCount, "the calendar has this name")
        for offset in 0..<3 { text[index + offset] = names.utf8Start[group * 3 + offset] }
    }

    private static func write(_ number: Int, to text: inout InlineArray<29, UInt8>, at index: Int) {
        text[index] = 0x30 + UInt8(truncatingIfNeeded: number / 10)
        text[index + 1] = 0x30 + UInt8(truncatingIfNeeded: number % 10)
    }
}
