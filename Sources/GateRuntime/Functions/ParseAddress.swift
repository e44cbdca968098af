extension ByteView {
    /// The IPv4 or IPv6 address that the text writes; nil for other text, zones (`%eth0`) and IPv6 text with an IPv4
    /// address at its end where that is IPv4-mapped.
    func ipAddress() -> IPAddress? {
        guard firstIndex(of: UInt8(ascii: ":"), from: 0) != nil else {
            return dottedQuad().map { IPAddress(v4: $0) }
        }
        return ipv6Address()
    }

    /// The address range `address/bits` that the text writes; bits past the prefix may be set.
    func addressRange() -> NetworkAddress? {
        guard let slash = firstIndex(of: UInt8(ascii: "/"), from: 0), let address = slice(0, slash).ipAddress() else {
            return nil
        }
        let digits = count - slash - 1
        guard (1...3).contains(digits), let length = number(at: slash + 1, digits: digits),
            digits == 1 || self[slash + 1] != UInt8(ascii: "0")
        else { return nil }
        var network = NetworkAddress(address: address)
        guard length <= network.width else { return nil }
        network.prefixLength = length + 128 - network.width
        return network
    }

    /// Four decimal numbers without leading zeros.
    private func dottedQuad() -> UInt32? {
        var result: UInt32 = 0
        var index = 0
        for octet in 0..<4 {
            if octet > 0 {
                guard index < count, self[index] == UInt8(ascii: ".") else { return nil }
                index += 1
            }
            var digits = 0
            while index + digits < count, self[index + digits] &- UInt8(ascii: "0") <= 9 { digits += 1 }
            guard (1...3).contains(digits), let number = number(at: index, digits: digits), number < 256,
                digits == 1 || self[index] != UInt8(ascii: "0")
            else { return nil }
            result = result << 8 | UInt32(number)
            index += digits
        }
        return index == count ? result : nil
    }

    /// Eight groups of hexadecimal digits; `::` once for at least one group; dotted decimal for the last two.
    private func ipv6Address() -> IPAddress? {
        var groups = InlineArray<8, UInt64>(repeating: 0)
        var found = 0
        var gap: Int?
        var index = 0
        if count >= 2, self[0] == UInt8(ascii: ":") {
            guard self[1] == UInt8(ascii: ":") else { return nil }
            gap = 0
            index = 2
        }
        while index < count {
            guard found < 8 else { return nil }
            var digits = 0
            var group: UInt64 = 0
            while index + digits < count, digits < 5, let digit = hexadecimal(self[index + digits]) {
                group = group << 4 | digit
                digits += 1
            }
            if index + digits < count, self[index + digits] == UInt8(ascii: ".") {
                guard found <= 6, let quad = slice(index, count - index).dottedQuad() else { return nil }
                groups[found] = UInt64(quad >> 16)
                groups[found + 1] = UInt64(quad & 0xFFFF)
                found += 2
                let address = assemble(groups, found, gap)
                return address?.isV4 == true ? nil : address
            }
            guard (1...4).contains(digits) else { return nil }
            groups[found] = group
            found += 1
            index += digits
            if index == count { break }
            guard self[index] == UInt8(ascii: ":") else { return nil }
            index += 1
            guard index < count else { return nil }
            if self[index] == UInt8(ascii: ":") {
                guard gap == nil else { return nil }
                gap = found
                index += 1
            }
        }
        return assemble(groups, found, gap)
    }

    /// The address of `found` groups, with zeros in place of the gap.
    private func assemble(_ groups: InlineArray<8, UInt64>, _ found: Int, _ gap: Int?) -> IPAddress? {
        guard gap == nil ? found == 8 : found < 8 else { return nil }
        let missing = 8 - found
        var (high, low): (UInt64, UInt64) = (0, 0)
        for position in 0..<8 {
            var group: UInt64 = 0
            if let gap {
                if position < gap {
                    group = groups[position]
                } else if position >= gap + missing {
                    group = groups[position - missing]
                }
            } else {
                group = groups[position]
            }
            if position < 4 { high = high << 16 | group } else { low = low << 16 | group }
        }
        return IPAddress(high: high, low: low)
    }

    private func hexadecimal(_ byte: UInt8) -> UInt64? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A")) + 10
        default: nil
        }
    }
}
