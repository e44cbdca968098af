import GateRuntime

/// A set of addresses, so that ranges are compared by what they hold and not by how they are written.
struct AddressSet: Equatable {
    /// The first and last address of a stretch, as 128 bits.
    private struct Stretch: Equatable {
        var first: UInt128
        var last: UInt128
    }

    /// Ascending, neither overlapping nor touching.
    private var stretches: [Stretch] = []

    init(_ ranges: [AddressRange]) {
        let sorted = ranges.map { range in
            let first = UInt128(range.base.high) << 64 | UInt128(range.base.low)
            let width = 128 - range.prefixLength
            let mask = width >= 128 ? UInt128.max : (UInt128(1) << UInt128(width)) - 1
            return Stretch(first: first, last: first | mask)
        }.sorted { ($0.first, $0.last) < ($1.first, $1.last) }
        for stretch in sorted {
            if let end = stretches.last?.last, end == .max || stretch.first <= end + 1 {
                stretches[stretches.count - 1].last = max(end, stretch.last)
            } else {
                stretches.append(stretch)
            }
        }
    }

    /// Whether every address of the set is in the other one too.
    func isSubset(of other: AddressSet) -> Bool {
        stretches.allSatisfy { mine in
            other.stretches.contains { $0.first <= mine.first && mine.last <= $0.last }
        }
    }
}
