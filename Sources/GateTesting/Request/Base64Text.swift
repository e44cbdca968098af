/// Base64 (RFC 4648, section 4), away from the request path.
enum Base64Text {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The bytes that a text stands for; nil where it is not base64.
    ///
    /// Line ends in it are passed over.
    static func decode(_ text: String) -> [UInt8]? {
        var digits = text.utf8.filter { $0 != 0x0A && $0 != 0x0D }
        let whole = digits.count
        while digits.count > whole - 2, digits.last == UInt8(ascii: "=") { digits.removeLast() }
        guard digits.count == whole || whole % 4 == 0, digits.count % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        var group: UInt32 = 0
        var bits = 0
        for digit in digits {
            guard let value = alphabet.firstIndex(of: digit) else { return nil }
            group = group << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: group >> UInt32(bits)))
            }
        }
        return bytes
    }
}
