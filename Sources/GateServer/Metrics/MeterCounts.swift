import GateRuntime

/// The numbers of a meter: one value, so that a request reaches them in one access to their owner.
struct MeterCounts {
    /// By branch of the endpoint, by position of the status, and by raw value of the refusal.
    var branches: [UInt64]
    var statuses: [UInt64]
    var refusals = [UInt64](repeating: 0, count: Refusal.allCases.count)
    var durations = Histogram(.duration)
    var bodies = Histogram(.size)
    var answerBytes: UInt64 = 0
    var inFlight = 0

    init(branchCount: Int, statusCount: Int) {
        branches = [UInt64](repeating: 0, count: branchCount)
        statuses = [UInt64](repeating: 0, count: statusCount)
    }

    /// Which of the numbers a request adds to, besides those that every request does.
    struct Places {
        var branch: Int?
        var refusal: Int?
        var status: Int?
    }

    /// Counts a request.
    mutating func add(_ places: Places, _ request: MeasuredRequest) {
        if let branch = places.branch { branches[branch] &+= 1 }
        if let refusal = places.refusal { refusals[refusal] &+= 1 }
        if let status = places.status { statuses[status] &+= 1 }
        if request.wasAdmitted { inFlight -= 1 }
        answerBytes &+= UInt64(request.outcome.bodyBytes)
        durations.record(request.nanoseconds)
        if let bytes = request.bodyBytes { bodies.record(UInt64(bytes)) }
    }
}

/// A request as meters look at it.
struct MeasuredRequest {
    var outcome: Outcome
    var nanoseconds: UInt64
    /// Nil where its body was not read whole.
    var bodyBytes: Int?
    /// Whether it counts among those in flight.
    var wasAdmitted: Bool
}
