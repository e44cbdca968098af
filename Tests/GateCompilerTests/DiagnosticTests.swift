import GateCompiler
import GateDiagnostics
import GateTestSupport
import Testing

/// Each case is a whole file; what `hookgate check` says of it stands beside it.
@Suite("what the compiler says of a file")
struct DiagnosticTests {
    @Test("findings", arguments: caseNames(in: "Cases/diagnostics", extension: "yaml"))
    func findings(_ name: String) throws {
        let compilation = try compileCase("Cases/diagnostics/\(name).yaml")
        #expect(compilation.graph == nil || !compilation.diagnostics.hasErrors)
        #expect(!compilation.diagnostics.isEmpty)
        expectGolden(rendered(compilation), at: "Cases/diagnostics/\(name).txt")
    }

    @Test("mistakes of newcomers", arguments: caseNames(in: "Cases/mistakes", extension: "yaml"))
    func mistakes(_ name: String) throws {
        let compilation = try compileCase("Cases/mistakes/\(name).yaml")
        #expect(!compilation.diagnostics.isEmpty, "the mistake goes unnoticed")
        #expect((compilation.graph == nil) == compilation.diagnostics.hasErrors)
        expectGolden(rendered(compilation), at: "Cases/mistakes/\(name).txt")
    }

    @Test("every code of the configuration and the gateway has a case")
    func everyCode() throws {
        var seen: Set<DiagnosticCode> = []
        for folder in ["diagnostics", "mistakes"] {
            for name in caseNames(in: "Cases/\(folder)", extension: "yaml") {
                let compilation = try compileCase("Cases/\(folder)/\(name).yaml")
                seen.formUnion(compilation.diagnostics.diagnostics.map(\.code))
            }
        }
        let own = DiagnosticCode.allCases.filter { code in
            ["E2", "E4", "W8"].contains(String(code.rawValue.prefix(2)))
        }
        let missing = own.filter { !seen.contains($0) }.map(\.rawValue)
        #expect(missing.isEmpty, "no case for \(missing)")
    }

    @Test("no literal secret is shown", arguments: ["diagnostics", "mistakes"])
    func secrets(_ folder: String) throws {
        for name in caseNames(in: "Cases/\(folder)", extension: "yaml") {
            let text = rendered(try compileCase("Cases/\(folder)/\(name).yaml"))
            #expect(!text.contains("hunter2") && !text.contains("s3cr3t"), "\(name)")
        }
    }

    @Test(
        "a literal secret in odd places is not shown",
        arguments: [
            "secrets:\n  a: hunter2: x\n", "secrets:\n  a: { env: [hunter2] }\n", "secrets:\n  a: { hunter2 }\n",
            "secrets:\n  a: *hunter2\n", "secrets:\n  a: &hunter2 [\n", "secrets: hunter2\n", "secrets: [hunter2]\n",
            "secrets:\n  a: { env: A, token: hunter2 }\n", "secrets:\n  a: |\n    hunter2\n",
            "endpoints:\n  a: { path: /a, auth: { token: hunter2 } }\n",
            "endpoints:\n  a: { path: /a, auth: { basic: { username: u, pasword: hunter2 } } }\n",
            "endpoints:\n  a:\n    auth: { basic: { username: u, password: 'hunter2 } }\n",
        ]
    )
    func oddPlaces(_ text: String) {
        let compilation = compileText("hookgate: 1\n" + text)
        #expect(compilation.diagnostics.hasErrors)
        #expect(!rendered(compilation).contains("hunter2"), "\(rendered(compilation))")
    }

    @Test("messages keep to the rules", arguments: caseNames(in: "Cases/diagnostics", extension: "yaml"))
    func style(_ name: String) throws {
        for diagnostic in try compileCase("Cases/diagnostics/\(name).yaml").diagnostics.diagnostics {
            for text in [diagnostic.message, diagnostic.primary.text] + diagnostic.notes {
                #expect(!text.hasSuffix("."), "\(text)")
                #expect(!text.contains("\n"), "\(text)")
                #expect(text.unicodeScalars.first?.properties.isUppercase != true, "\(text)")
            }
        }
    }
}

/// Compiles a case file under the name that users give theirs, with the samples that lie beside it.
func compileCase(_ path: String) throws -> Compilation {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    return compile(SourceText(name: "gateway.yaml", bytes: try caseBytes(path)), files: .folder(folder))
}

/// Compiles a text.
func compileText(_ text: String) -> Compilation {
    compile(SourceText(name: "gateway.yaml", bytes: Array(text.utf8)))
}

/// The findings as a terminal without colours shows them.
func rendered(_ compilation: Compilation) -> String {
    SnippetRenderer(sources: compilation.sources, style: .plain).render(compilation.diagnostics)
}
