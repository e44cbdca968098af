import GateRuntime

/// Adds the time zone of a literal name to the tables; false where no zone is called so.
func addZone(named name: String, to builder: inout ProgramBuilder) -> Bool {
    if isFixed(name) || builder.hasZone(name) { return true }
    guard let data = TimeZoneFiles.contents(of: name), let zone = TimeZoneData(data) else { return false }
    add(zone, name, to: &builder)
    return true
}

/// Adds all of the system's time zones, for a name that is computed.
func addAllZones(to builder: inout ProgramBuilder) {
    for (name, zone) in TimeZoneFiles.all where !builder.hasZone(name) { add(zone, name, to: &builder) }
}

private func isFixed(_ name: String) -> Bool {
    if name == "UTC" || name == "GMT" || name == "Z" { return true }
    return Array(name.utf8).withUnsafeBufferPointer { ByteView($0).fixedOffset != nil }
}

private func add(_ zone: TimeZoneData, _ name: String, to builder: inout ProgramBuilder) {
    builder.addZone(name, firstOffset: zone.firstOffset, changes: zone.changes, rule: zone.rule)
}
