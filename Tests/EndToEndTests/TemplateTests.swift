import Foundation
import Testing

/// Answers made of `${…}`, and what a request knows of itself.
@Suite struct TemplateTests {
    static func configuration(_ respond: String) -> String {
        """
        hookgate: 1
        endpoints:
          e:
            path: /e
            auth: none
            extract:
              n: { body: $.n, type: int, default: 5 }
              d: { body: $.d, type: double, default: 1.5 }
              b: { body: $.b, type: bool, default: true }
              s: { body: $.s, type: string, default: Ada }
              any: $.any
            respond: { \(respond) }
        """
    }

    static let templates: [(respond: String, answer: String)] = [
        (#"json: "${n}""#, "5"),
        (#"json: "${d}""#, "1.5"),
        (#"json: "${b}""#, "true"),
        (#"json: "${s}""#, #""Ada""#),
        (#"json: "${any}""#, "null"),
        (#"json: " ${n}""#, #"" 5""#),
        (#"json: "n=${n} d=${d} b=${b} s=${s}""#, #""n=5 d=1.5 b=true s=Ada""#),
        (#"json: "${n}${n}""#, #""55""#),
        (#"json: "${ n + 1 }""#, "6"),
        (#"json: ["${n}", "${b}", null, true, 1.50, "x", 7, [], {}]"#, #"[5,true,null,true,1.5,"x",7,[],{}]"#),
        (#"json: { a: { b: ["${s}"] } }"#, #"{"a":{"b":["Ada"]}}"#),
        (#"json: { "a\"b": "${n}" }"#, #"{"a\"b":5}"#),
        (#"json: "${{'a': n, 'b': [s, b]}}""#, #"{"a":5,"b":["Ada",true]}"#),
        (#"json: "$${n}""#, #""${n}""#),
        (#"json: "$${${s}}""#, #""${Ada}""#),
        (#"json: { "$${k}": 1 }"#, #"{"${k}":1}"#),
        (#"json: "$n $ {n} $""#, #""$n $ {n} $""#),
        (#"json: "${'}' + s + '{'}""#, #""}Ada{""#),
        (#"text: "${n}""#, "5"),
        (#"text: "n=${n}, $${n}""#, "n=5, ${n}"),
        (#"text: "${b ? 'yes' : 'no'} ${s.size()} ${s.startsWith('A')}""#, "yes 3 true"),
        (#"text: """#, ""),
        (#"text: "line 1\nline 2""#, "line 1\nline 2"),
        (#"json: "${s.matches('^A.a$') && 'd' in ['d'] && n in [5]}""#, "true"),
        (#"json: "${[1, 2, 3].filter(x, x > 1).map(x, x * n)}""#, "[10,15]"),
        (#"json: "${timestamp('2026-01-31T09:05:00Z') + duration('1h')}""#, #""2026-01-31T10:05:00Z""#),
    ]

    @Test("One ${…} alone keeps its type, among text it becomes text", arguments: templates)
    func template(_ respond: String, _ text: String) throws {
        try withGateway(Self.configuration(respond)) { gateway in
            let answer = try gateway.send(.post("/e"))
            #expect(answer.status == 200)
            #expect(answer.text == text)
            let isText = respond.hasPrefix("text:")
            #expect(answer.header("Content-Type") == (isText ? "text/plain; charset=utf-8" : "application/json"))
        }
    }

    @Test("Values are written so that they stay within their text", arguments: [#"\"},{\""#, #"${n}"#, #"\\\""#, "é🎉"])
    func escaping(_ sent: String) throws {
        try withGateway(Self.configuration(#"json: { a: "${s}", b: "<${s}>" }"#)) { gateway in
            let answer = try gateway.send(.post("/e", #"{"s":"\#(sent)"}"#))
            #expect(answer.text == #"{"a":"\#(sent)","b":"<\#(sent)>"}"#)
        }
    }

    @Test("Headers take values, and may replace the type of the body")
    func headers() throws {
        let respond =
            #"headers: { X-N: "${n}/${s}", Content-Type: text/html, Cache-Control: no-store }, text: "<p>${s}</p>""#
        try withGateway(Self.configuration(respond)) { gateway in
            let answer = try gateway.send(.post("/e", #"{"s":"Grace"}"#))
            #expect(answer.header("X-N") == "5/Grace")
            #expect(answer.header("Content-Type") == "text/html")
            #expect(answer.header("Cache-Control") == "no-store")
            #expect(answer.text == "<p>Grace</p>")
            let names = answer.headers.map { $0.name.lowercased() }
            #expect(Set(names).count == names.count, "no header is there twice: \(names)")
        }
    }

    @Test("A request knows its id, method, path, client and time")
    func request() throws {
        let json = """
            json: { id: "${request.id}", method: "${request.method}", path: "${request.path}", ip: "${request.ip}", \
            time: "${request.time > timestamp('2024-01-01T00:00:00Z')}" }
            """
        try withGateway(Self.configuration(json)) { gateway in
            let answer = try gateway.send(.post("/%65?x=1", "{}", ["X-Request-Id: mine"]))
            let id = try #require(answer.header("X-Request-Id"))
            #expect(id != "mine")
            #expect(answer.text == #"{"id":"\#(id)","method":"POST","path":"/%65","ip":"127.0.0.1","time":true}"#)
        }
    }

    static let branches: [(body: String, answer: String)] = [
        (#"{"n":5}"#, "five"), (#"{"n":4}"#, "again"), (#"{"n":6,"s":"x"}"#, "x"), (#"{"n":6,"s":"y"}"#, "inner"),
        (#"{"n":7}"#, "else"),
    ]

    @Test("Branches are tried in order, also those within branches", arguments: branches)
    func branch(_ body: String, _ text: String) throws {
        let configuration = """
            hookgate: 1
            endpoints:
              e:
                path: /e
                auth: none
                extract: { n: { body: $.n, type: int, required: true }, s: { body: $.s, type: string, default: "" } }
                branches:
                  - { name: first, when: n == 5, respond: { text: five } }
                  - { name: second, when: n <= 5, respond: { text: again } }
                  - name: nested
                    when: n == 6
                    branches:
                      - { name: x, when: s == "x", respond: { text: x } }
                      - { else: , respond: { text: inner } }
                  - { else: , respond: { text: else } }
            """
        try withGateway(configuration) { gateway in
            try #expect(gateway.send(.post("/e", body)).text == text)
        }
    }

    @Test(
        "The payment example answers its payloads",
        arguments: [("success", 200), ("failure", 200), ("pending", 422)]
    )
    func payment(_ name: String, _ status: Int) throws {
        let folder = Program.root.appendingPathComponent("examples/payment")
        let configuration = try String(contentsOf: folder.appendingPathComponent("gateway.yaml"), encoding: .utf8)
        let payload = try String(contentsOf: folder.appendingPathComponent("payloads/\(name).json"), encoding: .utf8)
        try withGateway(configuration, environment: ["PAYMENT_PASSWORD": "p-1"]) { gateway in
            let headers = [Request.authorization("payment", "p-1"), "X-Attempt: 3"]
            let answer = try gateway.send(.post("/hooks/payment", payload, headers))
            #expect(answer.status == status, "\(answer.text)")
            #expect(answer.header("Content-Type") == "application/json")
            let code = ["success": "SUCCESS", "failure": "FAILURE"][name] ?? "UNKNOWN"
            #expect(answer.text.hasPrefix(#"{"code":"\#(code)","order":"#), "\(answer.text)")
            if name == "success" { #expect(answer.text.hasSuffix(#""attempt":3}"#)) }
        }
    }
}
