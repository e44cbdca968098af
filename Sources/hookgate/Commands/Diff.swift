import ArgumentParser
import GateCompiler
import GateDiagnostics

/// `hookgate diff`: how two versions of a configuration differ in meaning.
struct Diff: ParsableCommand {
    /// How the difference is printed.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, markdown, json
    }

    /// From which verdict on the exit status says so.
    enum Threshold: String, ExpressibleByArgument, CaseIterable {
        case never, changed, weaker
    }

    static let configuration = CommandConfiguration(
        abstract: "Show how two files differ in meaning.",
        discussion: """
            Compares what the files mean, not how they are written, and says which changes let more through. OLD and \
            NEW are files, "-" for standard input, or REV:PATH for a file of a git revision; :PATH is the index. A \
            revision alone stands for its version of the other file. Without arguments the file of HEAD is compared \
            with the one on the disk. Exit status: 0 where both mean the same, 1 where they differ, 2 where \
            something lets more through, 3 where a file is not sound or the endpoint not there, 64 for wrong usage.
            """
    )

    @Argument(help: "The file before, or a revision.", completion: .file(extensions: ["yaml", "yml"]))
    var old = "HEAD"

    @Argument(help: "The file after.", completion: .file(extensions: ["yaml", "yml"]))
    var new = "gateway.yaml"

    @Option(name: .long, help: "How the difference is printed: text, markdown, or json for programs.")
    var format = Format.text

    @Option(
        name: .long,
        help: ArgumentHelp(
            "What is an exit status other than 0: weaker, changed (that too), or never.",
            valueName: "verdict"
        )
    )
    var failOn = Threshold.changed

    @Option(name: .long, help: ArgumentHelp("Only this endpoint, by its old or new name.", valueName: "name"))
    var endpoint: String?

    func run() throws {
        let versions = try versions()
        let compilations = (versions.old.compile(), versions.new.compile())
        for (version, compilation) in [(versions.old, compilations.0), (versions.new, compilations.1)]
        where compilation.graph == nil {
            Terminal.printError(compilation.renderedDiagnostics())
            if !compilation.diagnostics.diagnostics.contains(where: { $0.code == .fileUnreadable }) {
                Terminal.printError("\(version.name) does not compile, so there is nothing to compare")
            }
        }
        guard compilations.0.graph != nil, compilations.1.graph != nil else { throw ExitCode(3) }
        if let endpoint {
            let known = (compilations.0.endpoints + compilations.1.endpoints).contains { $0.name == endpoint }
            guard known else {
                Terminal.printFailure(
                    "neither file has an endpoint \"\(endpoint)\"",
                    help: noEndpointHelp(endpoint, compilations.0, compilations.1)
                )
                throw ExitCode(3)
            }
        }
        guard let difference = compareGateways(compilations.0, compilations.1, endpoint: endpoint) else {
            throw ExitCode(3)
        }
        switch format {
        case .text: Terminal.printOutput(difference.text, failure: 3)
        case .markdown: Terminal.printOutput(difference.markdown.droppingLineEnd, failure: 3)
        case .json: Terminal.printOutput(difference.json, failure: 3)
        }
        switch (difference.verdict, failOn) {
        case (.same, _), (_, .never), (.changed, .weaker): return
        case (.changed, .changed): throw ExitCode(1)
        case (.weaker, _): throw ExitCode(2)
        }
    }

    private func versions() throws -> (old: FileVersion, new: FileVersion) {
        if old == "-", new == "-" { throw ValidationError("only one of the files can be standard input") }
        do throws(VersionError) {
            return (
                try FileVersion(old, companion: new == "-" || new.contains(":") ? nil : new),
                try FileVersion(new, companion: nil)
            )
        } catch {
            throw ValidationError(error.reason)
        }
    }
}

extension String {
    fileprivate var droppingLineEnd: String { hasSuffix("\n") ? String(dropLast()) : self }
}
