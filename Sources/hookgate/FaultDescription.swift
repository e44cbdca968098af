import GateRuntime

/// Says where in the file an evaluation failed, for the log.
struct FaultDescription: Sendable {
    let sites: [ProgramSite]
    let expressions: [ExpressionSite]
    let file: String

    init(graph: Graph, file: String) {
        sites = graph.sites
        expressions = graph.expressions
        self.file = file
    }

    /// `gateway.yaml:23:13: when of "big sale"`; nil for a fault without a place.
    func text(of fault: Fault) -> String? {
        guard fault.site != Fault.unknownSite, sites.indices.contains(Int(fault.site)) else { return nil }
        let index = Int(sites[Int(fault.site)].expression)
        guard expressions.indices.contains(index) else { return nil }
        let expression = expressions[index]
        return "\(file):\(expression.line):\(expression.column): \(expression.role)"
    }
}
