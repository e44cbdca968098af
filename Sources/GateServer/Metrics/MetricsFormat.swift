/// The forms in which metrics are given out.
package enum MetricsFormat: CaseIterable, Sendable {
    case prometheusText, openMetrics, protobuf

    /// The value of Content-Type.
    var contentType: String {
        switch self {
        case .prometheusText: "text/plain; version=0.0.4; charset=utf-8"
        case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
        case .protobuf:
            "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited"
        }
    }

    /// The form that an Accept header likes best; the text of Prometheus where it says nothing of these.
    package static func negotiated(_ accept: [String]) -> MetricsFormat {
        var best: (format: MetricsFormat, quality: Double)?
        for range in accept.joined(separator: ",").split(separator: ",") {
            let parts = range.split(separator: ";").map { $0.lowercased().filter { $0 != " " && $0 != "\t" } }
            guard let type = parts.first, let format = format(type, parts.dropFirst()) else { continue }
            let quality = parts.first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            if quality > 0, quality > best?.quality ?? 0 { best = (format, quality) }
        }
        return best?.format ?? .prometheusText
    }

    /// The form that a media range names with parameters that fit.
    private static func format(_ type: String, _ parameters: ArraySlice<String>) -> MetricsFormat? {
        func fits(_ name: String, _ values: [String]) -> Bool {
            parameters.allSatisfy { !$0.hasPrefix(name + "=") || values.contains(String($0.dropFirst(name.count + 1))) }
        }
        switch type {
        case "text/plain": return fits("version", ["0.0.4", "1.0.0"]) ? .prometheusText : nil
        case "application/openmetrics-text": return fits("version", ["1.0.0", "0.0.1"]) ? .openMetrics : nil
        case "application/vnd.google.protobuf":
            let isFamily = parameters.contains("proto=io.prometheus.client.metricfamily")
            return isFamily && fits("encoding", ["delimited"]) ? .protobuf : nil
        default: return nil
        }
    }

    /// The metrics in this form.
    func write(_ families: [MetricFamily]) -> [UInt8] {
        switch self {
        case .prometheusText: writeMetricsText(families, .prometheus)
        case .openMetrics: writeMetricsText(families, .openMetrics)
        case .protobuf: writeMetricsProtobuf(families)
        }
    }
}
