import GateDiagnostics
import GateRuntime

/// Compares what two configuration files mean.
///
/// Pure, and the same for the same files. Requests are made for the endpoints that changed, see
/// ``Compilation/witnesses(endpoint:)``.
///
/// - Parameters:
///   - old: the compilation of the file before.
///   - new: the compilation of the file after.
///   - name: the only endpoint to look at, by its old or new name; nil for the whole gateway.
/// - Returns: what differs; nil where one of them has errors.
package func compareGateways(
    _ old: Compilation,
    _ new: Compilation,
    endpoint name: String? = nil
) -> GatewayDifference? {
    guard let before = old.checked, let now = new.checked else { return nil }
    let (oldPlaces, newPlaces) = (PlaceFinder(document: old.document), PlaceFinder(document: new.document))
    var changes: [GatewayChange] = []
    if name == nil {
        var server = ServerComparison(oldPlaces, newPlaces)
        server.compare(before, now)
        changes = server.changes
    }
    let pairs = matchEndpoints(before.endpoints, now.endpoints)
    let decisions = DecisionComparison(old, new)
    var endpoints: [GatewayDifference.Endpoint] = []
    for endpoint in now.endpoints {
        guard let known = pairs[endpoint.name] else {
            if name == nil || name == endpoint.name { changes.append(added(endpoint)) }
            continue
        }
        guard name == nil || name == endpoint.name || name == known.name else { continue }
        var comparison = EndpointComparison(known, endpoint, oldPlaces, newPlaces)
        comparison.compare(oldSecrets: before.secrets, newSecrets: now.secrets)
        guard !comparison.changes.isEmpty else { continue }
        changes += comparison.changes
        let (oldSummary, newSummary) = (EndpointSummary(known), EndpointSummary(endpoint))
        endpoints.append(
            GatewayDifference.Endpoint(
                oldName: known.name,
                newName: endpoint.name,
                oldStatuses: oldSummary.statuses,
                newStatuses: newSummary.statuses,
                oldRefusals: oldSummary.refusals,
                newRefusals: newSummary.refusals,
                decisions: decisions.compare(known.name, endpoint.name, oldBranches: comparison.oldBranches)
            )
        )
    }
    let kept = Set(pairs.values.map(\.name))
    for endpoint in before.endpoints where !kept.contains(endpoint.name) {
        guard name == nil || name == endpoint.name else { continue }
        changes.append(removed(endpoint))
    }
    return GatewayDifference(
        oldName: old.sources[0].name,
        newName: new.sources[0].name,
        changes: changes,
        endpoints: endpoints,
        oldSources: old.sources,
        newSources: new.sources
    )
}

/// The old endpoint that each new one was, by the new one's name: the one of that name, or else the one of its path.
private func matchEndpoints(_ old: [CheckedEndpoint], _ new: [CheckedEndpoint]) -> [String: CheckedEndpoint] {
    let byName = Dictionary(old.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let newNames = Set(new.map(\.name))
    var left = old.filter { !newNames.contains($0.name) }
    var pairs: [String: CheckedEndpoint] = [:]
    for endpoint in new {
        if let known = byName[endpoint.name] {
            pairs[endpoint.name] = known
        } else if let index = left.firstIndex(where: { $0.path == endpoint.path && $0.shares(endpoint.methods) }) {
            pairs[endpoint.name] = left.remove(at: index)
        }
    }
    return pairs
}

extension CheckedEndpoint {
    fileprivate func shares(_ other: [String]) -> Bool { methods.contains { other.contains($0) } }

    /// Route and callers on one line.
    fileprivate var words: String {
        let auth = auth.words.isEmpty ? "none" : auth.words.joined(separator: " and ")
        return "\(methods.joined(separator: ", ")) \(path), auth: \(auth)"
    }
}

private func added(_ endpoint: CheckedEndpoint) -> GatewayChange {
    var change = GatewayChange(endpoint: endpoint.name, area: .endpoint, kind: .added, subject: "endpoint")
    (change.new, change.newSpan) = (endpoint.words, endpoint.nameSpan)
    if endpoint.auth.words.isEmpty { change.weakness = "anybody may call" }
    return change
}

private func removed(_ endpoint: CheckedEndpoint) -> GatewayChange {
    var change = GatewayChange(endpoint: endpoint.name, area: .endpoint, kind: .removed, subject: "endpoint")
    (change.old, change.oldSpan) = (endpoint.words, endpoint.nameSpan)
    return change
}
