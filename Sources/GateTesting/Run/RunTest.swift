import GateCompiler
import GateDiagnostics
package import GateRuntime

/// What came of a test.
package struct TestResult: Sendable {
    /// An expectation that was not met.
    package struct Failure: Sendable {
        /// The key of `expect`, or `request`.
        package var key: String
        /// The line of the file of tests.
        package var line: Int
        /// What is wrong, in one line.
        package var message: String
        /// The difference between what was expected and what came, line by line; empty where the message says it all.
        package var difference: [String]
    }

    package var name: String
    package var line: Int
    package var failures: [Failure] = []
    /// The way that the request took, a line a step; only of a test that failed.
    package var way: [String] = []
    /// What the request came to; nil where it is none.
    package var outcome: OfflineGateway.Result?

    package var isPassed: Bool { failures.isEmpty }
}

/// Runs a test.
package func runTest(_ test: TestCase, _ simulation: Simulation) -> TestResult {
    var result = TestResult(name: test.name, line: test.line)
    guard let outcome = simulation.answer(test.request), let answer = HTTPAnswer(outcome.answer) else {
        let message = "the gateway would wait for the rest of the request: it is not whole"
        result.failures = [TestResult.Failure(key: "request", line: test.line, message: message, difference: [])]
        return result
    }
    result.outcome = outcome
    result.failures = compare(test, outcome, answer, simulation)
    if !result.isPassed { result.way = describeWay(outcome, simulation) }
    return result
}

/// What of an outcome is not as a test expects it.
private func compare(
    _ test: TestCase,
    _ result: OfflineGateway.Result,
    _ answer: HTTPAnswer,
    _ simulation: Simulation
) -> [TestResult.Failure] {
    let expect = test.expect
    var failures: [TestResult.Failure] = []
    func fail(_ key: String, _ message: String, _ difference: [String] = []) {
        let line = expect.lines[key] ?? test.line
        failures.append(TestResult.Failure(key: key, line: line, message: message, difference: difference))
    }
    if let status = expect.status, status != answer.status {
        fail("status", "expected status \(status), got \(answer.status)")
    }
    let branch = result.outcome.branch.map { simulation.graph.branchNames[$0] }
    if let expected = expect.branch, expected != branch {
        fail("branch", "expected the branch \(quotedJSON(expected)), got \(branch.map(quotedJSON) ?? "none")")
    }
    let refuser = result.outcome.refusal.map { String(describing: $0) }
    switch expect.refusedBy {
    case .nobody?: if let refuser { fail("refused_by", "expected the file's own answer, refused by \(refuser)") }
    case .refusal(let name)?:
        if name != refuser { fail("refused_by", "expected to be refused by \(name), got \(refuser ?? "none")") }
    case nil: break
    }
    for header in expect.headers {
        let values = answer.values(of: header.name)
        switch header.value {
        case nil:
            if let value = values.first {
                fail("headers", "expected no header \(header.name), got \(quotedJSON(value))")
            }
        case let value? where !values.contains(value):
            let got = values.isEmpty ? "none" : values.map(quotedJSON).joined(separator: ", ")
            fail("headers", "expected the header \(header.name) to be \(quotedJSON(value)), got \(got)")
        default: break
        }
    }
    guard let body = expect.body else { return failures }
    let text = String(decoding: answer.body, as: UTF8.self)
    if case .text(let expected) = body {
        if expected != text { fail("text", "the body differs", difference(expected, text)) }
        return failures
    }
    guard let tree = try? JSONTree(parsing: answer.body) else {
        let key = if case .parts = body { "parts" } else { "json" }
        fail(
            key,
            answer.body.isEmpty ? "expected JSON, and there is no body" : "expected JSON, got \(quotedJSON(text))"
        )
        return failures
    }
    switch body {
    case .json(let expected):
        if expected != tree {
            fail("json", "the body differs", difference(expected.pretty, tree.ordered(like: expected).pretty))
        }
    case .parts(let parts):
        for part in parts {
            let found = tree.value(at: part.steps[...])
            if let found, found == part.value { continue }
            let got = found.map(\.pretty) ?? "nothing there"
            fail("parts", "\(part.path) differs", difference(part.value.pretty, got))
        }
    case .text: break
    }
    return failures
}

extension JSONTree {
    /// The value with its members in the order of another, so that a difference shows no more than there is.
    func ordered(like other: JSONTree) -> JSONTree {
        switch (self, other) {
        case (.map(let members), .map(let order)):
            let known = order.compactMap { member in
                self[member.name].map { Member(member.name, $0.ordered(like: member.value)) }
            }
            let rest = members.filter { member in !order.contains { $0.name == member.name } }
            return .map(known + rest)
        case (.list(let items), .list(let order)):
            return .list(items.enumerated().map { $0 < order.count ? $1.ordered(like: order[$0]) : $1 })
        default: return self
        }
    }
}
