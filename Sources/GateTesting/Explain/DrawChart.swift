import GateCompiler
import GateDiagnostics

/// Writes a chart with the way of a request lit as SVG, to stand in an HTML page.
func drawChart(_ lit: LitChart) -> String {
    let layout = ChartLayout(lit.chart)
    var svg = """
        <svg role="img" aria-label="The way through the endpoint" width="\(layout.width)" height="\(layout.height)" \
        viewBox="0 0 \(layout.width) \(layout.height)">
        <defs>
        <marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">\
        <path class="tip" d="M0 0L8 4L0 8z"/></marker>
        <marker id="tip-lit" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="6" markerHeight="6" orient="auto">\
        <path class="tip lit" d="M0 0L8 4L0 8z"/></marker>
        </defs>

        """
    // What is lit is drawn last, on top.
    let order = lit.chart.edges.indices.sorted {
        (lit.edges.contains($0) ? 1 : 0, $0) < (lit.edges.contains($1) ? 1 : 0, $1)
    }
    for index in order {
        let isLit = lit.edges.contains(index)
        let arrow = layout.arrows[index]
        let path = arrow.points.enumerated().map { "\($0 == 0 ? "M" : "L")\($1.x) \($1.y)" }.joined()
        var style = isLit ? "edge lit" : "edge"
        if lit.chart.edges[index].isBack { style += " back" }
        svg += "<path class=\"\(style)\" d=\"\(path)\" marker-end=\"url(#\(isLit ? "tip-lit" : "tip"))\"/>\n"
        guard let label = arrow.label else { continue }
        let mark = isLit ? "label lit" : "label"
        svg += "<text class=\"\(mark)\" x=\"\(label.x)\" y=\"\(label.y)\">\(escapedMarkup(label.text))</text>\n"
    }
    for (index, node) in lit.chart.nodes.enumerated() {
        let box = layout.boxes[index]
        svg += "<g class=\"box \(node.styleName)\(lit.nodes.contains(index) ? " lit" : "")\">"
        svg += "<title>\(escapedMarkup(node.lines.joined(separator: " ")))</title>"
        svg += "<rect x=\"\(box.x)\" y=\"\(box.y)\" width=\"\(ChartLayout.boxWidth)\" height=\"\(box.height)\" "
        svg += "rx=\"\(node.radius)\"/>"
        for (line, text) in box.lines.enumerated() {
            let y = box.y + 21 + line * 16
            svg += "<text x=\"\(box.x + 12)\" y=\"\(y)\">\(escapedMarkup(text))</text>"
        }
        svg += "</g>\n"
    }
    return svg + "</svg>\n"
}

extension FlowChart.Node {
    fileprivate var styleName: String {
        switch kind {
        case .endpoint: "start"
        case .decision: "decision"
        case .step: "step"
        case .loop: "loop"
        case .end: "end"
        case .answer(let status), .refusal(let status):
            switch status / 100 {
            case 2: "ok"
            case 3: "moved"
            case 4: "client"
            default: "server"
            }
        }
    }

    fileprivate var radius: Int {
        switch kind {
        case .endpoint, .step: 2
        case .decision: 8
        case .loop: 14
        case .answer, .end: 17
        case .refusal: 0
        }
    }
}
