import GateCompiler
import GateDiagnostics
import GateTesting
import GateYAML

/// Largest payload or recording of a test, in bytes.
private let testPayloadBytesMax = 16 << 20

/// Reads and checks a file of tests; its findings and those of its configuration go to standard error.
///
/// - Parameters:
///   - path: the file of tests.
///   - known: compilations of configurations that several files of tests share, by path.
/// - Returns: the tests; nil where something is not sound.
func readTests(_ path: String, known: inout [String: Compilation]) -> TestSuite? {
    let bytes: [UInt8]
    do {
        bytes = try InputLog().read(path, name: path, limitBytes: YAMLLimits().fileBytesMax)
    } catch {
        Terminal.printError("cannot read \(path): \(error.reason)")
        return nil
    }
    let directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let files = TestFiles(
        expand: { pattern in
            expandGlob(pattern, in: directory).mapError { TestFileError(reason: $0.reason) }
        },
        read: { name in
            do throws(FileError) {
                let full = name.hasPrefix("/") ? name : directory + name
                return .success(try InputLog().read(full, name: name, limitBytes: testPayloadBytesMax))
            } catch {
                return .failure(TestFileError(reason: error.reason))
            }
        }
    )
    var compilations = known
    let source = SourceText(name: path, bytes: bytes)
    let loaded = loadTests(source, files: files) { name in
        let full = name.hasPrefix("/") ? name : directory + name
        if let compilation = compilations[full] { return compilation }
        let compilation = compileFile(full, needsSamples: true)
        compilations[full] = compilation
        if !compilation.diagnostics.isEmpty { Terminal.printError(compilation.renderedDiagnostics()) }
        return compilation
    }
    known = compilations
    if !loaded.diagnostics.isEmpty {
        let renderer = SnippetRenderer(sources: SourceMap([source]), style: Terminal.standardErrorStyle)
        Terminal.printError(renderer.render(loaded.diagnostics))
    }
    return loaded.suite
}
