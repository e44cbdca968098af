/// A set of ASCII bytes as 128 bits, so that membership is a shift.
struct ByteSet {
    let low: UInt64
    let high: UInt64

    func contains(_ byte: UInt8) -> Bool {
        if byte < 64 { return low &>> UInt64(byte) & 1 == 1 }
        return byte < 128 && high &>> UInt64(byte & 63) & 1 == 1
    }

    /// `tchar`: the bytes of a token (RFC 9110, section 5.6.2).
    static let token = ByteSet(low: 0x03FF_6CFA_0000_0000, high: 0x57FF_FFFF_C7FF_FFFE)
    /// What may stand in a request target: visible ASCII but `#`.
    ///
    /// Wider than RFC 3986, since senders leave brackets and bars as they are; narrower than what would be ambiguous.
    static let target = ByteSet(low: 0xFFFF_FFF6_0000_0000, high: 0x7FFF_FFFF_FFFF_FFFF)
    /// `reg-name`: unreserved, percent sign and sub-delims (RFC 3986, section 3.2.2).
    static let hostName = ByteSet(low: 0x2BFF_7FF2_0000_0000, high: 0x47FF_FFFE_87FF_FFFE)
    /// Between the brackets of an IP literal.
    static let addressLiteral = ByteSet(low: 0x07FF_4000_0000_0000, high: 0x0000_007E_0000_007E)
}

/// The rules of RFC 9110 for names and values of header lines, over bytes.
enum HeaderSyntax {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let comma: UInt8 = 0x2C
    static let colon: UInt8 = 0x3A

    /// Bytes of a token at the start of `bytes`, from `start` on.
    static func tokenLength(_ bytes: ByteView, from start: Int) -> Int {
        var index = start
        while index < bytes.count, ByteSet.token.contains(bytes[index]) { index += 1 }
        return index - start
    }

    /// Whether every byte may stand in a field value: visible, space, tab or obs-text (RFC 9110, section 5.5).
    static func isFieldValue(_ bytes: ByteView) -> Bool {
        var isClean = true
        for index in 0..<bytes.count {
            let byte = bytes[index]
            isClean = isClean && (byte >= space || byte == tab) && byte != 0x7F
        }
        return isClean
    }

    /// The bytes without white space around them, as a range of `bytes`.
    static func trimmed(_ bytes: ByteView) -> (start: Int, count: Int) {
        var start = 0
        var end = bytes.count
        while start < end, isBlank(bytes[start]) { start += 1 }
        while end > start, isBlank(bytes[end - 1]) { end -= 1 }
        return (start, end - start)
    }

    static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }

    /// Whether `bytes` is `literal`, which is written in lower case, without regard to the case of ASCII letters.
    static func matches(_ bytes: ByteView, _ literal: StaticString) -> Bool {
        guard bytes.count == literal.utf8CodeUnitCount else { return false }
        return literal.withUTF8Buffer { expected in
            for index in 0..<expected.count {
                var byte = bytes[index]
                if byte >= 0x41, byte <= 0x5A { byte |= 0x20 }
                if byte != expected[index] { return false }
            }
            return true
        }
    }

    /// The value of `1*DIGIT`; nil for anything else, and past what an `Int` holds.
    static func decimal(_ bytes: ByteView) -> Int? {
        guard !bytes.isEmpty else { return nil }
        var value = 0
        for index in 0..<bytes.count {
            let digit = Int(bytes[index]) - 0x30
            guard digit >= 0, digit <= 9 else { return nil }
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(digit)
            if overflow || carry { return nil }
            value = sum
        }
        return value
    }

    /// Whether `bytes` is `uri-host [ ":" port ]` with a host (RFC 9110, section 7.2).
    static func isHost(_ bytes: ByteView) -> Bool {
        guard !bytes.isEmpty else { return false }
        var index = 0
        if bytes[0] == 0x5B {
            index = 1
            while index < bytes.count, ByteSet.addressLiteral.contains(bytes[index]) { index += 1 }
            guard index > 2, index < bytes.count, bytes[index] == 0x5D else { return false }
            index += 1
        } else {
            while index < bytes.count, ByteSet.hostName.contains(bytes[index]) { index += 1 }
            guard index > 0 else { return false }
        }
        return index == bytes.count || bytes[index] == colon && isPort(bytes.slice(index + 1, bytes.count - index - 1))
    }

    private static func isPort(_ bytes: ByteView) -> Bool {
        guard !bytes.isEmpty else { return true }
        guard bytes.count <= 5, let port = decimal(bytes) else { return false }
        return port <= 65_535
    }

    /// Whether a comma-separated list has `literal` as one of its elements (RFC 9110, section 5.6.1).
    static func list(_ bytes: ByteView, contains literal: StaticString) -> Bool {
        var start = 0
        while start <= bytes.count {
            var end = start
            while end < bytes.count, bytes[end] != comma { end += 1 }
            let element = bytes.slice(start, end - start)
            let (first, count) = trimmed(element)
            if matches(element.slice(first, count), literal) { return true }
            start = end + 1
        }
        return false
    }
}
