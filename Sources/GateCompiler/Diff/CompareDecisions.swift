import GateRuntime

/// Tries requests on two gateways.
struct DecisionComparison {
    /// Kinds of difference that are told of one endpoint.
    static let decisionsMax = 5

    private let old: Compilation
    private let new: Compilation
    private let oldGateway: OfflineGateway?
    private let newGateway: OfflineGateway?

    init(_ old: Compilation, _ new: Compilation) {
        (self.old, self.new) = (old, new)
        (oldGateway, newGateway) = (old.offlineGateway, new.offlineGateway)
    }

    /// The requests for the branches of an endpoint, old and new, that the two gateways decide differently.
    ///
    /// `oldBranches` has the old name of a branch by its new one: another name alone is no difference.
    func compare(_ oldName: String, _ newName: String, oldBranches: [String: String]) -> [ChangedDecision] {
        guard let before = oldGateway, let now = newGateway else { return [] }
        let witnesses = old.witnesses(endpoint: oldName, on: before) + new.witnesses(endpoint: newName, on: now)
        var found: [ChangedDecision] = []
        for request in witnesses.compactMap(\.request) {
            guard let first = before.decide(request), let second = now.decide(request) else { continue }
            let isSame =
                first.status == second.status && first.reason == second.reason
                && (first.branch == second.branch || second.branch.flatMap { oldBranches[$0] } == first.branch)
            guard !isSame else { continue }
            if let index = found.firstIndex(where: { $0.old == first && $0.new == second }) {
                found[index].count += 1
            } else {
                found.append(ChangedDecision(old: first, new: second, request: request, count: 1))
            }
        }
        return summarized(found)
    }

    /// What the gateway refuses by itself now is one difference, whatever it was answered before.
    private func summarized(_ found: [ChangedDecision]) -> [ChangedDecision] {
        var kept: [ChangedDecision] = []
        for decision in found {
            if decision.new.branch == nil, let index = kept.firstIndex(where: { $0.new == decision.new }) {
                kept[index].count += decision.count
            } else if decision.old.branch == nil, let index = kept.firstIndex(where: { $0.old == decision.old }) {
                kept[index].count += decision.count
            } else {
                kept.append(decision)
            }
        }
        return Array(kept.prefix(DecisionComparison.decisionsMax))
    }
}

extension OfflineGateway {
    /// What becomes of a request.
    fileprivate func decide(_ request: WitnessRequest) -> ChangedDecision.Decision? {
        let circumstances = Circumstances(peer: request.peer)
        guard let outcome = answer(request.bytes, circumstances)?.outcome else { return nil }
        var decision = ChangedDecision.Decision(status: Int(outcome.status))
        if let fault = outcome.fault {
            decision.reason = "\(fault.code)"
        } else if let refusal = outcome.refusal {
            decision.reason = "\(refusal)"
            decision.branch = outcome.branch.map { graph.branchNames[$0] }
        } else {
            decision.branch = outcome.branch.map { graph.branchNames[$0] } ?? ""
        }
        return decision
    }
}
