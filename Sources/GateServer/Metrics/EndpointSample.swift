import GateRuntime

/// How often something with a name happened.
struct NamedCount: Sendable, Equatable {
    var name: String
    var count: UInt64
}

/// How often a status was answered.
struct StatusCount: Sendable, Equatable {
    var status: UInt16
    var count: UInt64
}

/// How often an evaluation failed in one way at one place.
struct FaultSample: Sendable, Equatable {
    var code: FaultCode
    var place: String
    var count: UInt64
}

/// The numbers of an endpoint at one moment, of one event loop or of several.
struct EndpointSample: Sendable, Equatable {
    var name: String
    var createdAt: WallTime
    var branches: [NamedCount]
    var statuses: [StatusCount]
    /// Statuses that are shown also where none was given yet.
    var expectedStatuses: Set<UInt16>
    /// By the raw value of the refusal.
    var refusals: [UInt64]
    /// Reasons that are shown also where nothing was refused for them yet.
    var expectedRefusals: Set<Refusal>
    var faults: [FaultSample]
    var durations: Histogram
    var bodies: Histogram
    var answerBytes: UInt64
    var inFlight: Int

    /// Adds another loop's numbers; what only one of the two knows is kept.
    ///
    /// While a reload is under way the loops may have different graphs.
    mutating func add(_ other: EndpointSample) {
        if other.createdAt.seconds < createdAt.seconds { createdAt = other.createdAt }
        for theirs in other.branches {
            if let index = branches.firstIndex(where: { $0.name == theirs.name }) {
                branches[index].count &+= theirs.count
            } else {
                branches.append(theirs)
            }
        }
        for theirs in other.statuses {
            if let index = statuses.firstIndex(where: { $0.status == theirs.status }) {
                statuses[index].count &+= theirs.count
            } else {
                statuses.append(theirs)
            }
        }
        for theirs in other.faults {
            if let index = faults.firstIndex(where: { $0.code == theirs.code && $0.place == theirs.place }) {
                faults[index].count &+= theirs.count
            } else {
                faults.append(theirs)
            }
        }
        expectedStatuses.formUnion(other.expectedStatuses)
        expectedRefusals.formUnion(other.expectedRefusals)
        for index in refusals.indices { refusals[index] &+= other.refusals[index] }
        durations.add(other.durations)
        bodies.add(other.bodies)
        answerBytes &+= other.answerBytes
        inFlight += other.inFlight
    }

    /// The numbers of several loops as one, by endpoint, in the order of the first loop.
    static func merged(_ loops: [[EndpointSample]]) -> [EndpointSample] {
        var merged: [EndpointSample] = []
        var places: [String: Int] = [:]
        for sample in loops.joined() {
            if let place = places[sample.name] {
                merged[place].add(sample)
            } else {
                places[sample.name] = merged.count
                merged.append(sample)
            }
        }
        return merged
    }
}
