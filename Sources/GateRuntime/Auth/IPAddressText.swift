/// Parses an IPv4 address in four decimal octets, or an IPv6 address (RFC 4291, section 2.2), without a zone.
package func parseIPAddress(_ text: ByteView) -> IPAddress? {
    for index in 0..<text.count where text[index] == UInt8(ascii: ":") { return parseV6(text) }
    return parseV4(text).map { IPAddress(v4: $0) }
}

/// What a text is where an address or CIDR range is wanted.
package enum AddressRangeText {
    case range(AddressRange)
    /// A range whose address has bits set past the prefix; `covering` has them cleared.
    case beyondPrefix(covering: AddressRange)
    case malformed
}

/// Parses an address, or a CIDR range.
package func parseAddressRange(_ text: String) -> AddressRangeText {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first else { return .malformed }
    let bytes = Array(first.utf8)
    guard let address = bytes.withUnsafeBufferPointer({ parseIPAddress(ByteView($0)) }) else { return .malformed }
    var length = 128
    if parts.count == 2 {
        let digits = parts[1]
        let isWrittenAsV4 = address.isV4 && !bytes.contains(UInt8(ascii: ":"))
        guard !digits.isEmpty, digits.count <= 3, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let written = Int(digits), written <= (isWrittenAsV4 ? 32 : 128)
        else { return .malformed }
        length = isWrittenAsV4 ? written + 96 : written
    }
    if let range = AddressRange(base: address, prefixLength: length) { return .range(range) }
    return AddressRange(covering: address, prefixLength: length).map { .beyondPrefix(covering: $0) } ?? .malformed
}

private func parseV4(_ text: ByteView) -> UInt32? {
    var address: UInt32 = 0
    var octets = 0
    var index = 0
    while octets < 4 {
        var value: UInt32 = 0
        let start = index
        while index < text.count, index - start < 3, (0x30...0x39).contains(text[index]) {
            value = value * 10 + UInt32(text[index] - 0x30)
            index += 1
        }
        // No leading zero: some systems read it as octal.
        guard index > start, value <= 255, index - start == 1 || text[start] != 0x30 else { return nil }
        address = address << 8 | value
        octets += 1
        if octets < 4 {
            guard index < text.count, text[index] == UInt8(ascii: ".") else { return nil }
            index += 1
        }
    }
    return index == text.count ? address : nil
}

private func parseV6(_ text: ByteView) -> IPAddress? {
    var groups = InlineArray<8, UInt16>(repeating: 0)
    var count = 0
    var gap: Int?
    var index = 0
    if text.count >= 2, text[0] == UInt8(ascii: ":"), text[1] == UInt8(ascii: ":") {
        gap = 0
        index = 2
    }
    while index < text.count {
        guard count < 8 else { return nil }
        if let tail = embeddedV4(text, from: index) {
            guard count <= 6 else { return nil }
            groups[count] = UInt16(truncatingIfNeeded: tail >> 16)
            groups[count + 1] = UInt16(truncatingIfNeeded: tail)
            count += 2
            index = text.count
            break
        }
        var value: UInt16 = 0
        let start = index
        while index < text.count, index - start < 4, let digit = hexDigit(text[index]) {
            value = value << 4 | UInt16(digit)
            index += 1
        }
        guard index > start else { return nil }
        groups[count] = value
        count += 1
        if index == text.count { break }
        guard text[index] == UInt8(ascii: ":") else { return nil }
        index += 1
        guard index < text.count else { return nil }
        if text[index] == UInt8(ascii: ":") {
            guard gap == nil else { return nil }
            gap = count
            index += 1
        }
    }
    return assemble(groups, count: count, gap: gap)
}

/// The IPv4 address that ends the text from `index` on, as in `::ffff:192.0.2.1`.
private func embeddedV4(_ text: ByteView, from index: Int) -> UInt32? {
    for place in index..<text.count where text[place] == UInt8(ascii: ":") { return nil }
    return parseV4(text.slice(index, text.count - index))
}

private func assemble(_ groups: InlineArray<8, UInt16>, count: Int, gap: Int?) -> IPAddress? {
    guard gap == nil ? count == 8 : count < 8 else { return nil }
    let missing = 8 - count
    var words: (UInt64, UInt64) = (0, 0)
    for place in 0..<8 {
        let source: Int? =
            if let gap, place >= gap { place < gap + missing ? nil : place - missing } else { place }
        let value = source.map { UInt64(groups[$0]) } ?? 0
        if place < 4 { words.0 = words.0 << 16 | value } else { words.1 = words.1 << 16 | value }
    }
    return IPAddress(high: words.0, low: words.1)
}

extension IPAddress {
    /// Appends the address as text: dotted IPv4, or IPv6 in the canonical form of RFC 5952.
    package func write(to output: inout Arena<UInt8>) throws(Fault) {
        if isV4 {
            for octet in 0..<4 {
                if octet > 0 { try output.append(UInt8(ascii: ".")) }
                try writeDecimal(UInt8(truncatingIfNeeded: low >> UInt64(24 - 8 * octet)), to: &output)
            }
            return
        }
        let run = longestZeroRun()
        var place = 0
        while place < 8 {
            if let run, place == run.start {
                try output.append("::")
                place += run.count
                continue
            }
            if place > 0, run.map({ place != $0.start + $0.count }) ?? true { try output.append(UInt8(ascii: ":")) }
            try writeHex(group(place), to: &output)
            place += 1
        }
    }

    private func group(_ place: Int) -> UInt16 {
        let word = place < 4 ? high : low
        return UInt16(truncatingIfNeeded: word >> UInt64(48 - 16 * (place & 3)))
    }

    /// The longest run of at least two zero groups, the first of equally long ones.
    private func longestZeroRun() -> (start: Int, count: Int)? {
        var best: (start: Int, count: Int)?
        var start = 0
        while start < 8 {
            var end = start
            while end < 8, group(end) == 0 { end += 1 }
            if end - start >= 2, end - start > best?.count ?? 0 { best = (start, end - start) }
            start = max(end, start + 1)
        }
        return best
    }

    private func writeDecimal(_ value: UInt8, to output: inout Arena<UInt8>) throws(Fault) {
        if value >= 100 { try output.append(UInt8(ascii: "0") + value / 100) }
        if value >= 10 { try output.append(UInt8(ascii: "0") + value / 10 % 10) }
        try output.append(UInt8(ascii: "0") + value % 10)
    }

    private func writeHex(_ value: UInt16, to output: inout Arena<UInt8>) throws(Fault) {
        var shift: UInt16 = 12
        while shift > 0, value >> shift == 0 { shift -= 4 }
        while true {
            let digit = UInt8(value >> shift & 0xF)
            try output.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
            if shift == 0 { return }
            shift -= 4
        }
    }
}
