import GateCompiler

/// The results of a file of tests, in its order.
package struct SuiteResult: Sendable {
    /// The file, as it was named.
    package var name: String
    package var results: [TestResult]

    package init(name: String, results: [TestResult]) {
        self.name = name
        self.results = results
    }

    package var failedCount: Int { results.count { !$0.isPassed } }
}

/// Runs the tests of a file whose name holds a text, on several threads; each has a gateway of its own.
///
/// The results do not depend on the number of threads.
package func runSuite(_ suite: TestSuite, matching filter: String?, jobs: Int) async -> SuiteResult {
    let tests = suite.tests.filter { test in filter.map { test.name.contains($0) } ?? true }
    // A thread is worth its start for some hundred tests.
    let count = max(1, min(jobs, tests.count / 200))
    let width = (tests.count + count - 1) / max(count, 1)
    let results = await withTaskGroup(of: (Int, [TestResult]).self) { group in
        for job in 0..<count {
            let slice = tests.dropFirst(job * width).prefix(width)
            let compilation = suite.compilation
            group.addTask {
                guard let simulation = Simulation(compilation) else { return (job, []) }
                return (job, slice.map { runTest($0, simulation) })
            }
        }
        var parts = [[TestResult]](repeating: [], count: count)
        for await (job, part) in group { parts[job] = part }
        return parts.flatMap { $0 }
    }
    return SuiteResult(name: suite.name, results: results)
}
