package import GateRuntime

/// How often requests did what they can do.
///
/// A value for each thread; `+` adds those of all.
package struct CoverageCounts: Sendable {
    /// Requests that were added.
    package private(set) var requests = 0
    /// How often each of ``CoveragePoints/points`` happened, by its index.
    package private(set) var points: [Int]
    /// How often each step was done.
    private(set) var steps: [Int]
    private let index: CoverageIndex

    /// Nothing yet.
    package init(_ points: CoveragePoints) {
        self.points = Array(repeating: 0, count: points.points.count)
        steps = Array(repeating: 0, count: points.steps.count)
        index = points.index
    }

    /// Adds what a request did: a loop's block counts once for each item.
    ///
    /// The result must have its trace, as those of a ``Simulation`` do. Of a trace that is cut
    /// (``RequestTrace/eventsMax``) the beginning counts, and the answer.
    package mutating func add(_ result: OfflineGateway.Result) {
        requests += 1
        let outcome = result.outcome
        guard let number = outcome.endpoint, index.endpoints.indices.contains(number) else { return }
        let endpoint = index.endpoints[number]
        count(step: endpoint.step)
        switch outcome.refusal {
        case nil: count(endpoint.firstAnswer)
        case .forbiddenAddress: count(endpoint.address)
        case .unauthenticated: count(endpoint.credentials)
        case .malformedBody: count(endpoint.malformedBody)
        default: break
        }
        add(result.trace, of: endpoint)
        guard outcome.fault == nil, let branch = outcome.branch, index.branches.indices.contains(branch) else { return }
        count(index.branches[branch].end)
        count(index.branches[branch].answer)
    }

    /// The counts of both; they must be of the same points.
    package static func + (left: CoverageCounts, right: CoverageCounts) -> CoverageCounts {
        precondition(
            left.points.count == right.points.count && left.steps.count == right.steps.count,
            "the same points"
        )
        var sum = left
        sum.requests += right.requests
        for number in right.points.indices { sum.points[number] += right.points[number] }
        for number in right.steps.indices { sum.steps[number] += right.steps[number] }
        return sum
    }

    private mutating func add(_ trace: RequestTrace, of endpoint: CoverageIndex.Endpoint) {
        var hasBegun = false
        // The loop that has just been come to, and the cases of a value that no arm has taken yet.
        var loop: Int?
        var untaken: (test: Int, cases: ArraySlice<Int>) = (-1, [])
        for event in trace.events {
            switch event {
            case .extracted(let number, _, _):
                if index.extractions.indices.contains(number) { count(step: index.extractions[number].step) }
            case .refused(let number, _, let refusal, _):
                guard index.extractions.indices.contains(number) else { continue }
                count(step: index.extractions[number].step)
                let extraction = index.extractions[number]
                count(refusal == .missingValue ? extraction.missing : extraction.mistyped)
            case .reached(let number, _):
                guard index.nodes.indices.contains(number) else { continue }
                if !hasBegun {
                    hasBegun = true
                    for step in endpoint.plainSteps { count(step: step) }
                }
                if let loop, index.nodes[loop].exit == number { count(index.nodes[loop].second) }
                loop = index.nodes[number].exit == nil ? nil : number
                count(step: index.nodes[number].step)
            case .tookItem(let number, _):
                // Only the node that begins a loop has a point for it; the one that goes on with it has none.
                guard index.nodes.indices.contains(number) else { continue }
                count(index.nodes[number].first)
                loop = nil
            case .tested(let number, let isTrue):
                guard index.nodes.indices.contains(number) else { continue }
                let node = index.nodes[number]
                count(isTrue ? node.first : node.second)
                if number == untaken.test, !isTrue, let otherwise = node.otherwise {
                    count(untaken.cases.first)
                    untaken = (otherwise, untaken.cases.dropFirst())
                } else {
                    untaken = (-1, [])
                }
            case .chose(let number, let place):
                guard index.nodes.indices.contains(number) else { continue }
                guard let place, let found = index.nodes[number].cases[place] else {
                    count(index.nodes[number].first)
                    continue
                }
                count(found.points.first)
                untaken = (found.target, found.points.dropFirst())
            case .extractedAll, .closed, .bound: break
            }
        }
    }

    private mutating func count(_ point: Int?) {
        if let point { points[point] += 1 }
    }

    private mutating func count(step: Int?) {
        if let step { steps[step] += 1 }
    }
}
