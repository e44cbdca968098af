import Testing

/// Bodies that are no JSON, or JSON that lacks what is read: refused, and the connection goes on.
@Suite struct MalformedBodyTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var what: String
        var body: [UInt8]

        init(_ what: String, _ text: String) {
            (self.what, body) = (what, Array(text.utf8))
        }

        /// A string in an object, with these bytes in it.
        init(_ what: String, inString bytes: [UInt8]) {
            self.what = what
            body = Array(#"{"type":""#.utf8) + bytes + Array(#""}"#.utf8)
        }

        var testDescription: String { what }
    }

    static func nested(_ depth: Int) -> String {
        let lists = String(repeating: "[", count: depth - 1) + String(repeating: "]", count: depth - 1)
        return #"{"type":"deep","data":\#(lists)}"#
    }

    static let malformed = [
        Case("no bytes", ""),
        Case("white space", " \r\n\t "),
        Case("truncated", #"{"type":"customer.sale.comp"#),
        Case("truncated after a value", #"{"type":"x""#),
        Case("truncated literal", "[tru"),
        Case("a word behind", #"{"type":"x"} y"#),
        Case("two documents", #"{"type":"x"}{"type":"x"}"#),
        Case("a closing bracket too many", #"{"type":"x"}}"#),
        Case("brackets that cross", "[{]}"),
        Case("a comma at the end", #"{"type":"x",}"#),
        Case("a comma alone", "[,]"),
        Case("a key without quotes", #"{type:"x"}"#),
        Case("single quotes", "{'type':'x'}"),
        Case("a comment", #"{"type":"x" /* y */}"#),
        Case("NaN", #"{"type":NaN}"#),
        Case("infinity", #"{"type":-Infinity}"#),
        Case("capitals", #"{"type":True}"#),
        Case("depth 513", nested(513)),
        Case("depth 100,000", String(repeating: "[", count: 100_000)),
        Case("a lone high surrogate", #"{"type":"\ud800"}"#),
        Case("a lone low surrogate", #"{"type":"\udc00"}"#),
        Case("two high surrogates", #"{"type":"\ud83c\ud83c"}"#),
        Case("a high surrogate and a letter", #"{"type":"\ud83cA"}"#),
        Case("an unknown escape", #"{"type":"\x41"}"#),
        Case("a short escape", #"{"type":"\u12"}"#),
        Case("a number that no double holds", #"{"type":1e400}"#),
        Case("a negative one", #"{"type":-1e400}"#),
        Case("an integer that no double holds", #"{"type":1\#(String(repeating: "0", count: 400))}"#),
        Case("a leading zero", #"{"type":01}"#),
        Case("a plus sign", #"{"type":+1}"#),
        Case("a minus sign alone", #"{"type":-}"#),
        Case("a number that begins with a point", #"{"type":.5}"#),
        Case("a number that ends with a point", #"{"type":1.}"#),
        Case("an exponent without digits", #"{"type":1e}"#),
        Case("a hexadecimal number", #"{"type":0x10}"#),
        Case("a byte order mark", "\u{FEFF}{}"),
        Case("a byte that is no UTF-8", inString: [0xFF]),
        Case("an overlong form", inString: [0xC0, 0x80]),
        Case("a surrogate in UTF-8", inString: [0xED, 0xA0, 0x80]),
        Case("a code point over 10FFFF", inString: [0xF4, 0x90, 0x80, 0x80]),
        Case("a character cut short", inString: [0xE2, 0x82]),
        Case("a control character", inString: [0x01]),
        Case("NUL", inString: [0x00]),
        Case("a line feed", inString: [0x0A]),
    ]

    @Test("What is no JSON is 400, and the connection goes on", arguments: malformed)
    func refuse(_ sent: Case) throws {
        try withProjectGateway { gateway in
            let client = try gateway.connect()
            var request = Request.hook("")
            request.body = sent.body
            try client.send(request.bytes)
            try expectProblem(client.readAnswer(), 400)
            try client.send(request.chunked(by: 5))
            try expectProblem(client.readAnswer(), 400)
            try client.send(Request.hook(Payload.text("contact.tag.added")).bytes)
            try #expect(client.readAnswer().status == 200)
        }
    }

    static let accepted = [
        Case("depth 512", nested(512)),
        Case("white space around", " \r\n\t{\"type\":\"x\"}\n\n"),
        Case("white space within", "{ \"type\"\t:\r\n\"x\" }"),
        Case("an escaped key", #"{"\u0074ype":"x"}"#),
        Case("the last code point", inString: [0xF4, 0x8F, 0xBF, 0xBF]),
        Case("a non-character", inString: [0xEF, 0xBF, 0xBF]),
        Case("an escaped NUL", #"{"type":"\u0000"}"#),
        Case("the largest double", #"{"type":"x","data":1.7976931348623157e308}"#),
        Case("a number that is rounded to zero", #"{"type":"x","data":1e-400}"#),
        Case("minus zero", #"{"type":"x","data":-0}"#),
        Case("an empty key", #"{"":1,"type":"x"}"#),
    ]

    @Test("What is JSON is taken, however odd", arguments: accepted)
    func accept(_ sent: Case) throws {
        try withProjectGateway { gateway in
            var request = Request.hook("")
            request.body = sent.body
            let answer = try gateway.send(request)
            #expect(answer.text == "ignored")
        }
    }

    static let refused: [(what: String, body: String, field: String, detail: String)] = [
        ("missing", "{}", "event", "A required value is missing: event."),
        ("null", #"{"type":null}"#, "event", "A required value is missing: event."),
        ("another root", #"["type"]"#, "event", "A required value is missing: event."),
        ("a scalar root", "7", "event", "A required value is missing: event."),
        ("a null root", "null", "event", "A required value is missing: event."),
        ("a number for text", #"{"type":7}"#, "event", "A value has the wrong type: event."),
        ("a list for text", #"{"type":["x"]}"#, "event", "A value has the wrong type: event."),
        ("a bool", #"{"type":"x","data":{"contact":{"email":true}}}"#, "email", "A value has the wrong type: email."),
        ("text for an int", amount(#""five hundred""#), "amount", "A value has the wrong type: amount."),
        ("a fraction for an int", amount("583.5"), "amount", "A value has the wrong type: amount."),
        ("too large for an int", amount("9223372036854775808"), "amount", "A value has the wrong type: amount."),
        ("a map for an int", amount("{}"), "amount", "A value has the wrong type: amount."),
    ]

    static func amount(_ value: String) -> String {
        #"{"type":"customer.sale.completed","data":{"offer_price_plan":{"direct_charge_amount":\#(value)}}}"#
    }

    @Test("A missing or mistyped value is 422 and names the field, not the value", arguments: refused)
    func extraction(_ what: String, _ body: String, _ field: String, _ detail: String) throws {
        try withProjectGateway { gateway in
            let answer = try gateway.send(.hook(body))
            let problem = try expectProblem(answer, 422)
            #expect(problem.field == field)
            #expect(problem.detail == detail)
            let line = try gateway.awaitLine(of: answer)
            #expect(line.string("branch") == nil)
            #expect(!line.text.contains("hundred"), "no payload in the log")
        }
    }

    @Test(
        "An integral number is an int however it is written",
        arguments: [("583.0", 583), ("5.83e2", 583), ("58300E-2", 583), ("-0.0", 0)]
    )
    func integral(_ written: String, _ amount: Int) throws {
        try withProjectGateway { gateway in
            let answer = try gateway.send(.hook(Self.amount(written)))
            #expect(answer.status == 200)
            #expect(answer.text.contains(#""amount":\#(amount)"#), "\(answer.text)")
        }
    }
}
