import Testing

/// Basic credentials (RFC 7617): what is refused, and that a refusal gives nothing away.
@Suite struct CredentialTests {
    static let token = Request.base64("systemeio:\(Request.password)")

    static let refused: [(what: String, lines: [String])] = [
        ("none", []),
        ("an empty header", ["Authorization:"]),
        ("a scheme alone", ["Authorization: Basic"]),
        ("another scheme", ["Authorization: Bearer \(token)"]),
        ("a scheme that begins alike", ["Authorization: Basics \(token)"]),
        ("no space", ["Authorization: Basic\(token)"]),
        ("a tab for the space", ["Authorization: Basic\t\(token)"]),
        ("no base64", ["Authorization: Basic ~~~~"]),
        ("base64 without its padding", ["Authorization: Basic \(Request.base64("systemeio:x").dropLast())"]),
        ("base64 with bits after the end", ["Authorization: Basic c3lzdGVtZWlvOnh="]),
        ("more behind the token", ["Authorization: Basic \(token) x"]),
        ("no colon", ["Authorization: Basic \(Request.base64("systemeio"))"]),
        ("nothing but a colon", ["Authorization: Basic Og=="]),
        ("a wrong user", [Request.authorization("other")]),
        ("the user in capitals", [Request.authorization("SYSTEMEIO")]),
        ("no user", [Request.authorization("")]),
        ("a wrong password", [Request.authorization("systemeio", "wrong")]),
        ("an empty password", [Request.authorization("systemeio", "")]),
        ("the password and more", [Request.authorization("systemeio", Request.password + "x")]),
        ("the password but its end", [Request.authorization("systemeio", String(Request.password.dropLast()))]),
        ("the password and NUL", [Request.authorization("systemeio", Request.password + "\0")]),
        ("the password as the user", [Request.authorization(Request.password, "systemeio")]),
        ("the right one twice", [Request.authorization(), Request.authorization()]),
        ("a wrong one behind the right one", [Request.authorization(), Request.authorization("systemeio", "wrong")]),
        ("two in one line", ["Authorization: Basic \(token), Basic \(token)"]),
        ("the header of proxies", ["Proxy-Authorization: Basic \(token)"]),
    ]

    @Test("Anything but the right credentials is 401, and says nothing of them", arguments: refused)
    func refusal(_ what: String, _ lines: [String]) throws {
        try withProjectGateway { gateway in
            let payload = try Payload.text("contact.tag.added")
            let answer = try gateway.send(.post(Request.path, payload, lines))
            try expectProblem(answer, 401)
            #expect(answer.header("WWW-Authenticate") == #"Basic realm="hookgate", charset="UTF-8""#)
            let whole = answer.headers.map { "\($0.name): \($0.value)" }.joined(separator: "\n") + answer.text
            #expect(!whole.contains("systemeio"), "the endpoint and the user stay hidden: \(whole)")
            let line = try gateway.awaitLine(of: answer)
            #expect(line.status == 401)
            #expect(line.string("branch") == nil)
            #expect(!line.text.contains(Self.token))
        }
    }

    @Test(
        "The scheme's case and more spaces do not matter",
        arguments: ["basic", "BASIC", "bAsIc", "Basic  ", "basic   "]
    )
    func scheme(_ scheme: String) throws {
        try withProjectGateway { gateway in
            let line = "authorization:  \(scheme) \(Self.token) "
            let answer = try gateway.send(.post(Request.path, Payload.text("contact.tag.added"), [line]))
            #expect(answer.status == 200)
        }
    }

    @Test("A password may hold colons and letters of any language", arguments: ["a:b", ":", "pässwörd", "🔑 key"])
    func passwords(_ password: String) throws {
        try withGateway(Self.basic, environment: ["E2E_KEY": password]) { gateway in
            let right = try gateway.send(.post("/b", "{}", [Request.authorization("user", password)]))
            #expect(right.status == 200)
            let wrong = try gateway.send(.post("/b", "{}", [Request.authorization("user", password + ":")]))
            try expectProblem(wrong, 401)
        }
    }

    @Test("Credentials are looked at before the body is read", arguments: ["{", "", "\u{1}", "[[[["])
    func beforeBody(_ body: String) throws {
        try withProjectGateway { gateway in
            let wrong = Request.authorization("systemeio", "wrong")
            try expectProblem(gateway.send(.post(Request.path, body, [wrong])), 401)
            try expectProblem(gateway.send(.post(Request.path, body)), 401)
            try expectProblem(gateway.send(.hook(body)), 400)
        }
    }

    @Test("A refusal comes before the body does")
    func withoutBody() throws {
        try withProjectGateway { gateway in
            let client = try gateway.connect()
            var request = Request.post(Request.path, String(repeating: " ", count: 100_000))
            request.headers.append(Request.authorization("systemeio", "wrong"))
            try client.send(request.head)
            let answer = try client.readAnswer()
            try expectProblem(answer, 401)
            #expect(answer.closes, "more would have to be read and dropped than is worth it")
        }
    }

    @Test("An endpoint that anybody may call looks at no credentials")
    func none() throws {
        let configuration = """
            hookgate: 1
            endpoints: { open: { path: /o, auth: none, respond: { text: open } } }
            """
        try withGateway(configuration) { gateway in
            try #expect(gateway.send(.post("/o", "{}", ["Authorization: garbage"])).text == "open")
            try #expect(gateway.send(.post("/o", "{}")).text == "open")
        }
    }

    static let basic = """
        hookgate: 1
        secrets: { key: { env: E2E_KEY } }
        endpoints: { b: { path: /b, auth: { basic: { username: user, password: key } }, respond: { text: in } } }
        """
}
