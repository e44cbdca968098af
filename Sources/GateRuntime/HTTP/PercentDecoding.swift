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
    guard isValidUTF8(workspace.bytes.view(from: start, count: count)) else { return nil }
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

/// Whether the bytes are well-formed UTF-8 (Unicode, table 3-7).
func isValidUTF8(_ bytes: ByteView) -> Bool {
    var index = 0
    while index < bytes.count {
        let lead = bytes[index]
        if lead < 0x80 {
            index += 1
            continue
        }
        let length: Int
        var lowest: UInt8 = 0x80
        var highest: UInt8 = 0xBF
        switch lead {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, lowest) = (3, 0xA0)
        case 0xED: (length, highest) = (3, 0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, lowest) = (4, 0x90)
        case 0xF4: (length, highest) = (4, 0x8F)
        case 0xF1...0xF3: length = 4
        default: return false
        }
        guard index + length <= bytes.count, (lowest...highest).contains(bytes[index + 1]) else { return false }
        for next in 2..<max(length, 2) where bytes[index + next] & 0xC0 != 0x80 { return false }
        index += length
    }
    return true
}
