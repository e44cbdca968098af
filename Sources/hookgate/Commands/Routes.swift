import ArgumentParser
import GateCompiler
import GateDiagnostics

/// `hookgate routes`: what endpoints there are, who may call them, and what they can answer.
struct Routes: ParsableCommand {
    /// How the routes are printed.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    static let configuration = CommandConfiguration(
        abstract: "List the endpoints of a file.",
        discussion: """
            A line for each endpoint, in the order of the file: methods, path, name, who may call, mode, the number of \
            branches, and the statuses that it can give: those of the file, then those of the gateway itself. The \
            statuses are proven to be all. Exit status: 0, 1 where the file is not sound, 64 for wrong usage.
            """
    )

    @Argument(help: "The file.", completion: .file(extensions: ["yaml", "yml"]))
    var file = "gateway.yaml"

    @Option(name: .long, help: "How the endpoints are printed: text, or json for programs.")
    var format = Format.text

    func run() throws {
        let compilation = compileFile(file, needsSamples: true)
        if !compilation.diagnostics.isEmpty { Terminal.printError(compilation.renderedDiagnostics()) }
        guard compilation.graph != nil else { throw ExitCode(1) }
        switch format {
        case .text: Terminal.printOutput(table(compilation.endpoints))
        case .json: Terminal.printOutput(document(compilation.endpoints))
        }
    }

    private func table(_ endpoints: [EndpointSummary]) -> String {
        let head = ["METHODS", "PATH", "ENDPOINT", "AUTH", "MODE", "BRANCHES", "ANSWERS", "REFUSALS"]
        let rows = [head] + endpoints.map(\.columns)
        let widths = head.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = zip(row, widths).map { cell, width in
                cell + String(repeating: " ", count: max(0, width - cell.count))
            }
            var line = cells.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line
        }.joined(separator: "\n")
    }

    /// One array of objects, an endpoint a line.
    private func document(_ endpoints: [EndpointSummary]) -> String {
        guard !endpoints.isEmpty else { return "[]" }
        return "[\n" + endpoints.map { "  " + $0.json }.joined(separator: ",\n") + "\n]"
    }
}

extension EndpointSummary {
    fileprivate var columns: [String] {
        func line(_ numbers: [Int]) -> String { numbers.map(String.init).joined(separator: " ") }
        return [
            methods.joined(separator: ","), path, name, auth.isEmpty ? "none" : auth.joined(separator: " + "),
            isAsync ? "async" : "sync", "\(branchCount)", line(statuses), line(refusals),
        ]
    }

    fileprivate var json: String {
        let branches = branchAnswers.map { branch in
            "{\"name\": \(jsonString(branch.name)), \"status\": \(branch.status)}"
        }
        let members: [(String, String)] = [
            ("endpoint", jsonString(name)), ("path", jsonString(path)), ("methods", list(methods.map(jsonString))),
            ("auth", list(auth.map(jsonString))), ("mode", jsonString(isAsync ? "async" : "sync")),
            ("branches", list(branches)), ("answers", list(statuses.map(String.init))),
            ("refusals", list(refusals.map(String.init))),
        ]
        return "{" + members.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}"
    }

    private func list(_ items: [String]) -> String { "[" + items.joined(separator: ", ") + "]" }
}
