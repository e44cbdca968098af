import ArgumentParser
import GateCompiler
import GateDiagnostics
import GateRuntime
import GateTesting
import Glibc

/// `hookgate witness`: prints a request for every branch, each tried by evaluating it.
struct WitnessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness",
        abstract: "Print a request for every branch.",
        discussion: """
            For each branch of each endpoint one request that takes it, built from the endpoint's samples where it has \
            some, with the word "placeholder" for every secret. A request is printed only if evaluating it takes the \
            branch; where none is found, a line says so. Exit status: 0, 1 where the file is not sound, the \
            endpoint not there, or a request cannot be written, 64 for wrong usage.
            """
    )

    @Argument(help: "The file.", completion: .file(extensions: ["yaml", "yml"]))
    var file = "gateway.yaml"

    @Option(name: .long, help: ArgumentHelp("Only this endpoint.", valueName: "name"))
    var endpoint: String?

    @Option(
        name: [.short, .long],
        help: ArgumentHelp(
            "Write each request to a file in this directory instead of standard output.",
            valueName: "directory"
        ),
        completion: .directory
    )
    var output: String?

    @Flag(
        name: .long,
        help: "Print tests instead, for the branches that the tests beside the file do not reach."
    )
    var asTests = false

    func validate() throws {
        if asTests, output != nil { throw ValidationError("--as-tests prints tests, and --output writes requests") }
    }

    func run() async throws {
        let compilation = compileFile(file, needsSamples: true)
        if !compilation.diagnostics.isEmpty { Terminal.printError(compilation.renderedDiagnostics()) }
        guard compilation.graph != nil else { throw ExitCode(1) }
        if let endpoint, !compilation.endpoints.contains(where: { $0.name == endpoint }) {
            Terminal.printFailure(
                "\(file) has no endpoint \"\(endpoint)\"",
                help: noEndpointHelp(endpoint, compilation)
            )
            throw ExitCode(1)
        }
        let witnesses = compilation.witnesses(endpoint: endpoint)
        if asTests { return try await printTests(witnesses, compilation) }
        var missing = 0
        for (index, witness) in witnesses.enumerated() {
            let name = witness.branch.isEmpty ? "its answer" : witness.branch
            guard let request = witness.request, let status = witness.status else {
                missing += 1
                Terminal.printOutput("# \(witness.endpoint): \(name): no request was found that gets there\n")
                continue
            }
            let title = "# \(witness.endpoint): \(name): \(status), sent from \(request.peer.text)"
            if let output {
                let path = "\(output)/\(witness.fileName(index))"
                do {
                    try writeFile(path, request.bytes)
                } catch {
                    Terminal.printFailure(
                        "cannot write \(path): \(error.reason)",
                        help: "name a directory that is there and that you may write to"
                    )
                    throw ExitCode(1)
                }
                Terminal.printOutput("\(title): \(path)")
            } else {
                Terminal.printOutput("\(title)\n\(request.text.replacing("\r\n", with: "\n"))\n")
            }
        }
        let found = witnesses.count - missing
        if missing > 0 { Terminal.printError("\(found) of \(witnesses.count) branches have a request") }
    }

    /// Prints tests for the branches that no test reaches.
    private func printTests(_ witnesses: [Witness], _ compilation: Compilation) async throws {
        var reached: Set<[String]> = []
        var hasTests = false
        if case .success(let paths) = findTests([file]) {
            var known: [String: Compilation] = [:]
            // A shell that sends the output to the file of tests has made it by now.
            for path in paths where !isEmptyFile(path) {
                hasTests = true
                guard let suite = readTests(path, known: &known), let graph = suite.compilation.graph
                else { throw ExitCode(1) }
                for result in await runSuite(suite).results {
                    guard let outcome = result.outcome?.outcome, let endpoint = outcome.endpoint,
                        let branch = outcome.branch
                    else { continue }
                    reached.insert([graph.endpointNames[endpoint], graph.branchNames[branch]])
                }
            }
        }
        let missing = witnesses.filter { !reached.contains([$0.endpoint, $0.branch]) }
        guard !missing.isEmpty else {
            Terminal.printOutput("# The tests of \(file) reach every branch.")
            return
        }
        let names = compilation.endpoints.map(\.name)
        let callers = Dictionary(zip(names, compilation.validCallers)) { first, _ in first }
        let methods = Dictionary(compilation.endpoints.map { ($0.name, $0.methods.first ?? "POST") }) { first, _ in
            first
        }
        let text = renderStarterTests(missing, callers: callers, methods: methods, whole: !hasTests)
        Terminal.printOutput(text, terminator: "")
    }
}

extension Witness {
    /// `003-order-big-sale.http`: what makes it unique first, then letters, digits and hyphens.
    fileprivate func fileName(_ index: Int) -> String {
        let number = String(repeating: "0", count: max(0, 3 - "\(index + 1)".count)) + "\(index + 1)"
        let words = "\(endpoint)-\(branch.isEmpty ? "answer" : branch)".map { character in
            character.isASCII && (character.isLetter || character.isNumber) ? character : "-"
        }
        return "\(number)-\(String(words).prefix(80)).http"
    }
}

/// Whether there is a file without a byte in it.
private func isEmptyFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_size == 0
}
