extension Workspace {
    /// A part of the time on the calendar and clocks of a zone.
    mutating func timePart(_ time: Value, _ name: Value, _ zone: ResolvedZone) throws(Fault) -> Int64 {
        guard name.kind == .string else { throw Fault(.noSuchOverload) }
        let local = time.seconds + zones.offset(of: zone, at: time.seconds)
        let day = CivilTime.floorDivide(local, 86_400)
        let civil = CivilTime(seconds: local)
        let part = view(name)
        if part.isEqual(to: "year") { return civil.year }
        if part.isEqual(to: "quarter") { return Int64((civil.month - 1) / 3 + 1) }
        if part.isEqual(to: "month") { return Int64(civil.month) }
        if part.isEqual(to: "week") { return CalendarDay.week(of: day).number }
        if part.isEqual(to: "weekYear") { return CalendarDay.week(of: day).year }
        if part.isEqual(to: "day") { return Int64(civil.day) }
        if part.isEqual(to: "weekday") { return CalendarDay.mondayOffset(day) + 1 }
        if part.isEqual(to: "dayOfYear") { return Int64(civil.dayOfYear) + 1 }
        if part.isEqual(to: "hour") { return Int64(civil.hour) }
        if part.isEqual(to: "minute") { return Int64(civil.minute) }
        if part.isEqual(to: "second") { return Int64(civil.second) }
        if part.isEqual(to: "millisecond") { return Int64(time.nanoseconds / 1_000_000) }
        throw Fault(.invalidArgument)
    }

    /// `time.isLeapYear` of a year's number, or of the year that a time is in.
    mutating func isLeapYear(_ arguments: Arguments) throws(Fault) -> Bool {
        if arguments.first.kind == .int {
            try arguments.expect(1)
            return CivilTime.isLeap(arguments.first.asInt)
        }
        let zone = try arguments.zone(at: 1, in: &self)
        let time = try arguments.timestamp(arguments.first)
        return CivilTime.isLeap(CivilTime(seconds: time.seconds + zones.offset(of: zone, at: time.seconds)).year)
    }

    /// `time.fromUnix` and `time.toUnix`: seconds or milliseconds since 1970.
    mutating func callUnix(_ operation: Operation, _ arguments: Arguments) throws(Fault) -> Value {
        var unit = CalendarUnit.second
        if arguments.count != 1 {
            try arguments.expect(2)
            unit = try self.unit(arguments.second)
            guard unit == .second || unit == .millisecond else { throw Fault(.invalidArgument) }
        }
        let value = arguments.first
        if operation == .toUnix {
            let time = try arguments.timestamp(value)
            return .int(unit == .second ? time.seconds : time.seconds * 1_000 + Int64(time.nanoseconds / 1_000_000))
        }
        switch value.kind {
        case .int:
            if unit == .second { return try .timestamp(seconds: value.asInt, nanoseconds: Int64(0)) }
            let seconds = CivilTime.floorDivide(value.asInt, 1_000)
            return try .timestamp(seconds: seconds, nanoseconds: (value.asInt - seconds * 1_000) * 1_000_000)
        case .double:
            // A double of today's seconds is exact to less than a microsecond, and not to a nanosecond.
            let number = unit == .second ? value.asDouble : value.asDouble / 1_000
            guard number.magnitude < 1e12 else { throw Fault(.overflow) }
            let microseconds = (number * 1e6).rounded()
            let seconds = (microseconds / 1e6).rounded(.down)
            let rest = Int64(microseconds - seconds * 1e6)
            return try .timestamp(seconds: Int64(seconds), nanoseconds: rest * 1_000)
        default: throw Fault(.noSuchOverload)
        }
    }

    /// `time.convert(number, from, to)` and `time.convert(duration, to)`.
    mutating func convert(_ arguments: Arguments) throws(Fault) -> Value {
        let value = arguments.first
        if value.kind == .duration {
            try arguments.expect(2)
            let unit = try unit(arguments.second)
            let nanoseconds = Double(value.seconds) * 1e9 + Double(value.nanoseconds)
            return .double(nanoseconds / (Double(unit.milliseconds) * 1e6))
        }
        try arguments.expect(3)
        let (from, to) = (try unit(arguments.second), try unit(arguments.third))
        guard value.kind == .int || value.kind == .double else { throw Fault(.noSuchOverload) }
        let number = value.kind == .int ? Double(value.asInt) : value.asDouble
        return .double(number * Double(from.milliseconds) / Double(to.milliseconds))
    }
}

extension FunctionSpec {
    static let timePart = FunctionSpec(
        "time.get",
        .timePart,
        [Overload([.timestamp, .string], .int), Overload([.timestamp, .string, .string], .int)],
        texts: [
            1: .word([
                "year", "quarter", "month", "week", "weekYear", "day", "weekday", "dayOfYear", "hour", "minute",
                "second",
                "millisecond",
            ]),
            2: .timeZone,
        ],
        summary: """
            A part of the time in a zone, or in UTC: year, quarter (1 to 4), month (1 to 12), week and weekYear (ISO \
            8601), day (1 to 31), weekday (1 for Monday to 7), dayOfYear (from 1), hour, minute, second, millisecond.
            """,
        examples: [
            "time.get(timestamp('2026-02-03T04:05:06Z'), 'month') == 2",
            "time.get(timestamp('2027-01-01T00:00:00Z'), 'week') == 53",
            "time.get(timestamp('2026-02-03T23:05:06Z'), 'weekday', 'Asia/Tokyo') == 3",
        ]
    )

    static let isLeapYear = FunctionSpec(
        "time.isLeapYear",
        .isLeapYear,
        [
            Overload([.int], .bool), Overload([.timestamp], .bool), Overload([.timestamp, .string], .bool),
        ],
        texts: [1: .timeZone],
        summary: "Whether a year, or the year of a time in a zone or in UTC, has 366 days.",
        examples: ["time.isLeapYear(2024)", "!time.isLeapYear(timestamp('2100-06-01T00:00:00Z'))"]
    )

    static let fromUnix = FunctionSpec(
        "time.fromUnix",
        .fromUnix,
        [
            Overload([.int], .timestamp), Overload([.double], .timestamp),
            Overload([.int, .string], .timestamp), Overload([.double, .string], .timestamp),
        ],
        texts: [1: unixUnit],
        summary: """
            The time as many seconds after 1970, or milliseconds where the unit is millisecond. A double is rounded to \
            microseconds. Outside the years 1 to 9999 it is an error.
            """,
        examples: [
            "time.fromUnix(1770091506) == timestamp('2026-02-03T04:05:06Z')",
            "time.fromUnix(1770091506789, 'millisecond') == timestamp('2026-02-03T04:05:06.789Z')",
            "time.fromUnix(1.5) == timestamp('1970-01-01T00:00:01.5Z')",
        ]
    )

    static let toUnix = FunctionSpec(
        "time.toUnix",
        .toUnix,
        [Overload([.timestamp], .int), Overload([.timestamp, .string], .int)],
        texts: [1: unixUnit],
        summary: "The whole seconds since 1970, or milliseconds where the unit is millisecond; rounded down.",
        examples: [
            "time.toUnix(timestamp('2026-02-03T04:05:06Z')) == 1770091506",
            "time.toUnix(timestamp('2026-02-03T04:05:06.789Z'), 'millisecond') == 1770091506789",
        ]
    )

    private static let unixUnit = TextArgument.word(["second", "millisecond"])

    static let convertUnits = FunctionSpec(
        "time.convert",
        .convertUnits,
        [
            Overload([.duration, .string], .double),
            Overload([.int, .string, .string], .double), Overload([.double, .string, .string], .double),
        ],
        texts: [1: CalendarSpecs.unit, 2: CalendarSpecs.unit],
        summary: """
            A duration in a unit, or a number of one unit in another. Months, quarters and years have their mean length: a \
            year is 365.2425 days.
            """,
        examples: [
            "time.convert(90, 'minute', 'hour') == 1.5", "time.convert(duration('36h'), 'day') == 1.5",
            "time.convert(1, 'year', 'month') == 12.0",
        ]
    )
}
