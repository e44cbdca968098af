import GateCompiler
import GateDiagnostics
import GateTestSupport
import Testing

/// Where a finding inside a scalar points: « and » stand in each case around what must be marked.
@Suite("places of findings inside scalars")
struct PlacementTests {
    @Test("findings stand at their character", arguments: caseNames(in: "Cases/placement", extension: "yaml"))
    func places(_ name: String) throws {
        let marked = MarkedText(try caseText(name))
        let compilation = compileText(marked.text)
        expectPlaces(compilation, marked)
        expectGolden(rendered(compilation), at: "Cases/placement/\(name).txt")
    }

    @Test("and with CR LF as line ends", arguments: caseNames(in: "Cases/placement", extension: "yaml"))
    func carriageReturns(_ name: String) throws {
        let marked = MarkedText(try caseText(name).replacing("\n", with: "\r\n"))
        let compilation = compileText(marked.text)
        expectPlaces(compilation, marked)
        // What is shown is the same: no line end is.
        expectGolden(rendered(compilation), at: "Cases/placement/\(name).txt")
    }

    @Test("and behind a byte order mark", arguments: caseNames(in: "Cases/placement", extension: "yaml"))
    func byteOrderMark(_ name: String) throws {
        let marked = MarkedText("\u{FEFF}" + (try caseText(name)))
        let compilation = compileText(marked.text)
        expectPlaces(compilation, marked)
        expectGolden(rendered(compilation), at: "Cases/placement/\(name).txt")
    }

    private func caseText(_ name: String) throws -> String {
        String(decoding: try caseBytes("Cases/placement/\(name).yaml"), as: UTF8.self)
    }

    private func expectPlaces(_ compilation: Compilation, _ marked: MarkedText) {
        let found = compilation.diagnostics.diagnostics.map { Int($0.primary.span.start)..<Int($0.primary.span.end) }
        #expect(found == marked.ranges, "\(rendered(compilation))")
    }
}
