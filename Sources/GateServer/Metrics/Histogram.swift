/// How a histogram divides its values: exponential buckets, some of whose bounds are those of the classic form.
///
/// Bucket `key` takes values above `base^(key - 1)` up to `base^key`, where `base` is `2^(2^-schema)`: the native
/// histograms of Prometheus.
package enum HistogramScale: Sendable {
    /// Nanoseconds, shown in seconds: eight buckets each time they double.
    case duration
    /// Bytes: a bucket each time they double.
    case size

    /// Native buckets per doubling, as a power of two.
    package var schema: Int { self == .duration ? 3 : 0 }

    /// The lowest and highest buckets; values beyond are counted there.
    ///
    /// 60 ns to 2.3 h, and 1 B to 2 GiB: no limit of the configuration lies beyond.
    package var keys: ClosedRange<Int> { self == .duration ? (-24 * 8)...(13 * 8) : 0...31 }

    /// Bounds of the classic form as powers of two: 30 µs to 32 s, and 64 B to 64 MiB.
    var classicExponents: [Int] {
        self == .duration ? Array(-15...5) : Array(stride(from: 6, through: 26, by: 2))
    }

    /// What a value is divided by to be shown.
    var unit: Double { self == .duration ? 1e9 : 1 }

    /// The bucket of a value above zero.
    package func key(_ value: UInt64) -> Int {
        switch self {
        case .size: value <= 1 ? 0 : 64 - (value - 1).leadingZeroBitCount
        case .duration: HistogramScale.eighthKey(Double(value) / unit)
        }
    }

    /// The least key whose bound, a power of the eighth root of two, is not below the value.
    private static func eighthKey(_ value: Double) -> Int {
        let bits = value.bitPattern
        let exponent = Int(truncatingIfNeeded: bits >> 52 & 0x7FF) - 1023
        let fraction = bits & 0x000F_FFFF_FFFF_FFFF
        var key = exponent * 8
        // The fractions of 2^(0/8) to 2^(7/8).
        if fraction > 0 { key += 1 }
        if fraction > 0x1_72B8_3C7D_517B { key += 1 }
        if fraction > 0x3_06FE_0A31_B715 { key += 1 }
        if fraction > 0x4_BFDA_D536_2A27 { key += 1 }
        if fraction > 0x6_A09E_667F_3BCD { key += 1 }
        if fraction > 0x8_ACE5_422A_A0DB { key += 1 }
        if fraction > 0xA_E89F_995A_D3AD { key += 1 }
        if fraction > 0xD_5818_DCFB_A487 { key += 1 }
        return key
    }
}

/// How often values of which size were seen.
package struct Histogram: Sendable, Equatable {
    package let scale: HistogramScale
    /// Values by bucket, from the lowest; without memory until there is one.
    package private(set) var counts: [UInt64] = []
    package private(set) var zeroCount: UInt64 = 0
    package private(set) var count: UInt64 = 0
    /// In nanoseconds or bytes.
    package private(set) var sum: UInt64 = 0

    package init(_ scale: HistogramScale) {
        self.scale = scale
    }

    /// Counts a value.
    package mutating func record(_ value: UInt64) {
        count &+= 1
        sum &+= value
        guard value > 0 else {
            zeroCount &+= 1
            return
        }
        let keys = scale.keys
        if counts.isEmpty { counts = [UInt64](repeating: 0, count: keys.count) }
        let key = min(max(scale.key(value), keys.lowerBound), keys.upperBound)
        counts[key - keys.lowerBound] &+= 1
    }

    /// Adds what another has counted on the same scale.
    package mutating func add(_ other: Histogram) {
        precondition(scale == other.scale, "histograms of one scale are added")
        count &+= other.count
        sum &+= other.sum
        zeroCount &+= other.zeroCount
        if counts.isEmpty {
            counts = other.counts
        } else {
            for index in other.counts.indices { counts[index] &+= other.counts[index] }
        }
    }

    /// The sum as it is shown.
    var shownSum: Double { Double(sum) / scale.unit }

    /// Bounds of the classic form, and how many values are at most as large; exact, since every bound is one of a bucket.
    package var classicBuckets: [(bound: Double, count: UInt64)] {
        let perDoubling = 1 << scale.schema
        return scale.classicExponents.map { exponent in
            let end = exponent * perDoubling - scale.keys.lowerBound + 1
            let below = counts.prefix(max(end, 0)).reduce(zeroCount, &+)
            return (Double(sign: .plus, exponent: exponent, significand: 1), below)
        }
    }

    /// Buckets that hold something, ascending.
    package var filledBuckets: [(key: Int, count: UInt64)] {
        counts.indices.filter { counts[$0] > 0 }.map { ($0 + scale.keys.lowerBound, counts[$0]) }
    }
}
