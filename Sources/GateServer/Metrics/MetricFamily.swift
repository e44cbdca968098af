/// A metric with its values at one moment.
struct MetricFamily: Sendable {
    var spec: MetricSpec
    var samples: [MetricSample] = []

    /// The family's name in OpenMetrics: without the suffix that its samples have.
    var openName: String {
        switch spec.kind {
        case .counter where spec.name.hasSuffix("_total"): String(spec.name.dropLast("_total".count))
        case .info where spec.name.hasSuffix("_info"): String(spec.name.dropLast("_info".count))
        default: spec.name
        }
    }

    /// The unit that the name ends with; nil where it has none.
    var unit: String? {
        ["seconds", "bytes"].first { openName.hasSuffix("_" + $0) }
    }
}

/// One series of a metric.
struct MetricSample: Sendable {
    /// The values of the metric's labels, in the order of its table.
    var labels: [String]
    var value: MetricValue
    /// When the series began, for those that count.
    var createdAt: WallTime?

    init(_ labels: [String] = [], _ value: MetricValue, since createdAt: WallTime? = nil) {
        self.labels = labels
        self.value = value
        self.createdAt = createdAt
    }
}

/// What a series is at one moment.
enum MetricValue: Sendable {
    case count(UInt64)
    case number(Double)
    case histogram(Histogram)

    /// The value as a number; a histogram's is its count.
    var double: Double {
        switch self {
        case .count(let count): Double(count)
        case .number(let number): number
        case .histogram(let histogram): Double(histogram.count)
        }
    }
}

extension WallTime {
    /// Seconds since 1970.
    var double: Double { Double(seconds) + Double(nanoseconds) * 1e-9 }
}
