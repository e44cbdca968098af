extension Workspace {
    /// A time on the calendar and clocks of a zone, as a pattern has it.
    mutating func formatTime(_ time: Value, _ pattern: Value, _ zone: ResolvedZone) throws(Fault) -> Value {
        guard pattern.kind == .string else { throw Fault(.noSuchOverload) }
        guard pattern.count <= TimePattern.bytesMax else { throw Fault(.invalidArgument) }
        try charge(pattern.count)
        let offset = zones.offset(of: zone, at: time.seconds)
        let writer = TimeWriter(time: time, offset: offset)
        // No conversion writes more than this, so that the pattern stays where it is.
        try bytes.reserve(pattern.count * 20)
        let start = bytes.count
        let text = view(pattern)
        var index = 0
        while index < text.count {
            switch TimePattern.element(of: text, at: &index) {
            case .literal(let byte): try bytes.append(byte)
            case .field(let field): try writer.write(field, to: &bytes)
            case nil:
                bytes.truncate(to: start)
                throw Fault(.invalidArgument)
            }
        }
        return .string(.arena, offset: start, count: bytes.count - start)
    }
}

/// A time that is written field by field.
private struct TimeWriter {
    let time: Value
    /// Seconds east of UTC.
    let offset: Int64
    let civil: CivilTime
    let day: Int64

    init(time: Value, offset: Int64) {
        self.time = time
        self.offset = offset
        civil = CivilTime(seconds: time.seconds + offset)
        day = CivilTime.floorDivide(time.seconds + offset, 86_400)
    }

    func write(_ field: TimePattern.Field, to bytes: inout Arena<UInt8>) throws(Fault) {
        let nanoseconds = UInt64(time.nanoseconds)
        switch field {
        case .year: try bytes.append(year: civil.year)
        case .yearOfCentury: try bytes.append(decimal: UInt64((civil.year % 100).magnitude), width: 2)
        case .month: try bytes.append(decimal: UInt64(civil.month), width: 2)
        case .day: try bytes.append(decimal: UInt64(civil.day), width: 2)
        case .paddedDay:
            if civil.day < 10 { try bytes.append(UInt8(ascii: " ")) }
            try bytes.append(decimal: UInt64(civil.day))
        case .hour: try bytes.append(decimal: UInt64(civil.hour), width: 2)
        case .hour12: try bytes.append(decimal: UInt64((civil.hour + 11) % 12 + 1), width: 2)
        case .minute: try bytes.append(decimal: UInt64(civil.minute), width: 2)
        case .second: try bytes.append(decimal: UInt64(civil.second), width: 2)
        case .half: try bytes.append(civil.hour < 12 ? "AM" : "PM")
        case .dayOfYear: try bytes.append(decimal: UInt64(civil.dayOfYear + 1), width: 3)
        case .weekdayName: try bytes.append(name: TimeNames.weekday(civil.dayOfWeek).prefix(3))
        case .fullWeekdayName: try bytes.append(name: TimeNames.weekday(civil.dayOfWeek))
        case .monthName: try bytes.append(name: TimeNames.month(civil.month).prefix(3))
        case .fullMonthName: try bytes.append(name: TimeNames.month(civil.month))
        case .weekday: try bytes.append(decimal: UInt64(CalendarDay.mondayOffset(day) + 1))
        case .weekdayFromSunday: try bytes.append(decimal: UInt64(civil.dayOfWeek))
        case .week: try bytes.append(decimal: UInt64(CalendarDay.week(of: day).number), width: 2)
        case .weekYear: try bytes.append(year: CalendarDay.week(of: day).year)
        case .milliseconds: try bytes.append(decimal: nanoseconds / 1_000_000, width: 3)
        case .microseconds: try bytes.append(decimal: nanoseconds / 1_000, width: 6)
        case .nanoseconds: try bytes.append(decimal: nanoseconds, width: 9)
        case .offset, .offsetWithColon:
            try bytes.append(offset < 0 ? "-" : "+")
            try bytes.append(decimal: offset.magnitude / 3_600, width: 2)
            if field == .offsetWithColon { try bytes.append(UInt8(ascii: ":")) }
            try bytes.append(decimal: offset.magnitude / 60 % 60, width: 2)
        case .unix: try bytes.append(decimal: time.seconds)
        case .isoDate: try write([.year, .month, .day], between: UInt8(ascii: "-"), to: &bytes)
        case .usDate: try write([.month, .day, .yearOfCentury], between: UInt8(ascii: "/"), to: &bytes)
        case .clock: try write([.hour, .minute, .second], between: UInt8(ascii: ":"), to: &bytes)
        case .clockWithoutSeconds:
            try write(.hour, to: &bytes)
            try bytes.append(UInt8(ascii: ":"))
            try write(.minute, to: &bytes)
        case .percent: try bytes.append(UInt8(ascii: "%"))
        }
    }

    private func write(
        _ fields: InlineArray<3, TimePattern.Field>,
        between separator: UInt8,
        to bytes: inout Arena<UInt8>
    ) throws(Fault) {
        for index in fields.indices {
            if index > 0 { try bytes.append(separator) }
            try write(fields[index], to: &bytes)
        }
    }
}

extension Arena where Entry == UInt8 {
    /// Appends a year in four digits; those before the year 1, which a zone west of UTC can show, with a sign.
    fileprivate mutating func append(year: Int64) throws(Fault) {
        if year < 0 { try append(UInt8(ascii: "-")) }
        try append(decimal: UInt64(year.magnitude), width: 4)
    }

    fileprivate mutating func append(name: some StringProtocol) throws(Fault) {
        for byte in name.utf8 { try append(byte) }
    }
}

/// The names of months and days of the POSIX locale.
enum TimeNames {
    /// Of a month from 1.
    static func month(_ number: Int) -> String {
        switch number {
        case 1: "January"
        case 2: "February"
        case 3: "March"
        case 4: "April"
        case 5: "May"
        case 6: "June"
        case 7: "July"
        case 8: "August"
        case 9: "September"
        case 10: "October"
        case 11: "November"
        default: "December"
        }
    }

    /// Of a day from 0 for Sunday.
    static func weekday(_ number: Int) -> String {
        switch number {
        case 0: "Sunday"
        case 1: "Monday"
        case 2: "Tuesday"
        case 3: "Wednesday"
        case 4: "Thursday"
        case 5: "Friday"
        default: "Saturday"
        }
    }
}

extension FunctionSpec {
    static let formatTime = FunctionSpec(
        "time.format",
        .formatTime,
        [Overload([.timestamp, .string], .string), Overload([.timestamp, .string, .string], .string)],
        texts: [1: .timePattern(isParsed: false), 2: .timeZone],
        summary: """
            The time in a zone, or in UTC, by a pattern of strftime; the conversions are listed in PATTERNS OF TIMES. An \
            unknown one is an error.
            """,
        examples: [
            "time.format(timestamp('2026-02-03T04:05:06Z'), '%d.%m.%Y %H:%M') == '03.02.2026 04:05'",
            "time.format(timestamp('2026-07-01T12:00:00Z'), '%FT%T%:z', 'Europe/Paris') == '2026-07-01T14:00:00+02:00'",
            """
            time.format(timestamp('2026-02-03T04:05:06Z'), '%a, %d %b %Y %T GMT') == 'Tue, 03 Feb 2026 04:05:06 GMT'
            """,
        ]
    )
}
