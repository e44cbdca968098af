import ArgumentParser
import GateCompiler
import GateDiagnostics

/// `hookgate check`: compiles files and says what is wrong, or what was checked.
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check configuration files.",
        discussion: """
            Compiles each file as "run" does, without reading a secret or touching anything. Prints a line for each \
            sound file, and the findings for any other on standard error. Exit status: 0 where all files are sound, 1 \
            where one is not, 64 for wrong usage.
            """
    )

    @Argument(help: "The files to check.", completion: .file(extensions: ["yaml", "yml"]))
    var files: [String] = ["gateway.yaml"]

    func run() throws {
        var isSound = true
        for file in files {
            let compilation = compileFile(file, needsSamples: true)
            if !compilation.diagnostics.isEmpty { Terminal.printError(compilation.renderedDiagnostics()) }
            if compilation.graph != nil {
                Terminal.printOutput(compilation.summaryLine(file))
            } else {
                isSound = false
            }
        }
        if !isSound { throw ExitCode(1) }
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
