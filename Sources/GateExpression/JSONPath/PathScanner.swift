/// Ends the parse of a path: what is wrong with it.
struct PathFailure: Error {
    var diagnostic: ExpressionDiagnostic
}

/// A position in a path's bytes.
///
/// JSONPath has no tokens of its own, since white space counts in some places only.
struct PathScanner {
    let bytes: [UInt8]
    var offset = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    var isAtEnd: Bool { offset >= bytes.count }

    /// The byte at the position, 0 at the end.
    ///
    /// A zero byte in the text is nowhere allowed, so the two may look alike.
    var current: UInt8 { byte(at: offset) }

    func byte(at index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

    func starts(with text: StaticString) -> Bool {
        guard offset + text.utf8CodeUnitCount <= bytes.count else { return false }
        for index in 0..<text.utf8CodeUnitCount where bytes[offset + index] != text.utf8Start[index] { return false }
        return true
    }

    /// Moves past `text` if it comes next.
    mutating func take(_ text: StaticString) -> Bool {
        guard starts(with: text) else { return false }
        offset += text.utf8CodeUnitCount
        return true
    }

    /// Moves past blanks (RFC 9535, section 2.1.1): space, tab, line feed, carriage return.
    mutating func skipBlanks() {
        while !isAtEnd, Self.isBlank(bytes[offset]) { offset += 1 }
    }

    func range(from start: Int) -> ExpressionSyntax.TextRange {
        ExpressionSyntax.TextRange(UInt32(truncatingIfNeeded: start), UInt32(truncatingIfNeeded: offset))
    }

    func text(from start: Int) -> String {
        String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    /// The range of the character at the position; empty at the end.
    var currentRange: ExpressionSyntax.TextRange {
        var end = offset
        if !isAtEnd {
            end += 1
            while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        }
        return ExpressionSyntax.TextRange(UInt32(truncatingIfNeeded: offset), UInt32(truncatingIfNeeded: end))
    }

    /// The character at the position in words, for messages.
    var found: String {
        guard !isAtEnd else { return "end of the path" }
        let range = currentRange
        switch current {
        case 0x20: return "space"
        case 0x09: return "tab"
        case 0x0A, 0x0D: return "line break"
        case 0..<0x20, 0x7F: return "control character"
        default: return String(decoding: bytes[Int(range.start)..<Int(range.end)], as: UTF8.self)
        }
    }

    func unexpected(expected: String, note: String? = nil) -> PathFailure {
        PathFailure(diagnostic: .unexpectedInPath(found, expected: expected, at: currentRange, note: note))
    }

    static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    /// Whether a byte may start a name without quotes: a letter, `_`, or any character outside ASCII.
    static func isNameStart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
        default: byte >= 0x80
        }
    }

    static func isNamePart(_ byte: UInt8) -> Bool { isNameStart(byte) || isDigit(byte) }
}
