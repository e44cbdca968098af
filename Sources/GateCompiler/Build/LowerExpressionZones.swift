import GateExpression
import GateRuntime

/// Adds the time zones that an expression may name to the tables: the constant ones, or all of the system's where a
/// name is computed.
///
/// Names that no zone has are faults.
func addZones(of checked: CheckedExpression, to builder: inout ProgramBuilder) -> [ConstantFault] {
    var faults: [ConstantFault] = []
    for (index, node) in checked.syntax.nodes.enumerated() {
        guard case .function(let function, _) = checked.references[index], takesZone(function.operation),
            case .call(_, .some, let arguments, _) = node.kind, arguments.count == 1, let zone = arguments.first
        else { continue }
        guard case .literal(let literal) = checked.syntax[zone].kind else {
            for (name, zone) in TimeZoneFiles.all where !builder.hasZone(name) { add(zone, name, to: &builder) }
            continue
        }
        guard case .string(let name) = literal, !isFixed(name), !builder.hasZone(name) else { continue }
        if !addZone(name, to: &builder) {
            let detail = "no time zone is called `\(name)`"
            faults.append(
                ConstantFault(range: checked.syntax[zone].range, code: .invalidArgument, detail: detail)
            )
        }
    }
    return faults
}

private func takesZone(_ operation: GateRuntime.Operation) -> Bool {
    switch operation {
    case .fullYear, .month, .date, .dayOfMonth, .dayOfWeek, .dayOfYear, .hours, .minutes, .seconds, .milliseconds: true
    default: false
    }
}

private func isFixed(_ name: String) -> Bool {
    if name == "UTC" || name == "GMT" || name == "Z" { return true }
    return Array(name.utf8).withUnsafeBufferPointer { ByteView($0).fixedOffset != nil }
}

private func addZone(_ name: String, to builder: inout ProgramBuilder) -> Bool {
    guard let data = TimeZoneFiles.contents(of: name), let zone = TimeZoneData(data) else { return false }
    add(zone, name, to: &builder)
    return true
}

private func add(_ zone: TimeZoneData, _ name: String, to builder: inout ProgramBuilder) {
    builder.addZone(name, firstOffset: zone.firstOffset, changes: zone.changes, rule: zone.rule)
}
