/// Reads `512`, `512B`, `64KiB`, `1MiB`, `1GiB`, `64kB`, `1MB` as bytes; nil for anything else or past 64 bits.
package func parseSize(_ text: String) -> Int? {
    let units = [
        ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("GB", 1_000_000_000), ("MB", 1_000_000),
        ("kB", 1000), ("KB", 1000), ("B", 1), ("", 1),
    ]
    return parseQuantity(text, units: units)
}

/// Reads `500ms`, `10s`, `5m`, `1h` as milliseconds; nil for anything else, a bare number included.
func parseDuration(_ text: String) -> Int? {
    parseQuantity(text, units: [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000)])
}

/// Reads `0%` to `100%`, with up to four digits after the point, as millionths; nil for anything else.
package func parseShare(_ text: String) -> Int? {
    guard text.hasSuffix("%") else { return nil }
    let parts = text.dropLast().split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, (1...3).contains(whole.utf8.count), let percent = Int(digits: whole) else {
        return nil
    }
    guard parts.count == 2 else { return percent <= 100 ? percent * 10_000 : nil }
    guard (1...4).contains(parts[1].utf8.count), let fraction = Int(digits: parts[1]) else { return nil }
    var millionths = fraction
    for _ in parts[1].utf8.count..<4 { millionths *= 10 }
    millionths += percent * 10_000
    return millionths <= 1_000_000 ? millionths : nil
}

extension Int {
    /// The number that decimal digits and nothing else write.
    fileprivate init?(digits: Substring) {
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        self.init(digits)
    }
}

private func parseQuantity(_ text: String, units: [(name: String, factor: Int)]) -> Int? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, let number = Int(digits) else { return nil }
    let unit = text.dropFirst(digits.count)
    guard let factor = units.first(where: { $0.name == unit })?.factor else { return nil }
    let (product, overflow) = number.multipliedReportingOverflow(by: factor)
    return overflow ? nil : product
}

/// The shortest exact spelling of a number of bytes.
package func renderSize(_ bytes: Int) -> String {
    for (unit, factor) in [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)]
    where bytes >= factor && bytes % factor == 0 {
        return "\(bytes / factor)\(unit)"
    }
    return "\(bytes)B"
}

/// The shortest exact spelling of a number of milliseconds.
package func renderDuration(_ milliseconds: Int) -> String {
    for (unit, factor) in [("h", 3_600_000), ("m", 60_000), ("s", 1000)]
    where milliseconds >= factor && milliseconds % factor == 0 {
        return "\(milliseconds / factor)\(unit)"
    }
    return "\(milliseconds)ms"
}
