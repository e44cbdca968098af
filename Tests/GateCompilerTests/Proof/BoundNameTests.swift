import GateCompiler
import GateDiagnostics
import GateRuntime
import Testing

/// What the proof takes for certain of names that steps bind: nothing that a request could contradict.
@Suite("names that steps bind, in the proof")
struct BoundNameTests {
    /// The checker takes `l + [1]` for a list of ints; a body may make another of it.
    static let file = """
        hookgate: 1
        flows:
          pick:
            inputs: { l: any }
            branches:
              - when: l == null
                output: 7
              - else:
                output: "${(l + [1])[0]}"
        endpoints:
          e:
            path: /e
            auth: none
            steps:
              - for_each:
                  in: body.l + [1]
                  as: item
                  steps:
                    - branches: [{ when: item > 4 && item < 5, respond: { status: 201 } }]
              - set: { v: ["${(body.l + [1])[0]}"], m: { k: "${(body.l + [1])[0]}" }, single: "${(body.l + [1])[0]}" }
              - branches: [{ when: "v[0] > 5 && v[0] < 6", respond: { status: 202 } }]
              - branches: [{ when: "m.k > 6 && m.k < 7", respond: { status: 203 } }]
              - branches: [{ when: single > 7 && single < 8, respond: { status: 226 } }]
              - for_each: { in: "[1]", as: _x, collect: { c: "${(body.l + [1])[0]}" } }
              - branches: [{ when: "c[0] > 8 && c[0] < 9", respond: { status: 206 } }]
              - call: pick
                with: { l: "${body.l}" }
                as: p
              - branches: [{ when: p > 9 && p < 10, respond: { status: 207 } }]
              - respond: { status: 208 }
        """

    @Test(
        "a branch that a request takes is never called dead",
        arguments: zip([4.5, 5.5, 6.5, 7.5, 8.5, 9.5, 1], [201, 202, 203, 226, 206, 207, 208])
    )
    func taken(_ number: Double, _ status: UInt16) throws {
        let compilation = compile(SourceText(name: "gateway.yaml", bytes: Array(Self.file.utf8)))
        let findings = SnippetRenderer(sources: compilation.sources, style: .plain).render(compilation.diagnostics)
        let graph = try #require(compilation.graph, "\(findings)")
        let gateway = OfflineGateway(BoundGraph(graph, secrets: []))
        let body = "{\"l\": [\(number)]}"
        let head = "POST /e HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)"
        let result = try #require(gateway.answer(Array("\(head)\r\n\r\n\(body)".utf8)))
        #expect(result.outcome.status == status)
    }

    @Test("what a step makes of a name is known all the same")
    func known() {
        func codes(_ steps: String) -> [DiagnosticCode] {
            let text = "hookgate: 1\nendpoints: { e: { path: /e, auth: none, steps: [\(steps), { respond: {} }] } }\n"
            let compilation = compile(SourceText(name: "gateway.yaml", bytes: Array(text.utf8)))
            return compilation.diagnostics.diagnostics.filter { $0.severity == .error }.map(\.code)
        }
        func branch(_ condition: String) -> String {
            "{ branches: [{ when: '\(condition)', respond: { status: 201 } }] }"
        }
        #expect(codes("{ set: { n: 7 } }, " + branch("n > 6 && n < 7")) == [.neverTaken])
        #expect(
            codes(
                "{ for_each: { in: body.l, as: _x, index: i, steps: [" + branch("i > 0 && i < 1") + "] } }"
            ) == [.neverTaken]
        )
    }

    /// A flow that ends in three places: what its caller knows is that it was one of them.
    static let exits = """
        hookgate: 1
        flows:
          pick:
            steps:
              - branches:
                  - when: body.x == 1
                    output: one
              - branches:
                  - when: body.x == 2
                    output: two
              - require: body.x != 3
            output: other
        endpoints:
          e:
            path: /e
            auth: none
            steps:
              - call: pick
                as: name
              - branches:
                  - when: body.x == 1
                    respond: { status: 201, text: "${name}" }
                  - when: body.x == 2
                    respond: { status: 202, text: "${name}" }
        """

    @Test("where a flow ends in several places, its caller goes on from all of them")
    func meeting() throws {
        let end = "      - respond: { status: 203, text: \"${name}\" }\n"
        let compilation = compile(SourceText(name: "gateway.yaml", bytes: Array((Self.exits + "\n" + end).utf8)))
        let graph = try #require(compilation.graph, "\(compilation.diagnostics)")
        let gateway = OfflineGateway(BoundGraph(graph, secrets: []))
        for (x, status) in [(1, 201), (2, 202), (3, 422), (4, 203)] as [(Int, UInt16)] {
            let body = "{\"x\": \(x)}"
            let head = "POST /e HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: \(body.count)"
            let result = try #require(gateway.answer(Array("\(head)\r\n\r\n\(body)".utf8)))
            #expect(result.outcome.status == status)
        }
        // And none of them can be with 3.
        let dead = "      - branches: [{ when: body.x == 3, respond: { status: 204 } }]\n" + end
        let wrong = compile(SourceText(name: "gateway.yaml", bytes: Array((Self.exits + "\n" + dead).utf8)))
        #expect(wrong.diagnostics.diagnostics.map(\.code) == [.neverTaken])
    }
}
