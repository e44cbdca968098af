import GateCompiler
import GateDiagnostics
import GateRuntime

/// The way that a request took, a line a step: `gateway.yaml:43: event == "sale": no`.
func describeWay(_ result: OfflineGateway.Result, _ simulation: Simulation) -> [String] {
    let sources = simulation.compilation.sources
    func place(_ span: SourceSpan) -> String {
        "\(sources[span.file].name):\(sources[span.file].position(of: span.start).line)"
    }
    func text(_ span: SourceSpan) -> String {
        let words = sources[span.file].text(of: span).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.count > 100 ? words.prefix(97) + "..." : words
    }
    var lines: [String] = []
    let outcome = result.outcome
    if let endpoint = outcome.endpoint {
        lines.append("the endpoint \(simulation.graph.endpointNames[endpoint])")
    }
    for event in result.trace.events {
        switch event {
        case .tested(let node, let isTrue):
            let span = simulation.places.nodes[node].span
            lines.append("\(place(span)): \(text(span)): \(isTrue ? "yes" : "no")")
        case .chose(let node, let chosen):
            let span = simulation.places.nodes[node].span
            let index = Int(simulation.graph.nodes[node].a)
            let cases = simulation.places.cases.indices.contains(index) ? simulation.places.cases[index] : []
            let name = cases.first { $0.place == chosen }?.text
            lines.append("\(place(span)): switch \(text(span)): \(name.map { "case \($0)" } ?? "no case")")
        case .refused(let index, _, _, _):
            let all = simulation.places.endpoints.flatMap(\.extractions)
            if let extraction = all.first(where: { $0.entry == index }) {
                lines.append("\(place(extraction.span)): the value of \(extraction.name)")
            }
        case .tookItem(let node, _):
            let span = simulation.places.nodes[node].span
            lines.append("\(place(span)): the next item of \(text(span))")
        default: break
        }
    }
    if lines.count > 40 { lines = lines.prefix(20) + ["… \(lines.count - 40) more"] + lines.suffix(20) }
    if let fault = outcome.fault {
        let site = simulation.expression(of: fault)
        let name = sources[0].name
        lines.append((site.map { "\(name):\($0.line): " } ?? "") + "the evaluation failed: \(fault.code.reason)")
    }
    if let refusal = outcome.refusal {
        lines.append("refused: \(refusal), \(outcome.status)")
    } else if let branch = outcome.branch {
        let name = simulation.graph.branchNames[branch]
        lines.append(name.isEmpty ? "answered \(outcome.status)" : "the branch \(quotedJSON(name)), \(outcome.status)")
    }
    return lines
}
