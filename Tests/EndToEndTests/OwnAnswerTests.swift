import Testing

/// The answers that the gateway gives by itself: their order, and their form.
@Suite struct OwnAnswerTests {
    static let configuration = """
        hookgate: 1
        server: { trusted_proxies: [127.0.0.1], limits: { body: 64KiB } }
        secrets: { key: { env: E2E_KEY } }
        endpoints:
          guarded:
            path: /guarded
            methods: [POST, PUT]
            auth: { source_ip: 203.0.113.7, basic: { username: user, password: key } }
            extract: { name: { body: $.name, type: string, required: true } }
            respond: { json: { hello: "${name}" } }
          page: { path: /page, methods: [GET], auth: none, respond: { text: page } }
        """

    static let key = "k-0815"

    /// What is still wrong with a request; the gateway names the first.
    struct Step: Sendable, CustomTestStringConvertible {
        var status: Int
        var method = "POST"
        var target = "/guarded"
        var client = "203.0.113.7"
        var password = OwnAnswerTests.key
        var type = "application/json"
        var length: Int?
        var chunkedBytes: Int?
        var body = "{}"

        var testDescription: String { "\(status) \(method) \(target)" }
    }

    /// From a request in which all is wrong to one in which nothing is, one mistake less at a time.
    static let steps: [Step] = {
        var step = Step(
            status: 404,
            method: "DELETE",
            target: "/nowhere",
            client: "192.0.2.1",
            password: "wrong",
            type: "text/plain",
            length: 200_000
        )
        var steps = [step]
        func fix(_ status: Int, _ change: (inout Step) -> Void) {
            change(&step)
            step.status = status
            steps.append(step)
        }
        fix(405) { $0.target = "/guarded" }
        fix(413) { $0.method = "POST" }
        fix(403) { ($0.length, $0.chunkedBytes) = (nil, 200_000) }
        fix(401) { $0.client = "203.0.113.7" }
        fix(415) { $0.password = key }
        fix(413) { $0.type = "application/json" }
        fix(400) { ($0.chunkedBytes, $0.body) = (nil, "{") }
        fix(422) { $0.body = "{}" }
        fix(200) { $0.body = #"{"name":"Ada"}"# }
        return steps
    }()

    @Test("Of several mistakes the gateway names the first", arguments: steps)
    func order(_ step: Step) throws {
        try withGateway(Self.configuration, environment: ["E2E_KEY": Self.key]) { gateway in
            var request = Request.post(step.target, step.body, type: step.type)
            request.method = step.method
            request.headers += ["X-Forwarded-For: \(step.client)", Request.authorization("user", step.password)]
            let client = try gateway.connect()
            if let length = step.length {
                request.headers.append("Content-Length: \(length)")
                request.sendsLength = false
                try client.send(request.head)
            } else if let count = step.chunkedBytes {
                request.body = Array(repeating: 0x20, count: count)
                try client.send(request.chunked(by: 10_000))
            } else {
                try client.send(request.bytes)
            }
            let answer = try client.readAnswer()
            guard step.status != 200 else { return #expect(answer.text == #"{"hello":"Ada"}"#) }
            let problem = try expectProblem(answer, step.status)
            #expect(problem.field == (step.status == 422 ? "name" : nil))
            let line = try gateway.awaitLine(of: answer)
            #expect(line.status == step.status)
            #expect(line.string("refusal") != nil)
            #expect(answer.header("Allow") == (step.status == 405 ? "POST, PUT" : nil))
            #expect(answer.header("Accept") == (step.status == 415 ? "application/json" : nil))
            #expect((answer.header("WWW-Authenticate") != nil) == (step.status == 401))
        }
    }

    static let methods: [(method: String, target: String, status: Int, allow: String?)] = [
        ("GET", "/guarded", 405, "POST, PUT"),
        ("HEAD", "/page", 405, "GET"),
        ("POST", "/page", 405, "GET"),
        ("OPTIONS", "/page", 405, "GET"),
        ("get", "/page", 405, "GET"),
        ("PURGE", "/page", 405, "GET"),
        ("GET", "/page/", 404, nil),
        ("GET", "//page", 404, nil),
        ("GET", "/page/../page", 404, nil),
        ("GET", "/Page", 404, nil),
        ("GET", "/", 404, nil),
        ("GET", "/guarded/x", 404, nil),
        ("GET", "/pa%67e?x=%ZZ", 200, nil),
        ("GET", "/pa%g1ge", 400, nil),
        ("GET", "/page%00", 400, nil),
        ("GET", "/page%C0%80", 400, nil),
    ]

    @Test("Paths are compared exactly, methods too", arguments: methods)
    func routing(_ method: String, _ target: String, _ status: Int, _ allow: String?) throws {
        try withGateway(Self.configuration, environment: ["E2E_KEY": Self.key]) { gateway in
            let answer = try gateway.send(Request(method: method, target: target))
            #expect(answer.status == status)
            #expect(answer.header("Allow") == allow)
            if status == 200 {
                #expect(answer.text == "page")
            } else if method == "HEAD" {
                #expect(answer.body.isEmpty)
            } else {
                try expectProblem(answer, status)
            }
        }
    }

    @Test("Too many connections: 503, and the next is served when there is room")
    func overload() throws {
        let configuration = """
            hookgate: 1
            server: { limits: { connections: 1 } }
            endpoints: { page: { path: /page, methods: [GET], auth: none, respond: { text: page } } }
            """
        try withGateway(configuration) { gateway in
            let first = try gateway.connect()
            try first.send(Request.get("/page").bytes)
            try #expect(first.readAnswer().status == 200)
            let second = try gateway.connect()
            let answer = try second.readAnswer()
            try expectProblem(answer, 503)
            #expect(answer.header("Retry-After") == "1")
            #expect(answer.closes)
            try #expect(second.readToEnd().isEmpty)
            second.close()
            first.close()
            // The server learns of the two ends when it looks; until then it may refuse.
            let deadline = Deadline()
            var status = 503
            while status == 503, deadline.milliseconds > 0 {
                let client = try gateway.connect()
                try client.send(Request.get("/page").bytes)
                status = try client.readAnswer().status
            }
            #expect(status == 200)
        }
    }
}
