extension Workspace {
    /// The first instant of the unit that has the time in it.
    mutating func start(of unit: CalendarUnit, _ time: Value, _ zone: ResolvedZone) throws(Fault) -> Value {
        switch unit {
        case .millisecond:
            return .timestamp(seconds: time.seconds, nanoseconds: time.nanoseconds / 1_000_000 * 1_000_000)
        case .second, .minute, .hour:
            // Within one offset, so that an hour which clocks show twice is two hours.
            let local = time.seconds + zones.offset(of: zone, at: time.seconds)
            let length = unit.milliseconds / 1_000
            let passed = local - CivilTime.floorDivide(local, length) * length
            return try .timestamp(seconds: time.seconds - passed, nanoseconds: Int64(0))
        default:
            let day = CalendarDay.first(of: unit, localDay(time, zone))
            return try .timestamp(seconds: zones.instant(ofLocal: day * 86_400, in: zone), nanoseconds: Int64(0))
        }
    }

    /// The last instant of the unit that has the time in it: a nanosecond before the next one starts.
    mutating func end(of unit: CalendarUnit, _ time: Value, _ zone: ResolvedZone) throws(Fault) -> Value {
        switch unit {
        case .millisecond:
            let start = time.nanoseconds / 1_000_000 * 1_000_000
            return .timestamp(seconds: time.seconds, nanoseconds: start + 999_999)
        case .second, .minute, .hour:
            let start = try start(of: unit, time, zone)
            return try .timestamp(seconds: start.seconds + unit.milliseconds / 1_000 - 1, nanoseconds: lastNanosecond)
        default:
            let next = CalendarDay.next(of: unit, localDay(time, zone))
            return try .timestamp(
                seconds: zones.instant(ofLocal: next * 86_400, in: zone) - 1,
                nanoseconds: lastNanosecond
            )
        }
    }

    private var lastNanosecond: Int64 { 999_999_999 }

    /// The day on the zone's calendar.
    func localDay(_ time: Value, _ zone: ResolvedZone) -> Int64 {
        CivilTime.floorDivide(time.seconds + zones.offset(of: zone, at: time.seconds), 86_400)
    }

    /// The time as many units later.
    ///
    /// Days and longer keep the time of day on the zone's clocks; a day that its month does not have becomes the
    /// month's last. Shorter units are exact. Fails outside the years 1 to 9999.
    func shifted(
        _ time: Value,
        by count: Int64,
        _ unit: CalendarUnit,
        _ zone: ResolvedZone
    ) throws(Fault) -> Value {
        guard count != 0 else { return time }
        let nanoseconds = Int64(time.nanoseconds)
        guard unit.months != nil || unit.days != nil else {
            let (product, overflows) = count.multipliedReportingOverflow(by: unit.milliseconds)
            guard !overflows else { throw Fault(.overflow) }
            let fraction = (product % 1_000) * 1_000_000
            return try .timestamp(seconds: time.seconds + product / 1_000, nanoseconds: nanoseconds + fraction)
        }
        // More than the years 1 to 9999 have of any unit; what is below cannot overflow.
        guard count.magnitude < 4_000_000 else { throw Fault(.overflow) }
        let local = time.seconds + zones.offset(of: zone, at: time.seconds)
        let day = CivilTime.floorDivide(local, 86_400)
        let target =
            unit.months.map { CalendarDay.adding(months: count * $0, to: day) } ?? day + count * (unit.days ?? 1)
        let shifted = zones.instant(ofLocal: local + (target - day) * 86_400, in: zone)
        return try .timestamp(seconds: shifted, nanoseconds: nanoseconds)
    }
}

extension FunctionSpec {
    private static let unitOverloads = [
        Overload([.timestamp, .string], .timestamp), Overload([.timestamp, .string, .string], .timestamp),
    ]

    private static let shiftOverloads = [
        Overload([.timestamp, .int, .string], .timestamp), Overload([.timestamp, .int, .string, .string], .timestamp),
    ]

    static let startOfUnit = FunctionSpec(
        "time.startOf",
        .startOfUnit,
        unitOverloads,
        texts: [1: CalendarSpecs.unit, 2: .timeZone],
        summary: """
            The first instant of the year, quarter, month, week, day, hour, minute, second or millisecond that the time \
            is in, on the calendar of a zone or of UTC. A week begins on Monday.
            """,
        examples: [
            "time.startOf(timestamp('2026-02-03T04:05:06Z'), 'month') == timestamp('2026-02-01T00:00:00Z')",
            "time.startOf(timestamp('2026-02-01T00:30:00Z'), 'week') == timestamp('2026-01-26T00:00:00Z')",
            """
            time.startOf(timestamp('2026-02-03T23:30:00Z'), 'day', 'Europe/Paris') == timestamp('2026-02-03T23:00:00Z')
            """,
        ]
    )

    static let endOfUnit = FunctionSpec(
        "time.endOf",
        .endOfUnit,
        unitOverloads,
        texts: [1: CalendarSpecs.unit, 2: .timeZone],
        summary: "The last instant, to the nanosecond, of the unit that the time is in; units as for time.startOf.",
        examples: [
            "time.endOf(timestamp('2024-02-03T04:05:06Z'), 'month') == timestamp('2024-02-29T23:59:59.999999999Z')",
            "time.endOf(timestamp('2026-02-03T04:05:06Z'), 'day') < timestamp('2026-02-04T00:00:00Z')",
        ]
    )

    static let addUnits = FunctionSpec(
        "time.add",
        .addUnits,
        shiftOverloads,
        texts: [2: CalendarSpecs.unit, 3: .timeZone],
        summary: """
            The time as many units later, or earlier for a negative number. Days and longer units keep the time of day on \
            the clocks of a zone, or of UTC; a day that its month does not have becomes the last of that month. A time of \
            day that the clocks skip is moved on by what they skip. A result outside the years 1 to 9999 is an error.
            """,
        examples: [
            "time.add(timestamp('2026-01-31T12:00:00Z'), 1, 'month') == timestamp('2026-02-28T12:00:00Z')",
            """
            time.add(timestamp('2026-03-28T12:00:00Z'), 1, 'day', 'Europe/Paris') == timestamp('2026-03-29T11:00:00Z')
            """,
            "time.add(timestamp('2026-03-28T12:00:00Z'), -90, 'minute') == timestamp('2026-03-28T10:30:00Z')",
        ]
    )

    static let subtractUnits = FunctionSpec(
        "time.subtract",
        .subtractUnits,
        shiftOverloads,
        texts: [2: CalendarSpecs.unit, 3: .timeZone],
        summary: "The time as many units earlier, as time.add has them.",
        examples: [
            "time.subtract(timestamp('2024-02-29T00:00:00Z'), 1, 'year') == timestamp('2023-02-28T00:00:00Z')",
            "time.subtract(timestamp('2026-05-31T00:00:00Z'), 1, 'quarter') == timestamp('2026-02-28T00:00:00Z')",
        ]
    )
}
