extension Lexer {
    /// A string or bytes literal; the prefix, if any, is already read.
    mutating func string(from start: Int, isRaw: Bool, isBytes: Bool) -> Token.Kind {
        guard let quote = peek() else { return .invalid }
        let isTriple = peek(1) == quote && peek(2) == quote
        position += isTriple ? 3 : 1
        var content: [UInt8] = []
        var hasFailed = false
        while true {
            guard let byte = peek(), isTriple || byte != UInt8(ascii: "\n") && byte != UInt8(ascii: "\r") else {
                report(.unclosedString(isTriple: isTriple, quote: quote, at: range(start)))
                isTruncated = true
                break
            }
            if byte == quote, !isTriple || peek(1) == quote && peek(2) == quote {
                position += isTriple ? 3 : 1
                break
            }
            guard byte == UInt8(ascii: "\\"), !isRaw else {
                content.append(byte)
                position += 1
                continue
            }
            let escapeStart = position
            position += 1
            if !escape(into: &content, isBytes: isBytes), !hasFailed, !isAtEnd(ofTriple: isTriple) {
                hasFailed = true
                let end = min(bytes.count, max(position, escapeStart + 1))
                report(.badEscape(text(escapeStart, end), isBytes: isBytes, at: range(escapeStart, end)))
            }
        }
        return .literal(isBytes ? .bytes(content) : .string(String(decoding: content, as: UTF8.self)))
    }

    /// Whether a text ends here without its closing quote, which is then all there is to say.
    private func isAtEnd(ofTriple isTriple: Bool) -> Bool {
        guard let byte = peek() else { return true }
        return !isTriple && (byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r"))
    }

    /// Reads what follows a backslash and appends what it means; false if it means nothing.
    private mutating func escape(into content: inout [UInt8], isBytes: Bool) -> Bool {
        guard let byte = peek() else { return false }
        switch byte {
        case UInt8(ascii: "x"), UInt8(ascii: "X"):
            position += 1
            return codePoint(digits: 2, into: &content, isBytes: isBytes)
        case UInt8(ascii: "u"):
            position += 1
            return !isBytes && codePoint(digits: 4, into: &content, isBytes: false)
        case UInt8(ascii: "U"):
            position += 1
            return !isBytes && codePoint(digits: 8, into: &content, isBytes: false)
        case UInt8(ascii: "0")...UInt8(ascii: "3"):
            return octal(into: &content, isBytes: isBytes)
        default:
            guard let meaning = simpleEscape(byte) else {
                // The whole character belongs to the message, not its first byte.
                if byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") { position += 1 }
                while let next = peek(), byte >= 0x80, next & 0xC0 == 0x80 { position += 1 }
                return false
            }
            position += 1
            content.append(meaning)
            return true
        }
    }

    private func simpleEscape(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "\\"), UInt8(ascii: "?"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): byte
        case UInt8(ascii: "a"): 0x07
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        case UInt8(ascii: "v"): 0x0B
        default: nil
        }
    }

    private mutating func octal(into content: inout [UInt8], isBytes: Bool) -> Bool {
        var value: UInt32 = 0
        for _ in 0..<3 {
            guard let byte = peek(), byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "7") else { return false }
            value = value * 8 + UInt32(byte - UInt8(ascii: "0"))
            position += 1
        }
        return append(value, to: &content, isBytes: isBytes)
    }

    private mutating func codePoint(digits: Int, into content: inout [UInt8], isBytes: Bool) -> Bool {
        guard let value = hexDigits(digits) else { return false }
        // A character outside the first plane may be written as a pair of surrogates.
        if digits == 4, value >= 0xD800, value < 0xDC00 {
            let start = position
            if peek() == UInt8(ascii: "\\"), peek(1) == UInt8(ascii: "u") {
                position += 2
                if let low = hexDigits(4), low >= 0xDC00, low < 0xE000 {
                    return append(0x10000 + (value - 0xD800) << 10 + (low - 0xDC00), to: &content, isBytes: false)
                }
            }
            position = start
            return false
        }
        return append(value, to: &content, isBytes: isBytes)
    }

    private mutating func hexDigits(_ count: Int) -> UInt32? {
        var value: UInt32 = 0
        for _ in 0..<count {
            guard let digit = hexValue(peek()) else { return nil }
            value = value << 4 | digit
            position += 1
        }
        return value
    }

    private func append(_ value: UInt32, to content: inout [UInt8], isBytes: Bool) -> Bool {
        if isBytes {
            content.append(UInt8(truncatingIfNeeded: value))
            return true
        }
        guard let scalar = Unicode.Scalar(value) else { return false }
        content.append(contentsOf: Array(String(Character(scalar)).utf8))
        return true
    }
}
