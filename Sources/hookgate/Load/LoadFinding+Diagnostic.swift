import GateCompiler
import GateDiagnostics
import GateServer

extension LoadFinding {
    /// An error that is none of the compiler's and has no place.
    init(_ message: String) {
        self.init(isError: true, code: "", message: message, file: "", line: 0, column: 0)
    }

    init(_ diagnostic: Diagnostic, in sources: SourceMap) {
        let source = sources[diagnostic.primary.span.file]
        let hasPlace = diagnostic.code != .fileUnreadable
        let position = hasPlace ? source.position(of: diagnostic.primary.span.start) : nil
        self.init(
            isError: diagnostic.severity == .error,
            code: diagnostic.code.rawValue,
            message: diagnostic.message,
            file: source.name,
            line: position?.line ?? 0,
            column: position?.column ?? 0
        )
    }
}

extension Compilation {
    /// The findings without any text of the file.
    var findings: [LoadFinding] { diagnostics.diagnostics.map { LoadFinding($0, in: sources) } }

    /// Why the file is refused, in one line: the first error with its place, and how many more there are.
    var refusal: String {
        let errors = findings.filter(\.isError)
        guard let first = errors.first else { return "it does not compile" }
        let place = first.line > 0 ? "\(first.file):\(first.line):\(first.column): " : ""
        let more = errors.count - 1
        return place + first.message + (more > 0 ? " (and \(more) more error\(more == 1 ? "" : "s"))" : "")
    }
}

extension EndpointStatus {
    init(_ summary: EndpointSummary) {
        self.init(name: summary.name, path: summary.path, methods: summary.methods, branches: summary.branchNames)
    }
}
