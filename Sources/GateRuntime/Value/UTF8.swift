extension ByteView {
    /// Whether the bytes are well-formed UTF-8 (Unicode, table 3-7).
    var isUTF8: Bool {
        var index = 0
        while index < count {
            guard let length = scalarLength(at: index) else { return false }
            index += length
        }
        return true
    }

    /// Bytes of the well-formed code point at `index`; nil where there is none.
    func scalarLength(at index: Int) -> Int? {
        let lead = self[index]
        if lead < 0x80 { return 1 }
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        guard lead >= 0xC2, lead <= 0xF4, index + length <= count else { return nil }
        for offset in 1..<length where self[index + offset] & 0xC0 != 0x80 { return nil }
        let second = self[index + 1]
        switch lead {
        case 0xE0: return second >= 0xA0 ? length : nil
        case 0xED: return second < 0xA0 ? length : nil
        case 0xF0: return second >= 0x90 ? length : nil
        case 0xF4: return second < 0x90 ? length : nil
        default: return length
        }
    }

    /// The place after the code point at `index`, whether or not it is well-formed.
    func nextScalar(after index: Int) -> Int {
        var next = index + 1
        while next < count, self[next] & 0xC0 == 0x80 { next += 1 }
        return next
    }

    /// The byte where code point `position` starts, with the number of code points as the end; nil past that.
    func byteIndex(ofScalar position: Int64) -> Int? {
        guard position >= 0 else { return nil }
        var remaining = position
        var index = 0
        while remaining > 0 {
            guard index < count else { return nil }
            index = nextScalar(after: index)
            remaining -= 1
        }
        return index
    }

    /// The code point at `index`; U+FFFD where it is not well-formed.
    func scalar(at index: Int) -> UInt32 {
        guard let length = scalarLength(at: index) else { return 0xFFFD }
        switch length {
        case 1: return UInt32(self[index])
        case 2: return UInt32(self[index] & 0x1F) << 6 | UInt32(self[index + 1] & 0x3F)
        case 3:
            return UInt32(self[index] & 0x0F) << 12 | UInt32(self[index + 1] & 0x3F) << 6
                | UInt32(self[index + 2] & 0x3F)
        default:
            return UInt32(self[index] & 0x07) << 18 | UInt32(self[index + 1] & 0x3F) << 12
                | UInt32(self[index + 2] & 0x3F) << 6 | UInt32(self[index + 3] & 0x3F)
        }
    }
}
