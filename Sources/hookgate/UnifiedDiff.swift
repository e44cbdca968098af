/// What turns one text into another, in the unified format of diff(1), with three lines around each change.
///
/// Nothing where the texts are equal.
func unifiedDiff(_ old: String, _ new: String, name: String) -> String {
    let (left, right) = (lines(old), lines(new))
    let rows = alignedRows(left, right)
    let changed = rows.indices.filter { rows[$0].mark != " " }
    guard !changed.isEmpty else { return "" }
    var hunks: [Range<Int>] = []
    for index in changed {
        let around = max(0, index - 3)..<min(rows.count, index + 4)
        if let last = hunks.last, last.upperBound >= around.lowerBound {
            hunks[hunks.count - 1] = last.lowerBound..<around.upperBound
        } else {
            hunks.append(around)
        }
    }
    var text = "--- \(name)\n+++ \(name)\n"
    for hunk in hunks {
        let before = rows[..<hunk.lowerBound]
        let (oldCount, newCount) = (rows[hunk].count { $0.mark != "+" }, rows[hunk].count { $0.mark != "-" })
        let oldStart = before.count { $0.mark != "+" } + (oldCount == 0 ? 0 : 1)
        let newStart = before.count { $0.mark != "-" } + (newCount == 0 ? 0 : 1)
        text += "@@ -\(oldStart),\(oldCount) +\(newStart),\(newCount) @@\n"
        for row in rows[hunk] {
            text += "\(row.mark)\(row.text)"
            if !row.text.hasSuffix("\n") { text += "\n\\ No newline at end of file\n" }
        }
    }
    return text
}

/// The lines with their ends, so that a missing one at the end of the file shows.
private func lines(_ text: String) -> [String] {
    var lines: [String] = []
    var line: [UInt8] = []
    for byte in text.utf8 {
        line.append(byte)
        if byte == UInt8(ascii: "\n") {
            lines.append(String(decoding: line, as: UTF8.self))
            line = []
        }
    }
    return line.isEmpty ? lines : lines + [String(decoding: line, as: UTF8.self)]
}

private func alignedRows(_ left: [String], _ right: [String]) -> [(mark: String, text: String)] {
    // Compared as bytes: a line whose characters only compare equal has changed.
    let changes = right.map { Array($0.utf8) }.difference(from: left.map { Array($0.utf8) })
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in changes {
        switch change {
        case .remove(let offset, _, _): removed.insert(offset)
        case .insert(let offset, _, _): inserted.insert(offset)
        }
    }
    var rows: [(mark: String, text: String)] = []
    var (old, new) = (0, 0)
    while old < left.count || new < right.count {
        if old < left.count, removed.contains(old) {
            rows.append(("-", left[old]))
            old += 1
        } else if new < right.count, inserted.contains(new) {
            rows.append(("+", right[new]))
            new += 1
        } else {
            rows.append((" ", old < left.count ? left[old] : ""))
            old += 1
            new += 1
        }
    }
    return rows
}
