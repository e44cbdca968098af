import GateCompiler
import GateDiagnostics
import GateRuntime

func fuzzConfiguration(_ input: UnsafeBufferPointer<UInt8>) {
    let source = SourceText(name: "gateway.yaml", bytes: Array(input))
    let compilation = compile(source)
    let hasErrors = compilation.diagnostics.hasErrors
    precondition((compilation.graph == nil) == hasErrors, "no graph without an error, and none with one")
    let text = SnippetRenderer(sources: compilation.sources, style: .plain).render(compilation.diagnostics)
    precondition(!hasErrors || !text.isEmpty, "a file is refused without a word")
    if let graph = compilation.graph {
        precondition(!GraphDump.text(of: graph).isEmpty, "a graph has lines")
    }
}
