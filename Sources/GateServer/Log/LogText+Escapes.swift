extension LogText {
    /// Appends a JSON string.
    package mutating func appendString(_ text: String) {
        append("\"")
        appendEscaped(text.utf8)
        append("\"")
    }

    /// Appends text as the inside of a JSON string (RFC 8259, section 7).
    ///
    /// Nothing that ends a line, moves a cursor or turns the direction of writing gets through, and nothing that is not
    /// UTF-8: whatever a client sends, a line stays one line and shows what it holds.
    package mutating func appendEscaped(_ text: some Sequence<UInt8>) {
        var rest = text.makeIterator()
        var decoder = UTF8()
        while true {
            switch decoder.decode(&rest) {
            case .scalarValue(let scalar): appendEscaped(scalar)
            case .error: append("\\ufffd")
            case .emptyInput: return
            }
        }
    }

    private mutating func appendEscaped(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\"", "\\":
            append("\\")
            appendByte(UInt8(truncatingIfNeeded: scalar.value))
        case "\n": append("\\n")
        case "\r": append("\\r")
        case "\t": append("\\t")
        case _ where LogText.isHidden(scalar):
            append("\\u")
            for shift in stride(from: UInt32(12), through: 0, by: -4) {
                appendByte(LogText.hexadecimal(UInt8(truncatingIfNeeded: scalar.value >> shift & 0xF)))
            }
        case _ where scalar.isASCII: appendByte(UInt8(truncatingIfNeeded: scalar.value))
        default: for byte in String(scalar).utf8 { appendByte(byte) }
        }
    }

    /// Whether a scalar shows nothing itself, and may change what is shown around it.
    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        // Controls, C0 and C1.
        case 0..<0x20, 0x7F..<0xA0: true
        // Line and paragraph separators, marks of direction, characters of no width.
        case 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB: true
        default: false
        }
    }

    /// Appends a value for people: as it is where that is unmistakable, otherwise as a JSON string.
    package mutating func appendPlain(_ text: String) {
        guard !text.isEmpty, text.unicodeScalars.allSatisfy(LogText.isPlain) else { return appendString(text) }
        append(text.utf8)
    }

    /// Appends a message for people, which may hold spaces.
    package mutating func appendMessage(_ text: String) {
        let isPlain = text.unicodeScalars.allSatisfy { $0 == " " || LogText.isPlain($0) }
        guard isPlain, text.first != " ", text.last != " ", !text.isEmpty else { return appendString(text) }
        append(text.utf8)
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " ", "\"", "=", "\\": false
        default: !isHidden(scalar) && !scalar.properties.isWhitespace
        }
    }

    private mutating func append(_ text: String.UTF8View) {
        for byte in text { appendByte(byte) }
    }
}
