import Testing

/// Heads and bodies that are malformed, or that two readers would read in two ways: one answer, and the end.
@Suite struct FramingTests {
    static let configuration = """
        hookgate: 1
        secrets: { key: { env: E2E_KEY } }
        endpoints:
          echo: { path: /echo, auth: none, extract: { v: $.v }, respond: { json: { v: "${v}" } } }
          page: { path: /page, methods: [GET], auth: none, respond: { text: page } }
          guarded: { path: /guarded, auth: { basic: { username: user, password: key } }, respond: { text: in } }
        """

    static func withServer(_ body: (Gateway) throws -> Void) throws {
        try withGateway(configuration, environment: ["E2E_KEY": "k"], body)
    }

    static let page = "GET /page HTTP/1.1\r\nHost: a\r\n\r\n"

    static func post(_ lines: String, body: String = #"{"v":1}"#) -> String {
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n\(lines)\r\n\r\n\(body)"
    }

    static let heads: [(what: String, sent: String, status: Int)] = [
        ("words", "hello there", 400),
        ("TLS", "\u{16}\u{3}\u{1}\u{2}", 400),
        ("two spaces", "GET  /page HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("a tab for a space", "GET\t/page\tHTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("a space at the end", "GET /page HTTP/1.1 \r\nHost: a\r\n\r\n", 400),
        ("no version", "GET /page\r\n\r\n", 400),
        ("a version in small letters", "GET /page http/1.1\r\nHost: a\r\n\r\n", 400),
        ("HTTP/1.2", "GET /page HTTP/1.2\r\nHost: a\r\n\r\n", 505),
        ("HTTP/2.0", "GET /page HTTP/2.0\r\nHost: a\r\n\r\n", 505),
        ("HTTP/2's preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
        ("line feeds alone", "GET /page HTTP/1.1\nHost: a\n\n", 400),
        ("a carriage return alone", "GET /page HTTP/1.1\rHost: a\r\n\r\n", 400),
        ("a method with a colon", "GE:T /page HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("a target without a slash", "GET page HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("an asterisk", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("an authority", "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("a fragment", "GET /page#x HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("a letter that is not ASCII", "GET /pagé HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("no Host", "GET /page HTTP/1.1\r\n\r\n", 400),
        ("an empty Host", "GET /page HTTP/1.1\r\nHost:\r\n\r\n", 400),
        ("two Hosts", "GET /page HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400),
        ("a Host with a path", "GET /page HTTP/1.1\r\nHost: a/b\r\n\r\n", 400),
        ("a Host with a user", "GET /page HTTP/1.1\r\nHost: u@a\r\n\r\n", 400),
        ("a line without a colon", "GET /page HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n", 400),
        ("a space before a colon", "GET /page HTTP/1.1\r\nHost : a\r\n\r\n", 400),
        ("a line without a name", "GET /page HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n", 400),
        ("a folded line", "GET /page HTTP/1.1\r\nHost: a\r\nX-A: b\r\n c\r\n\r\n", 400),
        ("a space before the first line", "GET /page HTTP/1.1\r\n Host: a\r\n\r\n", 400),
        ("a control character", "GET /page HTTP/1.1\r\nHost: a\r\nX-A: b\u{1}c\r\n\r\n", 400),
        ("NUL", "GET /page HTTP/1.1\r\nHost: a\r\nX-A: b\0c\r\n\r\n", 400),
        ("a carriage return in a value", "GET /page HTTP/1.1\r\nHost: a\r\nX-A: b\rc\r\n\r\n", 400),
        ("a long request line", "GET /\(String(repeating: "a", count: 20_000)) HTTP/1.1\r\n", 414),
        ("a long line", "GET /page HTTP/1.1\r\nHost: a\r\nX-A: \(String(repeating: "a", count: 20_000))\r\n\r\n", 431),
        ("many lines", "GET /page HTTP/1.1\r\nHost: a\r\n\(String(repeating: "A: b\r\n", count: 100))\r\n", 431),
        ("a transfer coding", post("Transfer-Encoding: gzip, chunked"), 501),
        ("an unknown transfer coding", post("Transfer-Encoding: xchunked"), 501),
        ("chunked twice", post("Transfer-Encoding: chunked, chunked"), 501),
        ("identity", post("Transfer-Encoding: identity"), 501),
    ]

    @Test("A head that cannot be read gets one answer, and the connection ends", arguments: heads)
    func head(_ what: String, _ sent: String, _ status: Int) throws {
        try Self.withServer { gateway in
            let client = try gateway.connect()
            // What follows would be a request of its own.
            try client.send(sent + Self.page)
            let answer = try client.readAnswer()
            try expectProblem(answer, status)
            #expect(answer.closes)
            client.finishSending()
            let rest = try client.readToEnd()
            #expect(rest.isEmpty, "\(what): \(String(decoding: rest, as: UTF8.self))")
            try #expect(gateway.awaitLine(of: answer).status == status)
        }
    }

    static let chunks = "7\r\n{\"v\":1}\r\n0\r\n\r\n"

    static let smuggling: [(what: String, sent: String)] = [
        ("both framings", post("Content-Length: 4\r\nTransfer-Encoding: chunked", body: chunks)),
        ("both, the other way round", post("Transfer-Encoding: chunked\r\nContent-Length: 4", body: chunks)),
        ("a length of zero and chunks", post("Content-Length: 0\r\nTransfer-Encoding: chunked", body: chunks)),
        ("two lengths", post("Content-Length: 7\r\nContent-Length: 3")),
        ("two lengths that agree", post("Content-Length: 7\r\nContent-Length: 7")),
        ("a list of lengths", post("Content-Length: 7, 7")),
        ("a length with a sign", post("Content-Length: +7")),
        ("a negative length", post("Content-Length: -7")),
        ("a hexadecimal length", post("Content-Length: 0x7")),
        ("a length with a space in it", post("Content-Length: 7 7")),
        ("an empty length", post("Content-Length:")),
        ("a length over 64 bits", post("Content-Length: 18446744073709551623")),
        ("a space before the colon", post("Content-Length: 7\r\nTransfer-Encoding : chunked", body: chunks)),
        ("a folded coding", post("Transfer-Encoding:\r\n chunked", body: chunks)),
        ("two codings", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", body: chunks)),
        ("an empty coding", post("Transfer-Encoding:", body: chunks)),
        ("a coding behind a vertical tab", post("Transfer-Encoding: \u{B}chunked", body: chunks)),
        (
            "chunks in HTTP/1.0",
            "POST /echo HTTP/1.0\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks
        ),
        ("a size with a sign", post("Transfer-Encoding: chunked", body: "+7\r\n{\"v\":1}\r\n0\r\n\r\n")),
        ("a size with a prefix", post("Transfer-Encoding: chunked", body: "0x7\r\n{\"v\":1}\r\n0\r\n\r\n")),
        ("a size with spaces", post("Transfer-Encoding: chunked", body: "7 \r\n{\"v\":1}\r\n0\r\n\r\n")),
        ("no size", post("Transfer-Encoding: chunked", body: "\r\n{\"v\":1}\r\n0\r\n\r\n")),
        ("no hexadecimal size", post("Transfer-Encoding: chunked", body: "g\r\n{\"v\":1}\r\n0\r\n\r\n")),
        (
            "a size over 64 bits",
            post("Transfer-Encoding: chunked", body: "10000000000000007\r\n{\"v\":1}\r\n0\r\n\r\n")
        ),
        ("a size too small", post("Transfer-Encoding: chunked", body: "6\r\n{\"v\":1}\r\n0\r\n\r\n")),
        ("a size too large", post("Transfer-Encoding: chunked", body: "8\r\n{\"v\":1}\r\n0\r\n\r\n")),
        ("line feeds alone", post("Transfer-Encoding: chunked", body: "7\n{\"v\":1}\n0\n\n")),
        ("a line feed in an extension", post("Transfer-Encoding: chunked", body: "7;a\n{\"v\":1}\r\n0\r\n\r\n")),
        (
            "a trailer without a colon",
            post("Transfer-Encoding: chunked", body: "7\r\n{\"v\":1}\r\n0\r\nnonsense\r\n\r\n")
        ),
        ("a folded trailer", post("Transfer-Encoding: chunked", body: "7\r\n{\"v\":1}\r\n0\r\nA: b\r\n c\r\n\r\n")),
    ]

    @Test("Framing that could be read in two ways is 400, and nothing behind it is a request", arguments: smuggling)
    func framing(_ what: String, _ sent: String) throws {
        try Self.withServer { gateway in
            let client = try gateway.connect()
            try client.send(sent + Self.page)
            let answer = try client.readAnswer()
            try expectProblem(answer, 400)
            #expect(answer.closes)
            client.finishSending()
            let rest = try client.readToEnd()
            #expect(rest.isEmpty, "\(what): \(String(decoding: rest, as: UTF8.self))")
        }
    }

    static let odd: [(what: String, sent: String, answer: String)] = [
        ("empty lines before", "\r\n\r\n" + post("Content-Length: 7"), #"{"v":1}"#),
        ("an absolute target", "GET http://a:80/page?x HTTP/1.1\r\nHost: b\r\n\r\n", "page"),
        ("a Host in brackets", "GET /page HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n", "page"),
        ("a coding in capitals", post("Transfer-Encoding: CHUNKED", body: chunks), #"{"v":1}"#),
        ("a tab before the coding", post("Transfer-Encoding:\tchunked \t", body: chunks), #"{"v":1}"#),
        ("a length with zeros in front", post("Content-Length: 0007"), #"{"v":1}"#),
        ("99 more lines", post(String(repeating: "A: b\r\n", count: 96) + "Content-Length: 7"), #"{"v":1}"#),
        ("a size with zeros in front", post("Transfer-Encoding: chunked", body: "00" + chunks), #"{"v":1}"#),
        ("a size in capitals", post("Transfer-Encoding: chunked", body: "A\r\n{\"v\":1}   \r\n0\r\n\r\n"), #"{"v":1}"#),
        (
            "extensions", post("Transfer-Encoding: chunked", body: "7;a=b;c=\"d e\"\r\n{\"v\":1}\r\n0;x\r\n\r\n"),
            #"{"v":1}"#
        ),
        (
            "trailers", post("Transfer-Encoding: chunked", body: "7\r\n{\"v\":1}\r\n0\r\nA: b\r\nHost: c\r\n\r\n"),
            #"{"v":1}"#
        ),
        ("bytes over ASCII in a value", post("X-A: é\r\nContent-Length: 7"), #"{"v":1}"#),
    ]

    @Test("What is unusual and clear is taken, and the connection goes on", arguments: odd)
    func unusual(_ what: String, _ sent: String, _ text: String) throws {
        try Self.withServer { gateway in
            let client = try gateway.connect()
            try client.send(sent + Self.page)
            try #expect(client.readAnswer().text == text, "\(what)")
            try #expect(client.readAnswer().text == "page")
        }
    }

    @Test("A body is never read as a request, not even that of a request that is refused")
    func bodiesThatLookLikeRequests() throws {
        try Self.withServer { gateway in
            let client = try gateway.connect()
            let inner = Self.page
            for (line, status) in [
                ("GET /page", 415), ("POST /guarded", 401), ("POST /nowhere", 404), ("PUT /echo", 405),
            ] {
                try client.send("\(line) HTTP/1.1\r\nHost: a\r\nContent-Length: \(inner.utf8.count)\r\n\r\n\(inner)")
                try expectProblem(client.readAnswer(), status)
                let size = String(inner.utf8.count, radix: 16)
                let chunks = "\(size)\r\n\(inner)\r\n0\r\n\r\n"
                try client.send("\(line) HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(chunks)")
                try expectProblem(client.readAnswer(), status)
            }
            try client.send(Self.post("Content-Length: 7"))
            try #expect(client.readAnswer().text == #"{"v":1}"#)
        }
    }
}
