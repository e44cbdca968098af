import GateCompiler
import GateDiagnostics
import Testing

/// Limits of blocks: what is at the edge compiles, one past it does not.
@Suite("limits of flows")
struct FlowLimitTests {
    private func codes(_ text: String) -> [DiagnosticCode] {
        let compilation = compile(SourceText(name: "gateway.yaml", bytes: Array(text.utf8)))
        return compilation.diagnostics.diagnostics.filter { $0.severity == .error }.map(\.code)
    }

    /// Branches within branches, so that the innermost block is that deep.
    private func nested(_ depth: Int) -> String {
        var block = "respond: {}"
        for level in stride(from: depth - 1, to: 0, by: -1) {
            block = "branches: [{ when: body.a\(level), \(block) }, { else: , respond: { status: 204 } }]"
        }
        return "hookgate: 1\nendpoints: { a: { path: /a, auth: none, \(block) } }\n"
    }

    @Test("32 blocks inside each other, and not 33")
    func depth() {
        #expect(codes(nested(32)) == [])
        #expect(codes(nested(33)).contains(.graphLimit))
    }

    /// `calls` calls of a flow of `steps` steps, and an answer.
    private func inlined(calls: Int, steps: Int) -> String {
        var text = "hookgate: 1\nflows:\n  piece:\n    steps:\n"
        for step in 0..<steps { text += "    - set: { _v\(step): \(step) }\n" }
        text += "endpoints:\n  a:\n    path: /a\n    auth: none\n    steps:\n"
        for _ in 0..<calls { text += "    - call: piece\n" }
        return text + "    - respond: {}\n"
    }

    @Test("10,000 steps once flows stand in the place of their calls, and not 10,001")
    func nodes() {
        // A call counts as well: 100 calls of 98 steps and 99 more steps, and the answer.
        let edge = inlined(calls: 100, steps: 98)
        let more = (0..<99).map { "    - set: { _w\($0): 1 }\n" }.joined()
        #expect(codes(edge.replacing("    - respond", with: more + "    - respond")) == [])
        let past = more + "    - set: { _x: 1 }\n"
        #expect(codes(edge.replacing("    - respond", with: past + "    - respond")) == [.graphLimit])
    }

    @Test("flows that double each other end at the limit, at once")
    func doubling() {
        var text = "hookgate: 1\nflows:\n  f0: { steps: [] }\n"
        for level in 1..<60 { text += "  f\(level): { steps: [{ call: f\(level - 1) }, { call: f\(level - 1) }] }\n" }
        text += "endpoints: { a: { path: /a, auth: none, steps: [{ call: f59 }, { respond: {} }] } }\n"
        #expect(codes(text).contains(.graphLimit))
    }

    @Test("a loop's max is 1 to 100,000")
    func loops() {
        func file(_ max: String) -> String {
            """
            hookgate: 1
            endpoints:
              a:
                path: /a
                auth: none
                steps:
                  - for_each: { in: body.a, as: x, max: \(max), collect: { y: "${x}" } }
                  - respond: { json: "${y}" }
            """
        }
        #expect(codes(file("1")) == [])
        #expect(codes(file("100000")) == [])
        for max in ["0", "100001", "-1"] { #expect(codes(file(max)) == [.invalidValue]) }
    }
}
