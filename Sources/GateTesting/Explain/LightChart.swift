import GateCompiler
import GateDiagnostics
import GateRuntime

/// The nodes and edges of an endpoint's chart that a request passed.
struct LitChart {
    let chart: FlowChart
    private(set) var nodes: Set<Int> = [0]
    private(set) var edges: Set<Int> = []
    /// The graph's node to the chart's box.
    private let boxes: [Int: Int]

    /// What makes nodes of the graph and boxes of the chart comparable.
    private struct Key: Hashable {
        var start: UInt32
        var kind: Int
    }

    init(_ chart: FlowChart, _ steps: [Explanation.Step], _ simulation: Simulation, endpoint: Int) {
        self.chart = chart
        boxes = LitChart.boxes(chart, simulation, endpoint)
        var last = (box: 0, isMet: Bool?.none)
        light(steps, &last)
    }

    /// Pairs boxes and nodes: those of one place and kind follow each other in the same order in both.
    private static func boxes(_ chart: FlowChart, _ simulation: Simulation, _ endpoint: Int) -> [Int: Int] {
        var waiting: [Key: [Int]] = [:]
        for (index, node) in chart.nodes.enumerated().reversed() {
            guard let span = node.span else { continue }
            waiting[Key(start: span.start, kind: kind(of: node)), default: []].append(index)
        }
        var boxes: [Int: Int] = [:]
        for node in simulation.graph.endpoints[endpoint].nodes.indices {
            guard let kind = kind(of: simulation.graph.nodes[node].kind) else { continue }
            let key = Key(start: simulation.places.nodes[node].span.start, kind: kind)
            boxes[node] = waiting[key]?.popLast()
        }
        return boxes
    }

    private static func kind(of node: FlowChart.Node) -> Int {
        switch node.kind {
        case .endpoint: 0
        case .decision: 1
        case .step: 2
        case .loop: 3
        case .answer: 4
        // The end of a flow that answered before may be a refusal of the gateway's.
        case .refusal, .end: 5
        }
    }

    private static func kind(of kind: FlowNode.Kind) -> Int? {
        switch kind {
        case .test, .choose: 1
        case .set, .make: 2
        case .loop: 3
        case .respond: 4
        case .refuse, .end: 5
        case .expect, .fill, .next, .collect, .leave, .unreachable: nil
        }
    }

    private mutating func light(_ steps: [Explanation.Step], _ last: inout (box: Int, isMet: Bool?)) {
        for step in steps {
            guard let box = boxes[step.node] else { continue }
            light(to: box, from: last)
            last = (box, nil)
            switch step.what {
            case .condition(let condition): last.isMet = condition.isMet
            case .loop(_, _, let items):
                for (index, item) in items.enumerated() {
                    light(item.steps, &last)
                    // The flow may have ended with the last item.
                    if index < items.count - 1 || !item.hasEnded {
                        light(to: box, from: last)
                        last = (box, nil)
                    }
                }
            default: break
            }
        }
    }

    /// Lights the shortest way between two boxes over boxes that stand for no node.
    private mutating func light(to target: Int, from last: (box: Int, isMet: Bool?)) {
        let mapped = Set(boxes.values)
        var reached: [Int: Int] = [:]
        var queue: [Int] = []
        func leaving(_ box: Int) -> [Int] { chart.edges.indices.filter { chart.edges[$0].from == box } }
        for edge in leaving(last.box) {
            let label = chart.edges[edge].label
            if let isMet = last.isMet, label == "true" || label == "false", label != "\(isMet)" { continue }
            if reached[chart.edges[edge].to] == nil {
                reached[chart.edges[edge].to] = edge
                queue.append(chart.edges[edge].to)
            }
        }
        var index = 0
        while index < queue.count, reached[target] == nil {
            let box = queue[index]
            index += 1
            guard !mapped.contains(box) else { continue }
            for edge in leaving(box) where reached[chart.edges[edge].to] == nil {
                reached[chart.edges[edge].to] = edge
                queue.append(chart.edges[edge].to)
            }
        }
        nodes.insert(target)
        var box = target
        while let edge = reached[box], edges.insert(edge).inserted {
            box = chart.edges[edge].from
            nodes.insert(box)
            if box == last.box { return }
        }
    }
}

extension Explanation.Item {
    /// Whether the flow ended within.
    fileprivate var hasEnded: Bool {
        guard let last = steps.last else { return false }
        switch last.what {
        case .answer, .refusal, .end, .failed: return true
        case .condition(let condition): return condition.isMet == nil
        case .loop(_, _, let items): return items.last?.hasEnded ?? false
        case .choice, .bound: return false
        }
    }
}
