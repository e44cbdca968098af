import Foundation
import GateCompiler
import GateDiagnostics
import GateTestSupport
import Testing

@Suite("diff: what means the same")
struct SameMeaningTests {
    static let examples = [
        "gateway.yaml", "examples/payment/gateway.yaml", "examples/orders/gateway.yaml", "Benchmarks/bench.yaml",
    ]

    @Test("a file and itself", arguments: examples)
    func itself(_ path: String) throws {
        let text = try Repository.text(path)
        #expect(try changeLines(text, text).isEmpty)
    }

    /// Endpoints and the keys of an endpoint, of `extract`, `secrets` and `server` in another order, with comments.
    @Test("blocks of lines in another order, and comments", arguments: examples, UInt64(1)...8)
    func rearranged(_ path: String, _ seed: UInt64) throws {
        let text = try Repository.text(path)
        var generator = SplitMix64(seed: seed)
        let other = rearrange(
            text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init),
            &generator
        )
        #expect(other.joined(separator: "\n") != text)
        #expect(try changeLines(text, other.joined(separator: "\n")).isEmpty)
    }

    /// Shuffles the entries of a block mapping, and those of the mappings in it; sequences keep their order.
    private func rearrange(_ lines: [String], _ generator: inout SplitMix64) -> [String] {
        let depth = { (line: String) in line.prefix { $0 == " " }.count }
        let isText = { (line: String) in
            !line.allSatisfy(\.isWhitespace) && !line.drop(while: \.isWhitespace).hasPrefix("#")
        }
        guard let first = lines.first(where: isText), !first.drop(while: \.isWhitespace).hasPrefix("-") else {
            return lines
        }
        var entries: [[String]] = []
        for line in lines where isText(line) {
            if depth(line) == depth(first) { entries.append([line]) } else { entries[entries.count - 1].append(line) }
        }
        entries = entries.map { entry in
            let isMapping = entry[0].hasSuffix(":")
            return [entry[0]] + (isMapping ? rearrange(Array(entry.dropFirst()), &generator) : Array(entry.dropFirst()))
        }
        return entries.shuffled(using: &generator).flatMap { ["# \(generator.next())"] + $0 }
    }

    static let spellings: [(name: String, old: String, new: String)] = [
        (
            "flow and block style, quotes, anchors",
            """
            endpoints:
              a: { path: /a, auth: { source_ip: [192.0.2.1] }, respond: { status: 202, json: { a: 1, b: "x" } } }
              b: { path: /b, auth: { source_ip: [192.0.2.1] }, respond: { status: 202 } }
            """,
            """
            endpoints:
              b:
                respond:
                  status: 202
                auth: &who
                  source_ip:
                    - 192.0.2.1/32
                path: "/b"
              a: { path: '/a', auth: *who, respond: { json: { "b": x, a: 1 }, status: 202 } }
            """
        ),
        (
            "defaults spelled out",
            "endpoints:\n  a: { path: /a, auth: none, extract: { x: a.b }, respond: { json: { x: \"${x}\" } } }\n",
            """
            server: { listen: 127.0.0.1:8080, trusted_proxies: [], limits: { body: 1048576 }, drain: { delay: 0s } }
            endpoints:
              a:
                path: /a
                methods: [POST]
                mode: sync
                description: Nothing
                auth: none
                extract: { x: { body: '$["a"].b', type: any, required: false } }
                respond: { status: 200, headers: {}, json: { x: "${ x }" } }
            """
        ),
        (
            "a flow and its steps",
            """
            flows:
              sum: { inputs: { rows: {} }, steps: [{ set: { count: "${size(rows)}" } }], output: "${count * 2}" }
            endpoints:
              a:
                path: /a
                auth: none
                extract: { items: "$.items[*]" }
                steps:
                  - call: sum
                    with: { rows: "${items}" }
                    as: total
                  - respond: { json: { total: "${total}" } }
            """,
            """
            endpoints:
              a:
                path: /a
                auth: none
                extract: { items: "$.items[*]" }
                steps:
                  - set: { rows: "${items}", count: "${size(rows)}", total: "${count * 2}" }
                  - respond: { json: { total: "${total}" } }
            """
        ),
        (
            "the name of a flow",
            """
            flows: { one: { steps: [{ require: request.method == "POST" }] } }
            endpoints: { a: { path: /a, auth: none, steps: [{ call: one }, { respond: {} }], methods: [POST, PUT] } }
            """,
            """
            flows: { two: { steps: [{ require: request.method == 'POST' }] } }
            endpoints: { a: { methods: [PUT, POST], path: /a, auth: none, steps: [{ call: two }, { respond: {} }] } }
            """
        ),
        (
            "cases of a switch in another order",
            """
            endpoints:
              a:
                path: /a
                auth: none
                extract: { event: $.event }
                switch: event
                branches: [{ case: [a, b], respond: {} }, { case: c, respond: { status: 201 } }, { else: , respond: {} }]
            """,
            """
            endpoints:
              a:
                path: /a
                auth: none
                extract: { event: $.event }
                switch: event
                branches: [{ case: c, respond: { status: 201 } }, { case: [b, a], respond: {} }, { else: , respond: {} }]
            """
        ),
        (
            "the name of a secret",
            """
            secrets: { one: { env: KEY } }
            endpoints: { a: { path: /a, auth: { basic: { username: a, password: one } }, respond: {} } }
            """,
            """
            secrets: { two: { env: KEY } }
            endpoints: { a: { path: /a, auth: { basic: { username: a, password: two } }, respond: {} } }
            """
        ),
    ]

    @Test("other spellings", arguments: spellings.indices)
    func spelling(_ index: Int) throws {
        let item = Self.spellings[index]
        let (old, new) = ("hookgate: 1\n" + item.old, "hookgate: 1\n" + item.new)
        #expect(try changeLines(old, new) == [], "\(item.name)")
        #expect(try changeLines(new, old) == [], "\(item.name)")
    }

    /// Names that mean one thing in a flow and another around it: the steps look alike, and are not.
    @Test("a flow whose input hides a name is not its steps")
    func hiddenName() throws {
        let call = { (inside: String, outside: String) in
            """
            hookgate: 1
            flows: { f: { inputs: { x: { type: int } }, steps: [\(inside)] } }
            endpoints:
              a:
                path: /a
                auth: none
                extract: { x: { body: $.x, type: int, default: 0 } }
                steps:
                  - call: f
                    with: { x: "${x + 1}" }
                  \(outside)
                  - respond: { json: { x: "${x}" } }
            """
        }
        let require = "{ require: x > 1, respond: { status: 409 } }"
        let lines = try changeLines(call(require, ""), call("{ set: { y: \"${x}\" } }", "- \(require)"))
        #expect(!lines.isEmpty)
    }
}
