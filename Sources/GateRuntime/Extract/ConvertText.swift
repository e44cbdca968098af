/// Parses text from a header, query or path to a declared type; nil where it is not of that type.
///
/// A parameter that is given once is a list of one where a list is declared, as it is one of several where it is repeated.
func convertText(
    _ value: Value,
    to target: ExtractionEntry.Target,
    _ workspace: inout Workspace
) throws(Fault) -> Value? {
    guard value.kind == .string else { return convertStructure(value, to: target) }
    let text = workspace.view(value)
    switch target {
    case .any, .string: return value
    case .int: return parseDecimalInt(text).map(Value.int)
    case .double: return parseDecimalDouble(text).map(Value.double)
    case .bool:
        if text == constantView("true") { return .bool(true) }
        return text == constantView("false") ? .bool(false) : nil
    case .timestamp: return parseTimestampText(text)
    case .list: return .list(.arena, offset: try workspace.values.append(value), count: 1)
    case .map: return nil
    }
}

/// A value of the query that is no text: a list, a map, or null.
private func convertStructure(_ value: Value, to target: ExtractionEntry.Target) -> Value? {
    switch target {
    case .any: value
    case .list: value.kind == .list ? value : nil
    case .map: value.kind == .map ? value : nil
    default: nil
    }
}

/// Checks that a value of the body has its declared type; an integral number is an int, RFC 3339 text a timestamp.
func convertBody(_ value: Value, to target: ExtractionEntry.Target, _ workspace: borrowing Workspace) -> Value? {
    switch target {
    case .any: return value
    case .int:
        if value.kind == .int { return value }
        guard value.kind == .double, let exact = Int64(exactly: value.asDouble) else { return nil }
        return .int(exact)
    case .double:
        switch value.kind {
        case .double: return value
        case .int: return .double(Double(value.asInt))
        case .uint: return .double(Double(value.payload))
        default: return nil
        }
    case .bool: return value.kind == .bool ? value : nil
    case .string: return value.kind == .string ? value : nil
    case .timestamp: return value.kind == .string ? parseTimestampText(workspace.view(value)) : nil
    case .list: return value.kind == .list ? value : nil
    case .map: return value.kind == .map ? value : nil
    }
}

/// The timestamp that RFC 3339 text writes; nil for any other text.
package func parseTimestampText(_ text: ByteView) -> Value? {
    try? text.timestamp()
}

/// The bytes of a literal.
func constantView(_ text: StaticString) -> ByteView {
    ByteView(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
}

/// An optional minus and decimal digits, within 64 bits.
private func parseDecimalInt(_ text: ByteView) -> Int64? {
    var index = 0
    let isNegative = text.count > 0 && text[0] == UInt8(ascii: "-")
    if isNegative { index = 1 }
    guard index < text.count else { return nil }
    var value: Int64 = 0
    while index < text.count {
        let byte = text[index]
        guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
        let digit = Int64(byte - UInt8(ascii: "0"))
        let (shifted, overflow) = value.multipliedReportingOverflow(by: 10)
        let (next, overflowAgain) =
            isNegative ? shifted.subtractingReportingOverflow(digit) : shifted.addingReportingOverflow(digit)
        guard !overflow, !overflowAgain else { return nil }
        value = next
        index += 1
    }
    return value
}

/// A number as JSON writes it (RFC 8259, section 6), zeros in front aside; past what a double holds is nil.
private func parseDecimalDouble(_ text: ByteView) -> Double? {
    guard text.count <= 400 else { return nil }
    var index = text.count > 0 && text[0] == UInt8(ascii: "-") ? 1 : 0
    guard skipDigits(text, &index) else { return nil }
    if index < text.count, text[index] == UInt8(ascii: ".") {
        index += 1
        guard skipDigits(text, &index) else { return nil }
    }
    if index < text.count, text[index] | 0x20 == UInt8(ascii: "e") {
        index += 1
        if index < text.count, text[index] == UInt8(ascii: "+") || text[index] == UInt8(ascii: "-") { index += 1 }
        guard skipDigits(text, &index) else { return nil }
    }
    guard index == text.count, let value = Double(text.string), value.isFinite else { return nil }
    return value
}

/// Moves past decimal digits; false where there is none.
private func skipDigits(_ text: ByteView, _ index: inout Int) -> Bool {
    let start = index
    while index < text.count, text[index] >= UInt8(ascii: "0"), text[index] <= UInt8(ascii: "9") { index += 1 }
    return index > start
}
