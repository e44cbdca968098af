import GateCompiler
import GateDiagnostics
import GateYAML
import Glibc

/// Reads and compiles a file; one that cannot be read is a finding like any other.
///
/// Samples find mistakes and change nothing else, so a gateway that serves does without those that its machine lacks:
/// `needsSamples` says whether a missing one is a finding. What is there is looked at by every command.
///
/// `log` learns of every file that is read.
func compileFile(_ path: String, needsSamples: Bool, log: InputLog = InputLog()) -> Compilation {
    do {
        // One byte more than the limit is read, so that the YAML reader reports a file that is too large.
        let bytes = try log.read(path, name: fileName(path), limitBytes: YAMLLimits().fileBytesMax)
        var files = FileSource.beside(path, log: log)
        files.mayLackFiles = !needsSamples
        return compile(SourceText(name: path, bytes: bytes), files: files)
    } catch {
        return unreadable(
            path,
            "cannot read \(path): \(error.reason)",
            ["name a configuration file, or run hookgate where gateway.yaml is"]
        )
    }
}

/// Compiles standard input; the samples that it names are relative to the working directory.
func compileStandardInput() -> Compilation {
    do {
        let bytes = try readToEnd(STDIN_FILENO, limitBytes: YAMLLimits().fileBytesMax)
        return compile(SourceText(name: standardInputName, bytes: bytes), files: .beside("", log: InputLog()))
    } catch {
        return unreadable(standardInputName, "cannot read standard input: \(error.reason)", ["redirect a file to it"])
    }
}

/// What findings call standard input.
let standardInputName = "<stdin>"

/// The compilation of what cannot be read.
func unreadable(_ name: String, _ message: String, _ notes: [String]) -> Compilation {
    let span = SourceSpan(file: 0, start: 0, end: 0)
    return Compilation.unreadable(name, Diagnostic(.fileUnreadable, message, at: span, notes: notes))
}

/// The last part of a path.
private func fileName(_ path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
}

extension Compilation {
    /// The findings as text for standard error, the same from every command.
    func renderedDiagnostics(_ style: TerminalStyle = Terminal.standardErrorStyle) -> String {
        SnippetRenderer(sources: sources, style: style).render(diagnostics)
    }
}
