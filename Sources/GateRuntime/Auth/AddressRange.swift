/// An IPv4 or IPv6 address as 128 bits; IPv4 is held as an IPv4-mapped IPv6 address (RFC 4291, section 2.5.5.2), so one
/// comparison serves both and `::ffff:192.0.2.1` is `192.0.2.1`.
package struct IPAddress: Sendable, Hashable, BitwiseCopyable {
    package var high: UInt64
    package var low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The address of four octets, the first in the highest byte.
    package init(v4 octets: UInt32) {
        self.init(high: 0, low: 0x0000_FFFF_0000_0000 | UInt64(octets))
    }

    /// The address as it is written; IPv6 as RFC 5952 has it.
    package var text: String {
        var output = Arena<UInt8>(capacity: 64, limit: 64)
        guard (try? write(to: &output)) != nil else { return "" }
        return output.view(from: 0, count: output.count).string
    }

    /// 127.0.0.1.
    package static let loopback = IPAddress(v4: 0x7F00_0001)

    package var isV4: Bool { high == 0 && low >> 32 == 0xFFFF }
}

/// A CIDR range, or a single address.
package struct AddressRange: Sendable, Hashable, BitwiseCopyable {
    /// The first address; bits past the prefix are zero.
    package var base: IPAddress
    /// Bits of the 128 that are compared: an IPv4 prefix plus 96.
    package var prefixLength: Int

    /// Nil where bits past the prefix are set or the length is not 0 to 128.
    package init?(base: IPAddress, prefixLength: Int) {
        guard (0...128).contains(prefixLength) else { return nil }
        self.base = base
        self.prefixLength = prefixLength
        let (high, low) = AddressRange.masks(prefixLength)
        guard base.high & ~high == 0, base.low & ~low == 0 else { return nil }
    }

    /// The range that holds `address` and has a prefix of that length; nil where the length is not 0 to 128.
    package init?(covering address: IPAddress, prefixLength: Int) {
        guard (0...128).contains(prefixLength) else { return nil }
        let (high, low) = AddressRange.masks(prefixLength)
        self.init(base: IPAddress(high: address.high & high, low: address.low & low), prefixLength: prefixLength)
    }

    /// The range as it is written: `192.0.2.0/24`.
    package var text: String {
        let isV4 = base.isV4 && prefixLength >= 96
        return "\(base.text)/\(isV4 ? prefixLength - 96 : prefixLength)"
    }

    /// Whether the range holds `address`.
    package func contains(_ address: IPAddress) -> Bool {
        let (high, low) = AddressRange.masks(prefixLength)
        return address.high & high == base.high && address.low & low == base.low
    }

    private static func masks(_ length: Int) -> (UInt64, UInt64) {
        let high = length == 0 ? 0 : length >= 64 ? UInt64.max : ~(UInt64.max >> UInt64(length))
        let low = length <= 64 ? 0 : length >= 128 ? UInt64.max : ~(UInt64.max >> UInt64(length - 64))
        return (high, low)
    }
}
