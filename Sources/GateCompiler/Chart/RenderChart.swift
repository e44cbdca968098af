extension FlowChart {
    /// The charts in Graphviz's language, one graph for all of them.
    package static func dot(_ charts: [FlowChart]) -> String {
        var text = """
            digraph hookgate {
              graph [rankdir=TB, nodesep=0.3, ranksep=0.35, bgcolor="white"]
              node [fontname="Helvetica", fontsize=11, style="filled", fillcolor="#f6f8fa", color="#57606a", margin="0.12,0.06"]
              edge [fontname="Helvetica", fontsize=9, color="#57606a", fontcolor="#57606a"]

            """
        for (number, chart) in charts.enumerated() {
            for (index, node) in chart.nodes.enumerated() {
                let label = node.lines.map(dotText).joined(separator: "\\n")
                text += "  c\(number)n\(index) [label=\"\(label)\", \(node.dotStyle)]\n"
            }
            for edge in chart.edges {
                var style = edge.label.isEmpty ? "" : "label=\" \(dotText(edge.label)) \""
                if edge.isBack { style += (style.isEmpty ? "" : ", ") + "style=dashed, constraint=false" }
                text += "  c\(number)n\(edge.from) -> c\(number)n\(edge.to)" + (style.isEmpty ? "\n" : " [\(style)]\n")
            }
            // An answer stands beside the decision that leads to it, so that many branches make a ladder.
            for edge in chart.edges where chart.isBeside(edge) {
                text += "  { rank=same; c\(number)n\(edge.from); c\(number)n\(edge.to) }\n"
            }
            let refusals = chart.refusals.map(String.init).joined(separator: " ")
            text += "  c\(number)r [label=\"refused with \(refusals)\", shape=note, style=\"dashed\"]\n"
            text += "  c\(number)n0 -> c\(number)r [style=dashed, arrowhead=none]\n"
            text += "  { rank=same; c\(number)n0; c\(number)r }\n"
        }
        return text + "}\n"
    }

    /// The charts in Mermaid's language, as GitHub draws it in Markdown.
    package static func mermaid(_ charts: [FlowChart]) -> String {
        var text = "flowchart TD\n"
        for (number, chart) in charts.enumerated() {
            for (index, node) in chart.nodes.enumerated() {
                let label = "\"\(node.lines.map(mermaidText).joined(separator: "<br/>"))\""
                text += "  c\(number)n\(index)\(node.mermaidShape(label))\(node.mermaidClass)\n"
            }
            for edge in chart.edges {
                let arrow = edge.isBack ? "-.->" : "-->"
                let label = edge.label.isEmpty ? "" : "|\"\(mermaidText(edge.label))\"|"
                text += "  c\(number)n\(edge.from) \(arrow)\(label) c\(number)n\(edge.to)\n"
            }
            let refusals = chart.refusals.map(String.init).joined(separator: " ")
            text += "  c\(number)n0 -.- c\(number)r[\"refused with \(refusals)\"]\n"
        }
        return text + """
              classDef ok fill:#dafbe1,stroke:#1a7f37,color:#116329
              classDef moved fill:#ddf4ff,stroke:#0969da,color:#0550ae
              classDef client fill:#fff8c5,stroke:#9a6700,color:#7d4e00
              classDef server fill:#ffebe9,stroke:#cf222e,color:#a40e26

            """
    }

    /// Whether an edge leads from a decision to an end.
    private func isBeside(_ edge: Edge) -> Bool {
        guard nodes[edge.from].kind == .decision, nodes[edge.from].lines.first != "switch" else { return false }
        switch nodes[edge.to].kind {
        case .answer, .refusal, .end: return edge.label != "false" || nodes[edge.from].lines.first == "require"
        default: return false
        }
    }
}

extension FlowChart.Node {
    /// The status of an answer.
    private var status: Int? {
        switch kind {
        case .answer(let status), .refusal(let status): status
        default: nil
        }
    }

    fileprivate var dotStyle: String {
        switch kind {
        case .endpoint: return "shape=box, style=\"filled,bold\", fillcolor=\"#eaeef2\""
        case .decision: return "shape=box, style=\"filled,rounded\""
        case .step: return "shape=box"
        case .loop: return "shape=hexagon"
        case .end: return "shape=oval"
        case .answer, .refusal:
            let shape = if case .refusal = kind { "octagon" } else { "oval" }
            let (fill, line) = colours
            return "shape=\(shape), fillcolor=\"\(fill)\", color=\"\(line)\""
        }
    }

    /// By class of status; readable for the colour-blind by lightness, shape and the number itself.
    private var colours: (fill: String, line: String) {
        switch (status ?? 0) / 100 {
        case 2: ("#dafbe1", "#1a7f37")
        case 3: ("#ddf4ff", "#0969da")
        case 4: ("#fff8c5", "#9a6700")
        default: ("#ffebe9", "#cf222e")
        }
    }

    fileprivate func mermaidShape(_ label: String) -> String {
        switch kind {
        case .endpoint, .step: "[\(label)]"
        case .decision: "(\(label))"
        case .loop: "{{\(label)}}"
        case .answer, .end: "([\(label)])"
        case .refusal: "[/\(label)/]"
        }
    }

    fileprivate var mermaidClass: String {
        switch (status ?? 0) / 100 {
        case 0: ""
        case 2: ":::ok"
        case 3: ":::moved"
        case 4: ":::client"
        default: ":::server"
        }
    }
}

private func dotText(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
}

/// Text within quotes, where Mermaid takes entities of HTML.
private func mermaidText(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("\"", with: "&quot;").replacing("<", with: "&lt;")
        .replacing(">", with: "&gt;").replacing("`", with: "&#96;")
}
