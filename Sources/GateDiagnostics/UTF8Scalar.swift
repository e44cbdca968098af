/// The first character of some bytes, or the one byte that begins no character.
///
/// Written out because `String` repairs what is not UTF-8 and so loses byte offsets. Overlong forms, surrogates and
/// values over U+10FFFF are refused (Unicode 15, table 3-7).
package struct UTF8Scalar: Hashable, Sendable {
    /// The character, or nil if the bytes do not begin with a whole valid one.
    package var scalar: Unicode.Scalar?
    /// How many bytes it takes: 1 to 4, and 1 where there is no character.
    package var byteCount: Int

    /// Decodes the first character; no bytes give nil of length 1.
    package init(_ bytes: some RandomAccessCollection<UInt8>) {
        self.scalar = nil
        self.byteCount = 1
        guard let first = bytes.first else { return }
        let length: Int
        var value: UInt32
        let least: UInt32
        switch first {
        case 0x00...0x7F: (length, value, least) = (1, UInt32(first), 0)
        case 0xC2...0xDF: (length, value, least) = (2, UInt32(first & 0x1F), 0x80)
        case 0xE0...0xEF: (length, value, least) = (3, UInt32(first & 0x0F), 0x800)
        case 0xF0...0xF4: (length, value, least) = (4, UInt32(first & 0x07), 0x10000)
        default: return
        }
        guard bytes.count >= length else { return }
        for byte in bytes.dropFirst().prefix(length - 1) {
            guard byte & 0xC0 == 0x80 else { return }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        guard value >= least, let scalar = Unicode.Scalar(value) else { return }
        self.scalar = scalar
        self.byteCount = length
    }
}
