import GateCompiler
import GateDiagnostics
import GateRuntime
import GateServer

/// The gateway of the tests: `/hook` answers `{"status":"ok"}`, `/echo` the note that it got, `/divide` may fail.
enum TestGraph {
    private static let file = """
        hookgate: 1
        endpoints:
          hook:
            path: /hook
            auth: none
            branches:
              - name: all of "them"
                when: request.method != "PATCH"
                respond: { status: 200, json: { status: ok } }
              - else:
                respond: { status: 500, text: never }
          echo:
            path: /echo
            auth: none
            extract:
              note: { body: $.note, type: string, required: true }
            respond: { status: 200, json: { note: "${note}" } }
          divide:
            path: /divide
            auth: none
            extract:
              by: { body: $.by, type: int, required: true }
            respond: { status: 200, json: { result: "${1 / by}" } }
        """

    static func source(_ settings: ServerSettings) throws -> GraphSource {
        let compilation = compile(SourceText(name: "test.yaml", bytes: Array(file.utf8)))
        guard var graph = compilation.graph else { throw NotCompiled(findings: "\(compilation.diagnostics)") }
        graph.settings = settings
        let compiled = graph
        return GraphSource(
            make: { BoundGraph(compiled, secrets: []) },
            describeFault: { fault in "test.yaml \(fault.code)" }
        )
    }

    struct NotCompiled: Error {
        var findings: String
    }
}
