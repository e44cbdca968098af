import Testing

/// Clients that are too slow, with limits that are short enough to wait for.
@Suite struct TimeoutTests {
    static func configuration(_ limits: String) -> String {
        """
        hookgate: 1
        server: { limits: { \(limits) } }
        endpoints: { e: { path: /e, auth: none, extract: { a: $.a }, respond: { json: "${a}" } } }
        """
    }

    static let heads = ["P", "POST /e", "POST /e HTTP/1.1\r\n", "POST /e HTTP/1.1\r\nHost: a\r\n", "\r\nP"]

    @Test("A head that does not come to its end is 408", arguments: heads)
    func slowHead(_ sent: String) throws {
        try withGateway(Self.configuration("header_timeout: 100ms")) { gateway in
            let client = try gateway.connect()
            try client.send(sent)
            let answer = try client.readAnswer()
            try expectProblem(answer, 408)
            #expect(answer.closes)
            try #expect(client.readToEnd().isEmpty)
            let line = try gateway.awaitLine(of: answer)
            #expect(line.string("refusal") == "slowHead")
        }
    }

    @Test("A head that drips is 408: each byte does not buy more time")
    func drippingHead() throws {
        try withGateway(Self.configuration("header_timeout: 300ms")) { gateway in
            let client = try gateway.connect()
            try client.send("POST /e HTTP/1.1\r\nX-Slow: ")
            var count = 0
            while try !client.hasInput(withinMilliseconds: 20) {
                try client.send("x")
                count += 1
                guard count < 2000 else { throw HarnessError("still no answer") }
            }
            try expectProblem(client.readAnswer(), 408)
        }
    }

    static let bodies = ["", "{", #"{"a":1"#]

    @Test("A body that does not come to its end is 408", arguments: bodies)
    func slowBody(_ sent: String) throws {
        try withGateway(Self.configuration("body_timeout: 100ms")) { gateway in
            for framing in ["Content-Length: 7", "Transfer-Encoding: chunked"] {
                var request = Request(target: "/e", headers: ["Content-Type: application/json", framing])
                request.sendsLength = false
                let client = try gateway.connect()
                let isChunked = framing.contains("chunked")
                try client.send(request.head + (isChunked && !sent.isEmpty ? "7\r\n\(sent)" : sent))
                let answer = try client.readAnswer()
                try expectProblem(answer, 408)
                #expect(answer.closes)
                try #expect(client.readToEnd().isEmpty)
                try #expect(gateway.awaitLine(of: answer).string("endpoint") == "e")
            }
        }
    }

    @Test("A client that was told to go on and does not is 408 too")
    func slowAfterContinue() throws {
        try withGateway(Self.configuration("body_timeout: 100ms")) { gateway in
            let client = try gateway.connect()
            try client.send(Request.post("/e", "{}", ["Expect: 100-continue"]).head)
            try #expect(client.readAnswer().status == 100)
            try expectProblem(client.readAnswer(), 408)
        }
    }

    @Test("A connection on which nothing comes is closed without a word")
    func idle() throws {
        try withGateway(Self.configuration("idle_timeout: 1s")) { gateway in
            let silent = try gateway.connect()
            try #expect(silent.readToEnd().isEmpty)
            let kept = try gateway.connect()
            try kept.send(Request.post("/e", #"{"a":1}"#).bytes)
            let answer = try kept.readAnswer()
            #expect(answer.text == "1")
            #expect(!answer.closes)
            try #expect(kept.readToEnd().isEmpty)
        }
    }
}
