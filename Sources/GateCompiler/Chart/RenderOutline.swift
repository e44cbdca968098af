extension FlowChart {
    /// The chart as indented lines: a decision, and below it what happens where it is true; then what follows.
    package var outline: String {
        guard let first = nodes.first else { return "" }
        var lines = [first.lines[0] + "  (" + first.lines.dropFirst().joined(separator: "; ") + ")"]
        var seen: Set<Int> = [0]
        follow(0, depth: 1, &seen, &lines)
        lines.append("  refused with \(refusals.map(String.init).joined(separator: " "))")
        return lines.joined(separator: "\n") + "\n"
    }

    private func follow(_ index: Int, depth: Int, _ seen: inout Set<Int>, _ lines: inout [String]) {
        let edges = self.edges.filter { $0.from == index && !$0.isBack }
        for edge in edges where !goesOn(edge) { write(edge, depth: depth, &seen, &lines) }
        for edge in edges where goesOn(edge) { visit(edge.to, depth: depth, &seen, &lines) }
    }

    /// Whether what an edge leads to stands below and not within: what a decision is not, or what a requirement is.
    private func goesOn(_ edge: Edge) -> Bool {
        if nodes[edge.from].lines.first == "require" { return edge.label == "true" }
        return edge.label.isEmpty || edge.label == "false" || edge.label == "done"
    }

    private func write(_ edge: Edge, depth: Int, _ seen: inout Set<Int>, _ lines: inout [String]) {
        let target = nodes[edge.to]
        let margin = String(repeating: "  ", count: depth + 1)
        guard seen.insert(edge.to).inserted else {
            lines.append("\(margin)\(edge.label) -> \(target.title) above")
            return
        }
        lines.append("\(margin)\(edge.label) -> \(target.title)")
        follow(edge.to, depth: depth + 1, &seen, &lines)
    }

    private func visit(_ index: Int, depth: Int, _ seen: inout Set<Int>, _ lines: inout [String]) {
        let margin = String(repeating: "  ", count: depth)
        guard seen.insert(index).inserted else { return }
        lines.append(margin + nodes[index].title)
        follow(index, depth: depth, &seen, &lines)
    }
}

extension FlowChart.Node {
    fileprivate var title: String {
        switch kind {
        case .decision: lines.count == 1 ? "when \(lines[0])" : lines.joined(separator: " ")
        default: lines.joined(separator: " ")
        }
    }
}
