extension Workspace {
    /// How many whole units `left` is after `right`, towards zero.
    func wholeUnits(
        _ unit: CalendarUnit,
        _ left: Value,
        _ right: Value,
        _ zone: ResolvedZone
    ) throws(Fault) -> Int64 {
        if unit.months == nil && unit.days == nil {
            let (seconds, nanoseconds) = left.difference(from: right)
            // A fraction of a second makes no whole unit but milliseconds.
            guard unit == .millisecond else { return seconds / (unit.milliseconds / 1_000) }
            return seconds * 1_000 + nanoseconds / 1_000_000
        }
        guard !left.isBefore(right) else { return -(try steps(unit, from: left, to: right, zone).whole) }
        return try steps(unit, from: right, to: left, zone).whole
    }

    /// How many units `left` is after `right`, with the fraction of the unit that has begun.
    func units(_ unit: CalendarUnit, _ left: Value, _ right: Value, _ zone: ResolvedZone) throws(Fault) -> Double {
        if unit.months == nil && unit.days == nil {
            let (seconds, nanoseconds) = left.difference(from: right)
            return (Double(seconds) * 1e9 + Double(nanoseconds)) / (Double(unit.milliseconds) * 1e6)
        }
        guard !left.isBefore(right) else { return -(try precise(unit, from: left, to: right, zone)) }
        return try precise(unit, from: right, to: left, zone)
    }

    private func precise(
        _ unit: CalendarUnit,
        from start: Value,
        to end: Value,
        _ zone: ResolvedZone
    ) throws(Fault) -> Double {
        // In the days or months that the unit is made of, whose own length varies.
        let base: CalendarUnit = unit.months != nil ? .month : .day
        let (whole, anchor) = try steps(base, from: start, to: end, zone)
        let count = Double(unit.months ?? unit.days ?? 1)
        let passed = end.nanosecondsAsDouble(from: anchor)
        guard passed > 0 else { return Double(whole) / count }
        let next = try shiftedFreely(start, by: whole + 1, base, zone)
        let length = Double(next.seconds - anchor.seconds) * 1e9 + Double(next.nanoseconds - Int64(anchor.nanoseconds))
        return (Double(whole) + passed / length) / count
    }

    /// The steps of a unit that lead from `start` as far towards `end` as they go without passing it, and where to.
    private func steps(
        _ unit: CalendarUnit,
        from start: Value,
        to end: Value,
        _ zone: ResolvedZone
    ) throws(Fault) -> (whole: Int64, anchor: Value) {
        let (first, last) = (localDay(start, zone), localDay(end, zone))
        var count: Int64
        if let months = unit.months {
            let (from, to) = (CalendarDay.civil(first), CalendarDay.civil(last))
            count = ((to.year - from.year) * 12 + Int64(to.month - from.month)) / months
        } else {
            count = (last - first) / (unit.days ?? 1)
        }
        var anchor = try shifted(start, by: count, unit, zone)
        while count > 0, end.isBefore(anchor) {
            count -= 1
            anchor = try shifted(start, by: count, unit, zone)
        }
        return (count, anchor)
    }

    /// As ``shifted(_:by:_:_:)``, past the year 9999 too.
    private func shiftedFreely(
        _ time: Value,
        by count: Int64,
        _ unit: CalendarUnit,
        _ zone: ResolvedZone
    ) throws(Fault) -> (seconds: Int64, nanoseconds: Int64) {
        let local = time.seconds + zones.offset(of: zone, at: time.seconds)
        let day = CivilTime.floorDivide(local, 86_400)
        let target = unit.months.map { CalendarDay.adding(months: count * $0, to: day) } ?? day + count
        return (zones.instant(ofLocal: local + (target - day) * 86_400, in: zone), Int64(time.nanoseconds))
    }
}

extension Value {
    /// Whether a timestamp is before another.
    fileprivate func isBefore(_ other: Value) -> Bool {
        seconds == other.seconds ? nanoseconds < other.nanoseconds : seconds < other.seconds
    }

    /// Seconds and nanoseconds, of one sign, from another timestamp to this one.
    fileprivate func difference(from other: Value) -> (seconds: Int64, nanoseconds: Int64) {
        var seconds = seconds - other.seconds
        var nanoseconds = Int64(nanoseconds) - Int64(other.nanoseconds)
        if seconds > 0, nanoseconds < 0 { (seconds, nanoseconds) = (seconds - 1, nanoseconds + 1_000_000_000) }
        if seconds < 0, nanoseconds > 0 { (seconds, nanoseconds) = (seconds + 1, nanoseconds - 1_000_000_000) }
        return (seconds, nanoseconds)
    }

    fileprivate func nanosecondsAsDouble(from other: Value) -> Double {
        let (seconds, nanoseconds) = difference(from: other)
        return Double(seconds) * 1e9 + Double(nanoseconds)
    }
}

extension FunctionSpec {
    static let unitsBetween = FunctionSpec(
        "time.diff",
        .unitsBetween,
        [
            Overload([.timestamp, .timestamp, .string], .int),
            Overload([.timestamp, .timestamp, .string, .string], .int),
        ],
        texts: [2: CalendarSpecs.unit, 3: .timeZone],
        summary: """
            How many whole units the first time is after the second, towards zero; negative where it is before. Days and \
            longer units are those of the calendar of a zone, or of UTC. For another rounding use time.preciseDiff.
            """,
        examples: [
            "time.diff(timestamp('2026-03-31T00:00:00Z'), timestamp('2026-01-31T00:00:00Z'), 'month') == 2",
            "time.diff(timestamp('2026-01-01T00:00:00Z'), timestamp('2026-01-02T12:00:00Z'), 'day') == -1",
            "time.diff(timestamp('2026-01-01T00:00:01.5Z'), timestamp('2026-01-01T00:00:00Z'), 'millisecond') == 1500",
        ]
    )

    static let preciseUnitsBetween = FunctionSpec(
        "time.preciseDiff",
        .preciseUnitsBetween,
        [
            Overload([.timestamp, .timestamp, .string], .double),
            Overload([.timestamp, .timestamp, .string, .string], .double),
        ],
        texts: [2: CalendarSpecs.unit, 3: .timeZone],
        summary: """
            As time.diff, with the fraction of the unit that has begun. Round it with math.ceil, math.floor or math.round.
            """,
        examples: [
            "time.preciseDiff(timestamp('2026-01-02T12:00:00Z'), timestamp('2026-01-01T00:00:00Z'), 'day') == 1.5",
            """
            int(math.ceil(time.preciseDiff(timestamp('2026-02-02T00:00:00Z'), timestamp('2026-01-01T00:00:00Z'), \
            'month'))) == 2
            """,
        ]
    )
}
