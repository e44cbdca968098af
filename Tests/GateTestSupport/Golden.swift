import Foundation
package import Testing

/// Compares a text with a golden file, or writes the file when `HOOKGATE_RECORD=1` is set.
///
/// White space at the end of lines is ignored. A failure shows the lines that differ and how to record.
/// A path is relative to the folder of the test's source file unless it begins with `/`.
package func expectGolden(
    _ actual: String,
    at path: String,
    testFile: String = #filePath,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let folder = URL(fileURLWithPath: testFile).deletingLastPathComponent()
    let url = path.hasPrefix("/") ? URL(fileURLWithPath: path) : folder.appendingPathComponent(path)
    let found = trimLines(actual)
    if ProcessInfo.processInfo.environment["HOOKGATE_RECORD"] == "1" {
        do {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(found.utf8).write(to: url)
        } catch {
            Issue.record("cannot record \(path): \(error)", sourceLocation: sourceLocation)
        }
        return
    }
    guard let data = try? Data(contentsOf: url) else {
        Issue.record("no golden file \(path); record it with HOOKGATE_RECORD=1", sourceLocation: sourceLocation)
        return
    }
    let expected = trimLines(String(decoding: data, as: UTF8.self))
    guard expected != found else { return }
    Issue.record(
        """
        \(path) differs (- expected, + found); if it is right now, record with HOOKGATE_RECORD=1
        \(lineDifference(expected, found))
        """,
        sourceLocation: sourceLocation
    )
}

/// Lists the lines that two texts do not share, with two lines of context around each change.
package func lineDifference(_ expected: String, _ found: String) -> String {
    let old = expected.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let new = found.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let changes = new.difference(from: old)
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in changes {
        switch change {
        case .remove(let offset, _, _): removed.insert(offset)
        case .insert(let offset, _, _): inserted.insert(offset)
        }
    }
    var rows: [(mark: String, text: String)] = []
    var (left, right) = (0, 0)
    while left < old.count || right < new.count {
        if left < old.count, removed.contains(left) {
            rows.append(("-", old[left]))
            left += 1
        } else if right < new.count, inserted.contains(right) {
            rows.append(("+", new[right]))
            right += 1
        } else {
            rows.append((" ", left < old.count ? old[left] : ""))
            left += 1
            right += 1
        }
    }
    let shown = rows.indices.filter { index in
        rows[max(0, index - 2)..<min(rows.count, index + 3)].contains { $0.mark != " " }
    }
    var lines: [String] = []
    var previous = -1
    for index in shown {
        if index != previous + 1 { lines.append("  ...") }
        lines.append("\(rows[index].mark) \(rows[index].text)")
        previous = index
    }
    return lines.joined(separator: "\n")
}

private func trimLines(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        var line = line
        while let last = line.last, last == " " || last == "\t" { line.removeLast() }
        return line
    }
    var joined = lines.joined(separator: "\n")
    while joined.hasSuffix("\n") { joined.removeLast() }
    return joined + "\n"
}
