import ArgumentParser
import GateCompiler
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

    @Flag(name: .shortAndLong, help: "Name the tests that pass too.")
    var verbose = false

    func validate() throws {
        if let jobs, !(1...256).contains(jobs) { throw ValidationError("--jobs is a number from 1 to 256") }
    }

    func run() async throws {
        let paths: [String]
        switch findTests(files) {
        case .success(let found): paths = found
        case .failure(let error):
            Terminal.printError(error.reason)
            throw ExitCode(1)
        }
        var known: [String: Compilation] = [:]
        var suites: [TestSuite] = []
        var isSound = true
        for path in paths {
            if let suite = readTests(path, known: &known) { suites.append(suite) } else { isSound = false }
        }
        var results: [SuiteResult] = []
        let threads = jobs ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        for suite in suites { results.append(await runSuite(suite, matching: filter, jobs: threads)) }
        if let filter, isSound, results.allSatisfy(\.results.isEmpty) {
            Terminal.printError("no test has \"\(filter)\" in its name")
            throw ExitCode(1)
        }
        Terminal.printOutput(renderTestReport(results, format, isVerbose: verbose), terminator: "")
        if !isSound || results.contains(where: { $0.failedCount > 0 }) { throw ExitCode(1) }
    }
}

extension TestReportFormat: ExpressibleByArgument {}
