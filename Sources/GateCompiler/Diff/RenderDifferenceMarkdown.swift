import GateDiagnostics

extension GatewayDifference {
    /// Bytes of the text at most: a comment on GitHub has at most 65,536 characters.
    static let markdownBytesMax = 60_000
    /// Rows of an endpoint that are shown without being unfolded, apart from those that let more through.
    private static let rowsOpenMax = 10

    /// The difference for a comment on a change, in GitHub's Markdown.
    ///
    /// Everything that comes from a file stands in code spans, where nothing has a meaning. What does not fit is
    /// counted; what lets more through comes first, and so is left out last.
    package var markdown: String {
        let (old, new) = (codeSpan(oldName), codeSpan(newName))
        switch verdict {
        case .same: return "### hookgate: \(new) means the same as \(old)\n"
        case .changed: return body("### hookgate: \(new) differs from \(old)\n\n\(counts).\n")
        case .weaker: return body("### ⚠ hookgate: \(new) lets more through than \(old)\n\n\(counts).\n")
        }
    }

    private func body(_ heading: String) -> String {
        var text = heading
        var omitted = 0
        for group in groups {
            var rows = group.changes.count
            var section = self.section(group, rows: rows)
            while rows > 0, text.utf8.count + section.utf8.count > GatewayDifference.markdownBytesMax {
                rows /= 2
                section = rows > 0 ? self.section(group, rows: rows) : ""
            }
            text += section
            omitted += group.changes.count - rows
        }
        if omitted > 0 { text += "\n\(omitted == 1 ? "1 change is" : "\(omitted) changes are") not shown here.\n" }
        return text
    }

    /// A heading, a table of the first `rows` changes, and what requests get.
    private func section(_ group: Group, rows: Int) -> String {
        let shown = group.changes.prefix(rows)
        let title = group.endpoint.map { "Endpoint \(codeSpan($0))" } ?? "Gateway"
        var text = "\n#### \(shown.contains(where: \.isWeaker) ? "⚠ " : "")\(title)\n\n"
        let first = shown.filter(\.isWeaker)
        let rest = shown.filter { !$0.isWeaker }
        if first.isEmpty || shown.count <= GatewayDifference.rowsOpenMax {
            let open = shown.prefix(max(GatewayDifference.rowsOpenMax, first.count))
            text += table(open) + folded(shown.dropFirst(open.count))
        } else {
            text += table(first[...]) + folded(rest[...])
        }
        if let details = group.details { text += details.markdown }
        return text
    }

    private func folded(_ changes: ArraySlice<GatewayChange>) -> String {
        guard !changes.isEmpty else { return "" }
        let title = changes.count == 1 ? "1 more change" : "\(changes.count) more changes"
        return "\n<details><summary>\(title)</summary>\n\n\(table(changes))\n</details>\n"
    }

    private func table(_ changes: ArraySlice<GatewayChange>) -> String {
        let rows = changes.map { change in
            let why = change.weakness.map { "<br>⚠ \($0)" } ?? ""
            let place = change.newSpan ?? change.oldSpan
            let sources = change.newSpan == nil ? oldSources : newSources
            let line = place.map { "\(sources[$0.file].position(of: $0.start).line)" } ?? ""
            let what = "**\(change.kind.rawValue)** \(cell(change.subject))\(why)"
            return "| \(what) | \(cell(change.old)) | \(cell(change.new)) | \(line) |"
        }
        return "| Change | Before | Now | Line |\n| --- | --- | --- | --- |\n" + rows.joined(separator: "\n") + "\n"
    }

    /// Code in a table, where a bar would end the cell (GitHub Flavored Markdown, 4.10).
    private func cell(_ text: String?) -> String { text.map { codeSpan($0).replacing("|", with: "\\|") } ?? "" }
}

extension GatewayDifference.Endpoint {
    /// What it answers, and the requests that come out differently.
    fileprivate var markdown: String {
        var lines: [String] = []
        if oldStatuses != newStatuses {
            lines.append("- Answers \(list(newStatuses)) (before: \(list(oldStatuses))).")
        }
        if oldRefusals != newRefusals {
            lines.append("- Refuses with \(list(newRefusals)) (before: \(list(oldRefusals))).")
        }
        for decision in decisions {
            let more = decision.count > 1 ? ", and \(decision.count - 1) more like it" : ""
            lines.append("- A request that got \(words(decision.old)) now gets \(words(decision.new))\(more):")
            lines.append("  \(codeSpan(decision.request.line, limit: 400))")
        }
        return lines.isEmpty ? "" : "\n" + lines.joined(separator: "\n") + "\n"
    }

    private func words(_ decision: ChangedDecision.Decision) -> String {
        var words = "\(decision.status)"
        if let branch = decision.branch, !branch.isEmpty { words += " from \(codeSpan(branch))" }
        if let reason = decision.reason { words += " (\(reason))" }
        return words
    }

    private func list(_ statuses: [Int]) -> String {
        statuses.isEmpty ? "none" : statuses.map(String.init).joined(separator: ", ")
    }
}

/// A text as code on one line, with fences longer than any in it (GitHub Flavored Markdown, 6.3).
func codeSpan(_ text: String, limit: Int = 200) -> String {
    var shown = shownText(text, limit: limit)
    if shown.isEmpty { return "" }
    let longest = shown.split(whereSeparator: { $0 != "`" }).map(\.count).max() ?? 0
    let fence = String(repeating: "`", count: longest + 1)
    // One blank on both sides is taken off again.
    if shown.hasPrefix("`") || shown.hasSuffix("`") || (shown.hasPrefix(" ") && shown.hasSuffix(" ")) {
        shown = " \(shown) "
    }
    return fence + shown + fence
}
