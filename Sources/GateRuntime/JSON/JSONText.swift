/// Text and bytes as JSON strings.
extension Arena where Entry == UInt8 {
    /// Appends UTF-8 text in quotes.
    ///
    /// Only quotes, backslashes and control characters are escaped.
    package mutating func append(jsonString text: ByteView) throws(Fault) {
        let end = text.firstToEscape(from: 0)
        if end == text.count {
            return try append(atMost: end + 2) { target in
                target[0] = UInt8(ascii: "\"")
                if let source = text.unsafeBytes.bindMemory(to: UInt8.self).baseAddress {
                    (target + 1).update(from: source, count: end)
                }
                target[end + 1] = UInt8(ascii: "\"")
                return end + 2
            }
        }
        try append(UInt8(ascii: "\""))
        try append(jsonCharacters: text)
        try append(UInt8(ascii: "\""))
    }

    /// Appends what stands between the quotes of a JSON string.
    package mutating func append(jsonCharacters text: ByteView) throws(Fault) {
        var start = 0
        while true {
            let end = text.firstToEscape(from: start)
            try append(text.slice(start, end - start))
            guard end < text.count else { return }
            try append(escapeOf: text[end])
            start = end + 1
        }
    }

    private mutating func append(escapeOf byte: UInt8) throws(Fault) {
        switch byte {
        case UInt8(ascii: "\""): try append("\\\"")
        case UInt8(ascii: "\\"): try append("\\\\")
        case 0x08: try append("\\b")
        case 0x09: try append("\\t")
        case 0x0A: try append("\\n")
        case 0x0C: try append("\\f")
        case 0x0D: try append("\\r")
        default:
            try append(byte < 0x10 ? "\\u000" : "\\u001")
            let digit = byte & 0xF
            try append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
    }

    /// Appends bytes in base64 (RFC 4648, section 4), with padding and without quotes.
    package mutating func append(base64 bytes: ByteView) throws(Fault) {
        let source = bytes.unsafeBytes
        try append(atMost: (source.count + 2) / 3 * 4) { target in
            var written = 0
            var index = 0
            while index < source.count {
                let left = source.count - index
                var group = UInt32(source[index]) << 16
                if left > 1 { group |= UInt32(source[index + 1]) << 8 }
                if left > 2 { group |= UInt32(source[index + 2]) }
                target[written] = base64Digit(group >> 18 & 63)
                target[written + 1] = base64Digit(group >> 12 & 63)
                target[written + 2] = left > 1 ? base64Digit(group >> 6 & 63) : UInt8(ascii: "=")
                target[written + 3] = left > 2 ? base64Digit(group & 63) : UInt8(ascii: "=")
                written += 4
                index += 3
            }
            return written
        }
    }
}

private func base64Digit(_ value: UInt32) -> UInt8 {
    let digit = UInt8(truncatingIfNeeded: value)
    switch digit {
    case 0..<26: return UInt8(ascii: "A") + digit
    case 26..<52: return UInt8(ascii: "a") + digit - 26
    case 52..<62: return UInt8(ascii: "0") + digit - 52
    case 62: return UInt8(ascii: "+")
    default: return UInt8(ascii: "/")
    }
}

extension ByteView {
    /// The first byte from `start` on that a JSON string must escape, or the end; eight bytes at a time.
    fileprivate func firstToEscape(from start: Int) -> Int {
        let bytes = unsafeBytes
        var index = start
        while index + 8 <= bytes.count {
            let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            if Self.hasByteToEscape(word) { break }
            index += 8
        }
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return index }
            index += 1
        }
        return bytes.count
    }

    /// Whether a byte of the word is below 0x20, a quote or a backslash; may be true for no reason, never false.
    private static func hasByteToEscape(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quote = word ^ (ones &* 0x22)
        let backslash = word ^ (ones &* 0x5C)
        // Subtracting borrows into a byte's high bit if the byte was smaller; the inverse masks bytes from 0x80 on.
        let control = (word &- ones &* 0x20) & ~word
        let zeroes = ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)
        return (control | zeroes) & (ones &* 0x80) != 0
    }
}
