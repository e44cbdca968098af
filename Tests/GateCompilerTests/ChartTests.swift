import GateCompiler
import GateDiagnostics
import GateTestSupport
import Testing

/// Pictures of endpoints: an outline, Graphviz's language, Mermaid's.
@Suite("charts")
struct ChartTests {
    @Test("an endpoint with all kinds of steps, in every language")
    func goldens() throws {
        let charts = try compileExample("examples/orders/gateway.yaml").charts()
        expectGolden(charts.map(\.outline).joined(separator: "\n"), at: "Cases/charts/orders.txt")
        expectGolden(FlowChart.dot(charts), at: "Cases/charts/orders.dot")
        expectGolden(FlowChart.mermaid(charts), at: "Cases/charts/orders.mmd")
    }

    @Test(
        "every end of every flow is drawn once, with its status, and nothing is left hanging",
        arguments: ["gateway.yaml", "examples/orders/gateway.yaml", "examples/payment/gateway.yaml"]
    )
    func ends(_ path: String) throws {
        let compilation = try compileExample(path)
        for (chart, endpoint) in zip(compilation.charts(), compilation.endpoints) {
            let ends = chart.nodes.filter { node in
                switch node.kind {
                case .answer, .refusal, .end: true
                default: false
                }
            }
            let drawn = ends.map { $0.lines.dropFirst().first ?? "" }.sorted()
            #expect(drawn == endpoint.branchNames.sorted())
            for node in chart.nodes.indices.dropFirst() {
                #expect(chart.edges.contains { $0.to == node }, "\(chart.nodes[node].lines)")
            }
            let leaving = Set(chart.edges.map(\.from))
            for (index, node) in chart.nodes.enumerated() where !leaving.contains(index) {
                #expect(ends.contains { $0.lines == node.lines }, "\(node.lines) leads nowhere")
            }
        }
    }

    @Test("what an author writes does not break a picture")
    func escapes() throws {
        let text = """
            hookgate: 1
            endpoints:
              a:
                path: /a
                auth: none
                branches:
                  - name: end "of" <b> \\ [x]
                    when: body.a == "\\"]|end" && body.b < 1
                    respond: { status: 500 }
                  - else:
                    respond: { status: 304 }
            """
        let compilation = compile(source(text))
        let charts = compilation.charts()
        try #require(charts.count == 1)
        expectGolden(FlowChart.dot(charts) + FlowChart.mermaid(charts), at: "Cases/charts/escapes.txt")
    }

    @Test("no secret and no name of one is drawn")
    func secrets() throws {
        let charts = try compileExample("examples/orders/gateway.yaml").charts()
        for text in [FlowChart.dot(charts), FlowChart.mermaid(charts), charts.map(\.outline).joined()] {
            #expect(!text.contains("shop_password"))
            #expect(!text.contains("SHOP_PASSWORD"))
        }
    }

    private func source(_ text: String) -> SourceText { SourceText(name: "gateway.yaml", bytes: Array(text.utf8)) }
}
