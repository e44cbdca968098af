import Testing

/// Which bodies are taken for JSON by what their headers say.
@Suite struct MediaTypeTests {
    static let accepted: [[String]] = [
        ["Content-Type: application/json"],
        ["Content-Type: application/json; charset=utf-8"],
        ["Content-Type: application/json;charset=UTF-8"],
        ["Content-Type: application/json ; charset=\"utf-8\""],
        ["Content-Type: application/json; version=1; charset=utf-8"],
        ["Content-Type: application/json;"],
        ["Content-Type: Application/JSON"],
        ["content-type:application/json"],
        ["Content-Type: application/vnd.x+json"],
        ["Content-Type: application/cloudevents+json; charset=UTF-8"],
        ["Content-Type: APPLICATION/VND.X+JSON"],
        ["Content-Type: application/json", "Content-Encoding: identity"],
        ["Content-Type: application/json", "Accept: text/html", "Accept-Encoding: gzip"],
    ]

    @Test("JSON in UTF-8 is taken", arguments: accepted)
    func accept(_ lines: [String]) throws {
        try withProjectGateway { gateway in
            let payload = try Payload.text("contact.tag.added")
            let answer = try gateway.send(.hook(payload, type: nil, lines))
            #expect(answer.status == 200, "\(answer.text)")
        }
    }

    static let refused: [[String]] = [
        [],
        ["Content-Type:"],
        ["Content-Type: text/plain"],
        ["Content-Type: text/json"],
        ["Content-Type: json"],
        ["Content-Type: application/jsonp"],
        ["Content-Type: application/json5"],
        ["Content-Type: application/x-json"],
        ["Content-Type: +json"],
        ["Content-Type: vnd.x+json"],
        ["Content-Type: /x+json"],
        ["Content-Type: application/a b+json"],
        ["Content-Type: application/xml"],
        ["Content-Type: application/x-www-form-urlencoded"],
        ["Content-Type: multipart/form-data; boundary=x"],
        ["Content-Type: text/plain; x=application/json"],
        ["Content-Type: application/json, text/plain"],
        ["Content-Type: application/json; charset=latin1"],
        ["Content-Type: application/json; charset=utf-16"],
        ["Content-Type: application/json; charset=utf-8; charset=latin1"],
        ["Content-Type: application/json; Charset=\"iso-8859-1\""],
        ["Content-Type: application/json", "Content-Type: text/plain"],
        ["Content-Type: application/json", "Content-Type: application/json"],
        ["Content-Type: application/json", "Content-Encoding: gzip"],
        ["Content-Type: application/json", "Content-Encoding: GZIP"],
        ["Content-Type: application/json", "Content-Encoding: br"],
        ["Content-Type: application/json", "Content-Encoding: identity, gzip"],
        ["Content-Type: application/json", "Content-Encoding: identity", "Content-Encoding: deflate"],
    ]

    @Test("Anything else is 415, says what is taken, and the connection goes on", arguments: refused)
    func refuse(_ lines: [String]) throws {
        try withProjectGateway { gateway in
            let payload = try Payload.text("contact.tag.added")
            let request = Request.hook(payload, type: nil, lines)
            let client = try gateway.connect()
            for bytes in [request.bytes, request.chunked(by: 100)] {
                try client.send(bytes)
                let answer = try client.readAnswer()
                try expectProblem(answer, 415)
                #expect(answer.header("Accept") == "application/json")
                #expect(!answer.closes)
            }
            try client.send(Request.hook(payload).bytes)
            try #expect(client.readAnswer().status == 200)
        }
    }

    @Test("An empty body has no type to be refused for, unless it is read")
    func empty() throws {
        let configuration = """
            hookgate: 1
            endpoints:
              reads: { path: /reads, auth: none, extract: { a: $.a }, respond: { json: "${a}" } }
              ignores: { path: /ignores, auth: none, respond: { text: fine } }
              gets: { path: /gets, methods: [GET], auth: none, extract: { a: $.a }, respond: { json: "${a}" } }
            """
        try withGateway(configuration) { gateway in
            try expectProblem(gateway.send(Request(target: "/reads")), 415)
            try expectProblem(gateway.send(.post("/reads", "", type: nil)), 415)
            try expectProblem(gateway.send(.post("/reads", "")), 400)
            try expectProblem(gateway.send(Request(target: "/reads", headers: ["Content-Type: application/json"])), 400)
            try #expect(gateway.send(Request(target: "/ignores")).text == "fine")
            try #expect(gateway.send(.post("/ignores", "", type: nil)).text == "fine")
            try #expect(gateway.send(.get("/gets")).text == "null")
        }
    }
}
