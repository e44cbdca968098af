/// An address of CEL's network library, as it is held in bytes: 16 of an ``IPAddress``, then the bits of a range's
/// prefix (of 128; 128 for an address).
struct NetworkAddress {
    var address: IPAddress
    var prefixLength = 128

    /// Bits of the address itself: 32 or 128.
    var width: Int { address.isV4 ? 32 : 128 }

    /// The prefix as it is written, of the address's own bits.
    var writtenPrefix: Int { prefixLength - (128 - width) }

    private var range: AddressRange? { AddressRange(covering: address, prefixLength: prefixLength) }

    /// The range with the bits past the prefix cleared.
    var masked: NetworkAddress {
        NetworkAddress(address: range?.base ?? address, prefixLength: prefixLength)
    }

    /// Whether the range holds an address of its own family.
    func contains(_ other: IPAddress) -> Bool {
        other.isV4 == address.isV4 && range?.contains(other) ?? false
    }
}

extension Workspace {
    /// The address or range of a value.
    mutating func address(_ value: Value) -> NetworkAddress {
        let content = view(value)
        guard content.count == 17 else { return NetworkAddress(address: IPAddress(high: 0, low: 0)) }
        var (high, low): (UInt64, UInt64) = (0, 0)
        for index in 0..<8 {
            high = high << 8 | UInt64(content[index])
            low = low << 8 | UInt64(content[index + 8])
        }
        return NetworkAddress(address: IPAddress(high: high, low: low), prefixLength: Int(content[16]))
    }

    /// A value of an address or range.
    mutating func value(_ kind: Value.Kind, _ network: NetworkAddress) throws(Fault) -> Value {
        try bytes.reserve(17)
        let start = bytes.count
        for word in [network.address.high, network.address.low] {
            for index in 0..<8 { try bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * index))) }
        }
        try bytes.append(UInt8(network.prefixLength))
        return Value(kind: kind, place: .arena, payload: Value.bytes(.arena, offset: start, count: 17).payload)
    }

    /// Appends the canonical text of an address (RFC 5952) or a range.
    mutating func appendAddress(_ value: Value) throws(Fault) {
        let network = address(value)
        try bytes.appendAddress(network.address)
        guard value.kind == .cidr else { return }
        try bytes.append(UInt8(ascii: "/"))
        try bytes.append(decimal: Int64(network.writtenPrefix))
    }
}

extension Arena where Entry == UInt8 {
    /// Appends an address in its canonical text: dotted decimal, or hexadecimal groups with the longest run of zero
    /// groups as `::` (RFC 5952, section 4).
    mutating func appendAddress(_ address: IPAddress) throws(Fault) {
        if address.isV4 {
            for index in 0..<4 {
                if index > 0 { try append(UInt8(ascii: ".")) }
                try append(decimal: address.low >> UInt64(24 - 8 * index) & 0xFF)
            }
            return
        }
        func group(_ index: Int) -> UInt64 {
            (index < 4 ? address.high : address.low) >> UInt64(48 - 16 * (index % 4)) & 0xFFFF
        }
        var (runStart, runCount) = (8, 1)
        var index = 0
        while index < 8 {
            var end = index
            while end < 8, group(end) == 0 { end += 1 }
            if end - index > runCount { (runStart, runCount) = (index, end - index) }
            index = Swift.max(end, index + 1)
        }
        index = 0
        while index < 8 {
            if index == runStart {
                try append("::")
                index += runCount
                continue
            }
            if index > 0 && index != runStart + runCount { try append(UInt8(ascii: ":")) }
            try appendHexadecimal(group(index))
            index += 1
        }
    }

    private mutating func appendHexadecimal(_ number: UInt64) throws(Fault) {
        var shift: UInt64 = 12
        while shift > 0, number >> shift == 0 { shift -= 4 }
        while true {
            let digit = UInt8(number >> shift & 15)
            try append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
            if shift == 0 { return }
            shift -= 4
        }
    }
}
