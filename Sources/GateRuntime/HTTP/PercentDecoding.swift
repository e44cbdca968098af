/// Decodes `%XX` (RFC 3986, section 2.1), and `+` as a space where it is form-encoded, into the byte arena.
///
/// - Returns: the decoded text, or nil where a `%` is not followed by two hexadecimal digits, the result is not UTF-8 or
///   holds NUL, or the arena is full. Text without either character is returned as it is.
func decodePercent(_ value: Value, plusIsSpace: Bool, workspace: inout Workspace) -> Value? {
    let source = workspace.view(value)
    var needsDecoding = false
    for index in 0..<source.count {
        let byte = source[index]
        if byte == UInt8(ascii: "%") || (plusIsSpace && byte == UInt8(ascii: "+")) {
            needsDecoding = true
            break
        }
    }
    guard needsDecoding else { return value }
    guard (try? workspace.bytes.reserve(source.count)) != nil else { return nil }
    // Reserved first, then resolved: the source may lie in the arena itself.
    let text = workspace.view(value)
    let start = workspace.bytes.count
    var index = 0
    while index < text.count {
        var byte = text[index]
        if byte == UInt8(ascii: "%") {
            guard index + 2 < text.count, let high = hexDigit(text[index + 1]), let low = hexDigit(text[index + 2])
            else { return nil }
            byte = high << 4 | low
            index += 2
        } else if plusIsSpace, byte == UInt8(ascii: "+") {
            byte = UInt8(ascii: " ")
        }
        guard byte != 0, (try? workspace.bytes.append(byte)) != nil else { return nil }
        index += 1
    }
    let count = workspace.bytes.count - start
    guard workspace.bytes.view(from: start, count: count).isUTF8 else { return nil }
    return .string(.arena, offset: start, count: count)
}

/// The value of a hexadecimal digit.
func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
}
