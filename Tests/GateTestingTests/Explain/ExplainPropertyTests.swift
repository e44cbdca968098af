import GateCompiler
import GateDiagnostics
import GateRuntime
import GateTestSupport
import Testing

@testable import GateTesting

/// The verdicts of explanations beside the way that the evaluation took, for gateways and requests made at random.
@Suite struct ExplainPropertyTests {
    /// A file of branches whose conditions are random.
    struct RandomGateway {
        var random: SplitMix64

        mutating func pick(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }

        mutating func number() -> String {
            switch pick(5) {
            case 0: "body.x"
            case 1: "body.y"
            case 2: "10 / body.y"
            case 3: "size(body.list)"
            default: "\(pick(4))"
            }
        }

        mutating func condition(_ depth: Int) -> String {
            switch depth == 0 ? pick(4) : pick(8) {
            case 0: return "\(number()) \(["==", "!=", "<", ">="][pick(4)]) \(number())"
            case 1: return "body.flag"
            case 2: return "has(body.x)"
            case 3: return "body.list.exists(i, i > \(pick(3)))"
            case 4: return "!(\(condition(depth - 1)))"
            case 5: return "(\(condition(depth - 1)) ? \(condition(depth - 1)) : \(condition(depth - 1)))"
            case 6: return "(\(condition(depth - 1)) && \(condition(depth - 1)))"
            default: return "(\(condition(depth - 1)) || \(condition(depth - 1)))"
            }
        }

        mutating func file() -> String {
            var lines = ["hookgate: 1", "endpoints:", "  e:", "    path: /e", "    auth: none", "    steps:"]
            for step in 0..<3 {
                lines.append("      - branches:")
                for arm in 0..<2 {
                    lines += ["          - name: s\(step)a\(arm)", "            when: \"\(condition(3))\""]
                    lines.append("            steps: [{ set: { n\(step)\(arm): 1 } }]")
                }
            }
            lines += ["      - for_each:", "          in: body.list", "          as: item", "          steps:"]
            lines += ["            - branches:", "                - name: loop"]
            lines += ["                  when: \"item == 2 && \(condition(1))\""]
            lines += ["                  respond: { status: 201 }", "      - respond: {}"]
            return lines.joined(separator: "\n") + "\n"
        }

        mutating func body() -> String {
            var members: [String] = []
            if pick(5) > 0 { members.append("\"x\": \(pick(4))") }
            if pick(8) > 0 { members.append("\"y\": \(pick(4))") }
            if pick(8) > 0 { members.append("\"flag\": \(["true", "false"][pick(2)])") }
            let items = (0..<pick(4)).map { _ in "\(pick(4))" }.joined(separator: ", ")
            if pick(8) > 0 { members.append("\"list\": [\(items)]") }
            return "{\(members.joined(separator: ", "))}"
        }
    }

    @Test("verdicts agree with the way taken", arguments: UInt64(1)...40)
    func verdicts(seed: UInt64) throws {
        var made = RandomGateway(random: SplitMix64(seed: seed))
        let text = made.file()
        let compilation = compile(SourceText(name: "gateway.yaml", bytes: Array(text.utf8)))
        // Conditions that are always the same are refused; such a file proves nothing here.
        guard let simulation = Simulation(compilation, explaining: true) else { return }
        var tested = 0
        for _ in 0..<25 {
            let body = made.body()
            var request = RecordedRequest(method: "POST", target: "/e", body: Array(body.utf8))
            request.headers = [("Content-Type", "application/json")]
            let result = try #require(simulation.answer(request))
            var events = result.trace.events[...]
            while let event = events.popFirst() {
                guard case .reached(let node, let traced) = event, simulation.graph.nodes[node].kind == .test else {
                    continue
                }
                let values = traced.map { Explanation.Value(text: $0.text, isError: $0.isError, isAbsent: $0.isAbsent) }
                let parts = judgeParts(simulation.places.nodes[node].expressions[0].parts, values)
                let whole = parts[0]
                if case .tested(node, let isTrue)? = events.first {
                    tested += 1
                    #expect(whole.value?.text == "\(isTrue)", "\(whole.text) with \(body)")
                    #expect(whole.verdict == (isTrue ? .met : .notMet), "\(whole.text) with \(body)")
                } else {
                    #expect(result.outcome.fault != nil)
                    #expect(whole.verdict != .met && whole.verdict != .notMet, "\(whole.text) with \(body)")
                }
                // What an operator looked at and the value of the part by itself are never at odds.
                for part in parts where part.verdict == .met || part.verdict == .notMet {
                    #expect(part.value?.text == (part.verdict == .met ? "true" : "false"), "\(part.text) with \(body)")
                }
                let reason = ConditionReason(parts).text
                #expect((reason == nil) == (whole.verdict == .met || whole.verdict == .value), "\(whole.text)")
            }
            let explanation = try #require(simulation.explain(request))
            #expect(explanation.answer.status == Int(result.outcome.status))
            check(explanation.steps, hasFault: result.outcome.fault != nil)
            let chart = try #require(compilation.charts().first)
            checkWay(
                LitChart(chart, explanation.steps, simulation, endpoint: 0),
                isAnswered: explanation.failure == nil
            )
        }
        #expect(tested > 0)
    }

    /// What is lit is one way from the beginning, to an answer where there is one.
    private func checkWay(_ lit: LitChart, isAnswered: Bool) {
        for node in lit.nodes where node != 0 {
            #expect(lit.edges.contains { lit.chart.edges[$0].to == node }, "no lit edge leads to \(node)")
        }
        for edge in lit.edges {
            #expect(lit.nodes.contains(lit.chart.edges[edge].from) && lit.nodes.contains(lit.chart.edges[edge].to))
        }
        let answers = lit.nodes.count {
            if case .answer = lit.chart.nodes[$0].kind { true } else { false }
        }
        #expect(answers == (isAnswered ? 1 : 0))
    }

    /// A condition without a verdict is the last step, and only where there is a fault.
    private func check(_ steps: [Explanation.Step], hasFault: Bool) {
        for step in steps {
            switch step.what {
            case .condition(let condition):
                #expect(condition.isMet != nil || hasFault)
                if condition.isMet == false { #expect(condition.reason?.isEmpty == false) }
            case .loop(_, _, let items): for item in items { check(item.steps, hasFault: hasFault) }
            default: break
            }
        }
    }

    @Test("most of the random files compile")
    func enough() {
        let sound = (UInt64(1)...40).count { seed in
            var made = RandomGateway(random: SplitMix64(seed: seed))
            return compile(SourceText(name: "gateway.yaml", bytes: Array(made.file().utf8))).graph != nil
        }
        #expect(sound > 10)
    }
}
