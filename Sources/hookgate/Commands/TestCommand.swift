import ArgumentParser
import GateCompiler
import GateDiagnostics
import GateTesting
import Glibc

/// `hookgate test`: runs files of tests through the whole gateway, without sockets.
struct TestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Run the tests of configuration files.",
        discussion: """
            Each test is a request and what is to become of it: it goes through routing, verifiers, decoding, the flow and \
            encoding, as in a gateway that serves, without sockets, secrets or a clock. A file of tests is called \
            NAME.test.yaml and stands beside NAME.yaml. Exit status: 0 where all tests pass, 1 where one fails, a file is \
            not sound, or the coverage is too low, 64 for wrong usage.
            """
    )

    @Argument(
        help: "Files of tests, configuration files that have one beside them, directories, or quoted globs.",
        completion: .file(extensions: ["yaml", "yml"])
    )
    var files: [String] = ["."]

    @Option(name: .long, help: "How the results look: text, junit, json or tap.")
    var format = TestReportFormat.text

    @Option(name: .long, help: ArgumentHelp("Only the tests whose name holds this text.", valueName: "text"))
    var filter: String?

    @Option(name: .long, help: ArgumentHelp("Threads to run on; as many as there are cores unless given."))
    var jobs: Int?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Say what the tests reach: text, json, lcov or html. All but text take the place of the results, which go to "
                + "standard error, unless --coverage-output is given.",
            valueName: "format"
        )
    )
    var coverage: CoverageFormat?

    @Option(
        name: .long,
        help: ArgumentHelp("Write the coverage to this file.", valueName: "file"),
        completion: .file()
    )
    var coverageOutput: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Fail where less is reached: a percentage, or KIND=PERCENTAGE for one kind, such as branches=100. May be "
                + "repeated.",
            valueName: "goal"
        )
    )
    var failUnder: [String] = []

    @Flag(name: .shortAndLong, help: "Name the tests that pass too.")
    var verbose = false

    func validate() throws {
        if let jobs, !(1...256).contains(jobs) { throw ValidationError("--jobs is a number from 1 to 256") }
        _ = try goals()
        if coverageOutput != nil, coverage == nil { throw ValidationError("--coverage-output needs --coverage FORMAT") }
    }

    func run() async throws {
        let paths: [String]
        switch findTests(files) {
        case .success(let found): paths = found
        case .failure(let error):
            let help = "name a file NAME.test.yaml, a configuration with one beside it, or a directory"
            Terminal.printFailure(error.reason, help: help)
            throw ExitCode(1)
        }
        var known: [String: Compilation] = [:]
        var suites: [TestSuite] = []
        var isSound = true
        for path in paths {
            if let suite = readTests(path, known: &known) { suites.append(suite) } else { isSound = false }
        }
        let (results, reports) = await run(suites)
        if let filter, isSound, results.allSatisfy(\.results.isEmpty) {
            let help = "--filter is a part of a test's name, letter for letter; --verbose names all tests"
            Terminal.printFailure("no test has \"\(filter)\" in its name", help: help)
            throw ExitCode(1)
        }
        try tell(results, reports)
        var isPassed = isSound && results.allSatisfy { $0.failedCount == 0 }
        for report in reports {
            for failure in try goals().compactMap({ $0.failure(report) }) {
                Terminal.printError("error: \(report.points.sources[0].name): \(failure)")
                isPassed = false
            }
        }
        if !isPassed { throw ExitCode(1) }
    }

    private func goals() throws -> [CoverageGoal] {
        try failUnder.map { text in
            do throws(CoverageGoal.Malformed) {
                return try CoverageGoal(text)
            } catch {
                throw ValidationError("--fail-under: \(error.message)")
            }
        }
    }

    /// Runs the tests; the coverage is one report for each configuration, whatever the number of its files of tests.
    private func run(_ suites: [TestSuite]) async -> ([SuiteResult], [CoverageReport]) {
        // To find out what there is to reach takes longer than to run the tests.
        let wantsCoverage = coverage != nil || !failUnder.isEmpty
        let threads = jobs ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        var results: [SuiteResult] = []
        var names: [String] = []
        var points: [String: CoveragePoints] = [:]
        var counts: [String: CoverageCounts] = [:]
        for suite in suites {
            let name = suite.compilation.sources[0].name
            if wantsCoverage, points[name] == nil, let simulation = Simulation(suite.compilation) {
                points[name] = CoveragePoints(simulation)
                names.append(name)
            }
            let result = await runSuite(suite, points[name], matching: filter, jobs: threads)
            results.append(result)
            guard let reached = result.coverage else { continue }
            counts[name] = counts[name].map { $0 + reached } ?? reached
        }
        let reports = names.compactMap { name in
            points[name].flatMap { all in counts[name].map { CoverageReport(all, $0) } }
        }
        return (results, reports)
    }

    private func tell(_ results: [SuiteResult], _ reports: [CoverageReport]) throws {
        let text = renderTestReport(results, format, isVerbose: verbose)
        guard let coverage else { return Terminal.printOutput(text, terminator: "") }
        if coverage == .json || coverage == .html, reports.count > 1 {
            let names = reports.map { $0.points.sources[0].name }.joined(separator: ", ")
            throw ValidationError(
                "--coverage \(coverage.rawValue) is of one configuration, and these tests are of \(names)"
            )
        }
        let rendered = reports.map { report in
            let title = coverage == .text && reports.count > 1 ? "\(report.points.sources[0].name):\n" : ""
            return title + report.render(coverage)
        }.joined(separator: coverage == .text ? "\n" : "")
        if let coverageOutput {
            Terminal.printOutput(text, terminator: "")
            do {
                try writeFile(coverageOutput, Array(rendered.utf8))
            } catch {
                Terminal.printFailure("cannot write \(coverageOutput): \(error.reason)", help: "name another file")
                throw ExitCode(1)
            }
        } else if coverage == .text, format == .text {
            Terminal.printOutput(text + "\n" + rendered, terminator: "")
        } else {
            Terminal.printError(text.hasSuffix("\n") ? String(text.dropLast()) : text)
            Terminal.printOutput(rendered, terminator: "")
        }
    }
}

extension TestReportFormat: ExpressibleByArgument {}
extension CoverageFormat: ExpressibleByArgument {}
