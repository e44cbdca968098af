import GateRuntime

/// What the requests of one endpoint come to on one event loop: plain numbers, for that loop only.
///
/// When a graph is replaced, the meter of the endpoint's next graph takes the numbers over. A request that began before
/// is then counted there, by name.
final class EndpointMeter {
    /// The endpoint; empty for requests that reached none.
    let name: String
    /// When the endpoint was first served.
    private(set) var createdAt: WallTime

    private let branches: Range<Int>
    private let branchNames: [String]
    /// Reasons that are shown before the first request was refused for them.
    private let expectedRefusals: [Refusal]
    /// Statuses that the endpoint can give, ascending.
    private let statuses: [UInt16]
    /// Positions in `statuses`, by branch and by refusal.
    private let branchSlots: [Int]
    private let refusalSlots: [Int]

    private var counts: MeterCounts
    private var faults: [FaultCount] = []
    /// The meter that took over.
    private var successor: EndpointMeter?

    /// How often an evaluation failed in one way at one place.
    private struct FaultCount {
        var code: FaultCode
        var place: ExpressionSite?
        var text: String
        var count: UInt64
    }

    /// A meter of an endpoint of `graph`.
    convenience init(_ graph: BoundGraph, endpoint: Int) {
        let branches = graph.branchRanges[endpoint]
        self.init(
            graph.endpointNames[endpoint],
            branches: branches,
            names: Array(graph.branchNames[branches]),
            statuses: Array(graph.branchStatuses[branches]),
            refusals: graph.refusals[endpoint]
        )
    }

    /// A meter of what reaches no endpoint.
    static func unrouted() -> EndpointMeter {
        EndpointMeter(
            "",
            branches: 0..<0,
            names: [],
            statuses: [],
            refusals: [
                .malformedRequest, .unsupportedVersion, .targetTooLong, .headTooLarge, .slowHead,
                .unsupportedTransferCoding, .unsupportedExpectation, .notFound, .methodNotAllowed, .malformedTarget,
                .overloaded,
            ]
        )
    }

    private init(
        _ name: String,
        branches: Range<Int>,
        names: [String],
        statuses branchStatuses: [UInt16],
        refusals: [Refusal]
    ) {
        self.name = name
        expectedRefusals = refusals
        createdAt = .now()
        self.branches = branches
        branchNames = names
        let statuses = Set(branchStatuses + Refusal.allCases.map(\.status)).sorted()
        self.statuses = statuses
        branchSlots = branchStatuses.map { statuses.firstIndex(of: $0) ?? 0 }
        refusalSlots = Refusal.allCases.map { statuses.firstIndex(of: $0.status) ?? 0 }
        counts = MeterCounts(branchCount: names.count, statusCount: statuses.count)
    }

    // MARK: Counting

    /// A request has begun.
    func enter() {
        if let successor { return successor.enter() }
        counts.inFlight += 1
    }

    /// A request that had begun will not be answered.
    func leave() {
        if let successor { return successor.leave() }
        counts.inFlight -= 1
    }

    /// Counts a request that was answered.
    func record(_ request: MeasuredRequest, served: ServedGraph) {
        if let successor {
            var translated = request
            translated.outcome = translate(request.outcome, for: successor)
            return successor.record(translated, served: served)
        }
        counts.add(places(of: request.outcome), request)
        if let fault = request.outcome.fault { record(fault, served) }
    }

    private func places(of outcome: Outcome) -> MeterCounts.Places {
        let branch = outcome.branch.flatMap { branches.contains($0) ? $0 - branches.lowerBound : nil }
        if let refusal = outcome.refusal {
            let index = Int(refusal.rawValue)
            return MeterCounts.Places(branch: branch, refusal: index, status: refusalSlots[index])
        }
        if let branch { return MeterCounts.Places(branch: branch, status: branchSlots[branch]) }
        // A branch that the next graph does not have.
        return MeterCounts.Places(status: statuses.firstIndex(of: outcome.status))
    }

    private func record(_ fault: Fault, _ served: ServedGraph) {
        let text = served.describeFault(fault) ?? ""
        if let index = faults.firstIndex(where: { $0.code == fault.code && $0.text == text }) {
            faults[index].count &+= 1
        } else {
            let place = served.graph.expression(of: fault)
            faults.append(FaultCount(code: fault.code, place: place, text: text, count: 1))
        }
    }

    private func translate(_ outcome: Outcome, for successor: EndpointMeter) -> Outcome {
        var outcome = outcome
        outcome.branch = outcome.branch.flatMap { branch in
            guard branches.contains(branch) else { return nil }
            let name = branchNames[branch - branches.lowerBound]
            return successor.branchNames.firstIndex(of: name).map { $0 + successor.branches.lowerBound }
        }
        return outcome
    }

    // MARK: Taking over

    /// Goes on with another meter's numbers, as far as this one has the names for them.
    ///
    /// `expressions` are those of this meter's graph.
    func takeOver(_ other: EndpointMeter, expressions: [ExpressionSite]) {
        createdAt = other.createdAt
        for (index, name) in branchNames.enumerated() {
            guard let old = other.branchNames.firstIndex(of: name) else { continue }
            counts.branches[index] = other.counts.branches[old]
        }
        for (index, status) in statuses.enumerated() {
            guard let old = other.statuses.firstIndex(of: status) else { continue }
            counts.statuses[index] = other.counts.statuses[old]
        }
        counts.refusals = other.counts.refusals
        faults = other.faults.filter { fault in fault.place.map { expressions.contains($0) } ?? true }
        counts.durations = other.counts.durations
        counts.bodies = other.counts.bodies
        counts.answerBytes = other.counts.answerBytes
        counts.inFlight = other.counts.inFlight
        other.successor = self
        other.counts.durations = Histogram(.duration)
        other.counts.bodies = Histogram(.size)
    }

    /// The numbers now, to be sent to another thread.
    func sample() -> EndpointSample {
        EndpointSample(
            name: name,
            createdAt: createdAt,
            branches: zip(branchNames, counts.branches).map { NamedCount(name: $0, count: $1) },
            statuses: zip(statuses, counts.statuses).map { StatusCount(status: $0, count: $1) },
            expectedStatuses: Set(branchSlots.map { statuses[$0] } + expectedRefusals.map(\.status)),
            refusals: counts.refusals,
            expectedRefusals: Set(expectedRefusals),
            faults: faults.map { FaultSample(code: $0.code, place: $0.text, count: $0.count) },
            durations: counts.durations,
            bodies: counts.bodies,
            answerBytes: counts.answerBytes,
            inFlight: counts.inFlight
        )
    }
}
