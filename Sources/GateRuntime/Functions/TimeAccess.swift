extension Workspace {
    /// The accessors of timestamps, in UTC or the zone that the second argument names, and of durations.
    mutating func callTime(_ operation: Operation, _ arguments: Arguments) throws(Fault) -> Value {
        let value = arguments.first
        if value.kind == .duration && arguments.count == 1 { return .int(try part(operation, ofDuration: value)) }
        guard value.kind == .timestamp else { throw Fault(.noSuchOverload) }
        var seconds = value.seconds
        if arguments.count == 2 {
            let zone = try zone(named: arguments.second)
            seconds += zones.offset(of: zone, at: seconds)
        } else {
            try arguments.expect(1)
        }
        let time = CivilTime(seconds: seconds)
        switch operation {
        case .fullYear: return .int(time.year)
        case .month: return .int(Int64(time.month - 1))
        case .date: return .int(Int64(time.day))
        case .dayOfMonth: return .int(Int64(time.day - 1))
        case .dayOfWeek: return .int(Int64(time.dayOfWeek))
        case .dayOfYear: return .int(Int64(time.dayOfYear))
        case .hours: return .int(Int64(time.hour))
        case .minutes: return .int(Int64(time.minute))
        case .seconds: return .int(Int64(time.second))
        default: return .int(Int64(value.nanoseconds / 1_000_000))
        }
    }

    private func part(_ operation: Operation, ofDuration value: Value) throws(Fault) -> Int64 {
        switch operation {
        case .hours: return value.seconds / 3_600
        case .minutes: return value.seconds / 60
        case .seconds: return value.seconds
        case .milliseconds: return Int64(value.nanoseconds / 1_000_000)
        default: throw Fault(.noSuchOverload)
        }
    }
}

extension ByteView {
    /// The seconds east of UTC of a fixed offset; nil for other text.
    package var fixedOffset: Int64? {
        guard count >= 5 else { return nil }
        let isWest = self[0] == UInt8(ascii: "-")
        let start = isWest || self[0] == UInt8(ascii: "+") ? 1 : 0
        guard count == start + 5, self[start + 2] == UInt8(ascii: ":"),
            let hours = number(at: start, digits: 2), let minutes = number(at: start + 3, digits: 2),
            hours < 24, minutes < 60
        else { return nil }
        let offset = Int64(hours * 3_600 + minutes * 60)
        return isWest ? -offset : offset
    }
}

/// The accessors of timestamps and durations.
enum TimeSpecs {
    static let all: [FunctionSpec] = [
        accessor("getFullYear", .fullYear, "The year.", "timestamp('2026-02-03T04:05:06Z').getFullYear() == 2026"),
        accessor("getMonth", .month, "The month, from 0.", "timestamp('2026-02-03T04:05:06Z').getMonth() == 1"),
        accessor("getDate", .date, "The day of the month, from 1.", "timestamp('2026-02-03T04:05:06Z').getDate() == 3"),
        accessor(
            "getDayOfMonth",
            .dayOfMonth,
            "The day of the month, from 0.",
            "timestamp('2026-02-03T04:05:06Z').getDayOfMonth() == 2"
        ),
        accessor(
            "getDayOfWeek",
            .dayOfWeek,
            "The day of the week, from 0 for Sunday.",
            "timestamp('2026-02-03T04:05:06Z').getDayOfWeek() == 2"
        ),
        accessor(
            "getDayOfYear",
            .dayOfYear,
            "The day of the year, from 0.",
            "timestamp('2026-02-03T04:05:06Z').getDayOfYear() == 33"
        ),
        accessor(
            "getHours",
            .hours,
            "The hour of a timestamp, or the whole hours of a duration.",
            "timestamp('2026-02-03T04:05:06Z').getHours('+02:00') == 6",
            takesDuration: true
        ),
        accessor(
            "getMinutes",
            .minutes,
            "The minute of a timestamp, or the whole minutes of a duration.",
            "duration('1h30m').getMinutes() == 90",
            takesDuration: true
        ),
        accessor(
            "getSeconds",
            .seconds,
            "The second of a timestamp, or the whole seconds of a duration.",
            "duration('90s').getSeconds() == 90",
            takesDuration: true
        ),
        accessor(
            "getMilliseconds",
            .milliseconds,
            "The milliseconds within the second.",
            "duration('1.5s').getMilliseconds() == 500",
            takesDuration: true
        ),
    ]

    private static func accessor(
        _ name: String,
        _ operation: Operation,
        _ summary: String,
        _ example: String,
        takesDuration: Bool = false
    ) -> FunctionSpec {
        var overloads: [FunctionSpec.Overload] = [
            .init(isMember: true, [.timestamp], .int), .init(isMember: true, [.timestamp, .string], .int),
        ]
        if takesDuration { overloads.append(.init(isMember: true, [.duration], .int)) }
        return FunctionSpec(
            name,
            operation,
            overloads,
            texts: [1: .timeZone],
            summary: summary + " In UTC, or in the zone given: an IANA name or an offset such as +02:00.",
            examples: [example]
        )
    }
}
