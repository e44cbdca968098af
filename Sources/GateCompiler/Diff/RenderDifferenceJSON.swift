import GateDiagnostics
import GateRuntime

extension GatewayDifference {
    /// The difference for programs; the manual has its keys.
    ///
    /// Keys are only ever added while `version` stays what it is.
    package var json: String {
        let weaker = changes.count(where: \.isWeaker)
        return """
            {
              "version": 1,
              "old": \(jsonString(oldName)),
              "new": \(jsonString(newName)),
              "verdict": \(jsonString(verdict.rawValue)),
              "weaker": \(weaker),
              "changes": \(list(changes.map(object))),
              "endpoints": \(list(endpoints.map(\.object)))
            }
            """
    }

    private func object(_ change: GatewayChange) -> String {
        members([
            ("endpoint", change.endpoint.map(jsonString)), ("area", jsonString(change.area.rawValue)),
            ("kind", jsonString(change.kind.rawValue)), ("subject", jsonString(change.subject)),
            ("old", change.old.map(jsonString)), ("new", change.new.map(jsonString)),
            ("weaker", "\(change.isWeaker)"), ("why", change.weakness.map(jsonString)),
            ("old_place", change.oldSpan.map { place($0, oldSources) }),
            ("new_place", change.newSpan.map { place($0, newSources) }),
        ])
    }

    private func place(_ span: SourceSpan, _ sources: SourceMap) -> String {
        let position = sources[span.file].position(of: span.start)
        return "{\"line\": \(position.line), \"column\": \(position.column)}"
    }
}

extension GatewayDifference.Endpoint {
    fileprivate var object: String {
        members([
            ("endpoint", jsonString(newName)), ("old_endpoint", jsonString(oldName)),
            ("answers", pair(oldStatuses, newStatuses)), ("refusals", pair(oldRefusals, newRefusals)),
            ("decisions", "[" + decisions.map(\.object).joined(separator: ", ") + "]"),
        ])
    }

    private func pair(_ old: [Int], _ new: [Int]) -> String { "{\"old\": \(old), \"new\": \(new)}" }
}

extension ChangedDecision {
    fileprivate var object: String {
        let sent = members([
            ("method", jsonString(request.method)), ("target", jsonString(request.target)),
            ("from", jsonString(request.peer.text)), ("body", request.body.map(jsonString)),
        ])
        return members([("old", old.object), ("new", new.object), ("count", "\(count)"), ("request", sent)])
    }
}

extension ChangedDecision.Decision {
    fileprivate var object: String {
        members([
            ("status", "\(status)"), ("branch", branch.map(jsonString)), ("reason", reason.map(jsonString)),
        ])
    }
}

/// An object on one line; a member without a value is null.
private func members(_ members: [(String, String?)]) -> String {
    "{" + members.map { "\"\($0.0)\": \($0.1 ?? "null")" }.joined(separator: ", ") + "}"
}

/// An array with an item a line.
private func list(_ items: [String]) -> String {
    items.isEmpty ? "[]" : "[\n    " + items.joined(separator: ",\n    ") + "\n  ]"
}
