import Foundation
import Testing

/// What is read from headers, paths and bodies: defaults, alternatives, and the difference between null and absent.
@Suite struct ExtractionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var what: String
        /// The entries of `extract:` in flow style.
        var extract: String
        /// The value of `json:` in flow style.
        var json = #""${v}""#
        var path = "/e"
        var target = "/e"
        var headers: [String] = []
        var body = "{}"
        /// The answer's text; nil for 422.
        var answer: String?

        var testDescription: String { what }

        var configuration: String {
            """
            hookgate: 1
            endpoints:
              e:
                path: \(path)
                auth: none
                extract: { \(extract) }
                respond: { json: \(json) }
            """
        }
    }

    static func run(_ sent: Case) throws {
        try withGateway(sent.configuration) { gateway in
            let answer = try gateway.send(.post(sent.target, sent.body, sent.headers))
            guard let expected = sent.answer else {
                try #expect(expectProblem(answer, 422).field == "v")
                return
            }
            #expect(answer.status == 200, "\(answer.text)")
            #expect(answer.text == expected)
        }
    }

    static let headers = [
        Case(what: "any case", extract: "v: { header: X-Name }", headers: ["x-nAME: Ada"], answer: #""Ada""#),
        Case(what: "missing", extract: "v: { header: X-Name }", answer: "null"),
        Case(what: "empty", extract: "v: { header: X-Name }", headers: ["X-Name:"], answer: #""""#),
        Case(
            what: "several lines",
            extract: "v: { header: X-Name }",
            headers: ["X-Name: a", "X-Other: b", "x-name:  c "],
            answer: #""a, c""#
        ),
        Case(what: "UTF-8", extract: "v: { header: X-Name }", headers: ["X-Name: é\t\"x\""], answer: #""é\t\"x\"""#),
        Case(what: "an int", extract: "v: { header: X-N, type: int }", headers: ["X-N: 7"], answer: "7"),
        Case(what: "no int", extract: "v: { header: X-N, type: int }", headers: ["X-N: seven"], answer: nil),
        Case(what: "a default", extract: "v: { header: X-N, type: int, default: 3 }", answer: "3"),
        Case(what: "required", extract: "v: { header: X-N, required: true }", answer: nil),
        Case(
            what: "the first of several",
            extract: "v: { header: [X-A, X-B] }",
            headers: ["X-B: b"],
            answer: #""b""#
        ),
        Case(
            what: "the map of all",
            extract: "",
            json: #"{ v: "${headers['x-name']}", has: "${'x-other' in headers}" }"#,
            headers: ["X-Name: Ada"],
            answer: #"{"v":"Ada","has":false}"#
        ),
    ]

    @Test("Headers", arguments: headers)
    func header(_ sent: Case) throws { try Self.run(sent) }

    static let paths = [
        Case(what: "plain", extract: "v: { param: p }", path: "'/e/{p}'", target: "/e/abc", answer: #""abc""#),
        Case(what: "decoded", extract: "v: { param: p }", path: "'/e/{p}'", target: "/e/a%20%C3%A9", answer: #""a é""#),
        Case(what: "a slash", extract: "v: { param: p }", path: "'/e/{p}'", target: "/e/a%2Fb", answer: #""a/b""#),
        Case(what: "a plus", extract: "v: { param: p }", path: "'/e/{p}'", target: "/e/a+b", answer: #""a+b""#),
        Case(what: "dots", extract: "v: { param: p }", path: "'/e/{p}'", target: "/e/..", answer: #""..""#),
        Case(
            what: "twice encoded",
            extract: "v: { param: p }",
            path: "'/e/{p}'",
            target: "/e/%2525",
            answer: #""%25""#
        ),
        Case(
            what: "an int",
            extract: "v: { param: p, type: int }",
            path: "'/e/{p}/x'",
            target: "/e/42/x?p=1",
            answer: "42"
        ),
        Case(what: "no int", extract: "v: { param: p, type: int }", path: "'/e/{p}'", target: "/e/x", answer: nil),
        Case(
            what: "two",
            extract: "v: { param: b }",
            json: #"{ v: "${v}", a: "${params.a}" }"#,
            path: "'/{a}/e/{b}'",
            target: "/1/e/2",
            answer: #"{"v":"2","a":"1"}"#
        ),
    ]

    @Test("Path parameters", arguments: paths)
    func parameter(_ sent: Case) throws { try Self.run(sent) }

    static let bodies = [
        Case(what: "the short form", extract: "v: a.b", body: #"{"a":{"b":7}}"#, answer: "7"),
        Case(what: "an index", extract: "v: 'a[-1].b'", body: #"{"a":[{"b":1},{"b":2}]}"#, answer: "2"),
        Case(
            what: "a list of all",
            extract: "v: '$.a[*].b'",
            body: #"{"a":[{"b":1},{},{"b":null}]}"#,
            answer: "[1,null]"
        ),
        Case(what: "descendants", extract: "v: $..b", body: #"{"a":[{"b":1}],"b":2}"#, answer: "[2,1]"),
        Case(what: "no match of many", extract: "v: '$.a[*].b'", answer: "[]"),
        Case(what: "a member of a list", extract: "v: $.a.b", body: #"{"a":[]}"#, answer: "null"),
        Case(what: "a default for absent", extract: "v: { body: $.a, default: 3 }", answer: "3"),
        Case(what: "a default for null", extract: "v: { body: $.a, default: 3 }", body: #"{"a":null}"#, answer: "3"),
        Case(
            what: "no default for false",
            extract: "v: { body: $.a, default: 3 }",
            body: #"{"a":false}"#,
            answer: "false"
        ),
        Case(what: "no default for empty", extract: "v: { body: $.a, default: 3 }", body: #"{"a":""}"#, answer: #""""#),
        Case(what: "a default of a list", extract: "v: { body: $.a, default: [1, {b: c}] }", answer: #"[1,{"b":"c"}]"#),
        Case(what: "required and there", extract: "v: { body: $.a, required: true }", body: #"{"a":0}"#, answer: "0"),
        Case(what: "required and null", extract: "v: { body: $.a, required: true }", body: #"{"a":null}"#, answer: nil),
        Case(what: "the first of two", extract: "v: { body: [$.a, $.b] }", body: #"{"a":1,"b":2}"#, answer: "1"),
        Case(what: "the second of two", extract: "v: { body: [$.a, $.b] }", body: #"{"a":null,"b":2}"#, answer: "2"),
        Case(
            what: "the first decides on the type",
            extract: "v: { body: [$.a, $.b], type: int }",
            body: #"{"a":"1","b":2}"#,
            answer: nil
        ),
        Case(
            what: "none, and a default",
            extract: "v: { body: [$.a, $.b], type: int, default: -1 }",
            body: #"{"b":null}"#,
            answer: "-1"
        ),
        Case(what: "a bool", extract: "v: { body: $.a, type: bool }", body: #"{"a":true}"#, answer: "true"),
        Case(what: "no bool", extract: "v: { body: $.a, type: bool }", body: #"{"a":"true"}"#, answer: nil),
        Case(what: "an int as a double", extract: "v: { body: $.a, type: double }", body: #"{"a":7}"#, answer: "7.0"),
        Case(what: "a list", extract: "v: { body: $.a, type: list }", body: #"{"a":[1,[2]]}"#, answer: "[1,[2]]"),
        Case(what: "no list", extract: "v: { body: $.a, type: list }", body: #"{"a":{}}"#, answer: nil),
        Case(what: "a map", extract: "v: { body: $.a, type: map }", body: #"{"a":{"b":{}}}"#, answer: #"{"b":{}}"#),
        Case(
            what: "a time",
            extract: "v: { body: $.a, type: timestamp }",
            json: #""${v.getFullYear()}""#,
            body: #"{"a":"2021-10-05T15:42:53+00:00"}"#,
            answer: "2021"
        ),
        Case(what: "no time", extract: "v: { body: $.a, type: timestamp }", body: #"{"a":"yesterday"}"#, answer: nil),
    ]

    @Test("Bodies", arguments: bodies)
    func body(_ sent: Case) throws { try Self.run(sent) }

    @Test(
        "null and absent read alike, and has() tells them apart",
        arguments: [
            ("{}", #"{"v":null,"has":false,"none":true}"#),
            (#"{"c":null}"#, #"{"v":null,"has":true,"none":true}"#),
            (#"{"c":0}"#, #"{"v":0,"has":true,"none":false}"#),
            (#"{"c":{}}"#, #"{"v":{},"has":true,"none":false}"#),
        ]
    )
    func presence(_ body: String, _ answer: String) throws {
        let json = #"{ v: "${v}", has: "${has(body.c)}", none: "${v == null}" }"#
        try Self.run(Case(what: "", extract: "v: $.c", json: json, body: body, answer: answer))
    }

    @Test("has() looks at the last step; the steps before it must be there, or it is 500")
    func presenceOfParents() throws {
        let sent = Case(what: "", extract: "", json: #""${has(body.a.b)}""#)
        try withGateway(sent.configuration) { gateway in
            try #expect(gateway.send(.post("/e", #"{"a":{"b":1}}"#)).text == "true")
            try #expect(gateway.send(.post("/e", #"{"a":{}}"#)).text == "false")
            try expectProblem(gateway.send(.post("/e", "{}")), 500)
        }
    }

    /// Bytes of Latin-1, alone and joined to other text: what is answered must be UTF-8 all the same.
    static let joinings = [
        "${v}", "<${v}>", "${v + 'x'}", "${headers['x-name']}", "${[v]}", "${v == '' ? 'y' : v + v}",
    ]

    @Test("A header that is no UTF-8 does not make an answer that is none", arguments: joinings)
    func headerBytes(_ template: String) throws {
        let configuration = """
            hookgate: 1
            endpoints:
              e:
                path: /e
                auth: none
                extract: { v: { header: X-Name, default: "" } }
                respond: { json: { v: "\(template)" } }
            """
        try withGateway(configuration) { gateway in
            for lines in [["X-Name: @"], ["X-Name: @", "X-Name: b"]] {
                let request = Request.post("/e", "{}", lines)
                let answer = try withBytes(request, at: UInt8(ascii: "@"), 0xE9, gateway)
                #expect(answer.status == 200)
                #expect(String(validating: answer.body, as: UTF8.self) != nil, "\(answer.text)")
                #expect((try? JSONSerialization.jsonObject(with: Data(answer.body))) != nil)
            }
        }
    }

    private func withBytes(_ request: Request, at mark: UInt8, _ byte: UInt8, _ gateway: Gateway) throws -> Answer {
        let client = try gateway.connect()
        try client.send(request.bytes.map { $0 == mark ? byte : $0 })
        return try client.readAnswer()
    }
}
