extension ByteView {
    /// The IPv4 or IPv6 address that the text writes; nil for other text, zones (`%eth0`) and IPv6 text with an IPv4
    /// address at its end where that is IPv4-mapped.
    func ipAddress() -> IPAddress? {
        guard let address = parseIPAddress(self) else { return nil }
        let hasColon = firstIndex(of: UInt8(ascii: ":"), from: 0) != nil
        let hasDot = firstIndex(of: UInt8(ascii: "."), from: 0) != nil
        return hasColon && hasDot && address.isV4 ? nil : address
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
}
