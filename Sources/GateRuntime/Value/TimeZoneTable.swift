/// The time zones of a graph, borrowed: no file is read while evaluating.
package struct TimeZoneTable {
    /// One zone; `name` is in the constants.
    package struct Zone: BitwiseCopyable, Sendable {
        package var name: ByteRange
        /// Its changes of offset, in the order of time.
        package var changes: TableRange
        /// Seconds east of UTC before the first change.
        package var firstOffset: Int32
        /// What holds after the last change.
        package var rule: TimeZoneRule

        package init(name: ByteRange, changes: TableRange, firstOffset: Int32, rule: TimeZoneRule) {
            self.name = name
            self.changes = changes
            self.firstOffset = firstOffset
            self.rule = rule
        }
    }

    /// From when on which offset holds.
    package struct Change: BitwiseCopyable, Sendable {
        /// Seconds since 1970.
        package var start: Int64
        /// Seconds east of UTC.
        package var offset: Int32

        package init(start: Int64, offset: Int32) {
            self.start = start
            self.offset = offset
        }
    }

    /// The zones, sorted by the bytes of their names.
    package var zones: TableView<Zone>
    package var changes: TableView<Change>

    /// The table of no zones; UTC and fixed offsets need none.
    package static var empty: TimeZoneTable { TimeZoneTable(zones: .empty, changes: .empty) }

    package init(zones: TableView<Zone>, changes: TableView<Change>) {
        self.zones = zones
        self.changes = changes
    }

    /// The zone of that name; nil where there is none.
    func zone(named name: ByteView, constants: ByteView) -> Zone? {
        var (low, high) = (0, zones.count)
        while low < high {
            let middle = (low + high) / 2
            let order = ByteView.compare(constants.range(zones[middle].name), name)
            if order == 0 { return zones[middle] }
            if order < 0 { low = middle + 1 } else { high = middle }
        }
        return nil
    }

    /// Seconds east of UTC in `zone` at `seconds` since 1970.
    func offset(of zone: Zone, at seconds: Int64) -> Int64 {
        var (low, high) = (Int(zone.changes.start), Int(zone.changes.start) + Int(zone.changes.count))
        let (first, end) = (low, high)
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].start <= seconds { low = middle + 1 } else { high = middle }
        }
        if low == end && zone.rule.isPresent { return zone.rule.offset(at: seconds) }
        return Int64(low == first ? zone.firstOffset : changes[low - 1].offset)
    }
}

/// The rule of a zone for the years after its table: the footer of a TZif file (RFC 8536, section 3.3).
package struct TimeZoneRule: BitwiseCopyable, Sendable, Equatable {
    /// When in a year an offset begins: the `week`th (5: last) `day` of `month`, `seconds` after local midnight.
    package struct Moment: BitwiseCopyable, Sendable, Equatable {
        package var kind: Kind
        package var month: Int16 = 0
        package var week: Int16 = 0
        /// The day of the week, 0 for Sunday; or the day of the year.
        package var day: Int16 = 0
        package var seconds: Int32 = 7_200

        /// How the day is given.
        package enum Kind: UInt8, BitwiseCopyable, Sendable {
            case weekdayOfMonth
            /// 1 to 365, never counting 29 February.
            case dayWithoutLeap
            /// 0 to 365.
            case dayOfYear
        }

        package init(_ kind: Kind) {
            self.kind = kind
        }
    }

    /// False where the last change's offset holds for ever.
    package var isPresent = false
    /// Seconds east of UTC in standard time, and in summer time where there is one.
    package var standard: Int32 = 0
    package var summer: Int32 = 0
    package var hasSummer = false
    package var summerStart = Moment(.weekdayOfMonth)
    package var summerEnd = Moment(.weekdayOfMonth)

    package init() {}

    /// Seconds east of UTC at `seconds` since 1970.
    func offset(at seconds: Int64) -> Int64 {
        guard hasSummer else { return Int64(standard) }
        let year = CivilTime(seconds: seconds + Int64(standard)).year
        let start = summerStart.seconds(in: year) - Int64(standard)
        let end = summerEnd.seconds(in: year) - Int64(summer)
        let isSummer = start < end ? seconds >= start && seconds < end : !(seconds >= end && seconds < start)
        return Int64(isSummer ? summer : standard)
    }
}

extension TimeZoneRule.Moment {
    /// The moment in `year`, in seconds of local time since 1970.
    fileprivate func seconds(in year: Int64) -> Int64 {
        let newYear = CivilTime.days(year: year, month: 1, day: 1)
        let date: Int64
        switch kind {
        case .dayWithoutLeap: date = newYear + Int64(day) - 1 + (CivilTime.isLeap(year) && day >= 60 ? 1 : 0)
        case .dayOfYear: date = newYear + Int64(day)
        case .weekdayOfMonth:
            let first = CivilTime.days(year: year, month: Int(month), day: 1)
            let weekday = CivilTime(seconds: first * 86_400).dayOfWeek
            var number = 1 + (Int(day) - weekday + 7) % 7 + (Int(week) - 1) * 7
            if number > CivilTime.dayCount(year: year, month: Int(month)) { number -= 7 }
            date = first + Int64(number) - 1
        }
        return date * 86_400 + Int64(seconds)
    }
}
