import GateRuntime

/// The answer of `/status`.
func statusDocument(_ status: GatewayStatus, version: String) -> JSONObject {
    var document = JSONObject()
    document.add("version", version)
    document.add("phase", status.phase.rawValue)
    document.add("started_at", status.startedAt)
    document.add("generation", status.graph?.generation)
    document.add("hash", status.graph?.hash)
    document.add("loaded_at", status.graph?.loadedAt)
    document.add("listeners", status.listeners.map(\.description))
    document.add("last_reload", status.lastReload.map(reloadDocument))
    document.add("endpoints", (status.graph?.endpoints ?? []).map(endpointDocument))
    return document
}

/// What became of an attempt to load the configuration: part of `/status`, and the answer of `/reload`.
func reloadDocument(_ report: ReloadReport) -> JSONObject {
    var document = JSONObject()
    document.add("result", report.result.rawValue)
    document.add("trigger", report.trigger.rawValue)
    document.add("at", report.at)
    document.add("seconds", nanoseconds: report.nanoseconds)
    document.add("generation", report.generation)
    document.add("summary", report.summary)
    document.add("findings", report.findings.map(findingDocument))
    return document
}

private func findingDocument(_ finding: LoadFinding) -> JSONObject {
    var document = JSONObject()
    document.add("severity", finding.isError ? "error" : "warning")
    document.add("code", finding.code.isEmpty ? nil : finding.code)
    document.add("message", finding.message)
    document.add("file", finding.file.isEmpty ? nil : finding.file)
    document.add("line", finding.line == 0 ? nil : finding.line)
    document.add("column", finding.column == 0 ? nil : finding.column)
    return document
}

private func endpointDocument(_ endpoint: EndpointStatus) -> JSONObject {
    var document = JSONObject()
    document.add("name", endpoint.name)
    document.add("path", endpoint.path)
    document.add("methods", endpoint.methods)
    document.add("branches", endpoint.branches)
    return document
}
