import Foundation
import GateCompiler
import GateDiagnostics

/// Puts a part of a configuration into a whole file, so that it can be compiled.
enum ExampleFile {
    static let secrets = """
        hookgate: 1
        secrets: { shop_password: { env: SHOP_PASSWORD }, systemeio_password: { env: SYSTEMEIO_PASSWORD } }

        """

    /// Keys of an endpoint; path, auth and answer are added where they are missing.
    static func endpoint(_ keys: String) -> String {
        var text = secrets + "endpoints:\n  example:\n" + indented(keys, by: 4)
        let lines = keys.split(separator: "\n")
        if !lines.contains(where: { $0.hasPrefix("path:") }) { text += "    path: /example/{shop}\n" }
        if !lines.contains(where: { $0.hasPrefix("auth:") }) { text += "    auth: none\n" }
        if !lines.contains(where: { $0.hasPrefix("respond:") || $0.hasPrefix("branches:") || $0.hasPrefix("steps:") }) {
            text += "    respond: { status: 204 }\n"
        }
        return text
    }

    /// Entries of `extract:`, with a condition to use them.
    static func extract(_ entries: String, when condition: String? = nil) -> String {
        var keys = "extract:\n" + indented(entries, by: 2)
        if let condition {
            keys += "branches:\n  - when: >-\n      \(condition)\n    respond: { status: 200 }\n"
            keys += "  - else:\n    respond: { status: 422 }\n"
        }
        return endpoint(keys)
    }

    /// The findings of a file as text; empty where it is sound.
    ///
    /// That a part which only shows a key is not used is none.
    static func findings(_ text: String) -> String {
        let compilation = compile(SourceText(name: "example.yaml", bytes: Array(text.utf8)))
        let isSound = compilation.diagnostics.diagnostics.allSatisfy { [.unusedName, .effectless].contains($0.code) }
        guard compilation.graph == nil || !isSound else { return "" }
        return SnippetRenderer(sources: compilation.sources, style: .plain).render(compilation.diagnostics)
    }

    private static func indented(_ text: String, by count: Int) -> String {
        let margin = String(repeating: " ", count: count)
        return text.split(separator: "\n").map { margin + $0 + "\n" }.joined()
    }
}
