import GateCompiler

/// The results of a file of tests, in its order.
package struct SuiteResult: Sendable {
    /// The file, as it was named.
    package var name: String
    package var results: [TestResult]
    /// What the requests reached; nil where nobody asked.
    package var coverage: CoverageCounts?

    package var failedCount: Int { results.count { !$0.isPassed } }
}

/// Runs the tests of a file whose name holds a text, on several threads; each has a gateway of its own.
///
/// The results do not depend on the number of threads.
package func runSuite(
    _ suite: TestSuite,
    _ points: CoveragePoints? = nil,
    matching filter: String? = nil,
    jobs: Int = 1
) async -> SuiteResult {
    let tests = suite.tests.filter { test in filter.map { test.name.contains($0) } ?? true }
    // A thread is worth its start for some hundred tests.
    let count = max(1, min(jobs, tests.count / 200))
    let width = (tests.count + count - 1) / max(count, 1)
    let parts = await withTaskGroup(of: (Int, [TestResult], CoverageCounts?).self) { group in
        for job in 0..<count {
            let slice = tests.dropFirst(job * width).prefix(width)
            let compilation = suite.compilation
            group.addTask {
                var counts = points.map { CoverageCounts($0) }
                guard let simulation = Simulation(compilation) else { return (job, [], counts) }
                let results = slice.map { test in
                    let result = runTest(test, simulation)
                    if let outcome = result.outcome { counts?.add(outcome) }
                    return result
                }
                return (job, results, counts)
            }
        }
        var parts: [(Int, [TestResult], CoverageCounts?)] = []
        for await part in group { parts.append(part) }
        return parts.sorted { $0.0 < $1.0 }
    }
    return SuiteResult(
        name: suite.name,
        results: parts.flatMap(\.1),
        coverage: points.map { points in
            parts.reduce(CoverageCounts(points)) { sum, part in part.2.map { sum + $0 } ?? sum }
        }
    )
}
