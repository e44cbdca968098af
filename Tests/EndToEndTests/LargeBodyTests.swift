import Testing

/// Bodies at and over the limit, and the handshake that spares sending them.
@Suite struct LargeBodyTests {
    static let configuration = """
        hookgate: 1
        secrets: { key: { env: E2E_KEY } }
        endpoints:
          size: { path: /size, auth: none, extract: { v: { body: $.v, type: string } }, respond: { json: "${v.size()}" } }
          guarded: { path: /guarded, auth: { basic: { username: user, password: key } }, respond: { text: in } }
        """

    /// A body of exactly this many bytes.
    static func body(_ count: Int) -> String {
        #"{"v":"\#(String(repeating: "x", count: count - 8))"}"#
    }

    static func withServer(_ body: (Gateway) throws -> Void) throws {
        try withGateway(configuration, environment: ["E2E_KEY": "k"], body)
    }

    @Test("A body of 1 MiB is taken", arguments: [nil, 1000, 65_536, 1 << 20] as [Int?])
    func atLimit(_ chunk: Int?) throws {
        try Self.withServer { gateway in
            let request = Request.post("/size", Self.body(1 << 20))
            let client = try gateway.connect()
            for _ in 0..<3 {
                try client.send(chunk.map { request.chunked(by: $0) } ?? request.bytes)
                try #expect(client.readAnswer().text == "\((1 << 20) - 8)")
            }
        }
    }

    @Test("One byte more is 413, which a client that sends all of it can read", arguments: [(1 << 20) + 1, 2 << 20])
    func overLimit(_ count: Int) throws {
        try Self.withServer { gateway in
            let request = Request.post("/size", Self.body(count))
            for bytes in [request.bytes, request.chunked(by: 1000), request.chunked(by: 1 << 19)] {
                let client = try gateway.connect()
                try client.send(bytes)
                let answer = try client.readAnswer()
                try expectProblem(answer, 413)
                #expect(answer.closes)
                client.finishSending()
                try #expect(client.readToEnd().isEmpty)
            }
            try #expect(gateway.send(.post("/size", #"{"v":"x"}"#)).text == "1")
        }
    }

    @Test(
        "A length over the limit is refused without waiting for a byte",
        arguments: ["1048577", "9223372036854775807"]
    )
    func announced(_ length: String) throws {
        try Self.withServer { gateway in
            for target in ["/size", "/guarded"] {
                let client = try gateway.connect()
                let headers = ["Content-Type: application/json", "Content-Length: \(length)"]
                try client.send(Request(target: target, headers: headers).head)
                let answer = try client.readAnswer()
                try expectProblem(answer, 413)
                #expect(answer.closes)
            }
        }
    }

    @Test("A chunk over the limit is refused by its size", arguments: ["100001", "fffff\r\n", "7fffffffffffffff"])
    func announcedChunk(_ size: String) throws {
        try Self.withServer { gateway in
            let client = try gateway.connect()
            let headers = ["Content-Type: application/json", "Transfer-Encoding: chunked"]
            try client.send(Request(target: "/size", headers: headers).head)
            let isInTwo = size.hasSuffix("\r\n")
            try client.send(isInTwo ? size : size + "\r\n")
            if isInTwo { try client.send(Array(repeating: 0x20, count: 0xFFFFF) + Array("\r\n2\r\n".utf8)) }
            try expectProblem(client.readAnswer(), 413)
        }
    }

    @Test("The file's own limit holds")
    func ownLimit() throws {
        let configuration = """
            hookgate: 1
            server: { limits: { body: 3MiB } }
            endpoints:
              size: { path: /size, auth: none, extract: { v: $.v }, respond: { json: "${v.size()}" } }
            """
        try withGateway(configuration) { gateway in
            try #expect(gateway.send(.post("/size", Self.body(3 << 20))).text == "\((3 << 20) - 8)")
            let client = try gateway.connect()
            try client.send(Request.post("/size", Self.body((3 << 20) + 1)).bytes)
            try expectProblem(client.readAnswer(), 413)
        }
    }

    @Test("100 Continue comes before a body that waits for it", arguments: ["100-continue", "100-Continue"])
    func expectation(_ value: String) throws {
        try Self.withServer { gateway in
            let client = try gateway.connect()
            let request = Request.post("/size", Self.body(1000), ["Expect: \(value)"])
            for bytes in [request.bytes, request.chunked(by: 100)] {
                let headCount = bytes.count - (bytes.count == request.bytes.count ? 1000 : Self.chunkedCount)
                try client.send(bytes[..<headCount])
                let interim = try client.readAnswer()
                #expect(interim.status == 100)
                #expect(interim.headers.isEmpty)
                try client.send(bytes[headCount...])
                try #expect(client.readAnswer().text == "992")
            }
        }
    }

    /// Bytes of 1000 in chunks of 100: ten of two digits with two line ends, and the end.
    static let chunkedCount = 1000 + 10 * 6 + 5

    @Test("A body that came at once needs no 100 Continue")
    func expectationInVain() throws {
        try Self.withServer { gateway in
            let client = try gateway.connect()
            try client.send(Request.post("/size", Self.body(100), ["Expect: 100-continue"]).bytes)
            var answer = try client.readAnswer()
            // The head may have been read before the body came.
            if answer.status == 100 { answer = try client.readAnswer() }
            #expect(answer.text == "92")
            try client.send(Request.post("/size", "", ["Expect: 100-continue"]).bytes)
            try expectProblem(client.readAnswer(), 400)
        }
    }

    static let expectations: [(target: String, length: Int, value: String, status: Int)] = [
        ("/guarded", 1000, "100-continue", 401),
        ("/nowhere", 1000, "100-continue", 404),
        ("/size", 2 << 20, "100-continue", 413),
        ("/size", 1000, "200-ok", 417),
        ("/size", 1000, "100-continue, x", 417),
    ]

    @Test("A refusal spares the body, and ends the connection", arguments: expectations)
    func refusedExpectation(_ target: String, _ length: Int, _ value: String, _ status: Int) throws {
        try Self.withServer { gateway in
            let client = try gateway.connect()
            var request = Request.post(target, Self.body(length), ["Expect: \(value)"])
            request.sendsLength = false
            request.headers.append("Content-Length: \(length)")
            try client.send(request.head)
            let answer = try client.readAnswer()
            try expectProblem(answer, status)
            #expect(answer.closes, "nobody can tell whether a body follows")
            client.finishSending()
            try #expect(client.readToEnd().isEmpty)
        }
    }
}
