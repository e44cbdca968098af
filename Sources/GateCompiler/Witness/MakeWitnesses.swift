import GateExpression
import GateRuntime

extension Compilation {
    /// What stands for the value of every secret in a witness.
    package static let placeholder = "placeholder"

    /// A request for every way through the endpoints, or through the one of that name; each is tried by evaluation.
    ///
    /// Nothing for a file with errors.
    package func witnesses(endpoint name: String? = nil) -> [Witness] {
        offlineGateway.map { witnesses(endpoint: name, on: $0) } ?? []
    }

    /// A gateway that answers from memory, with a placeholder for every secret; nil for a file with errors.
    var offlineGateway: OfflineGateway? {
        graph.map { graph in
            OfflineGateway(BoundGraph(graph, secrets: graph.secrets.map { _ in Array(Compilation.placeholder.utf8) }))
        }
    }

    /// The same as ``witnesses(endpoint:)``, tried on a gateway of this file that is there already.
    func witnesses(endpoint name: String?, on gateway: OfflineGateway) -> [Witness] {
        guard let checked else { return [] }
        return checked.endpoints.filter { name == nil || $0.name == name }.flatMap { endpoint in
            var maker = WitnessMaker(endpoint, gateway)
            return endpoint.leaves.map { maker.make($0) }
        }
    }
}

/// Makes the witnesses of one endpoint.
private struct WitnessMaker {
    /// Models of a path that are tried.
    private static let modelsMax = 12
    /// Samples that values are put into.
    private static let basesMax = 6

    private let endpoint: CheckedEndpoint
    private let gateway: OfflineGateway
    private let samples: [WitnessValue]
    /// Requests of samples as they are, by the branch that they take.
    private var known: [String: (WitnessRequest, UInt16)] = [:]

    init(_ endpoint: CheckedEndpoint, _ gateway: OfflineGateway) {
        self.endpoint = endpoint
        self.gateway = gateway
        samples = endpoint.sampleBodies.compactMap { WitnessValue(json: $0) }
        for sample in samples {
            var draft = WitnessDraft(endpoint, body: sample)
            draft.fillRequired(assigned: [])
            let request = draft.request(placeholder: Compilation.placeholder)
            guard let (branch, status) = branch(of: request), known[branch] == nil else { continue }
            known[branch] = (request, status)
        }
    }

    mutating func make(_ leaf: CheckedLeaf) -> Witness {
        if let (request, status) = known[leaf.branch] {
            return Witness(endpoint: endpoint.name, branch: leaf.branch, request: request, status: status)
        }
        for throughInputs in [true, false] {
            if let (request, status) = solve(leaf, throughInputs: throughInputs) {
                return Witness(endpoint: endpoint.name, branch: leaf.branch, request: request, status: status)
            }
        }
        return Witness(endpoint: endpoint.name, branch: leaf.branch)
    }

    private func solve(_ leaf: CheckedLeaf, throughInputs: Bool) -> (WitnessRequest, UInt16)? {
        var translator = Translator(witnessing: endpoint, throughInputs: throughInputs)
        let formulas = leaf.facts.map { translator.formula(of: $0, entersLoops: true) }
        let fillings = Fillings(endpoint, &translator)
        let solver = Solver(translator)
        for model in solver.models(formulas, limit: WitnessMaker.modelsMax) {
            let assignments = solver.assignments(for: model)
            for (base, number) in bases {
                let filled = fillings.assignments(number: number)
                // What is filled in may stand in the way of what is assigned, or the other way round.
                let requests = [
                    request(base, assignments), request(base, assignments, before: filled),
                    request(base, assignments, after: filled),
                ]
                for request in requests {
                    guard let (branch, status) = branch(of: request), branch == leaf.branch else { continue }
                    return (request, status)
                }
            }
        }
        return nil
    }

    /// Bodies that values are put into, and what stands for a number that nothing is known of.
    private var bases: [(WitnessValue, Int64)] {
        samples.prefix(WitnessMaker.basesMax).map { ($0, 1) } + [1, 1000, 1_000_000, 0, -1].map { (.map([]), $0) }
    }

    private func request(
        _ base: WitnessValue,
        _ assignments: [InputAssignment],
        before: [InputAssignment] = [],
        after: [InputAssignment] = []
    ) -> WitnessRequest {
        var draft = WitnessDraft(endpoint, body: base)
        var assigned: Set<Int> = []
        for filling in before where !draft.has(filling.place) { draft.put(filling) }
        for assignment in assignments {
            draft.put(assignment)
            if case .variable(let id) = assignment.place.root { assigned.insert(id) }
        }
        for filling in after where !draft.has(filling.place) { draft.put(filling) }
        draft.fillRequired(assigned: assigned)
        return draft.request(placeholder: Compilation.placeholder)
    }

    /// The branch that a request takes, and the status of its answer; nil where it takes none of the endpoint's.
    private func branch(of request: WitnessRequest) -> (String, UInt16)? {
        let circumstances = OfflineGateway.Circumstances(peer: request.peer)
        guard let outcome = gateway.answer(request.bytes, circumstances)?.outcome, let index = outcome.endpoint,
            gateway.graph.endpointNames[index] == endpoint.name, outcome.fault == nil, let branch = outcome.branch
        else { return nil }
        return (gateway.graph.branchNames[branch], outcome.status)
    }
}
