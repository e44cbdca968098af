import GateDiagnostics

/// The ways to tell the results of tests.
package enum TestReportFormat: String, CaseIterable, Sendable {
    case text, junit, json, tap
}

/// The results of files of tests as a report, with a newline at its end.
///
/// `isVerbose` names the tests that passed too, in text.
package func renderTestReport(
    _ suites: [SuiteResult],
    _ format: TestReportFormat,
    isVerbose: Bool = false
) -> String {
    switch format {
    case .text: textReport(suites, isVerbose: isVerbose)
    case .junit: junitReport(suites)
    case .json: jsonReport(suites)
    case .tap: tapReport(suites)
    }
}

private func textReport(_ suites: [SuiteResult], isVerbose: Bool) -> String {
    var lines: [String] = []
    for suite in suites {
        for result in suite.results where isVerbose || !result.isPassed {
            lines.append(
                visibleLine("\(result.isPassed ? "ok  " : "FAIL") \(suite.name):\(result.line): \(result.name)")
            )
            lines += describe(result, in: suite.name).map { visibleLine("     \($0)") }
        }
    }
    let total = suites.reduce(0) { $0 + $1.results.count }
    let failed = suites.reduce(0) { $0 + $1.failedCount }
    if !lines.isEmpty, failed > 0 { lines.append("") }
    lines.append(
        "\(total) \(total == 1 ? "test" : "tests") in \(suites.count) \(suites.count == 1 ? "file" : "files"): "
            + "\(total - failed) passed" + (failed > 0 ? ", \(failed) failed" : "")
    )
    return lines.joined(separator: "\n") + "\n"
}

/// A line for a terminal: an answer may hold what a request brought.
private func visibleLine(_ line: String) -> String { VisibleText.escape(line) }

/// A failure in lines: each expectation with its difference, then the way that was taken.
private func describe(_ result: TestResult, in file: String) -> [String] {
    guard !result.isPassed else { return [] }
    var lines: [String] = []
    for failure in result.failures {
        lines.append("\(file):\(failure.line): \(failure.message)")
        lines += failure.difference.map { "    \($0)" }
    }
    if !result.way.isEmpty { lines.append("the way that was taken:") }
    return lines + result.way.map { "    \($0)" }
}

/// TAP version 14.
private func tapReport(_ suites: [SuiteResult]) -> String {
    var lines = ["TAP version 14", "1..\(suites.reduce(0) { $0 + $1.results.count })"]
    var number = 0
    for suite in suites {
        for result in suite.results {
            number += 1
            // What TAP gives a meaning is escaped.
            let name = visibleLine(result.name).flatMap {
                "#\\".contains($0) ? "\\\($0)" : $0 == "\n" ? " " : String($0)
            }
            lines.append("\(result.isPassed ? "ok" : "not ok") \(number) - \(String(name))")
            guard !result.isPassed else { continue }
            lines += ["  ---", "  at: \(quotedJSON("\(suite.name):\(result.line)"))", "  failures:"]
            lines += describe(result, in: suite.name).map { "    - \(quotedJSON($0))" }
            lines.append("  ...")
        }
    }
    return lines.joined(separator: "\n") + "\n"
}

private func jsonReport(_ suites: [SuiteResult]) -> String {
    func strings(_ lines: [String]) -> JSONTree { .list(lines.map(JSONTree.string)) }
    let files = suites.map { suite -> JSONTree in
        .map([
            JSONTree.Member("file", .string(suite.name)),
            JSONTree.Member("passed", .int(Int64(suite.results.count - suite.failedCount))),
            JSONTree.Member("failed", .int(Int64(suite.failedCount))),
            JSONTree.Member(
                "tests",
                .list(
                    suite.results.map { result in
                        let failures = result.failures.map { failure in
                            JSONTree.map([
                                JSONTree.Member("key", .string(failure.key)),
                                JSONTree.Member("line", .int(Int64(failure.line))),
                                JSONTree.Member("message", .string(failure.message)),
                                JSONTree.Member("difference", strings(failure.difference)),
                            ])
                        }
                        return .map([
                            JSONTree.Member("name", .string(result.name)),
                            JSONTree.Member("line", .int(Int64(result.line))),
                            JSONTree.Member("passed", .bool(result.isPassed)),
                            JSONTree.Member("failures", .list(failures)),
                            JSONTree.Member("way", strings(result.way)),
                        ])
                    }
                )
            ),
        ])
    }
    let total = suites.reduce(0) { $0 + $1.results.count }
    let failed = suites.reduce(0) { $0 + $1.failedCount }
    return JSONTree.map([
        JSONTree.Member("version", .int(1)),
        JSONTree.Member("passed", .int(Int64(total - failed))),
        JSONTree.Member("failed", .int(Int64(failed))),
        JSONTree.Member("files", .list(files)),
    ]).pretty + "\n"
}

/// JUnit's XML, as CI systems read it.
private func junitReport(_ suites: [SuiteResult]) -> String {
    let total = suites.reduce(0) { $0 + $1.results.count }
    let failed = suites.reduce(0) { $0 + $1.failedCount }
    var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]
    lines.append("<testsuites name=\"hookgate test\" tests=\"\(total)\" failures=\"\(failed)\">")
    for suite in suites {
        let counts = "tests=\"\(suite.results.count)\" failures=\"\(suite.failedCount)\""
        lines.append("  <testsuite name=\"\(xml(suite.name))\" \(counts)>")
        for result in suite.results {
            let head =
                "    <testcase name=\"\(xml(result.name))\" classname=\"\(xml(suite.name))\" "
                + "file=\"\(xml(suite.name))\" line=\"\(result.line)\""
            guard !result.isPassed else {
                lines.append(head + "/>")
                continue
            }
            let message = result.failures.map(\.message).joined(separator: "; ")
            let text = describe(result, in: suite.name).joined(separator: "\n")
            lines.append(head + ">")
            lines.append("      <failure message=\"\(xml(message))\">\(xml(text))</failure>")
            lines.append("    </testcase>")
        }
        lines.append("  </testsuite>")
    }
    return (lines + ["</testsuites>"]).joined(separator: "\n") + "\n"
}

/// A text for an XML attribute or element: what is not plainly visible is written out, line ends are kept.
private func xml(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.map { escapedMarkup(VisibleText.escape(String($0))) }.joined(separator: "&#10;")
}
