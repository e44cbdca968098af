extension HTTPDate {
    /// The date of a moment `seconds` after 1970, held within 1970 to 9999 (RFC 9110, section 5.6.7).
    package init(seconds: Int64) {
        let time = CivilTime(seconds: min(max(seconds, 0), 253_402_300_799))
        var text = InlineArray<29, UInt8>(repeating: 0x20)
        HTTPDate.write("SunMonTueWedThuFriSat", group: time.dayOfWeek, to: &text, at: 0)
        text[3] = 0x2C
        HTTPDate.write(time.day, to: &text, at: 5)
        HTTPDate.write("JanFebMarAprMayJunJulAugSepOctNovDec", group: time.month - 1, to: &text, at: 8)
        HTTPDate.write(Int(time.year / 100 % 100), to: &text, at: 12)
        HTTPDate.write(Int(time.year % 100), to: &text, at: 14)
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
