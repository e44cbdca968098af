import Testing

/// `source_ip` and who the client is behind proxies.
@Suite struct SourceAddressTests {
    /// An endpoint for one client, and one that tells whom it sees.
    static func configuration(trusted: String, sources: String = "[203.0.113.7, \"2001:db8::/32\"]") -> String {
        """
        hookgate: 1
        server: { trusted_proxies: \(trusted) }
        secrets: { key: { env: E2E_KEY } }
        endpoints:
          guarded:
            path: /guarded
            auth: { source_ip: \(sources), basic: { username: user, password: key } }
            respond: { text: in }
          open:
            path: /open
            auth: none
            respond: { text: "${request.ip}" }
        """
    }

    static let key = "k-4711"

    static func guarded(_ headers: [String], password: String = key) -> Request {
        .post("/guarded", "{}", headers + [Request.authorization("user", password)])
    }

    static let trusted = "[127.0.0.1, 10.0.0.0/8]"

    static let accepted: [(what: String, lines: [String])] = [
        ("one address", ["X-Forwarded-For: 203.0.113.7"]),
        ("past a trusted one", ["X-Forwarded-For: 203.0.113.7, 10.1.2.3"]),
        ("past two", ["X-Forwarded-For: 203.0.113.7, 10.1.2.3, 10.9.9.9"]),
        ("spoofed entries on the left", ["X-Forwarded-For: 192.0.2.1, 10.0.0.1, 203.0.113.7"]),
        ("garbage on the left is not looked at", ["X-Forwarded-For: <script>, 203.0.113.7, 10.0.0.1"]),
        ("over several lines", ["X-Forwarded-For: 192.0.2.1, 203.0.113.7", "x-forwarded-for: 10.0.0.1"]),
        ("with a port", ["X-Forwarded-For: 203.0.113.7:4711"]),
        ("IPv6", ["X-Forwarded-For: 2001:db8::7"]),
        ("IPv6 in brackets with a port", ["X-Forwarded-For: [2001:db8::7]:443"]),
        ("IPv4 within IPv6", ["X-Forwarded-For: ::ffff:203.0.113.7"]),
        ("Forwarded", ["Forwarded: for=203.0.113.7;proto=https"]),
        ("Forwarded, its parameters in another order", ["Forwarded: proto=https; For=203.0.113.7 ;by=10.0.0.1"]),
        ("Forwarded, walked", ["Forwarded: for=192.0.2.1, for=203.0.113.7, for=10.0.0.1"]),
        ("Forwarded, quoted IPv6", [#"Forwarded: for="[2001:db8::7]:443""#]),
        ("both, agreeing", ["X-Forwarded-For: 203.0.113.7", "Forwarded: for=203.0.113.7"]),
        ("spaces", ["X-Forwarded-For:    203.0.113.7  ,   10.0.0.1"]),
    ]

    @Test("Headers of a trusted proxy are walked from right to left", arguments: accepted)
    func accept(_ what: String, _ lines: [String]) throws {
        try withGateway(Self.configuration(trusted: Self.trusted), environment: ["E2E_KEY": Self.key]) { gateway in
            let answer = try gateway.send(Self.guarded(lines))
            #expect(answer.status == 200, "\(what): \(answer.text)")
            let client = try gateway.awaitLine(of: answer).string("client") ?? ""
            #expect(client == "203.0.113.7" || client == "2001:db8::7", "the log names \(client)")
        }
    }

    static let refused: [(what: String, lines: [String])] = [
        ("no header: the proxy itself", []),
        ("another client", ["X-Forwarded-For: 192.0.2.1"]),
        ("a spoofed entry on the left", ["X-Forwarded-For: 203.0.113.7, 192.0.2.1"]),
        ("a spoofed entry behind trusted ones", ["X-Forwarded-For: 203.0.113.7, 192.0.2.1, 10.0.0.1"]),
        ("a spoofed line before the proxy's", ["X-Forwarded-For: 203.0.113.7", "X-Forwarded-For: 192.0.2.1"]),
        ("an empty header", ["X-Forwarded-For:"]),
        ("an empty entry on the right", ["X-Forwarded-For: 203.0.113.7,"]),
        ("garbage on the right", ["X-Forwarded-For: 203.0.113.7, garbage"]),
        ("unknown", ["X-Forwarded-For: unknown"]),
        ("too large octets", ["X-Forwarded-For: 203.0.113.700"]),
        ("octal octets", ["X-Forwarded-For: 203.0.113.007"]),
        ("a hidden Forwarded", ["Forwarded: for=_hidden"]),
        ("Forwarded without for", ["Forwarded: proto=https"]),
        ("Forwarded, an open quote", [#"Forwarded: for="203.0.113.7"#]),
        ("both, disagreeing", ["X-Forwarded-For: 203.0.113.7", "Forwarded: for=192.0.2.1"]),
        ("both, disagreeing the other way", ["X-Forwarded-For: 192.0.2.1", "Forwarded: for=203.0.113.7"]),
        ("both, one unreadable", ["X-Forwarded-For: 203.0.113.7", "Forwarded: garbage"]),
        ("another header", ["X-Real-IP: 203.0.113.7", "Client-IP: 203.0.113.7"]),
    ]

    @Test("Whatever does not lead to an address that is listed is 403", arguments: refused)
    func refuse(_ what: String, _ lines: [String]) throws {
        try withGateway(Self.configuration(trusted: Self.trusted), environment: ["E2E_KEY": Self.key]) { gateway in
            let answer = try gateway.send(Self.guarded(lines))
            try expectProblem(answer, 403)
            #expect(!answer.text.contains("203.0.113.7"), "\(what) tells what was expected")
            try expectProblem(gateway.send(Self.guarded(lines, password: "wrong")), 403)
        }
    }

    @Test("An address is looked at before credentials, credentials where it passes")
    func order() throws {
        try withGateway(Self.configuration(trusted: Self.trusted), environment: ["E2E_KEY": Self.key]) { gateway in
            let right = ["X-Forwarded-For: 203.0.113.7"]
            try expectProblem(gateway.send(Self.guarded(right, password: "wrong")), 401)
            try expectProblem(gateway.send(.post("/guarded", "{}", right)), 401)
            try expectProblem(gateway.send(.post("/guarded", "{}")), 403)
        }
    }

    @Test("Nobody believes the headers of a peer that is not trusted", arguments: ["[]", "[10.0.0.0/8]", "[unix]"])
    func untrusted(_ proxies: String) throws {
        try withGateway(Self.configuration(trusted: proxies), environment: ["E2E_KEY": Self.key]) { gateway in
            for line in ["X-Forwarded-For: 203.0.113.7", "Forwarded: for=203.0.113.7"] {
                try expectProblem(gateway.send(Self.guarded([line])), 403)
                try #expect(gateway.send(.post("/open", "{}", [line])).text == "127.0.0.1")
            }
        }
    }

    @Test("Ranges match by their prefix", arguments: [("127.0.0.0/8", 200), ("127.0.0.1", 200), ("127.0.0.2", 403)])
    func ranges(_ source: String, _ status: Int) throws {
        let configuration = Self.configuration(trusted: "[]", sources: "[\(source)]")
        try withGateway(configuration, environment: ["E2E_KEY": Self.key]) { gateway in
            try #expect(gateway.send(Self.guarded([])).status == status)
        }
    }

    @Test("Where every entry is trusted, the leftmost is the client")
    func allTrusted() throws {
        try withGateway(Self.configuration(trusted: Self.trusted), environment: ["E2E_KEY": Self.key]) { gateway in
            let line = "X-Forwarded-For: 10.0.0.1, 10.0.0.2"
            try #expect(gateway.send(.post("/open", "{}", [line])).text == "10.0.0.1")
        }
    }
}
