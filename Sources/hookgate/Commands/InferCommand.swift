import ArgumentParser
import GateCompiler
import GateDiagnostics

/// `hookgate infer`: writes an `extract:` block, or a whole endpoint, from samples of requests.
struct InferCommand: ParsableCommand {
    /// How the values are printed.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case yaml, json
    }

    static let configuration = CommandConfiguration(
        commandName: "infer",
        abstract: "Write an extract block, or an endpoint, from samples of requests.",
        discussion: """
            Reads JSON bodies (files, the *.json files of directories, or "-" for standard input), a query string and \
            headers, and prints every value with a name, its path, its type in all samples together, and a comment with \
            an example; what looks like a secret is shown as ***. With --endpoint it prints a whole file that compiles: \
            what all samples have, and a switch on the value that tells the kinds of requests apart. Exit status: 0, 1 \
            where a sample cannot be read or holds nothing, 64 for wrong usage.
            """
    )

    @Argument(help: "Samples: files with JSON, directories of them, or - for standard input.", completion: .file())
    var samples: [String] = []

    @Option(name: .long, help: ArgumentHelp("A URL with a query string, as the sender calls it.", valueName: "url"))
    var url: String?

    @Option(name: .long, help: ArgumentHelp("A query string.", valueName: "text"))
    var query: String?

    @Option(name: .long, help: ArgumentHelp("A header line, \"NAME: VALUE\"; may be repeated.", valueName: "line"))
    var header: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Values that hold others: lists (of objects), all (objects too), or none.",
            valueName: "which"
        )
    )
    var parents = InferParents.lists

    @Option(name: .long, help: "How the values are printed: yaml, or json for programs.")
    var format = Format.yaml

    @Option(name: .long, help: ArgumentHelp("Print a whole file with an endpoint of this name.", valueName: "name"))
    var endpoint: String?

    @Option(
        name: .long,
        help: ArgumentHelp("The endpoint's path; without it that of --url, or /hooks/NAME.", valueName: "path")
    )
    var path: String?

    @Option(
        name: .long,
        help: ArgumentHelp("The path of the value that tells kinds of requests apart.", valueName: "path")
    )
    var on: String?

    func validate() throws {
        if samples.isEmpty, url == nil, query == nil, header.isEmpty {
            throw ValidationError("nothing to infer from: name a sample, or give --url, --query or --header")
        }
        if url != nil, query != nil { throw ValidationError("--url and --query both give a query string: use one") }
        if let url, !url.contains("?") { throw ValidationError("the URL has no query string, which begins with \"?\"") }
        if samples.count(where: { $0 == "-" }) > 1 { throw ValidationError("standard input can be read once only") }
        guard let endpoint else {
            if path != nil || on != nil { throw ValidationError("--path and --on belong to --endpoint NAME") }
            return
        }
        if format == .json { throw ValidationError("--format json prints values, not an endpoint") }
        let isPlain = endpoint.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || "_-.".utf8.contains(byte)
        }
        // The name of its secret is nine bytes longer.
        guard isPlain, (1...55).contains(endpoint.utf8.count) else {
            throw ValidationError("an endpoint's name has letters, digits, \"_\", \"-\" and \".\", at most 55")
        }
        if let path, !path.hasPrefix("/") { throw ValidationError("an endpoint's path begins with \"/\"") }
    }

    func run() throws {
        do throws(InferFailure) {
            var reader = SampleReader()
            for sample in samples { try reader.add(sample) }
            var input = InferInput()
            input.samples = reader.samples
            input.query = query.map { $0.hasPrefix("?") ? String($0.dropFirst()) : $0 } ?? url.map { parts($0).query }
            for line in header { input.headers.append(try parts(header: line)) }
            let inference = try infer(input, parents: parents)
            guard !inference.isEmpty else {
                throw InferFailure(
                    "there is no value in what was given",
                    help: "an empty object has nothing to extract"
                )
            }
            try write(inference, samples: reader.patterns)
        } catch {
            Terminal.printFailure(error.message, help: error.help)
            throw ExitCode(1)
        }
    }

    private func write(_ inference: Inference, samples: [String]) throws(InferFailure) {
        if let endpoint {
            let own = url.map { parts($0).path }.flatMap { $0.isEmpty || $0 == "/" ? nil : $0 }
            let options = SkeletonOptions(
                name: endpoint,
                path: path ?? own ?? "/hooks/\(endpoint)",
                samples: samples,
                discriminator: on
            )
            Terminal.printOutput(try inference.renderSkeleton(options), terminator: "")
        } else {
            let text = format == .json ? inference.renderJSON() : inference.renderExtract()
            Terminal.printOutput(text, terminator: "")
        }
        if inference.droppedCount > 0 {
            let count = inference.droppedCount
            Terminal.printError(
                "note: \(count) more value\(count == 1 ? " is" : "s are") left out: past 1000, or without a path in the language"
            )
        }
    }

    /// The path and the query of a URL.
    private func parts(_ url: String) -> (path: String, query: String) {
        let whole = url.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
        let halves = whole.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var path = halves.first ?? ""
        if let scheme = path.firstRange(of: "://") {
            let rest = path[scheme.upperBound...]
            path = rest.firstIndex(of: "/").map { rest[$0...] } ?? ""
        }
        return (String(path), halves.count == 2 ? String(halves[1]) : "")
    }

    private func parts(header line: String) throws(InferFailure) -> (name: String, value: String) {
        let halves = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2, isToken(String(halves[0])) else {
            // The line may hold a secret: nothing of it is shown.
            throw InferFailure("a header line is not \"NAME: VALUE\"", help: "write --header 'X-Attempt: 3'")
        }
        let value = halves[1].drop { $0 == " " || $0 == "\t" }
        return (String(halves[0]), String(value))
    }
}

extension InferParents: ExpressibleByArgument {}
