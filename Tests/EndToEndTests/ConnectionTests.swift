import Testing

/// Connections as clients use them: kept, pipelined, cut into pieces, left midway.
@Suite struct ConnectionTests {
    /// Answers with what it read, so that an answer can be told from its neighbours.
    static let configuration = """
        hookgate: 1
        endpoints:
          echo: { path: /echo, auth: none, extract: { v: $.v }, respond: { json: { v: "${v}" } } }
          page: { path: /page, methods: [GET, HEAD], auth: none, respond: { text: page } }
          made: { path: /made, methods: [GET, HEAD], auth: none, respond: { text: "at ${request.path}" } }
          gone: { path: /gone, methods: [DELETE], auth: none, respond: { status: 204 } }
        """

    static func echo(_ number: Int, _ headers: [String] = []) -> Request {
        .post("/echo", #"{"v":\#(number)}"#, headers)
    }

    @Test("A connection serves one request after another, each with an id of its own")
    func keptAlive() throws {
        try withGateway(Self.configuration) { gateway in
            let client = try gateway.connect()
            var ids: Set<String> = []
            for number in 0..<100 {
                try client.send(Self.echo(number).bytes)
                let answer = try client.readAnswer()
                #expect(answer.text == #"{"v":\#(number)}"#)
                #expect(!answer.closes)
                if let id = answer.header("X-Request-Id") { ids.insert(id) }
            }
            #expect(ids.count == 100)
        }
    }

    @Test("The client says when a connection ends", arguments: ["close", "Close", "keep-alive, close", "close, x"])
    func closing(_ value: String) throws {
        try withGateway(Self.configuration) { gateway in
            let client = try gateway.connect()
            try client.send(Self.echo(1, ["Connection: \(value)"]).bytes + Self.echo(2).bytes)
            let answer = try client.readAnswer()
            #expect(answer.text == #"{"v":1}"#)
            #expect(answer.closes)
            try #expect(client.readToEnd().isEmpty, "the second request is not answered")
        }
    }

    @Test("Pipelined requests are answered in order", arguments: [2, 10, 500])
    func pipelined(_ count: Int) throws {
        try withGateway(Self.configuration) { gateway in
            let client = try gateway.connect()
            var bytes: [UInt8] = []
            for number in 0..<count {
                let request = Self.echo(number)
                bytes += number.isMultiple(of: 3) ? request.chunked(by: 3) : request.bytes
            }
            try client.send(bytes)
            for number in 0..<count {
                try #expect(client.readAnswer().text == #"{"v":\#(number)}"#)
            }
        }
    }

    @Test("A refusal among pipelined requests does not disturb the others")
    func pipelinedRefusals() throws {
        try withGateway(Self.configuration) { gateway in
            let client = try gateway.connect()
            var bytes = Self.echo(1).bytes
            bytes += Request.post("/echo", "{").bytes
            bytes += Request.post("/nowhere", #"{"v":1}"#).bytes
            bytes += Request.post("/nowhere", #"{"v":1}"#).chunked(by: 2)
            bytes += Request.post("/echo", "text", type: "text/plain").bytes
            bytes += Request.get("/echo").bytes
            bytes += Request.get("/page").bytes
            bytes += Array("NONSENSE\r\n\r\n".utf8)
            bytes += Self.echo(2).bytes
            try client.send(bytes)
            try #expect(client.readAnswer().text == #"{"v":1}"#)
            for status in [400, 404, 404, 415, 405] { try expectProblem(client.readAnswer(), status) }
            try #expect(client.readAnswer().text == "page")
            let last = try client.readAnswer()
            try expectProblem(last, 400)
            #expect(last.closes)
            try #expect(client.readToEnd().isEmpty, "nothing is read behind a head that cannot be")
        }
    }

    @Test("A request may come one byte at a time, whatever its framing")
    func byteByByte() throws {
        try withProjectGateway { gateway in
            let request = try Request.hook(Payload.text("contact.tag.added"))
            for bytes in [request.bytes, request.chunked(by: 11, chunkExtension: ";a=b", trailers: ["X-T: v"])] {
                let client = try gateway.connect()
                for byte in bytes { try client.send([byte]) }
                let answer = try client.readAnswer()
                #expect(answer.status == 200)
                #expect(answer.text.hasSuffix(#""tag":"MyAwesomeTag"}"#))
            }
        }
    }

    @Test("Two requests may be cut anywhere")
    func cuts() throws {
        try withGateway(Self.configuration) { gateway in
            let bytes = Self.echo(1).bytes + Self.echo(2).chunked(by: 4) + Request.get("/page").bytes
            let client = try gateway.connect()
            for cut in 1..<bytes.count {
                try client.send(bytes[..<cut])
                if cut.isMultiple(of: 7) { _ = try client.hasInput(withinMilliseconds: 1) }
                try client.send(bytes[cut...])
                try #expect(client.readAnswer().text == #"{"v":1}"#)
                try #expect(client.readAnswer().text == #"{"v":2}"#)
                try #expect(client.readAnswer().text == "page")
            }
        }
    }

    static let heads: [(target: String, method: String, length: String?)] = [
        ("/page", "HEAD", "4"), ("/made", "HEAD", "8"), ("/gone", "DELETE", nil),
    ]

    @Test("Answers without a body have none, and the connection goes on", arguments: heads)
    func bodiless(_ target: String, _ method: String, _ length: String?) throws {
        try withGateway(Self.configuration) { gateway in
            let client = try gateway.connect()
            for _ in 0..<3 {
                try client.send(Request(method: method, target: target).bytes + Request.get("/page").bytes)
                let answer = try client.readAnswer(toHead: method == "HEAD")
                #expect(answer.status == (method == "HEAD" ? 200 : 204))
                #expect(answer.header("Content-Length") == length)
                expectFramed(answer)
                try #expect(client.readAnswer().text == "page")
            }
            try client.send(Request(method: "HEAD", target: "/nowhere").bytes + Request.get("/page").bytes)
            let missing = try client.readAnswer(toHead: true)
            #expect(missing.status == 404)
            #expect(missing.header("Content-Type") == "application/problem+json")
            try #expect(client.readAnswer().text == "page")
        }
    }

    @Test("HTTP/1.0 is answered and the connection ends", arguments: [[], ["Host: a"], ["Connection: keep-alive"]])
    func version10(_ headers: [String]) throws {
        try withGateway(Self.configuration) { gateway in
            let client = try gateway.connect()
            let lines = ["POST /echo HTTP/1.0", "Content-Type: application/json", "Content-Length: 7"] + headers
            try client.send(lines.map { $0 + "\r\n" }.joined() + "\r\n" + #"{"v":1}"#)
            let answer = try client.readAnswer()
            #expect(answer.text == #"{"v":1}"#)
            #expect(answer.closes)
            try #expect(client.readToEnd().isEmpty)
        }
    }

    @Test("A client that has sent all may close its side and still reads the answer")
    func halfClosed() throws {
        try withGateway(Self.configuration) { gateway in
            let client = try gateway.connect()
            try client.send(Self.echo(7).bytes + Self.echo(8).bytes)
            client.finishSending()
            try #expect(client.readAnswer().text == #"{"v":7}"#)
            try #expect(client.readAnswer().text == #"{"v":8}"#)
            try #expect(client.readToEnd().isEmpty)
        }
    }

    @Test("A client that leaves midway is forgotten, and the next is served", arguments: [true, false])
    func leaving(_ resets: Bool) throws {
        try withGateway(Self.configuration) { gateway in
            let bytes = Self.echo(1).bytes
            let chunked = Self.echo(1).chunked(by: 3)
            let cuts: [ArraySlice<UInt8>] = [
                [], bytes.prefix(5), bytes.dropLast(9), bytes.dropLast(1), chunked.dropLast(8), bytes[...],
            ]
            for sent in cuts {
                let client = try gateway.connect()
                try client.send(sent)
                if resets { client.reset() } else { client.close() }
                try #expect(gateway.send(Self.echo(2)).text == #"{"v":2}"#)
            }
        }
    }

    @Test("A client that asks much and reads nothing gets no more memory, and the others are served")
    func unread() throws {
        let text = String(repeating: "x", count: 50_000)
        let configuration = """
            hookgate: 1
            endpoints: { big: { path: /big, methods: [GET], auth: none, respond: { text: \(text) } } }
            """
        try withGateway(configuration) { gateway in
            let before = try gateway.residentBytes()
            let greedy = try gateway.connect()
            // 100 MB of answers; the sockets' buffers hold some of them.
            let requests = Array(repeating: Request.get("/big").bytes, count: 2000).flatMap { $0 }
            try greedy.send(requests)
            for _ in 0..<20 { try #expect(gateway.send(.get("/big")).body.count == 50_000) }
            let after = try gateway.residentBytes()
            #expect(after - before < 40 << 20, "\(before) bytes before, \(after) after")
            for _ in 0..<2000 { try #expect(greedy.readAnswer().body.count == 50_000) }
        }
    }
}
