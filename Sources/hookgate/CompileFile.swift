import GateCompiler
import GateDiagnostics
import GateYAML

/// Reads and compiles a file; one that cannot be read is a finding like any other.
///
/// Samples find mistakes and change nothing else, so a gateway that serves needs none of them on its machine: they are
/// read where `readsSamples` is set.
func compileFile(_ path: String, readsSamples: Bool) -> Compilation {
    do {
        // One byte more than the limit is read, so that the YAML reader reports a file that is too large.
        let bytes = try readFile(path, limitBytes: YAMLLimits().fileBytesMax)
        return compile(SourceText(name: path, bytes: bytes), files: readsSamples ? .beside(path) : nil)
    } catch {
        let span = SourceSpan(file: 0, start: 0, end: 0)
        let diagnostic = Diagnostic(
            .fileUnreadable,
            "cannot read \(path): \(error.reason)",
            at: span,
            notes: ["name a configuration file, or run hookgate where gateway.yaml is"]
        )
        return Compilation.unreadable(path, diagnostic)
    }
}

extension Compilation {
    /// The findings as text for standard error, the same from every command.
    func renderedDiagnostics() -> String {
        SnippetRenderer(sources: sources, style: Terminal.standardErrorStyle).render(diagnostics)
    }
}
