import GateDiagnostics

extension ReplayReport {
    /// The report for people; ends with the summary.
    package var text: String {
        var lines: [String] = []
        for group in groups {
            for (index, change) in group.changes.enumerated() {
                lines.append("\(change.name): \(change.old.words) -> \(change.new.words)")
                lines.append("  changed: \(change.aspects.map(\.rawValue).joined(separator: ", "))")
                if index == 0, group.count > group.changes.count {
                    let rest = group.count - group.changes.count
                    lines.append("  and \(grouped(rest)) more request\(rest == 1 ? "" : "s") like it")
                }
                lines += change.detail.lines.map { "  \($0)" }
                lines.append("")
            }
        }
        for item in skipped { lines.append("not replayed: \(item.name): \(item.reason)") }
        lines.append(summary)
        return lines.map(visibleText).joined(separator: "\n") + "\n"
    }

    /// The report as GitHub's Markdown: a summary, a table of the changes, and what differs in each.
    package var markdown: String {
        var text = "**\(summary)** (\(code(old)) -> \(code(new)))\n"
        if !groups.isEmpty {
            text += "\n| requests | before | after | changed |\n| ---: | --- | --- | --- |\n"
            for group in groups {
                guard let change = group.changes.first else { continue }
                let aspects = change.aspects.map(\.rawValue).joined(separator: ", ")
                text +=
                    "| \(grouped(group.count)) | \(cell(change.old.words)) | \(cell(change.new.words)) | \(aspects) |\n"
            }
            for change in groups.flatMap(\.changes) {
                text += "\n<details><summary>\(html(change.name))</summary>\n\n"
                for line in change.detail.lines { text += "    \(visibleText(line))\n" }
                text += "\n</details>\n"
            }
        }
        if !skipped.isEmpty {
            text += "\nNot replayed:\n\n"
            for item in skipped { text += "- \(code(item.name)): \(html(item.reason))\n" }
        }
        return text
    }

    /// The report as JSON, described in hookgate-replay(1).
    package var json: JSONTree {
        .map([
            .init("hookgate_replay", .int(1)),
            .init("old", .string(old)),
            .init("new", .string(new)),
            .init("requests", .int(Int64(requestCount))),
            .init("same", .int(Int64(requestCount - changedCount))),
            .init("changed", .int(Int64(changedCount))),
            .init(
                "groups",
                .list(
                    groups.map { group in
                        .map([
                            .init("count", .int(Int64(group.count))),
                            .init("changes", .list(group.changes.map(\.json))),
                        ])
                    }
                )
            ),
            .init(
                "not_replayed",
                .list(skipped.map { .map([.init("name", .string($0.name)), .init("reason", .string($0.reason))]) })
            ),
        ])
    }

    private func code(_ text: String) -> String { "`\(visibleText(text).replacing("`", with: "'"))`" }

    private func html(_ text: String) -> String {
        visibleText(text).replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    private func cell(_ text: String) -> String { html(text).replacing("|", with: "\\|") }
}

extension ReplayDetail {
    /// Decisions that are shown of each way.
    private static let shown = 3

    /// What differs, as lines: values, the last decisions that are alike, those where the ways part, the answers.
    fileprivate var lines: [String] {
        var lines = values.map { "value \($0.name): \($0.old) -> \($0.new)" }
        let hidden = common.count - ReplayDetail.shown
        if hidden > 0 { lines.append("  ... \(grouped(hidden)) decision\(hidden == 1 ? "" : "s") alike") }
        lines += common.suffix(ReplayDetail.shown).map { "  \($0)" }
        lines += start(old, "- ") + start(new, common.isEmpty && old.isEmpty ? "  " : "+ ")
        lines += oldHeaders.map { "- \($0)" } + newHeaders.map { "+ \($0)" }
        if let oldBody { lines.append("- \(short(oldBody))") }
        if let newBody { lines.append("+ \(short(newBody))") }
        return lines
    }

    private func start(_ decisions: [String], _ mark: String) -> [String] {
        var lines = decisions.prefix(ReplayDetail.shown).map { mark + $0 }
        let hidden = decisions.count - ReplayDetail.shown
        guard hidden > 0, let last = decisions.last else { return lines }
        if hidden > 1 { lines.append("\(mark)... \(grouped(hidden - 1)) more") }
        lines.append(mark + last)
        return lines
    }

    private func short(_ text: String) -> String {
        if text.isEmpty { return "(no body)" }
        return text.count > 400 ? text.prefix(400) + "..." : text
    }
}

extension ReplayReport.Change {
    fileprivate var json: JSONTree {
        .map([
            .init("name", .string(name)),
            .init("old", old.json),
            .init("new", new.json),
            .init("aspects", .list(aspects.map { .string($0.rawValue) })),
            .init("detail", detail.json),
        ])
    }
}

extension ReplayDecision {
    fileprivate var json: JSONTree {
        .map([
            .init("endpoint", endpoint.map(JSONTree.string) ?? .null),
            .init("branch", branch.map(JSONTree.string) ?? .null),
            .init("refusal", refusal.map(JSONTree.string) ?? .null),
            .init("status", .int(Int64(status))),
        ])
    }
}

extension ReplayDetail {
    fileprivate var json: JSONTree {
        .map([
            .init(
                "values",
                .list(
                    values.map {
                        .map([
                            .init("name", .string($0.name)), .init("old", .string($0.old)),
                            .init("new", .string($0.new)),
                        ])
                    }
                )
            ),
            .init("common", .list(common.map(JSONTree.string))),
            .init("old", .list(old.map(JSONTree.string))),
            .init("new", .list(new.map(JSONTree.string))),
            .init("old_headers", .list(oldHeaders.map(JSONTree.string))),
            .init("new_headers", .list(newHeaders.map(JSONTree.string))),
            .init("old_body", oldBody.map(JSONTree.string) ?? .null),
            .init("new_body", newBody.map(JSONTree.string) ?? .null),
        ])
    }
}
