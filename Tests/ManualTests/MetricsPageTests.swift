import Foundation
import GateServer
import GateTestSupport
import Testing

/// hookgate-metrics(7), and what else speaks of metrics by name.
@Suite struct MetricsPageTests {
    @Test("the page holds the current metrics")
    func generatedParts() throws {
        var page = try ManualPage("hookgate-metrics.7")
        page.source = try #require(page.replacing("metrics", with: renderMetricsReference()))
        expectGolden(page.source, at: Repository.path("man/hookgate-metrics.7"))
    }

    @Test("names and labels follow the conventions of Prometheus")
    func conventions() {
        #expect(Set(MetricTable.all.map(\.name)).count == MetricTable.all.count)
        for metric in MetricTable.all {
            #expect(metric.name.wholeMatch(of: /(hookgate|process)(_[a-z]+)+/) != nil, "\(metric.name)")
            #expect(metric.name.hasSuffix("_total") == (metric.kind == .counter), "\(metric.name)")
            #expect(metric.name.hasSuffix("_info") == (metric.kind == .info), "\(metric.name)")
            #expect(!metric.help.hasSuffix(".") && metric.help.first?.isUppercase == true, "\(metric.name)")
            #expect(metric.help.utf8.allSatisfy { $0 < 0x80 }, "\(metric.name)")
            for label in metric.labels { #expect(label.wholeMatch(of: /[a-z]+/) != nil && label != "le", "\(label)") }
        }
    }

    @Test("the queries of the page use metrics and labels that there are")
    func queries() throws {
        let examples = try ManualPage("hookgate-metrics.7").examples.filter { $0.kind == "query" }
        #expect(!examples.isEmpty)
        for example in examples { expectKnown(example.text, "line \(example.line)") }
    }

    @Test("the dashboard and the alerts use metrics and labels that there are")
    func packaging() throws {
        let folder = Repository.path("packaging")
        let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        for file in files where file.hasPrefix("grafana/") || file.hasPrefix("prometheus/") {
            guard file.hasSuffix(".json") || file.hasSuffix(".yaml") else { continue }
            let text = try Repository.text("packaging/\(file)")
            #expect(text.contains("hookgate_"), "\(file) names no metric")
            expectKnown(text.replacing("\\\"", with: "\""), file)
        }
    }

    /// Every metric that is named is in the table, and no series is asked for by a label that it does not have.
    private func expectKnown(_ text: String, _ place: String) {
        let outside = ["job", "instance", "le"]
        for match in text.matches(of: /\b((?:hookgate|process)_[a-z_]+)(?:\{([^}]*)\})?/) {
            let name = String(match.output.1)
            guard let metric = metric(name) else {
                Issue.record("\(place): there is no metric \(name)")
                continue
            }
            for label in (match.output.2 ?? "").matches(of: /([a-z_]+)\s*(?:=~|!~|!=|=)\s*"/) {
                let isKnown = (metric.labels + outside).contains(String(label.output.1))
                #expect(isKnown, "\(place): \(name) has no label \(label.output.1)")
            }
        }
        let labels = Set(MetricTable.all.flatMap(\.labels) + outside)
        for match in text.matches(of: /\b(?:by|on|without|group_left) \(([a-z_, ]*)\)/) {
            for label in match.output.1.split(separator: ",").map({ $0.trimmingCharacters(in: .whitespaces) }) {
                #expect(labels.contains(label), "\(place): no metric has a label \(label)")
            }
        }
    }

    /// The metric of a series' name; a histogram has several.
    private func metric(_ series: String) -> MetricSpec? {
        if let metric = MetricTable.spec(series) { return metric }
        for suffix in ["_bucket", "_sum", "_count"] where series.hasSuffix(suffix) {
            let metric = MetricTable.spec(String(series.dropLast(suffix.count)))
            return metric?.kind == .histogram ? metric : nil
        }
        return nil
    }
}
