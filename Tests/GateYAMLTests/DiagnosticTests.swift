import GateDiagnostics
import GateTestSupport
import GateYAML
import Testing

@Suite("diagnostics")
struct DiagnosticTests {
    @Test("what each case is told", arguments: caseNames(in: "Cases/diagnostics", extension: "yaml"))
    func rendered(_ name: String) throws {
        let bytes = try caseBytes("Cases/diagnostics/\(name).yaml")
        let parsed = Parsed(bytes, name: "gateway.yaml")
        #expect(!parsed.diagnostics.isEmpty)
        #expect(faults(of: parsed).isEmpty, "\(faults(of: parsed))")
        expectGolden(parsed.rendered + "\n" + parsed.tree, at: "Cases/diagnostics/\(name).txt")
    }

    @Test("no text breaks the rules for messages", arguments: caseNames(in: "Cases/diagnostics", extension: "yaml"))
    func style(_ name: String) throws {
        for diagnostic in Parsed(try caseBytes("Cases/diagnostics/\(name).yaml")).diagnostics {
            for text in [diagnostic.message, diagnostic.primary.text] + diagnostic.notes {
                #expect(!text.hasSuffix("."), "\(text)")
                #expect(!text.contains("\n"), "\(text)")
                let first = text.unicodeScalars.first ?? "a"
                #expect(!first.properties.isUppercase, "\(text)")
            }
            #expect(!diagnostic.notes.isEmpty, "\(diagnostic.message) says nothing to do")
        }
    }

    @Test("no case falls back to libyaml's own words", arguments: caseNames(in: "Cases/diagnostics", extension: "yaml"))
    func noFallback(_ name: String) throws {
        let parsed = Parsed(try caseBytes("Cases/diagnostics/\(name).yaml"))
        #expect(!parsed.diagnostics.contains { $0.message == "this is not valid YAML" })
    }

    @Test("every YAML code has a case")
    func everyCode() throws {
        var codes: Set<String> = []
        for name in caseNames(in: "Cases/diagnostics", extension: "yaml") {
            codes.formUnion(Parsed(try caseBytes("Cases/diagnostics/\(name).yaml")).codes)
        }
        #expect(codes.isSuperset(of: ["E101", "E102", "E103", "E104", "E105", "E106"]))
    }
}
