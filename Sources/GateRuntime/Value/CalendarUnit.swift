/// A unit of time on the calendar or the clock.
enum CalendarUnit: String, CaseIterable {
    case year, quarter, month, week, day, hour, minute, second, millisecond

    /// The unit of that name.
    ///
    /// Fails with ``FaultCode/invalidArgument`` for any other name.
    init(named name: ByteView) throws(Fault) {
        guard let unit = CalendarUnit.named(name) else { throw Fault(.invalidArgument) }
        self = unit
    }

    private static func named(_ name: ByteView) -> CalendarUnit? {
        if name.isEqual(to: "year") { return .year }
        if name.isEqual(to: "quarter") { return .quarter }
        if name.isEqual(to: "month") { return .month }
        if name.isEqual(to: "week") { return .week }
        if name.isEqual(to: "day") { return .day }
        if name.isEqual(to: "hour") { return .hour }
        if name.isEqual(to: "minute") { return .minute }
        if name.isEqual(to: "second") { return .second }
        return name.isEqual(to: "millisecond") ? .millisecond : nil
    }

    /// Months of a unit that is made of them; nil for the others.
    var months: Int64? {
        switch self {
        case .year: 12
        case .quarter: 3
        case .month: 1
        default: nil
        }
    }

    /// Days of a unit that is made of them; nil for the others.
    var days: Int64? { self == .week ? 7 : self == .day ? 1 : nil }

    /// Milliseconds of the unit: of a month, quarter or year the mean of the Gregorian calendar, whose year has 365.2425
    /// days.
    var milliseconds: Int64 {
        switch self {
        case .year: 31_556_952_000
        case .quarter: 7_889_238_000
        case .month: 2_629_746_000
        case .week: 604_800_000
        case .day: 86_400_000
        case .hour: 3_600_000
        case .minute: 60_000
        case .second: 1_000
        case .millisecond: 1
        }
    }
}

/// Days since 1970-01-01 on the calendar.
enum CalendarDay {
    static func civil(_ day: Int64) -> CivilTime { CivilTime(seconds: day * 86_400) }

    /// The first day of the unit, a day or longer, that has `day` in it.
    ///
    /// A week begins on Monday (ISO 8601).
    static func first(of unit: CalendarUnit, _ day: Int64) -> Int64 {
        guard let months = unit.months else { return unit == .week ? day - mondayOffset(day) : day }
        let date = civil(day)
        let month = (date.month - 1) / Int(months) * Int(months) + 1
        return CivilTime.days(year: date.year, month: month, day: 1)
    }

    /// The first day of the unit that follows the one with `day` in it.
    static func next(of unit: CalendarUnit, _ day: Int64) -> Int64 {
        let start = first(of: unit, day)
        guard let months = unit.months else { return start + (unit.days ?? 1) }
        return adding(months: months, to: start)
    }

    /// The day as many months later; the last of its month where that month is too short.
    static func adding(months: Int64, to day: Int64) -> Int64 {
        let date = civil(day)
        let total = date.year * 12 + Int64(date.month - 1) + months
        let year = CivilTime.floorDivide(total, 12)
        let month = Int(total - year * 12) + 1
        let last = CivilTime.dayCount(year: year, month: month)
        return CivilTime.days(year: year, month: month, day: min(date.day, last))
    }

    /// Days since Monday.
    static func mondayOffset(_ day: Int64) -> Int64 {
        let sinceMonday = day + 3
        return sinceMonday - CivilTime.floorDivide(sinceMonday, 7) * 7
    }

    /// The week's number and year (ISO 8601): those of its Thursday.
    static func week(of day: Int64) -> (year: Int64, number: Int64) {
        let thursday = civil(day - mondayOffset(day) + 3)
        return (thursday.year, Int64(thursday.dayOfYear) / 7 + 1)
    }

    /// The Monday of a week (ISO 8601); nil where the year has no such week.
    static func monday(ofWeek number: Int64, year: Int64) -> Int64? {
        // The fourth of January is always in week 1.
        let fourth = CivilTime.days(year: year, month: 1, day: 4)
        let monday = fourth - mondayOffset(fourth) + (number - 1) * 7
        return week(of: monday) == (year, number) ? monday : nil
    }
}
