/// Writes metrics as delimited protobuf messages (`io.prometheus.client.MetricFamily`): the only form that carries native
/// histograms.
///
/// The few fields are written by hand: a generator and its runtime would be the largest dependency of the server.
func writeMetricsProtobuf(_ families: [MetricFamily]) -> [UInt8] {
    var output = ProtobufText()
    for family in families where !family.samples.isEmpty { output.delimited { $0.append(family) } }
    return output.bytes
}

/// A message of protobuf while it is written.
private struct ProtobufText {
    private(set) var bytes: [UInt8] = []

    mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    mutating func field(_ number: UInt64, varint value: UInt64) {
        varint(number << 3)
        varint(value)
    }

    /// A signed number, whose small values are short either way.
    mutating func field(_ number: UInt64, zigzag value: Int64) {
        field(number, varint: UInt64(bitPattern: value << 1 ^ value >> 63))
    }

    mutating func field(_ number: UInt64, double value: Double) {
        varint(number << 3 | 1)
        for shift in stride(from: UInt64(0), to: 64, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: value.bitPattern >> shift))
        }
    }

    mutating func field(_ number: UInt64, text: String) {
        varint(number << 3 | 2)
        varint(UInt64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    mutating func field(_ number: UInt64, message: (inout ProtobufText) -> Void) {
        varint(number << 3 | 2)
        delimited(message)
    }

    mutating func delimited(_ message: (inout ProtobufText) -> Void) {
        var inner = ProtobufText()
        message(&inner)
        varint(UInt64(inner.bytes.count))
        bytes.append(contentsOf: inner.bytes)
    }
}

extension ProtobufText {
    mutating func append(_ family: MetricFamily) {
        field(1, text: family.spec.name)
        field(2, text: family.spec.help)
        switch family.spec.kind {
        case .counter: field(3, varint: 0)
        case .gauge, .info: field(3, varint: 1)
        case .histogram: field(3, varint: 4)
        }
        for sample in family.samples {
            field(4) { $0.append(sample, family.spec) }
        }
        if let unit = family.unit { field(5, text: unit) }
    }

    private mutating func append(_ sample: MetricSample, _ spec: MetricSpec) {
        for (name, value) in zip(spec.labels, sample.labels) {
            field(1) { pair in
                pair.field(1, text: name)
                pair.field(2, text: value)
            }
        }
        switch sample.value {
        case .histogram(let histogram): field(7) { $0.append(histogram, since: sample.createdAt) }
        case .count, .number:
            let isCounter = spec.kind == .counter
            field(isCounter ? 3 : 2) { value in
                value.field(1, double: sample.value.double)
                if isCounter, let created = sample.createdAt { value.field(3) { $0.append(created) } }
            }
        }
    }

    private mutating func append(_ time: WallTime) {
        field(1, varint: UInt64(bitPattern: time.seconds))
        field(2, varint: UInt64(bitPattern: Int64(time.nanoseconds)))
    }

    private mutating func append(_ histogram: Histogram, since createdAt: WallTime?) {
        field(1, varint: histogram.count)
        field(2, double: histogram.shownSum)
        for (bound, count) in histogram.classicBuckets {
            field(3) { bucket in
                bucket.field(1, varint: count)
                bucket.field(2, double: bound)
            }
        }
        field(5, zigzag: Int64(histogram.scale.schema))
        field(6, double: ProtobufText.zeroThreshold)
        field(7, varint: histogram.zeroCount)
        appendNative(histogram.filledBuckets)
        if let createdAt { field(15) { $0.append(createdAt) } }
    }

    /// Values up to this count as zero: 2^-128, what the other libraries have.
    private static let zeroThreshold = 0x1p-128

    /// Runs of buckets, each with the distance from the one before, and the differences between neighbouring counts.
    private mutating func appendNative(_ buckets: [(key: Int, count: UInt64)]) {
        var spans: [(offset: Int, length: Int)] = []
        var end = 0
        for (key, _) in buckets {
            if let last = spans.indices.last, key == end {
                spans[last].length += 1
            } else {
                spans.append((key - end, 1))
            }
            end = key + 1
        }
        // An empty span says that the histogram is a native one that has no values yet.
        if spans.isEmpty { spans = [(0, 0)] }
        for span in spans {
            field(12) { message in
                message.field(1, zigzag: Int64(span.offset))
                message.field(2, varint: UInt64(span.length))
            }
        }
        var previous: Int64 = 0
        for (_, count) in buckets {
            let count = Int64(clamping: count)
            field(13, zigzag: count - previous)
            previous = count
        }
    }
}
