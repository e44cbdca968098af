import ArgumentParser
import GateCompiler
import GateDiagnostics

/// `hookgate check`: compiles files and says what is wrong, or what was checked.
struct Check: ParsableCommand {
    /// How the report is written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, sarif, github, junit
    }

    static let configuration = CommandConfiguration(
        abstract: "Check configuration files.",
        discussion: """
            Compiles each file as "run" does, without reading a secret or touching anything. Prints a line for each \
            sound file, and the findings for any other on standard error; a format for machines goes to standard \
            output whole. Exit status: 0 where all files are sound, 1 where one is not, 64 for wrong usage.
            """
    )

    private static let defaultFile = "gateway.yaml"

    @Argument(
        help: ArgumentHelp(
            "The files to check.",
            discussion:
                "A file, a glob in quotes, a directory for the configuration files in it, or - for standard input."
        ),
        completion: .file(extensions: ["yaml", "yml"])
    )
    var files: [String] = [Check.defaultFile]

    @Option(name: .long, help: "How the report is written: text, json, sarif, github or junit.")
    var format = Format.text

    @Flag(name: .long, help: "Let warnings fail as errors do.")
    var strict = false

    @Option(
        name: .long,
        help: ArgumentHelp("Explain the code of a finding, or all of them; \"list\" names them.", valueName: "code"),
        completion: .list(["all", "list"] + DiagnosticCode.allCases.map(\.rawValue))
    )
    var explain: String?

    func validate() throws {
        guard let explain else { return }
        _ = try explanation(of: explain)
        if files != [Check.defaultFile] {
            throw ValidationError("--explain checks no file; leave out \(files.joined(separator: " "))")
        }
    }

    func run() throws {
        if let explain {
            Terminal.printOutput(try explanation(of: explain))
            return
        }
        let found = findConfigurations(files).map { ($0.name, $0.compile()) }
        let report = CheckReport(
            files: found.map { FileReport($0, $1) },
            isStrict: strict,
            version: hookgateVersion
        )
        switch format {
        case .text: printText(report, found)
        case .json: Terminal.printOutput(report.json)
        case .sarif: Terminal.printOutput(report.sarif)
        case .github: Terminal.printOutput(report.github)
        case .junit: Terminal.printOutput(report.junit)
        }
        if !report.passes { throw ExitCode(1) }
    }

    private func printText(_ report: CheckReport, _ found: [(String, Compilation)]) {
        for (file, (name, compilation)) in zip(report.files, found) {
            if !compilation.diagnostics.isEmpty { Terminal.printError(compilation.renderedDiagnostics()) }
            if report.passes(file) {
                Terminal.printOutput(compilation.summaryLine(name))
            } else if !file.diagnostics.hasErrors {
                Terminal.printError("\(name): refused: --strict lets no warning pass")
            }
        }
        if report.files.count > 1 { Terminal.printOutput(report.totalLine) }
        // Programs that read this have formats of their own; people get a word on where to read on, once.
        let first = report.files.lazy.flatMap(\.findings).first { $0.severity == .error }
        if Terminal.isStandardErrorTerminal, let first { Terminal.printError("\(first.explanation) says more") }
    }
}

extension FoundConfiguration {
    /// The name that findings show.
    fileprivate var name: String {
        switch self {
        case .file(let path): path
        case .standardInput: standardInputName
        case .failure(let word, _): word
        }
    }

    fileprivate func compile() -> Compilation {
        switch self {
        case .file(let path): compileFile(path, needsSamples: true)
        case .standardInput: compileStandardInput()
        case .failure(let word, let reason):
            unreadable(
                word,
                "cannot read \(word): \(reason)",
                ["name files, globs in quotes, directories or -"]
            )
        }
    }
}

extension FileReport {
    fileprivate init(_ name: String, _ compilation: Compilation) {
        self.init(
            name: name,
            diagnostics: compilation.diagnostics,
            sources: compilation.sources,
            endpoints: compilation.endpoints.map { endpoint in
                Endpoint(
                    name: endpoint.name,
                    methods: endpoint.methods,
                    path: endpoint.path,
                    branchCount: endpoint.branchCount,
                    statuses: endpoint.statuses,
                    refusals: endpoint.refusals
                )
            }
        )
    }
}

extension Compilation {
    /// Endpoints shown by name before the rest is counted.
    private static let endpointsShownMax = 20

    /// One line on a sound file: endpoints, branches, the statuses that each endpoint can give, and what is proven.
    fileprivate func summaryLine(_ file: String) -> String {
        let branches = endpoints.reduce(0) { $0 + $1.branchCount }
        var line = "\(file): ok: \(count(endpoints.count, "endpoint")), \(count(branches, "branch", "branches"))"
        for endpoint in endpoints.prefix(Compilation.endpointsShownMax) {
            let own = endpoint.statuses.map(String.init).joined(separator: " ")
            let refusals = endpoint.refusals.map(String.init).joined(separator: " ")
            line += "; \(endpoint.name) answers \(own), refuses with \(refusals)"
        }
        let rest = endpoints.count - Compilation.endpointsShownMax
        if rest > 0 { line += "; and \(count(rest, "endpoint")) more" }
        return line + "; every path ends in exactly one answer"
    }

    private func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        "\(number) \(number == 1 ? one : many ?? one + "s")"
    }
}
