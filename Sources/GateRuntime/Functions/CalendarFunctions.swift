extension Workspace {
    /// Dates and calendars: what CEL's own timestamps and durations do not have.
    ///
    /// Every step of a calendar is taken in the zone that the last argument names, or in UTC.
    mutating func callCalendar(_ operation: Operation, _ arguments: Arguments) throws(Fault) -> Value {
        switch operation {
        case .startOfUnit, .endOfUnit:
            let zone = try arguments.zone(at: 2, in: &self)
            let time = try arguments.timestamp(arguments.first)
            let unit = try unit(arguments.second)
            return try operation == .startOfUnit ? start(of: unit, time, zone) : end(of: unit, time, zone)
        case .addUnits, .subtractUnits:
            let zone = try arguments.zone(at: 3, in: &self)
            let time = try arguments.timestamp(arguments.first)
            let count = try arguments.int(arguments.second)
            guard operation == .addUnits || count != .min else { throw Fault(.overflow) }
            return try shifted(time, by: operation == .addUnits ? count : -count, unit(arguments.third), zone)
        case .unitsBetween, .preciseUnitsBetween:
            let zone = try arguments.zone(at: 3, in: &self)
            let (left, right) = (
                try arguments.timestamp(arguments.first), try arguments.timestamp(arguments.second)
            )
            let unit = try unit(arguments.third)
            return operation == .unitsBetween
                ? .int(try wholeUnits(unit, left, right, zone)) : .double(try units(unit, left, right, zone))
        case .timePart:
            let zone = try arguments.zone(at: 2, in: &self)
            return .int(try timePart(arguments.timestamp(arguments.first), arguments.second, zone))
        case .isLeapYear: return .bool(try isLeapYear(arguments))
        case .formatTime:
            let zone = try arguments.zone(at: 2, in: &self)
            return try formatTime(arguments.timestamp(arguments.first), arguments.second, zone)
        case .parseTime:
            let zone = try arguments.zone(at: 2, in: &self)
            return try parseTime(arguments.first, arguments.second, zone)
        case .fromUnix, .toUnix: return try callUnix(operation, arguments)
        case .convertUnits: return try convert(arguments)
        default: throw Fault(.noSuchOverload)
        }
    }

    mutating func unit(_ name: Value) throws(Fault) -> CalendarUnit {
        guard name.kind == .string else { throw Fault(.noSuchOverload) }
        return try CalendarUnit(named: view(name))
    }
}

extension Arguments {
    /// The zone that the argument at `index` names, if that is the last; UTC where there is none.
    func zone(at index: Int, in workspace: inout Workspace) throws(Fault) -> ResolvedZone {
        if count == index { return .utc }
        try expect(index + 1)
        return try workspace.zone(named: index == 1 ? second : index == 2 ? third : fourth)
    }

    func timestamp(_ value: Value) throws(Fault) -> Value {
        guard value.kind == .timestamp else { throw Fault(.noSuchOverload) }
        return value
    }
}

/// Dates and calendars.
enum CalendarSpecs {
    static let all: [FunctionSpec] = [
        .startOfUnit, .endOfUnit, .addUnits, .subtractUnits, .unitsBetween, .preciseUnitsBetween,
        .timePart, .isLeapYear, .formatTime, .parseTime, .fromUnix, .toUnix, .convertUnits,
    ]

    /// The names of units, as their arguments take them.
    static let unit = TextArgument.word(name: "unit", CalendarUnit.allCases.map(\.rawValue))
}
