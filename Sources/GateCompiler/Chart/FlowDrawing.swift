import GateDiagnostics
import GateExpression

/// Makes the chart of one endpoint.
struct FlowDrawing {
    /// An arrow whose end is not known yet.
    private struct Loose {
        var from: Int
        var label = ""
        var isBack = false
    }

    private let endpoint: CheckedEndpoint
    private let summary: EndpointSummary
    private var chart: FlowChart
    /// The flows around the place that is drawn.
    private var flows: [String] = []
    /// Where the outputs of those flows leave them.
    private var exits: [[Loose]] = []

    init(_ endpoint: CheckedEndpoint, _ summary: EndpointSummary) {
        self.endpoint = endpoint
        self.summary = summary
        chart = FlowChart(name: endpoint.name)
    }

    mutating func draw() -> FlowChart {
        let auth = summary.auth.isEmpty ? "auth: none" : summary.auth.joined(separator: ", ")
        let title = "\(summary.methods.joined(separator: ", ")) \(summary.path)"
        let start = add(.endpoint, [title, endpoint.name, auth], from: [])
        var loose = [Loose(from: start)]
        if let answer = endpoint.firstAnswer {
            loose = [
                Loose(from: add(.answer(status: answer.status), ["\(answer.status)", "answered first"], from: loose))
            ]
        }
        _ = draw(endpoint.block, from: loose)
        chart.refusals = summary.refusals
        return chart
    }

    private mutating func add(
        _ kind: FlowChart.Node.Kind,
        _ lines: [String],
        at span: SourceSpan? = nil,
        from loose: [Loose]
    ) -> Int {
        let index = chart.nodes.count
        chart.nodes.append(FlowChart.Node(kind: kind, lines: lines, flow: flows.last, span: span))
        for arrow in loose {
            chart.edges.append(FlowChart.Edge(from: arrow.from, to: index, label: arrow.label, isBack: false))
        }
        return index
    }

    /// Draws a block; the arrows that leave it.
    private mutating func draw(_ block: CheckedBlock, from loose: [Loose]) -> [Loose] {
        var loose = loose
        var bindings: [CheckedBinding] = []
        for step in block.steps {
            if case .set(let binding) = step {
                // Names that are bound one after the other are one box.
                bindings.append(binding)
                continue
            }
            loose = drawNames(&bindings, from: loose)
            loose = draw(step, from: loose)
        }
        return drawNames(&bindings, from: loose)
    }

    private mutating func drawNames(_ bindings: inout [CheckedBinding], from loose: [Loose]) -> [Loose] {
        guard let first = bindings.first else { return loose }
        let names = bindings.map(\.name).joined(separator: ", ")
        bindings = []
        return [Loose(from: add(.step, ["set " + names], at: first.span, from: loose))]
    }

    private mutating func draw(_ step: CheckedStep, from loose: [Loose]) -> [Loose] {
        switch step {
        case .set: return loose
        case .respond(let response, let branch):
            _ = add(
                .answer(status: response.status),
                ["\(response.status)"] + named(branch),
                at: response.span,
                from: loose
            )
            return []
        case .end(let branch, let span):
            _ = add(.end, ["end"] + named(branch), at: span, from: loose)
            return []
        case .require(let requirement):
            let node = add(
                .decision,
                ["require", requirement.condition.shortText],
                at: requirement.condition.span,
                from: loose
            )
            let unmet = [Loose(from: node, label: "false")]
            let kind: FlowChart.Node.Kind = requirement.response.map { .answer(status: $0.status) } ?? own(422)
            _ = add(
                kind,
                [requirement.response.map { "\($0.status)" } ?? ownText] + named(requirement.branch),
                at: requirement.response?.span ?? requirement.condition.span,
                from: unmet
            )
            return [Loose(from: node, label: "true")]
        case .branches(let branches): return draw(branches, from: loose)
        case .loop(let loop): return draw(loop, from: loose)
        case .call(let call):
            flows.append(call.flow)
            exits.append([])
            let start = add(.step, ["flow \(call.flow)"] + (call.resultName.map { ["as \($0)"] } ?? []), from: loose)
            let fallen = draw(call.block, from: [Loose(from: start)])
            flows.removeLast()
            return exits.removeLast() + fallen
        case .output:
            if !exits.isEmpty { exits[exits.count - 1] += loose }
            return []
        }
    }

    private mutating func draw(_ branches: CheckedBranches, from loose: [Loose]) -> [Loose] {
        var leaving: [Loose] = []
        var rest = loose
        if let selector = branches.selector {
            let node = add(
                .decision,
                ["switch", selector.expression.shortText],
                at: selector.expression.span,
                from: loose
            )
            for arm in branches.arms {
                var way = Loose(from: node, label: arm.cases.map(\.literal.shown).joined(separator: ", "))
                if let condition = arm.condition { way.label += " and \(condition.shortText)" }
                leaving += draw(arm.block, from: [way])
            }
            rest = [Loose(from: node, label: "else")]
        } else {
            for arm in branches.arms {
                let node = add(.decision, [arm.condition?.shortText ?? ""], at: arm.condition?.span, from: rest)
                leaving += draw(arm.block, from: [Loose(from: node, label: "true")])
                rest = [Loose(from: node, label: "false")]
            }
        }
        if let otherwise = branches.otherwise { return leaving + draw(otherwise, from: rest) }
        return branches.isComplete ? leaving : leaving + rest
    }

    private mutating func draw(_ loop: CheckedLoop, from loose: [Loose]) -> [Loose] {
        let node = add(.loop, ["for each \(loop.itemName) in \(loop.list.shortText)"], at: loop.list.span, from: loose)
        var back = draw(loop.block, from: [Loose(from: node, label: "item")])
        if !loop.collect.isEmpty {
            let names = loop.collect.map(\.name).joined(separator: ", ")
            back = [Loose(from: add(.step, ["collect \(names)"], from: back))]
        }
        for arrow in back where arrow.from != node {
            chart.edges.append(FlowChart.Edge(from: arrow.from, to: node, label: arrow.label, isBack: true))
        }
        let many = [Loose(from: node, label: "more than \(loop.max)")]
        _ = add(own(422), [ownText] + named(loop.overflowBranch), at: loop.list.span, from: many)
        return [Loose(from: node, label: "done")]
    }

    /// The gateway's own answer; the end of the flow where the answer was given before.
    private func own(_ status: Int) -> FlowChart.Node.Kind {
        endpoint.firstAnswer == nil ? .refusal(status: status) : .end
    }

    private var ownText: String { endpoint.firstAnswer == nil ? "422" : "end" }

    private func named(_ branch: String) -> [String] { branch.isEmpty ? [] : [branch] }
}

extension LocatedExpression {
    /// The text as the author wrote it, on one line and not too long.
    var shortText: String {
        let words = expression.syntax.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.count > 60 ? words.prefix(57) + "..." : words
    }
}
