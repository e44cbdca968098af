package import GateRuntime

extension LogText {
    /// Appends an address: IPv4 in dotted form, IPv6 as RFC 5952 has it.
    package mutating func append(_ address: IPAddress) {
        guard !address.isV4 else { return appendV4(UInt32(truncatingIfNeeded: address.low)) }
        let zeros = LogText.longestZeros(address)
        var index = 0
        while index < 8 {
            if index == zeros.start, zeros.count > 1 {
                append("::")
                index += zeros.count
                continue
            }
            if index > 0, index != zeros.start + zeros.count || zeros.count < 2 { append(":") }
            appendGroup(LogText.group(address, index))
            index += 1
        }
    }

    private mutating func appendV4(_ octets: UInt32) {
        append(Int(octets >> 24))
        append(".")
        append(Int(octets >> 16 & 0xFF))
        append(".")
        append(Int(octets >> 8 & 0xFF))
        append(".")
        append(Int(octets & 0xFF))
    }

    /// The group of 16 bits at `index`, 0 to 7 from the front.
    private static func group(_ address: IPAddress, _ index: Int) -> UInt16 {
        let half = index < 4 ? address.high : address.low
        return UInt16(truncatingIfNeeded: half >> UInt64((3 - index & 3) * 16))
    }

    /// The first of the longest runs of zero groups.
    private static func longestZeros(_ address: IPAddress) -> (start: Int, count: Int) {
        var best = (start: 0, count: 0)
        var start = 0
        for index in 0...8 {
            if index < 8, group(address, index) == 0 { continue }
            if index - start > best.count { best = (start, index - start) }
            start = index + 1
        }
        return best
    }

    private mutating func appendGroup(_ group: UInt16) {
        var isLeading = true
        for shift in stride(from: UInt16(12), through: 0, by: -4) {
            let nibble = UInt8(truncatingIfNeeded: group >> shift & 0xF)
            if isLeading, nibble == 0, shift > 0 { continue }
            isLeading = false
            appendByte(LogText.hexadecimal(nibble))
        }
    }
}
