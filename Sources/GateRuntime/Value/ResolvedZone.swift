/// A time zone that was found by its name: a zone of the graph's table, or a fixed offset.
struct ResolvedZone: BitwiseCopyable {
    /// The zone of the table; nil for a fixed offset.
    var zone: TimeZoneTable.Zone?
    /// Seconds east of UTC where there is no zone.
    var fixedOffset: Int64 = 0

    static let utc = ResolvedZone(zone: nil)
}

extension TimeZoneTable {
    /// Seconds east of UTC at `seconds` since 1970.
    func offset(of zone: ResolvedZone, at seconds: Int64) -> Int64 {
        guard let named = zone.zone else { return zone.fixedOffset }
        return offset(of: named, at: seconds)
    }

    /// The instant, in seconds since 1970, at which clocks in the zone show `local`.
    ///
    /// Where they show it twice, the first; where they skip it, as far after the change as it would have been after the
    /// clocks' last second before it (RFC 5545, section 3.3.5).
    func instant(ofLocal local: Int64, in zone: ResolvedZone) -> Int64 {
        guard zone.zone != nil else { return local - zone.fixedOffset }
        // No offset is a day long, so these are on both sides of a change that is near.
        let earlier = offset(of: zone, at: local - 86_400)
        let later = offset(of: zone, at: local + 86_400)
        if offset(of: zone, at: local - earlier) == earlier { return local - earlier }
        if offset(of: zone, at: local - later) == later { return local - later }
        return local - earlier
    }
}

extension Workspace {
    /// The zone of a name: `UTC`, an offset such as `+hh:mm`, or a zone of the graph's table.
    ///
    /// Fails with ``FaultCode/invalidArgument`` for any other name.
    mutating func zone(named name: Value) throws(Fault) -> ResolvedZone {
        guard name.kind == .string else { throw Fault(.noSuchOverload) }
        try charge(8)
        let text = view(name)
        if text.isEqual(to: "UTC") || text.isEqual(to: "Z") || text.isEqual(to: "GMT") { return .utc }
        if let fixed = text.fixedOffset { return ResolvedZone(zone: nil, fixedOffset: fixed) }
        guard let zone = zones.zone(named: text, constants: constants) else { throw Fault(.invalidArgument) }
        return ResolvedZone(zone: zone)
    }
}
