import Testing

/// Memory comes back: what one client made the gateway take is there for the next.
@Suite struct MemoryTests {
    static let configuration = """
        hookgate: 1
        server: { log: { access: false } }
        secrets: { key: { env: E2E_KEY } }
        endpoints:
          guarded:
            path: /guarded
            auth: { basic: { username: user, password: key } }
            extract: { v: { body: $.v, type: int, required: true } }
            respond: { json: { v: "${v / (v - 1)}", whole: "${body}" } }
          large: { path: /large, auth: none, extract: { v: $.v }, respond: { json: "${v}" } }
        """

    /// One of each kind of request that is refused; the connection ends after some.
    static let bad: [[UInt8]] = {
        let right = [Request.authorization("user", "k")]
        var requests = [
            Request.get("/nowhere"), .get("/guarded"), .post("/guarded"), .post("/guarded", "{", right),
            .post("/guarded", "{}", right), .post("/guarded", #"{"v":"x"}"#, right),
            .post("/guarded", #"{"v":1}"#, right),
            .post("/guarded", "x", type: "text/plain", right), .post("/guarded?%ZZ", "", right),
            .post("/large", String(repeating: "[", count: 600)),
        ].map(\.bytes)
        requests.append(Request.post("/large", String(repeating: "x", count: 5000)).chunked(by: 50))
        requests.append(Array("NONSENSE\r\n\r\n".utf8))
        requests.append(Array("GET /\(String(repeating: "a", count: 20_000)) HTTP/1.1\r\n".utf8))
        requests.append(Array("POST /large HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n".utf8))
        requests.append(Array("POST /large HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n".utf8))
        return requests
    }()

    private static func sendBad(_ count: Int, to gateway: Gateway) throws {
        var client = try gateway.connect()
        for number in 0..<count {
            try client.send(bad[number % bad.count])
            let answer = try client.readAnswer()
            guard answer.status >= 400 else { throw HarnessError("\(answer.status) for a bad request") }
            if answer.closes { client = try gateway.connect() }
        }
    }

    /// Connections that hold a body each at the same time, then are answered, or leave.
    private static func sendLarge(_ count: Int, to gateway: Gateway) throws {
        let body = #"{"v":"\#(String(repeating: "x", count: (1 << 20) - 8))"}"#
        let bytes = Request.post("/large", body).bytes
        var rest = count
        while rest > 0 {
            let clients = try (0..<min(rest, 20)).map { _ in try gateway.connect() }
            for client in clients { try client.send(bytes.dropLast(1)) }
            for (number, client) in clients.enumerated() {
                if number.isMultiple(of: 4) {
                    client.reset()
                    continue
                }
                try client.send(bytes.suffix(1))
                let answer = try client.readAnswer()
                guard answer.body.count == (1 << 20) - 6 else {
                    throw HarnessError("\(answer.status) for a large body")
                }
            }
            rest -= clients.count
        }
    }

    @Test("After 5,000 bad requests and 200 large bodies the process is no larger than after a few")
    func returns() throws {
        try withGateway(Self.configuration, environment: ["E2E_KEY": "k"]) { gateway in
            try Self.sendBad(1000, to: gateway)
            try Self.sendLarge(40, to: gateway)
            let before = try gateway.residentBytes()
            try Self.sendBad(5000, to: gateway)
            try Self.sendLarge(200, to: gateway)
            try Self.sendBad(Self.bad.count, to: gateway)
            let after = try gateway.residentBytes()
            #expect(after < before + (24 << 20), "\(before) bytes before, \(after) after")
        }
    }
}
