extension Workspace {
    /// The time that a text writes by a pattern; without an offset in it, on the clocks of a zone.
    ///
    /// Fails with ``FaultCode/invalidConversion`` where the text is not of the pattern or there is no such day.
    mutating func parseTime(_ text: Value, _ pattern: Value, _ zone: ResolvedZone) throws(Fault) -> Value {
        guard text.kind == .string, pattern.kind == .string else { throw Fault(.noSuchOverload) }
        try charge(Swift.min(pattern.count, TimePattern.bytesMax) * 2)
        let pattern = view(pattern)
        guard TimePattern.problem(with: pattern, isParsed: true) == nil else { throw Fault(.invalidArgument) }
        var reader = TimeReader(text: view(text))
        var index = 0
        while index < pattern.count {
            switch TimePattern.element(of: pattern, at: &index) {
            case .literal(let byte): try reader.expect(byte)
            case .field(let field): try reader.read(field)
            case nil: throw Fault(.invalidArgument)
            }
        }
        guard reader.isAtEnd else { throw Fault(.invalidConversion) }
        if let unix = reader.unix { return try .timestamp(seconds: unix, nanoseconds: reader.nanoseconds) }
        let local = try reader.localSeconds()
        let seconds = reader.offset.map { local - $0 } ?? zones.instant(ofLocal: local, in: zone)
        return try .timestamp(seconds: seconds, nanoseconds: reader.nanoseconds)
    }
}

/// A text that is read field by field.
private struct TimeReader {
    let text: ByteView
    var index = 0
    /// The fields that were read.
    var fields = FieldSet()

    private var year: Int64 = 1970
    private var month: Int64 = 1
    private var day: Int64 = 1
    private var dayOfYear: Int64 = 1
    private var week: Int64 = 1
    private var weekYear: Int64 = 1970
    /// 1 for Monday to 7.
    private var weekday: Int64 = 1
    private var hour: Int64 = 0
    private var isAfternoon = false
    private var minute: Int64 = 0
    private var second: Int64 = 0
    private(set) var nanoseconds: Int64 = 0
    /// Seconds east of UTC, where the text says so.
    private(set) var offset: Int64?
    private(set) var unix: Int64?

    init(text: ByteView) {
        self.text = text
    }

    var isAtEnd: Bool { index == text.count }

    mutating func expect(_ byte: UInt8) throws(Fault) {
        guard index < text.count, text[index] == byte else { throw Fault(.invalidConversion) }
        index += 1
    }

    mutating func read(_ field: TimePattern.Field) throws(Fault) {
        fields.insert(field)
        switch field {
        case .year: year = try number(digits: 4)
        case .yearOfCentury:
            let number = try number(digits: 2)
            year = number + (number < 69 ? 2_000 : 1_900)
        case .month: month = try number(digits: 2, 1...12)
        case .day: day = try number(digits: 2, 1...31)
        case .paddedDay:
            if index < text.count, text[index] == UInt8(ascii: " ") { index += 1 }
            day = try number(digits: 2, 1...31)
        case .hour: hour = try number(digits: 2, 0...23)
        case .hour12: hour = try number(digits: 2, 1...12) % 12
        case .half: isAfternoon = try name(["AM", "PM"], shortest: 2) == 1
        case .minute: minute = try number(digits: 2, 0...59)
        case .second: second = try number(digits: 2, 0...59)
        case .dayOfYear: dayOfYear = try number(digits: 3, 1...366)
        case .monthName, .fullMonthName: month = try name((1...12).map(TimeNames.month), shortest: 3) + 1
        case .weekdayName, .fullWeekdayName:
            weekday = try name((1...7).map { TimeNames.weekday($0 % 7) }, shortest: 3) + 1
        case .weekday: weekday = try number(digits: 1, 1...7)
        case .weekdayFromSunday: weekday = (try number(digits: 1, 0...6) + 6) % 7 + 1
        case .week: week = try number(digits: 2, 1...53)
        case .weekYear: weekYear = try number(digits: 4)
        case .milliseconds: nanoseconds = try fraction(digits: 3)
        case .microseconds: nanoseconds = try fraction(digits: 6)
        case .nanoseconds: nanoseconds = try fraction(digits: 9)
        case .offset, .offsetWithColon: offset = try readOffset()
        case .unix:
            let isNegative = index < text.count && text[index] == UInt8(ascii: "-")
            if isNegative { index += 1 }
            let number = try number(digits: 12)
            unix = isNegative ? -number : number
        case .isoDate: try read([.year, .month, .day], between: UInt8(ascii: "-"))
        case .usDate: try read([.month, .day, .yearOfCentury], between: UInt8(ascii: "/"))
        case .clock: try read([.hour, .minute, .second], between: UInt8(ascii: ":"))
        case .clockWithoutSeconds:
            try read(.hour)
            try expect(UInt8(ascii: ":"))
            try read(.minute)
        case .percent: try expect(UInt8(ascii: "%"))
        }
    }

    private mutating func read(
        _ fields: InlineArray<3, TimePattern.Field>,
        between separator: UInt8
    ) throws(Fault) {
        for position in fields.indices {
            if position > 0 { try expect(separator) }
            try read(fields[position])
        }
    }

    /// The time on the clocks, in seconds since 1970.
    func localSeconds() throws(Fault) -> Int64 {
        let days = try localDay()
        let names: [TimePattern.Field] = [.weekdayName, .fullWeekdayName, .weekday, .weekdayFromSunday]
        guard !names.contains(where: fields.contains) || CalendarDay.mondayOffset(days) + 1 == weekday else {
            throw Fault(.invalidConversion)
        }
        let hours = hour + (isAfternoon ? 12 : 0)
        return days * 86_400 + hours * 3_600 + minute * 60 + second
    }

    private func localDay() throws(Fault) -> Int64 {
        if !fields.contains(.year), !fields.contains(.yearOfCentury) {
            guard let monday = CalendarDay.monday(ofWeek: week, year: weekYear) else { throw Fault(.invalidConversion) }
            return monday + weekday - 1
        }
        if fields.contains(.dayOfYear) {
            guard dayOfYear <= 365 || CivilTime.isLeap(year) else { throw Fault(.invalidConversion) }
            return CivilTime.days(year: year, month: 1, day: 1) + dayOfYear - 1
        }
        guard day <= CivilTime.dayCount(year: year, month: Int(month)) else { throw Fault(.invalidConversion) }
        return CivilTime.days(year: year, month: Int(month), day: Int(day))
    }

    // MARK: Characters

    /// The number that one to `most` digits write.
    private mutating func number(digits most: Int, _ range: ClosedRange<Int64> = 0...Int64.max) throws(Fault) -> Int64 {
        let start = index
        var result: Int64 = 0
        while index < text.count, index - start < most, text[index] &- UInt8(ascii: "0") <= 9 {
            result = result * 10 + Int64(text[index] &- UInt8(ascii: "0"))
            index += 1
        }
        guard index > start, range.contains(result) else { throw Fault(.invalidConversion) }
        return result
    }

    /// The nanoseconds of one to `most` digits of a fraction.
    private mutating func fraction(digits most: Int) throws(Fault) -> Int64 {
        let start = index
        var result = try number(digits: most)
        for _ in index - start..<9 { result *= 10 }
        return result
    }

    /// The index of the name that follows, whatever its case: the whole of it, or its first `shortest` letters.
    private mutating func name(_ names: [String], shortest: Int) throws(Fault) -> Int64 {
        for (position, name) in names.enumerated() {
            for length in [name.utf8.count, shortest] where hasPrefix(name.utf8.prefix(length)) {
                index += length
                return Int64(position)
            }
        }
        throw Fault(.invalidConversion)
    }

    private func hasPrefix(_ name: Substring.UTF8View) -> Bool {
        guard name.count <= text.count - index else { return false }
        var position = index
        for byte in name {
            guard text[position].asciiLowercased == byte.asciiLowercased else { return false }
            position += 1
        }
        return true
    }

    /// `Z`, or a sign with two digits of hours and, with a colon or not, two of minutes.
    private mutating func readOffset() throws(Fault) -> Int64 {
        guard index < text.count else { throw Fault(.invalidConversion) }
        let sign = text[index]
        index += 1
        if sign | 0x20 == UInt8(ascii: "z") { return 0 }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
            let hours = text.number(at: index, digits: 2), hours < 24
        else { throw Fault(.invalidConversion) }
        index += 2
        var minutes = 0
        let colon = index < text.count && text[index] == UInt8(ascii: ":") ? 1 : 0
        if let number = text.number(at: index + colon, digits: 2) {
            guard number < 60 else { throw Fault(.invalidConversion) }
            minutes = number
            index += 2 + colon
        }
        let seconds = Int64(hours * 3_600 + minutes * 60)
        return sign == UInt8(ascii: "-") ? -seconds : seconds
    }
}

extension FunctionSpec {
    static let parseTime = FunctionSpec(
        "time.parse",
        .parseTime,
        [Overload([.string, .string], .timestamp), Overload([.string, .string, .string], .timestamp)],
        texts: [1: .timePattern(isParsed: true), 2: .timeZone],
        summary: """
            The time that the text writes by a pattern of strptime, on the clocks of a zone or of UTC unless the text has \
            an offset; see PATTERNS OF TIMES. Text that is not of the pattern, and a day that does not exist, is an error.
            """,
        examples: [
            "time.parse('03.02.2026 04:05', '%d.%m.%Y %H:%M') == timestamp('2026-02-03T04:05:00Z')",
            "time.parse('2026-07-01 14:00', '%F %R', 'Europe/Paris') == timestamp('2026-07-01T12:00:00Z')",
            "time.parse('Tue, 3 Feb 2026 04:05:06 +0100', '%a, %d %b %Y %T %z') == timestamp('2026-02-03T03:05:06Z')",
        ]
    )
}
