/// The text forms of metrics.
enum MetricsDialect {
    /// Prometheus, version 0.0.4.
    case prometheus
    /// OpenMetrics, version 1.0.0.
    case openMetrics
}

/// Writes metrics as text.
func writeMetricsText(_ families: [MetricFamily], _ dialect: MetricsDialect) -> [UInt8] {
    var writer = MetricsTextWriter(dialect)
    for family in families where !family.samples.isEmpty { writer.write(family) }
    if dialect == .openMetrics { writer.line("# EOF") }
    return writer.bytes
}

private struct MetricsTextWriter {
    private(set) var bytes: [UInt8] = []
    private let isOpen: Bool

    init(_ dialect: MetricsDialect) {
        isOpen = dialect == .openMetrics
    }

    mutating func line(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        bytes.append(0x0A)
    }

    mutating func write(_ family: MetricFamily) {
        let spec = family.spec
        let name = isOpen ? family.openName : spec.name
        let kind = !isOpen && spec.kind == .info ? "gauge" : spec.kind.rawValue
        line("# HELP \(name) \(MetricsTextWriter.escaped(spec.help, quotes: isOpen))")
        line("# TYPE \(name) \(kind)")
        if isOpen, let unit = family.unit { line("# UNIT \(name) \(unit)") }
        for sample in family.samples {
            let labels = zip(spec.labels, sample.labels).map { name, value in
                "\(name)=\"\(MetricsTextWriter.escaped(value, quotes: true))\""
            }
            switch sample.value {
            case .histogram(let histogram): write(histogram, name: name, labels)
            case .count, .number: line("\(spec.name)\(set(labels)) \(number(sample.value))")
            }
            if isOpen, spec.kind == .counter || spec.kind == .histogram, let created = sample.createdAt {
                line("\(name)_created\(set(labels)) \(seconds(created))")
            }
        }
    }

    private mutating func write(_ histogram: Histogram, name: String, _ labels: [String]) {
        for (bound, count) in histogram.classicBuckets {
            line("\(name)_bucket\(set(labels + ["le=\"\(decimal(bound))\""])) \(count)")
        }
        line("\(name)_bucket\(set(labels + ["le=\"+Inf\""])) \(histogram.count)")
        line("\(name)_sum\(set(labels)) \(decimal(histogram.shownSum))")
        line("\(name)_count\(set(labels)) \(histogram.count)")
    }

    private func set(_ labels: [String]) -> String {
        labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}"
    }

    private func number(_ value: MetricValue) -> String {
        if case .count(let count) = value { return "\(count)" }
        return decimal(value.double)
    }

    /// OpenMetrics wants a point in every bound, the older form has none where it says nothing.
    private func decimal(_ value: Double) -> String {
        if value == .infinity { return "+Inf" }
        let text = "\(value)"
        return !isOpen && text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// A moment to the millisecond.
    private func seconds(_ time: WallTime) -> String {
        let digits = "\(1000 + Int(time.nanoseconds) / 1_000_000)".dropFirst()
        return "\(time.seconds).\(digits)"
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var result = ""
        for character in text.unicodeScalars {
            switch character {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\"" where quotes: result += "\\\""
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }
}
