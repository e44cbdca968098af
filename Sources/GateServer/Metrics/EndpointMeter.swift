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

    private var branchCounts: [UInt64]
    private var statusCounts: [UInt64]
    private var refusalCounts = [UInt64](repeating: 0, count: Refusal.allCases.count)
    private var faults: [FaultCount] = []
    private var durations = Histogram(.duration)
    private var bodies = Histogram(.size)
    private var answerBytes: UInt64 = 0
    private var inFlight = 0
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
        branchCounts = [UInt64](repeating: 0, count: names.count)
        statusCounts = [UInt64](repeating: 0, count: statuses.count)
    }

    // MARK: Counting

    /// A request has begun.
    func enter() {
        if let successor { return successor.enter() }
        inFlight += 1
    }

    /// A request that had begun is over.
    func leave() {
        if let successor { return successor.leave() }
        inFlight -= 1
    }

    /// Counts a request; `bodyBytes` is nil where its body was not read whole.
    func record(_ outcome: Outcome, nanoseconds: UInt64, bodyBytes: Int?, served: ServedGraph) {
        if let successor {
            let translated = translate(outcome, for: successor)
            return successor.record(translated, nanoseconds: nanoseconds, bodyBytes: bodyBytes, served: served)
        }
        if let refusal = outcome.refusal {
            let index = Int(refusal.rawValue)
            refusalCounts[index] &+= 1
            statusCounts[refusalSlots[index]] &+= 1
            if let fault = outcome.fault { record(fault, served) }
        } else if let branch = outcome.branch, branches.contains(branch) {
            let index = branch - branches.lowerBound
            branchCounts[index] &+= 1
            statusCounts[branchSlots[index]] &+= 1
        } else if let slot = statuses.firstIndex(of: outcome.status) {
            // A branch that the next graph does not have.
            statusCounts[slot] &+= 1
        }
        answerBytes &+= UInt64(outcome.bodyBytes)
        durations.record(nanoseconds)
        if let bodyBytes { bodies.record(UInt64(bodyBytes)) }
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
            branchCounts[index] = other.branchCounts[old]
        }
        for (index, status) in statuses.enumerated() {
            guard let old = other.statuses.firstIndex(of: status) else { continue }
            statusCounts[index] = other.statusCounts[old]
        }
        refusalCounts = other.refusalCounts
        faults = other.faults.filter { fault in fault.place.map { expressions.contains($0) } ?? true }
        durations = other.durations
        bodies = other.bodies
        answerBytes = other.answerBytes
        inFlight = other.inFlight
        other.successor = self
        other.durations = Histogram(.duration)
        other.bodies = Histogram(.size)
    }

    /// The numbers now, to be sent to another thread.
    func sample() -> EndpointSample {
        EndpointSample(
            name: name,
            createdAt: createdAt,
            branches: zip(branchNames, branchCounts).map { NamedCount(name: $0, count: $1) },
            statuses: zip(statuses, statusCounts).map { StatusCount(status: $0, count: $1) },
            expectedStatuses: Set(branchSlots.map { statuses[$0] } + expectedRefusals.map(\.status)),
            refusals: refusalCounts,
            expectedRefusals: Set(expectedRefusals),
            faults: faults.map { FaultSample(code: $0.code, place: $0.text, count: $0.count) },
            durations: durations,
            bodies: bodies,
            answerBytes: answerBytes,
            inFlight: inFlight
        )
    }
}
