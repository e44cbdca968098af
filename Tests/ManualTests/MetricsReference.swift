import GateConfig
import GateServer

/// The metrics in mdoc(7), from their one table.
func renderMetricsReference(_ metrics: [MetricSpec] = MetricTable.all) -> String {
    var page = ".Bl -tag -width Ds\n"
    for metric in metrics {
        let labels = metric.labels.isEmpty ? "" : "{\(metric.labels.joined(separator: ", "))}"
        page += ".It Li \(MdocText.argument(metric.name + labels)) Pq \(metric.kind.rawValue)\n"
        page += MdocText.prose(metric.help + ".") + "\n"
    }
    return page + ".El\n"
}
