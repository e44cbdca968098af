import GateCompiler
import GateRuntime
import GateTestSupport
import Testing

@testable import GateTesting

/// Random requests: counts are those of what happened, and of points that there are.
@Suite struct CoverageFuzzTests {
    static let files = ["gateway.yaml", "examples/orders/gateway.yaml", "examples/payment/gateway.yaml", ""]

    @Test("no point counts more often than its event happened", arguments: files, [1, 2, 3] as [UInt64])
    func counts(_ path: String, _ seed: UInt64) throws {
        var covered = path.isEmpty ? try Covered(CoverageCases.everything) : try Covered(example: path)
        var random = SplitMix64(seed: seed)
        let seeds = covered.simulation.compilation.witnesses().compactMap(\.request)
        try #require(!seeds.isEmpty)
        var refused = 0
        for _ in 0..<400 {
            let request = mutated(seeds, &random)
            guard let result = covered.simulation.answer(request) else { continue }
            var single = CoverageCounts(covered.points)
            single.add(result)
            check(single, result, covered)
            if result.outcome.refusal != nil { refused += 1 }
            covered.counts = covered.counts + single
        }
        #expect(covered.counts.requests > 300 && refused > 20 && refused < 390)
        #expect(covered.report.all.reached > covered.points.points.count / 4)
        #expect(covered.report.lines.joined().allSatisfy { $0.status != .full || $0.hits > 0 })
    }

    /// Counts the events again, by another way: by what they are, not by where.
    private func check(_ counts: CoverageCounts, _ result: OfflineGateway.Result, _ covered: Covered) {
        var happened: [CoveragePoint.Kind: Int] = [:]
        let graph = covered.simulation.graph
        var previous: Int?
        for event in result.trace.events {
            var reached: Int?
            switch event {
            case .tested(let node, let isTrue):
                let other = isTrue ? graph.nodes[node].b : graph.nodes[node].c
                if graph.nodes[Int(other)].kind != .unreachable { happened[.conditions, default: 0] += 1 }
            case .tookItem(let node, _): if graph.nodes[node].kind == .loop { happened[.conditions, default: 0] += 1 }
            case .reached(let node, _):
                if let previous, graph.nodes[previous].kind == .loop {
                    let loop = graph.loops[Int(graph.nodes[previous].a)]
                    if node == Int(loop.exit) { happened[.conditions, default: 0] += 1 }
                }
                reached = node
            // Tells of a loop that has ended, before the node behind it.
            case .closed: reached = previous
            default: break
            }
            previous = reached
        }
        let outcome = result.outcome
        let sums = Dictionary(grouping: counts.points.indices) { covered.points.points[$0].kind }
            .mapValues { $0.reduce(0) { $0 + counts.points[$1] } }
        #expect(sums[.conditions] ?? 0 == happened[.conditions] ?? 0)
        let isEnd = outcome.branch != nil && outcome.fault == nil
        #expect(sums[.branches] ?? 0 == (isEnd ? 1 : 0))
        #expect(sums[.answers] ?? 0 == (outcome.endpoint != nil && outcome.refusal == nil ? 1 : 0))
        #expect(sums[.refusals] ?? 0 <= (outcome.refusal == nil ? 0 : 1))
        let choices = result.trace.events.count { if case .chose = $0 { true } else { false } }
        #expect((sums[.cases] ?? 0) >= choices && choices > 0 || sums[.cases] ?? 0 == 0)
        for (number, point) in covered.points.points.enumerated() where counts.points[number] > 0 {
            #expect(outcome.endpoint.map(point.endpoints.contains) == true, "\(covered.text(point))")
        }
    }

    /// A witness with some of its bytes, its address or its credentials changed.
    private func mutated(_ seeds: [WitnessRequest], _ random: inout SplitMix64) -> RecordedRequest {
        let seed = seeds[Int.random(in: 0..<seeds.count, using: &random)]
        var body = Array((seed.body ?? "").utf8)
        let pieces = ["null", "0", "[]", "{}", "\"\"", "true", ",", "-1", "1e9", "\"a\"", "[1, 2, 3]"]
        for _ in 0..<Int.random(in: 0...3, using: &random) where !body.isEmpty {
            let place = Int.random(in: 0..<body.count, using: &random)
            let end = min(body.count, place + Int.random(in: 0...6, using: &random))
            body.replaceSubrange(place..<end, with: (pieces.randomElement(using: &random) ?? "").utf8)
        }
        var request = RecordedRequest(
            method: seed.method,
            target: seed.target,
            headers: [(name: "Content-Type", value: "application/json")] + seed.headers,
            body: body,
            peer: Int.random(in: 0..<10, using: &random) == 0 ? IPAddress(v4: 0xC000_0201) : seed.peer
        )
        if Int.random(in: 0..<10, using: &random) == 0 { request.headers.removeAll { $0.name == "Authorization" } }
        return request
    }
}
