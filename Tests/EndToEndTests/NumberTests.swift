import Testing

/// Numbers at the edges of their types, and keys that are there twice: the same wherever they are looked at.
@Suite struct NumberTests {
    static let configuration = """
        hookgate: 1
        endpoints:
          number:
            path: /number
            auth: none
            extract: { path: $.n, items: { body: "$.l[*]" }, exact: { body: $.n, type: any } }
            respond:
              json: { path: "${path}", exact: "${exact}", expression: "${body.n}", items: "${items}", whole: "${body}" }
          compare:
            path: /compare
            auth: none
            extract: { n: $.n }
            respond:
              json:
                - "${n > 9223372036854775806}"
                - "${n == 9223372036854775808.0}"
                - "${n < 0}"
                - "${type(n) == double}"
        """

    static let numbers: [(sent: String, answered: String)] = [
        ("0", "0"),
        ("-1", "-1"),
        ("9223372036854775807", "9223372036854775807"),
        ("-9223372036854775808", "-9223372036854775808"),
        ("9223372036854775808", "9223372036854775808"),
        ("18446744073709551615", "18446744073709551615"),
        ("18446744073709551616", "18446744073709551616.0"),
        ("-9223372036854775809", "-9223372036854775808.0"),
        ("1000000000000000000000000000000", "1e30"),
        ("1e30", "1e30"),
        ("1.0", "1.0"),
        ("0.1", "0.1"),
        ("1E2", "100.0"),
        ("123456789.123456789", "123456789.12345679"),
        ("5e-324", "5e-324"),
    ]

    @Test("A number is written back as it was read, wherever it was read", arguments: numbers)
    func echo(_ sent: String, _ answered: String) throws {
        try withGateway(Self.configuration) { gateway in
            let answer = try gateway.send(.post("/number", #"{"n":\#(sent),"l":[\#(sent)]}"#))
            let whole = #"{"n":\#(answered),"l":[\#(answered)]}"#
            let start = #"{"path":\#(answered),"exact":\#(answered),"expression":\#(answered),"#
            #expect(answer.text == start + #""items":[\#(answered)],"whole":\#(whole)}"#)
        }
    }

    static let comparisons: [(sent: String, answer: String)] = [
        ("9223372036854775806", "[false,false,false,false]"),
        // An int is compared with a double as the nearest double, as cel-spec's conformance suite has it.
        ("9223372036854775807", "[true,true,false,false]"),
        ("9223372036854775808", "[true,true,false,false]"),
        ("9223372036854775809", "[true,false,false,false]"),
        ("18446744073709551616", "[true,false,false,true]"),
        ("1000000000000000000000000000000", "[true,false,false,true]"),
        ("-9223372036854775809", "[false,false,true,true]"),
        ("1e30", "[true,false,false,true]"),
    ]

    @Test("Large numbers compare by their value", arguments: comparisons)
    func compare(_ sent: String, _ answer: String) throws {
        try withGateway(Self.configuration) { gateway in
            try #expect(gateway.send(.post("/compare", #"{"n":\#(sent)}"#)).text == answer)
        }
    }

    static let duplicates: [(template: String, body: String, answer: String)] = [
        ("${v}", #"{"a":1,"a":2}"#, "2"),
        ("${body.a}", #"{"a":1,"a":2}"#, "2"),
        ("${body['a']}", #"{"a":1,"a":2}"#, "2"),
        ("${body}", #"{"a":1,"a":2}"#, #"{"a":2}"#),
        ("${everything}", #"{"a":1,"a":2}"#, "[2]"),
        ("${deep}", #"{"x":{"a":1,"a":2}}"#, "[2]"),
        ("${filtered}", #"{"x":[{"a":1,"a":5},{"a":5,"a":1}]}"#, #"[{"a":5}]"#),
        ("${size(body)}", #"{"a":1,"a":2}"#, "1"),
        ("${body.map(k, body[k])}", #"{"a":1,"a":2}"#, "[2]"),
        ("${v}", #"{"a":{"x":1},"a":{"y":2}}"#, #"{"y":2}"#),
        ("${has(body.a.x)}", #"{"a":{"x":1},"a":{"y":2}}"#, "false"),
        ("${v}", #"{"a":1,"\u0061":2}"#, "2"),
        ("${v}", #"{"a":1,"a":null}"#, "null"),
        ("${body == {'a': 2}}", #"{"a":1,"a":2}"#, "true"),
        ("${'a' in body}", #"{"a":1,"a":2}"#, "true"),
    ]

    @Test("Of a key that is there twice the last counts", arguments: duplicates)
    func duplicate(_ template: String, _ body: String, _ answer: String) throws {
        let configuration = """
            hookgate: 1
            endpoints:
              e:
                path: /e
                auth: none
                extract: { v: $.a, everything: $.*, deep: "$..a", filtered: "$.x[?@.a == 5]" }
                respond: { json: "\(template)" }
            """
        try withGateway(configuration) { gateway in
            try #expect(gateway.send(.post("/e", body)).text == answer)
        }
    }

    static let faults = ["9223372036854775807", "9223372036854775808", "1e30"]

    @Test("Arithmetic that leaves a type's range is 500, not another number", arguments: faults)
    func overflow(_ sent: String) throws {
        let configuration = """
            hookgate: 1
            endpoints:
              e:
                path: /e
                auth: none
                extract: { n: { body: $.n } }
                respond: { json: "${int(n) + 1}" }
            """
        try withGateway(configuration) { gateway in
            let answer = try gateway.send(.post("/e", #"{"n":\#(sent)}"#))
            try expectProblem(answer, 500)
            try #expect(gateway.awaitLine(of: answer).string("fault") == "overflow")
            try #expect(gateway.send(.post("/e", #"{"n":9223372036854775806}"#)).text == "9223372036854775807")
        }
    }
}
