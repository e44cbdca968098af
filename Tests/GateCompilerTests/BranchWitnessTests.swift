import Foundation
import GateCompiler
import GateDiagnostics
import GateRuntime
import Testing

/// Requests that are made for branches: each takes its branch when the whole gateway evaluates it, sockets aside.
@Suite("witnesses")
struct BranchWitnessTests {
    @Test(
        "every branch of the examples has a request",
        arguments: ["gateway.yaml", "examples/payment/gateway.yaml", "examples/orders/gateway.yaml"]
    )
    func examples(_ path: String) throws {
        let compilation = try compileExample(path)
        let witnesses = compilation.witnesses()
        #expect(witnesses.count == compilation.endpoints.reduce(0) { $0 + $1.branchCount })
        try expectTaken(witnesses, by: compilation)
        #expect(witnesses.allSatisfy { $0.request != nil })
    }

    /// An endpoint that uses what paths are made of; every branch of it can be solved.
    static let solvable = """
        hookgate: 1
        secrets: { key: { env: KEY } }
        flows:
          sized: { inputs: { rows: { type: list, default: [] } }, output: "${size(rows)}" }
        endpoints:
          all:
            path: /hooks/{shop}/all
            methods: [POST, PUT]
            auth: { basic: { username: a, password: key }, source_ip: [192.0.2.0/24] }
            extract:
              event: { body: [$.type, $.kind], type: string, required: true }
              attempt: { header: X-Attempt, type: int, default: 1 }
              page: { query: "page[0].id", type: int }
              shop: { param: shop }
              at: { body: $.at, type: timestamp }
              rows: $.rows
              items: { body: $.items, type: list }
            steps:
              - require: shop.startsWith("fr-")
              - require: attempt in [3, 5]
                respond: { status: 409 }
              - branches:
                  - name: put
                    when: request.method == "PUT"
                    respond: { status: 200 }
                  - name: page
                    when: page != null && page > 7 && page < 9
                    respond: { status: 201 }
                  - name: late
                    when: at != null && at > timestamp("2030-01-01T00:00:00Z")
                    respond: { status: 202 }
              - call: sized
                with: { rows: "${items}" }
                as: count
              - set: { twice: "${count * 2}", upper: "${string(event).upperAscii()}" }
              - branches:
                  - name: many
                    when: twice == 6
                    respond: { status: 203 }
                  - name: shouted
                    when: upper == event && event.endsWith("!")
                    respond: { status: 204 }
              - for_each:
                  in: rows
                  as: row
                  index: position
                  max: 5
                  steps:
                    - branches:
                        - name: hit
                          when: row.price * 2 >= 100 && row.tags.exists(t, t == "x")
                          respond: { status: 207, json: { at: "${position}" } }
              - switch: event
                branches:
                  - case: [a, b]
                    name: letter
                    respond: { status: 208 }
                  - case: [c]
                    when: body.c
                    name: third
                    respond: { status: 226 }
              - branches:
                  - name: pattern
                    when: event.matches("^[a-z]{3}-[0-9]+$")
                    respond: { status: 300 }
              - respond: { status: 301 }
        """

    @Test("requests are found for headers, queries, parameters, methods, times, loops, flows and cases")
    func solved() throws {
        let compilation = compile(SourceText(name: "gateway.yaml", bytes: Array(Self.solvable.utf8)))
        try #require(compilation.graph != nil, "\(rendered(compilation))")
        let witnesses = compilation.witnesses()
        try expectTaken(witnesses, by: compilation)
        let unsolved = witnesses.filter { $0.request == nil }.map(\.branch)
        #expect(unsolved.isEmpty)
    }

    @Test("a branch that no request is found for says so, and no other is put in its place")
    func unsolved() throws {
        let text = """
            hookgate: 1
            endpoints:
              a:
                path: /a
                auth: none
                extract: { text: { body: $.text, type: string, required: true } }
                branches:
                  - name: preimage
                    when: hash.sha256(text) == "0000000000000000000000000000000000000000000000000000000000000000"
                    respond: { status: 200 }
                  - else:
                    respond: { status: 204 }
            """
        let compilation = compile(SourceText(name: "gateway.yaml", bytes: Array(text.utf8)))
        let witnesses = compilation.witnesses()
        #expect(witnesses.map { $0.request != nil } == [false, true])
        #expect(witnesses.map(\.branch) == ["preimage", "else"])
    }

    private func rendered(_ compilation: Compilation) -> String {
        SnippetRenderer(sources: compilation.sources, style: .plain).render(compilation.diagnostics)
    }

    /// Evaluates each request with another gateway than the one that it was found with.
    private func expectTaken(_ witnesses: [Witness], by compilation: Compilation) throws {
        let graph = try #require(compilation.graph)
        let secrets = graph.secrets.map { _ in Array(Compilation.placeholder.utf8) }
        let gateway = OfflineGateway(BoundGraph(graph, secrets: secrets), idSeed: 7)
        for witness in witnesses {
            guard let request = witness.request else { continue }
            let circumstances = OfflineGateway.Circumstances(peer: request.peer)
            let result = try #require(gateway.answer(request.bytes, circumstances), "\(witness.branch)")
            let branch = try #require(result.outcome.branch, "\(witness.branch): \(result.outcome)")
            #expect(gateway.graph.branchNames[branch] == witness.branch)
            #expect(result.outcome.status == witness.status)
            #expect(String(decoding: result.answer, as: UTF8.self).hasPrefix("HTTP/1.1 \(result.outcome.status) "))
        }
    }
}
