import ArgumentParser
import GateCompiler
import GateDiagnostics
import GateYAML

/// `hookgate fmt`: brings files into one layout.
struct FormatCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fmt",
        abstract: "Bring configuration files into one layout.",
        discussion: """
            Rewrites configuration files in place: two spaces a level, one space where spaces separate, one blank line \
            at most. Comments, quotes, anchors, blocks of text and the order of everything stay. A file is written only \
            if it still says the same, which is verified; one with a syntax error is reported and left alone. Exit \
            status: 0, 1 where a file cannot be formatted or, with --check or --diff, would change, 64 for wrong usage.
            """
    )

    @Argument(
        help: "The files; - formats standard input to standard output.",
        completion: .file(extensions: ["yaml", "yml"])
    )
    var files: [String] = ["gateway.yaml"]

    @Flag(name: .long, help: "Write nothing; print the names of files that would change.")
    var check = false

    @Flag(name: .long, help: "Write nothing; print what would change as a unified diff.")
    var diff = false

    func validate() throws {
        if files.count(where: { $0 == "-" }) > 1 { throw ValidationError("standard input can be read once only") }
    }

    func run() throws {
        var isClean = true
        for file in files where !format(file) { isClean = false }
        if !isClean { throw ExitCode(1) }
    }

    /// Formats a file; false where it cannot be formatted, or would change and must not.
    private func format(_ file: String) -> Bool {
        let isInput = file == "-"
        let name = isInput ? "standard input" : file
        var verb = "read"
        do throws(FileError) {
            let bytes = try readFile(isInput ? "/dev/stdin" : file, limitBytes: YAMLLimits().fileBytesMax)
            verb = "write"
            let source = SourceText(name: name, bytes: bytes)
            switch formatYAML(source) {
            case .formatted(let formatted): return try finish(file, from: bytes, to: formatted)
            case .unreadable:
                var compilation = compile(source)
                if isTestFile(file) {
                    // What a configuration lacks is nothing that such a file is to have.
                    let syntax = compilation.diagnostics.diagnostics.filter { $0.code.rawValue.hasPrefix("E1") }
                    compilation.diagnostics = DiagnosticBag(syntax)
                }
                Terminal.printError(compilation.renderedDiagnostics())
                return false
            case .unsafe:
                let help = "the file is left as it is; write keys without \"?\", and report what else it may be"
                Terminal.printFailure("\(name) has a layout that cannot be changed safely", help: help)
                return false
            }
        } catch {
            Terminal.printFailure(
                "cannot \(verb) \(name): \(error.reason)",
                help: "name a file that you may read and write"
            )
            return false
        }
    }

    private func finish(_ file: String, from old: [UInt8], to new: [UInt8]) throws(FileError) -> Bool {
        if diff || check {
            guard old != new else { return true }
            if check { Terminal.printOutput(file) }
            if diff {
                let texts = (String(decoding: old, as: UTF8.self), String(decoding: new, as: UTF8.self))
                Terminal.printOutput(unifiedDiff(texts.0, texts.1, name: file), terminator: "")
            }
            return false
        }
        if file == "-" {
            Terminal.printOutput(String(decoding: new, as: UTF8.self), terminator: "")
        } else if old != new {
            try replaceFile(file, with: new)
        }
        return true
    }
}
