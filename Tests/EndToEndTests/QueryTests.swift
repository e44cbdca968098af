import Testing

/// The query string: how it nests, what it decodes to, and what is read from it.
@Suite struct QueryTests {
    static let configuration = """
        hookgate: 1
        endpoints:
          all: { path: /all, methods: [GET], auth: none, respond: { json: "${query}" } }
          none: { path: /none, methods: [GET], auth: none, respond: { text: fine } }
        """

    static let trees: [(query: String, json: String)] = [
        ("", "{}"),
        ("?", "{}"),
        ("?&&", "{}"),
        ("?a=1", #"{"a":"1"}"#),
        ("?a=1&b=2", #"{"a":"1","b":"2"}"#),
        ("?&a=1&", #"{"a":"1"}"#),
        ("?a=1&a=2", #"{"a":["1","2"]}"#),
        ("?a=1&b=2&a=3", #"{"a":["1","3"],"b":"2"}"#),
        ("?a[]=1", #"{"a":["1"]}"#),
        ("?a[]=1&a[]=2", #"{"a":["1","2"]}"#),
        ("?a[0][b]=1", #"{"a":[{"b":"1"}]}"#),
        ("?a[1]=y&a[0]=x", #"{"a":["x","y"]}"#),
        ("?a[7]=x", #"{"a":["x"]}"#),
        ("?a[0]=x&a[0]=y", #"{"a":[["x","y"]]}"#),
        ("?a[b]=1&a[c][d]=2", #"{"a":{"b":"1","c":{"d":"2"}}}"#),
        ("?a[b][]=1&a[b][]=2", #"{"a":{"b":["1","2"]}}"#),
        ("?a[01]=x", #"{"a":{"01":"x"}}"#),
        ("?a[x]=1&a[0]=2", #"{"a":{"x":"1","0":"2"}}"#),
        ("?a%5B0%5D%5Bb%5D=1", #"{"a":[{"b":"1"}]}"#),
        ("?flag", #"{"flag":null}"#),
        ("?flag=", #"{"flag":""}"#),
        ("?flag&flag", #"{"flag":[null,null]}"#),
        ("?a+b=c+d", #"{"a b":"c d"}"#),
        ("?a=%2B%20%26%3D%25", #"{"a":"+ &=%"}"#),
        ("?a=b=c", #"{"a":"b=c"}"#),
        ("?a=1;b=2", #"{"a":"1;b=2"}"#),
        ("?a=?/:@", #"{"a":"?/:@"}"#),
        ("?=x", #"{"":"x"}"#),
        ("?caf%C3%A9=%F0%9F%8E%89", #"{"café":"🎉"}"#),
        ("?a=%22%5C%0A%0d", #"{"a":"\"\\\n\r"}"#),
        ("?a[=1", #"{"a[":"1"}"#),
        ("?a]=1", #"{"a]":"1"}"#),
        ("?[a]=1", #"{"[a]":"1"}"#),
        ("?a[b]c=1", #"{"a[b]c":"1"}"#),
        ("?a[[b]]=1", #"{"a[[b]]":"1"}"#),
        ("?a.b=1", #"{"a.b":"1"}"#),
    ]

    @Test("Brackets nest, repeated keys make lists, and the rest is as it was sent", arguments: trees)
    func tree(_ query: String, _ json: String) throws {
        try withGateway(Self.configuration) { gateway in
            let answer = try gateway.send(.get("/all\(query)"))
            #expect(answer.status == 200)
            #expect(answer.text == json)
        }
    }

    static let malformed = [
        "?a=%", "?a=%4", "?a=%zz", "?%=1", "?a=%ff", "?a=%C0%80", "?a=%ED%A0%80", "?a=%00", "?a[b]=1&a=2",
        "?a=1&a[b]=2", "?a[b]=1&a[b][c]=2", "?a" + String(repeating: "[b]", count: 17) + "=1",
        "?" + String(repeating: "a&", count: 1001),
    ]

    @Test("A query that cannot be read is 400 where it is read", arguments: malformed)
    func refuse(_ query: String) throws {
        try withGateway(Self.configuration) { gateway in
            let client = try gateway.connect()
            try client.send(Request.get("/all\(query)").bytes + Request.get("/none\(query)").bytes)
            try expectProblem(client.readAnswer(), 400)
            try #expect(client.readAnswer().text == "fine")
        }
    }

    /// What is read from where, and the answer for it; nil for 422.
    static let places: [(place: String, type: String, query: String, json: String?)] = [
        ("page", "string", "?page=7", #""7""#),
        ("page[0].id", "int", "?page[0][id]=7", "7"),
        ("page[1].id", "int", "?page[0][id]=7", "null"),
        ("page.id", "int", "?page[id]=7", "7"),
        ("page.id", "int", "?page.id=7", "null"),
        (#"page["a.b"]"#, "int", "?page[a.b]=7", "7"),
        (#"["a.b"]"#, "int", "?a.b=7", "7"),
        ("x-y", "int", "?x-y=7", "7"),
        ("n", "int", "", "null"),
        ("n", "int", "?n", "null"),
        ("n", "int", "?n=", nil),
        ("n", "int", "?n=-7", "-7"),
        ("n", "int", "?n=007", "7"),
        ("n", "int", "?n=%2B7", nil),
        ("n", "int", "?n=+7", nil),
        ("n", "int", "?n=7.0", nil),
        ("n", "int", "?n=7e0", nil),
        ("n", "int", "?n=0x7", nil),
        ("n", "int", "?n=9223372036854775807", "9223372036854775807"),
        ("n", "int", "?n=9223372036854775808", nil),
        ("n", "int", "?n=-9223372036854775808", "-9223372036854775808"),
        ("n", "int", "?n=1&n=2", nil),
        ("n", "double", "?n=1.5", "1.5"),
        ("n", "double", "?n=1e3", "1000.0"),
        ("n", "double", "?n=1e400", nil),
        ("n", "double", "?n=nan", nil),
        ("n", "double", "?n=.5", nil),
        ("n", "double", "?n=5.", nil),
        ("n", "double", "?n=%2B5", nil),
        ("n", "bool", "?n=true", "true"),
        ("n", "bool", "?n=false", "false"),
        ("n", "bool", "?n=True", nil),
        ("n", "bool", "?n=1", nil),
        ("n", "timestamp", "?n=2026-01-31T09:05:00Z", #""2026-01-31T09:05:00Z""#),
        ("n", "timestamp", "?n=2026-01-31T10:05:00.5%2B01:00", #""2026-01-31T09:05:00.5Z""#),
        ("n", "timestamp", "?n=2026-02-31T09:05:00Z", nil),
        ("n", "timestamp", "?n=2026-01-31", nil),
        ("n", "list", "?n=1&n=2", #"["1","2"]"#),
        ("n", "list", "?n=1", #"["1"]"#),
        ("n", "list", "?n=", #"[""]"#),
        ("n", "map", "?n[a]=1", #"{"a":"1"}"#),
        ("n", "list", "?n[a]=1", nil),
        ("n", "any", "?n[a]=1", #"{"a":"1"}"#),
    ]

    @Test("Parameters are read by path and parsed to their type", arguments: places)
    func extraction(_ place: String, _ type: String, _ query: String, _ json: String?) throws {
        let configuration = """
            hookgate: 1
            endpoints:
              e:
                path: /e
                methods: [GET]
                auth: none
                extract: { v: { query: '\(place)', type: \(type) } }
                respond: { json: "${v}" }
            """
        try withGateway(configuration) { gateway in
            let answer = try gateway.send(.get("/e\(query)"))
            guard let json else {
                try #expect(expectProblem(answer, 422).field == "v")
                return
            }
            #expect(answer.text == json)
        }
    }
}
