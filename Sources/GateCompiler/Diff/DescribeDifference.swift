import GateDiagnostics

// What the renderers have in common.

extension GatewayDifference {
    /// The changes of one endpoint, or of the gateway as a whole, weaker ones first.
    struct Group {
        /// Nil for the gateway as a whole.
        var endpoint: String?
        var changes: [GatewayChange]
        /// Nil where the endpoint was added or removed.
        var details: Endpoint?
    }

    /// The changes by endpoint; those with something weaker first, otherwise in the order of the changes.
    var groups: [Group] {
        var groups: [Group] = []
        for change in changes {
            if let last = groups.last, last.endpoint == change.endpoint {
                groups[groups.count - 1].changes.append(change)
            } else {
                let details = endpoints.first { $0.newName == change.endpoint }
                groups.append(Group(endpoint: change.endpoint, changes: [change], details: details))
            }
        }
        for index in groups.indices {
            let changes = groups[index].changes
            groups[index].changes = changes.filter(\.isWeaker) + changes.filter { !$0.isWeaker }
        }
        return groups.filter { $0.changes.contains(where: \.isWeaker) }
            + groups.filter { !$0.changes.contains(where: \.isWeaker) }
    }

    /// `5 changes, 2 of them let more through`.
    var counts: String {
        let weaker = changes.count(where: \.isWeaker)
        let all = changes.count == 1 ? "1 change" : "\(changes.count) changes"
        if weaker == 0 { return "\(all), none lets more through" }
        if changes.count == 1 { return "1 change, which lets more through" }
        return weaker == 1 ? "\(all), 1 of them lets more through" : "\(all), \(weaker) of them let more through"
    }

    /// `main:gateway.yaml:5:7`; nil for a place that is not known.
    func oldPlace(_ change: GatewayChange) -> String? { change.oldSpan.map { place($0, oldSources, oldName) } }

    /// The same for the new file.
    func newPlace(_ change: GatewayChange) -> String? { change.newSpan.map { place($0, newSources, newName) } }

    private func place(_ span: SourceSpan, _ sources: SourceMap, _ name: String) -> String {
        let position = sources[span.file].position(of: span.start)
        return "\(name):\(position.line):\(position.column)"
    }
}

extension ChangedDecision.Decision {
    /// The decision in words: `202 from "opt-in"`, `401 (unauthenticated)`.
    var words: String {
        var words = "\(status)"
        if let branch, !branch.isEmpty { words += " from \(jsonString(branch))" }
        if let reason { words += " (\(reason))" }
        return words
    }
}

extension WitnessRequest {
    /// Method, target and body on one line, without headers.
    var line: String { "\(method) \(target)" + (body.map { " \($0)" } ?? "") }
}

/// A text that is safe to show on one line, cut where it is longer than `limit` characters.
func shownText(_ text: String, limit: Int) -> String {
    let visible = VisibleText.escape(text)
    return visible.count > limit ? visible.prefix(max(0, limit - 3)) + "..." : visible
}
