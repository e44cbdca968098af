import CAllocations
import GateCompiler
import GateDiagnostics
import GateRuntime

/// Whole requests from memory: what steps cost, and that neither routes nor cases cost more the more there are.
extension Evaluation {
    /// A request and the file that answers it.
    struct RequestScenario {
        var name: String
        var file: String
        var path = "/hook"
        var body = "{}"
        var status: UInt16 = 200
    }

    static func report(_ scenario: RequestScenario, rounds: Int = 100_000) {
        let compilation = compile(SourceText(name: "bench.yaml", bytes: Array(scenario.file.utf8)))
        guard let graph = compilation.graph else {
            let findings = SnippetRenderer(sources: compilation.sources, style: .plain).render(compilation.diagnostics)
            return print("\(scenario.name) does not compile\n\(findings)")
        }
        let gateway = OfflineGateway(BoundGraph(graph, secrets: []))
        let request = Array(
            """
            POST \(scenario.path) HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n\
            Content-Length: \(scenario.body.utf8.count)\r\n\r\n\(scenario.body)
            """.utf8
        )
        var status: UInt16 = 0
        for _ in 0..<rounds / 10 { status = gateway.answer(request)?.outcome.status ?? 0 }
        let (calls, start) = (allocations(), processorNanoseconds())
        for _ in 0..<rounds { status = gateway.answer(request)?.outcome.status ?? 0 }
        let nanoseconds = Double(processorNanoseconds() - start) / Double(rounds)
        let count = Double(allocations() - calls) / Double(rounds)
        let note = status == scenario.status ? "" : "answered \(status)"
        print(row(scenario.name, whole(nanoseconds), tenths(count), "", note))
    }

    private static func endpoint(_ name: String, _ path: String, _ keys: String) -> String {
        "  \(name):\n    path: \(path)\n    auth: none\n    extract: { event: $.type, n: { body: $.n, type: int, default: 0 } }\n\(keys)"
    }

    private static func file(_ endpoints: String) -> String { "hookgate: 1\nendpoints:\n" + endpoints }

    /// Steps that each compute or ask something of what came before.
    private static func steps(_ count: Int) -> String {
        var text = "    steps:\n"
        for step in 0..<count {
            switch step % 4 {
            case 0: text += "    - set: { v\(step): \"${n + \(step)}\" }\n"
            case 1: text += "    - require: v\(step - 1) != \(step + 1_000_000)\n"
            case 2: text += "    - branches: [{ when: event == \"e\(step)\", respond: { status: 202 } }]\n"
            default: text += "    - set: { w\(step): \"${event == 'x' ? v\(step - 3) : n}\" }\n"
            }
        }
        return text + "    - respond: { status: 204 }\n"
    }

    private static func cases(_ count: Int) -> String {
        let arms = (0..<count).map { "    - { case: event.number.\($0), respond: { status: 202 } }\n" }
        return "    switch: event\n    branches:\n" + arms.joined()
            + "    - { case: last, respond: { status: 200 } }\n    - { else: , respond: { status: 204 } }\n"
    }

    private static func routes(_ count: Int) -> String {
        (0..<count).map { "  e\($0): { path: /hooks/\($0)/event, auth: none, respond: { status: 204 } }\n" }.joined()
    }

    static var requests: [RequestScenario] {
        let body = #"{"type":"last","n":7}"#
        var scenarios = [0, 50].map { count in
            RequestScenario(
                name: "a request through \(count) steps",
                file: file(endpoint("hook", "/hook", steps(count))),
                body: body,
                status: 204
            )
        }
        for count in [1, 10, 100, 1000] {
            let file = file(endpoint("hook", "/hook", cases(count)))
            scenarios.append(RequestScenario(name: "the last of \(count + 1) cases", file: file, body: body))
        }
        for count in [10, 100, 1000, 10_000] {
            scenarios.append(
                RequestScenario(
                    name: "one of \(count) endpoints",
                    file: file(routes(count)),
                    path: "/hooks/\(count - 1)/event",
                    status: 204
                )
            )
        }
        let items = list(100) { #"{"price":\#($0),"quantity":2}"# }
        scenarios.append(
            RequestScenario(
                name: "a loop over 100 items that collects",
                file: file(
                    endpoint(
                        "hook",
                        "/hook",
                        """
                            steps:
                            - for_each: { in: body.items, as: item, collect: { amounts: "${item.price * item.quantity}" } }
                            - respond: { json: { total: "${amounts.sum()}" } }

                        """
                    )
                ),
                body: #"{"type":"x","items":\#(items)}"#
            )
        )
        return scenarios
    }
}
