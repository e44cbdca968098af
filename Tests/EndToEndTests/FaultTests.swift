import Testing

/// Evaluations that fail: 500, never a branch, and a log line that says where.
@Suite struct FaultTests {
    static let configuration = """
        hookgate: 1
        endpoints:
          condition:
            path: /condition
            auth: none
            extract: { a: { body: $.a, type: int, required: true } }
            branches:
              - name: divided
                when: 100 / a > 5
                respond: { text: small }
              - else:
                respond: { text: large }
          answer:
            path: /answer
            auth: none
            extract: { text: { body: $.text, type: string, required: true } }
            respond:
              headers: { X-Text: "<${text}>" }
              json: { number: "${int(text)}" }
        """

    /// Where an expression of the configuration stands, as `gateway.yaml:LINE:COLUMN`.
    static func place(of expression: String, in configuration: String = configuration) throws -> String {
        let lines = configuration.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            guard let range = line.firstRange(of: expression) else { continue }
            return "gateway.yaml:\(index + 1):\(line[..<range.lowerBound].count + 1)"
        }
        throw HarnessError("no \(expression)")
    }

    @Test("A condition that fails is 500 with a line that names its place")
    func condition() throws {
        try withGateway(Self.configuration) { gateway in
            try #expect(gateway.send(.post("/condition", #"{"a":10}"#)).text == "small")
            try #expect(gateway.send(.post("/condition", #"{"a":50}"#)).text == "large")
            let answer = try gateway.send(.post("/condition", #"{"a":0}"#))
            try expectProblem(answer, 500)
            let line = try gateway.awaitLine(of: answer)
            #expect(line.string("level") == "error")
            #expect(line.string("fault") == "divisionByZero")
            let place = try Self.place(of: "100 / a > 5")
            #expect(line.string("at")?.hasPrefix(place + ":") == true, "\(line.text) for \(place)")
            #expect(line.string("at")?.contains("divided") == true)
            #expect(line.string("branch") == nil, "no branch was taken")
        }
    }

    @Test("An answer that fails is 500, without the payload in the log")
    func answer() throws {
        try withGateway(Self.configuration) { gateway in
            try #expect(gateway.send(.post("/answer", #"{"text":"12"}"#)).text == #"{"number":12}"#)
            let answer = try gateway.send(.post("/answer", #"{"text":"ada@example.com"}"#))
            try expectProblem(answer, 500)
            #expect(answer.header("X-Text") == nil)
            #expect(!answer.text.contains("ada@"))
            let line = try gateway.awaitLine(of: answer)
            #expect(line.string("fault") == "invalidConversion")
            let place = try Self.place(of: "int(text)")
            #expect(line.string("at")?.hasPrefix(place + ":") == true, "\(line.text) for \(place)")
            #expect(!line.text.contains("ada@"))
        }
    }

    static let costly = """
        hookgate: 1
        endpoints:
          query:
            path: /query
            auth: none
            extract:
              plain: $.type
              dear: "$..[?search(@.text, '(a?){500}b')]"
            respond: { json: { dear: "${dear}" } }
          nested:
            path: /nested
            auth: none
            branches:
              - name: in both
                when: body.a.exists(x, body.b.exists(y, x == y)) || body.a[0] == 1
                respond: { text: both }
              - else:
                respond: { text: neither }
        """

    @Test("A body that makes a query or a condition too long is 500 with a line that names its place")
    func steps() throws {
        let text = String(repeating: "a", count: 100_000)
        let (ones, twos) = (String(repeating: "1,", count: 100_000), String(repeating: "2,", count: 100_000))
        try withGateway(Self.costly) { gateway in
            try #expect(gateway.send(.post("/query", #"{"x":[{"text":"aab"}]}"#)).text == #"{"dear":[{"text":"aab"}]}"#)
            try #expect(gateway.send(.post("/nested", #"{"a":[1],"b":[2]}"#)).text == "both")
            let cases = [
                ("/query", #"{"x":[{"text":"\#(text)"}]}"#, #""$..[?search"#, "extract of \"dear\""),
                ("/nested", #"{"a":[\#(ones)1],"b":[\#(twos)2]}"#, "body.a.exists", "when of \"in both\""),
            ]
            for (path, body, expression, role) in cases {
                let answer = try gateway.send(.post(path, body))
                try expectProblem(answer, 500)
                let line = try gateway.awaitLine(of: answer)
                #expect(line.string("fault") == "stepsExceeded")
                let place = try Self.place(of: expression, in: Self.costly)
                #expect(line.string("at") == "\(place): \(role)", "\(line.text)")
            }
        }
    }

    static let injections = [#"a\r\nX-Injected: 1"#, #"a\nb"#, #"\r"#, #"a\u0000b"#, #"a\u007fb"#, #"a\r\n\r\n<html>"#]

    @Test("A header value with a line end is 500, not a header more", arguments: injections)
    func injection(_ text: String) throws {
        let configuration = """
            hookgate: 1
            endpoints:
              e:
                path: /e
                auth: none
                extract: { text: { body: $.text, type: string, required: true } }
                respond: { headers: { X-Text: "<${text}>", X-Next: ok }, text: fine }
            """
        try withGateway(configuration) { gateway in
            let client = try gateway.connect()
            try client.send(Request.post("/e", #"{"text":"\#(text)"}"#).bytes)
            let answer = try client.readAnswer()
            try expectProblem(answer, 500)
            #expect(answer.header("X-Injected") == nil)
            #expect(answer.header("X-Text") == nil)
            let line = try gateway.awaitLine(of: answer)
            #expect(line.string("fault") == "invalidHeaderValue")
            #expect(line.string("at")?.hasPrefix("gateway.yaml:7:39: ") == true, "\(line.text)")
            try client.send(Request.post("/e", #"{"text":"a\tb é"}"#).bytes)
            let next = try client.readAnswer()
            #expect(next.text == "fine")
            #expect(next.header("X-Text") == "<a\tb é>")
            #expect(next.header("X-Next") == "ok")
        }
    }

    static let heavy: [(what: String, limit: String, fault: String)] = [
        ("steps", "steps: 1000", "stepsExceeded"),
        ("memory", "memory: 64KiB", "memoryExceeded"),
    ]

    @Test("An evaluation over its limits is 500, and the next one has its own", arguments: heavy)
    func limits(_ what: String, _ limit: String, _ fault: String) throws {
        let configuration = """
            hookgate: 1
            server: { limits: { \(limit) } }
            endpoints:
              e:
                path: /e
                auth: none
                extract: { items: { body: $.list, type: list, required: true } }
                respond: { json: "${items.map(x, items.map(y, x + y))}" }
            """
        try withGateway(configuration) { gateway in
            let numbers = (0..<400).map(String.init).joined(separator: ",")
            let answer = try gateway.send(.post("/e", #"{"list":[\#(numbers)]}"#))
            try expectProblem(answer, 500)
            let line = try gateway.awaitLine(of: answer)
            #expect(line.string("fault") == fault)
            #expect(line.string("at")?.hasPrefix("gateway.yaml:8:") == true, "\(line.text)")
            try #expect(gateway.send(.post("/e", #"{"list":[1,2]}"#)).text == "[[2,3],[3,4]]")
        }
    }
}
