extension GatewayDifference {
    /// Characters of a value that are shown.
    private static let valueMax = 200

    /// The difference for a terminal: a line for each change, `!` before what lets more through.
    package var text: String {
        switch verdict {
        case .same: return "\(shown(newName)) means the same as \(shown(oldName))"
        case .changed, .weaker: break
        }
        var lines = ["\(shown(newName)) against \(shown(oldName)): \(counts)"]
        for group in groups {
            lines += ["", group.endpoint.map { "endpoint \(shown($0))" } ?? "gateway"]
            lines += group.changes.flatMap(lines(of:))
            if let details = group.details { lines += details.lines(shown) }
        }
        return lines.joined(separator: "\n")
    }

    private func shown(_ text: String) -> String { shownText(text, limit: GatewayDifference.valueMax) }

    private func lines(of change: GatewayChange) -> [String] {
        var line = "  \(change.mark) \(change.kind.rawValue) \(shown(change.subject))"
        let values = [change.old, change.new].compactMap { $0 }.filter { !$0.isEmpty }.map(shown)
        if !values.isEmpty { line += ": " + values.joined(separator: " -> ") }
        var lines = [line]
        if let weakness = change.weakness { lines.append("      weaker: \(shown(weakness))") }
        let places = [oldPlace(change), newPlace(change)].compactMap { $0 }
        if !places.isEmpty { lines.append("      at " + places.map(shown).joined(separator: ", ")) }
        return lines
    }
}

extension GatewayDifference.Endpoint {
    /// What it answers, and the requests that come out differently.
    fileprivate func lines(_ shown: (String) -> String) -> [String] {
        var lines: [String] = []
        if oldStatuses != newStatuses { lines.append("  answers: \(list(oldStatuses)) -> \(list(newStatuses))") }
        if oldRefusals != newRefusals { lines.append("  refuses with: \(list(oldRefusals)) -> \(list(newRefusals))") }
        for decision in decisions {
            let more = decision.count > 1 ? ", and \(decision.count - 1) more like it" : ""
            lines.append(
                "  a request that got \(shown(decision.old.words)) now gets \(shown(decision.new.words))\(more)"
            )
            lines.append("      " + shown(decision.request.line))
        }
        return lines
    }

    private func list(_ statuses: [Int]) -> String {
        statuses.isEmpty ? "none" : statuses.map(String.init).joined(separator: " ")
    }
}

extension GatewayChange {
    fileprivate var mark: String {
        if isWeaker { return "!" }
        switch kind {
        case .added: return "+"
        case .removed: return "-"
        case .changed: return "~"
        case .moved: return ">"
        case .renamed: return "="
        }
    }
}
