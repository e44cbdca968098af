import ArgumentParser
import GateCompiler
import GateDiagnostics

/// `hookgate graph`: draws the ways through the endpoints.
struct DrawGraph: ParsableCommand {
    /// How the graph is drawn.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, dot, mermaid, svg
    }

    static let configuration = CommandConfiguration(
        commandName: "graph",
        abstract: "Draw the ways through the endpoints of a file.",
        discussion: """
            Endpoints, conditions in the words of the file, branches and answers with their statuses; never a secret. \
            text is an outline, dot is for Graphviz, mermaid for Markdown; svg is drawn by Graphviz, whose program dot \
            has to be installed. Exit status: 0, 1 where the file is not sound, the endpoint not there, or the \
            graph cannot be drawn or written, 64 for wrong usage.
            """
    )

    @Argument(help: "The file.", completion: .file(extensions: ["yaml", "yml"]))
    var file = "gateway.yaml"

    @Option(name: .long, help: "How the graph is drawn: text, dot, mermaid or svg.")
    var format = Format.text

    @Option(name: .long, help: ArgumentHelp("Only this endpoint.", valueName: "name"))
    var endpoint: String?

    @Option(
        name: [.short, .long],
        help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"),
        completion: .file()
    )
    var output: String?

    func run() throws {
        let compilation = compileFile(file, needsSamples: true)
        if !compilation.diagnostics.isEmpty { Terminal.printError(compilation.renderedDiagnostics()) }
        guard compilation.graph != nil else { throw ExitCode(1) }
        let charts = compilation.charts(endpoint: endpoint)
        if charts.isEmpty, let endpoint {
            Terminal.printFailure(
                "\(file) has no endpoint \"\(endpoint)\"",
                help: noEndpointHelp(endpoint, compilation)
            )
            throw ExitCode(1)
        }
        let text: String
        switch format {
        case .text: text = charts.map(\.outline).joined(separator: "\n")
        case .dot: text = FlowChart.dot(charts)
        case .mermaid: text = FlowChart.mermaid(charts)
        case .svg: text = try drawSVG(FlowChart.dot(charts))
        }
        guard let output else { return Terminal.printOutput(text.hasSuffix("\n") ? String(text.dropLast()) : text) }
        do {
            try writeFile(output, Array(text.utf8))
        } catch {
            Terminal.printFailure("cannot write \(output): \(error.reason)", help: "name a file that you may write")
            throw ExitCode(1)
        }
    }

    /// Lets Graphviz lay the graph out.
    private func drawSVG(_ graph: String) throws -> String {
        do {
            return String(decoding: try runFilter("dot", ["-Tsvg"], input: Array(graph.utf8)), as: UTF8.self)
        } catch {
            Terminal.printFailure(
                "cannot draw with Graphviz: dot: \(error.reason)",
                help: "install Graphviz, or use --format dot or mermaid"
            )
            throw ExitCode(1)
        }
    }
}
