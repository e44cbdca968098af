import Foundation
import GateTestSupport
import GateTesting
import Testing

/// What `hookgate explain` prints, beside golden files.
@Suite struct ExplainCommandTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var arguments: String
        var testDescription: String { name }
    }

    private static let json = "-H 'Content-Type: application/json'"

    private static func curl(_ body: String, _ path: String) -> String {
        "\"curl \(json) --data @\(body) http://localhost\(path)\""
    }

    static let cases = [
        Case(name: "tag-added", arguments: "\(sale("contact.tag.added")) --as valid"),
        Case(name: "big-sale", arguments: "\(sale("customer.sale.completed")) --as valid"),
        Case(name: "order", arguments: "\(order("order")) --as valid"),
        Case(name: "refund", arguments: "\(order("refund")) --as valid"),
        Case(name: "ignored", arguments: "\(order("unknown")) --as valid"),
        Case(name: "unauthenticated", arguments: "\(order("order"))"),
        Case(name: "forbidden", arguments: "\(sale("contact.tag.added")) --from 192.0.2.9"),
        Case(name: "no-path", arguments: "'curl http://localhost/hooks/systemeoi'"),
        Case(name: "no-method", arguments: "'curl http://localhost/hooks/systemeio?token=verysecret'"),
        Case(name: "at", arguments: "'curl http://localhost/hooks/systemeio' --at 2026-07-01T12:00:00Z"),
    ]

    private static func sale(_ name: String) -> String {
        curl("examples/systemeio/payloads/\(name).json", "/hooks/systemeio")
    }

    private static func order(_ name: String) -> String {
        curl("examples/orders/payloads/\(name).json", "/hooks/orders") + " examples/orders/gateway.yaml"
    }

    @Test("the text of a decision", arguments: cases)
    func text(_ item: Case) throws {
        let result = try runShell("hookgate explain \(item.arguments)")
        #expect(result.status == 0, "\(result.errors)")
        #expect(!result.output.contains("placeholder") || item.name == "unauthenticated")
        #expect(!result.output.contains("verysecret"))
        expectGolden(result.output, at: "../Cases/Explain/\(item.name).txt")
    }

    @Test("the JSON of a decision")
    func json() throws {
        let result = try runShell("hookgate explain \(Self.order("order")) --as valid --format json")
        #expect(result.status == 0)
        expectGolden(result.output, at: "../Cases/Explain/order.json")
        let tree = try JSONTree(parsing: Array(result.output.utf8))
        #expect(tree["decision"]?["branch"] == .string("order"))
        #expect(tree["steps"]?.items?.isEmpty == false)
    }

    @Test(
        "requests that do not get to the flow",
        arguments: [
            (#"{"type": 3,\n x}"#, "body      malformed: it is not JSON: line 2, column 2: there is \"x}\""),
            (#"{"type": 3"#, "line 1, column 11: it ends there"),
            (#"{"type": 3}"#, "event is of another type than declared: body $.type has 3"),
            (#"{"data": {}}"#, "event is missing: body $.type has none, and it is required"),
        ]
    )
    func refusals(_ body: String, _ line: String) throws {
        let head = #"POST /hooks/systemeio HTTP/1.1\nContent-Type: application/json\n\n"#
        let result = try runShell("printf '\(head)\(body)' | hookgate explain - --as valid")
        #expect(result.status == 0)
        #expect(result.output.contains(line), "\(result.output)")
    }

    @Test(
        "what is wrong is said, with the status of the page",
        arguments: [
            ("hookgate explain no-such-file", 1, "cannot read no-such-file: no such file or directory"),
            ("printf '' | hookgate explain -", 1, "standard input: it is empty"),
            ("hookgate explain 'curl --no-such-option http://x/'", 1, "the curl line: line 1: the curl option"),
            ("hookgate explain 'curl http://x/' no-such-file.yaml", 1, "cannot read no-such-file.yaml"),
            ("hookgate explain 'curl http://x/' --at noon", 64, "is no time as RFC 3339 has it"),
            ("hookgate explain 'curl http://x/' --from nowhere", 64, "is no IP address"),
            ("hookgate explain 'curl http://x/' --entry 0", 64, "counts from 1"),
            ("hookgate explain 'curl http://x/' --entry 2", 1, "there is no request 2: it has 1"),
            ("hookgate explain 'curl http://x/' -o /nowhere/file", 1, "cannot write /nowhere/file"),
            ("hookgate explain", 64, "Missing expected argument"),
        ]
    )
    func mistakes(_ command: String, _ status: Int, _ words: String) throws {
        let result = try runShell(command)
        #expect(result.status == Int32(status))
        #expect(result.errors.contains(words), "\(result.errors)")
    }

    @Test("the page needs nothing else, and lights the way that is taken")
    func html() throws {
        let folder = try Repository.makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("why.html").path
        let result = try runShell("hookgate explain \(Self.order("order")) --as valid --format html -o \(path)")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.isEmpty)
        let page = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
        for word in ["<script", "src=", "href=", "@import", "http-equiv"] { #expect(!page.contains(word), "\(word)") }
        let boxes = page.split(separator: "\n").filter { $0.hasPrefix("<g class=") }
        let ends = boxes.filter { $0.contains("<title>200") }
        #expect(ends.count == 3)
        #expect(ends.filter { $0.contains(" lit\"") }.map { $0.contains("<title>200 order<") } == [true])
        #expect(page.contains("<div class=\"line passed\"><i>65</i><code>      - switch: event</code></div>"))
        #expect(page.contains("switch: event is &quot;order.paid&quot;: case &quot;order.paid&quot;"))
    }

    @Test("a request cannot write into the page")
    func markup() throws {
        let body = #"{"type": "<script>alert(1)</script>"}"#
        let head = #"POST /hooks/systemeio?<b> HTTP/1.1\nContent-Type: application/json\n\n"#
        let result = try runShell("printf '\(head)\(body)' | hookgate explain - --as valid --format html")
        #expect(result.status == 0, "\(result.errors)")
        #expect(!result.output.contains("<script") && !result.output.contains("<b>"))
        #expect(result.output.contains("&lt;script&gt;alert(1)"))
    }

    @Test("credentials turn up nowhere, whatever reads them")
    func secrets() throws {
        let folder = try Repository.makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = """
            hookgate: 1
            endpoints:
              e:
                path: /e
                auth: none
                methods: [GET]
                extract:
                  key: { header: Authorization }
                  cookie: { header: Cookie }
                  token: { query: token }
                branches:
                  - name: never
                    when: headers["authorization"] == "no" || key == "x" || token == "y"
                    respond: { text: "${key}" }
                  - else:
                    respond: { json: { key: "${key}", cookie: "${cookie}", token: "${token}", all: "${headers}" } }
            """
        try Data(file.utf8).write(to: folder.appendingPathComponent("gateway.yaml"))
        let curl = "curl -u ada:hunter-two -H \"Cookie: id=crumb-value\" http://x/e?token=t%C3%B6ken-value"
        for format in ["text", "json", "html"] {
            let result = try runShell("hookgate explain '\(curl)' --format \(format)", in: folder)
            #expect(result.status == 0, "\(result.errors)")
            for secret in ["hunter-two", "YWRhOmh1bnRlci10d28", "crumb-value", "töken-value", "t%C3%B6ken-value"] {
                #expect(!result.output.contains(secret), "\(format): \(secret)")
            }
            #expect(result.output.contains("***"))
        }
    }
}
