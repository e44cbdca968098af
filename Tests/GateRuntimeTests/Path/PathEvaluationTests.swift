import GateExpression
import GateRuntime
import Testing

@Suite("Evaluating JSONPath")
struct PathEvaluationTests {
    private func values(_ path: String, _ document: String) throws -> String {
        let bench = PathBench()
        let query = try bench.compile(path)
        try bench.json.read(document)
        return try bench.values(query)
    }

    private func locations(_ path: String, _ document: String) throws -> [String] {
        let bench = PathBench()
        let query = try bench.compile(path)
        try bench.json.read(document)
        return try bench.locations(query)
    }

    @Test("The course of a sale is found by its resource's type")
    func sale() throws {
        let text = try #require(Payloads.all.first { $0.name == "customer.sale.completed.json" }?.text)
        let path = "$.data.order_item.resources[?@.type == 'membership_course'].data.name"
        #expect(try values(path, text) == #"["Formation Un blog qui rapporte"]"#)
        #expect(try values("$..email", text) == #"["grace@example.com","owner@example.com"]"#)
        #expect(try values("data.customer.fields[?match(@, 'test-[0-9]{4}')]", text).split(separator: ",").count == 6)
    }

    @Test(
        "Of a repeated key only the last member is there",
        arguments: [
            ("$.a", "[3]"), ("$.*", "[2,3]"), ("$[*]", "[2,3]"), ("$..*", "[2,3]"), ("$[?@ > 0]", "[2,3]"),
            ("$['a','a']", "[3,3]"), ("$..a", "[3]"), ("$[?@ == 1]", "[]"),
        ]
    )
    func duplicates(path: String, expected: String) throws {
        #expect(try values(path, #"{"a":1,"b":2,"a":3}"#) == expected)
    }

    @Test("Repeated keys count once in length, count and equality")
    func duplicatesInFunctions() throws {
        let document = #"[{"x":{"a":1,"b":2,"a":3},"y":{"a":3,"b":2}},{"x":{"a":1,"a":3},"y":{"a":1}}]"#
        #expect(try locations("$[?length(@.x) == 2]", document) == ["$[0]"])
        #expect(try locations("$[?count(@.x.*) == 1]", document) == ["$[1]"])
        #expect(try locations("$[?@.x == @.y]", document) == ["$[0]"])
        #expect(try locations("$[?@.x != @.y]", document) == ["$[1]"])
        let many = (0..<100).map { "\"k\($0 % 50)\":\($0)" }.joined(separator: ",")
        #expect(try values("$[?length(@) == 50]", "[{\(many)}]") != "[]")
        #expect(try values("$[?count(@.*) == 50]", "[{\(many)}]") != "[]")
    }

    @Test("Maps are equal in any order, lists in the same one")
    func equality() throws {
        #expect(
            try locations("$[?@ == $[0]]", #"[{"a":1,"b":[2]},{"b":[2],"a":1.0},{"a":1},{"a":1,"b":[]}]"#) == [
                "$[0]", "$[1]",
            ]
        )
        #expect(try locations("$[?@ == $[0]]", "[[1,2],[2,1],[1,2,3],[1,2.0]]") == ["$[0]", "$[3]"])
        let forth = (0..<40).map { "\"k\($0)\":{\"v\":\($0)}" }
        let document = "[{\(forth.joined(separator: ","))},{\(forth.reversed().joined(separator: ","))}]"
        #expect(try locations("$[?@ == $[0]]", document) == ["$[0]", "$[1]"])
        #expect(try locations("$[?@ == $[0]]", document.replacing("39}", with: "38}", maxReplacements: 1)) == ["$[0]"])
    }

    @Test(
        "Numbers compare by value, exactly",
        arguments: [
            ("9007199254740993", "9007199254740992.0", "greater"), ("9007199254740993", "9007199254740994.0", "less"),
            ("18446744073709551614", "18446744073709551616", "less"), ("18446744073709551615", "-1", "greater"),
            ("9223372036854775808", "9223372036854775807", "greater"),
            ("-9223372036854775808", "-9223372036854775809", "equal"),
            ("9223372036854775806", "9223372036854775808.0", "less"), ("1", "1.5", "less"), ("-1", "-1.5", "greater"),
            ("0", "-0.0", "equal"), ("1e2", "100", "equal"), ("5", "1e300", "less"), ("5", "-1e300", "greater"),
            ("18446744073709551615", "1.5", "greater"), ("0", "0.5", "less"), ("0", "-0.5", "greater"),
        ]
    )
    func numbers(left: String, right: String, order: String) throws {
        let document = "[{\"a\":\(left),\"b\":\(right)}]"
        for (comparison, orders) in [
            ("==", ["equal"]), ("!=", ["less", "greater"]), ("<", ["less"]), ("<=", ["less", "equal"]),
            (">", ["greater"]),
            (">=", ["greater", "equal"]),
        ] {
            let found = try locations("$[?@.a \(comparison) @.b]", document)
            #expect(found == (orders.contains(order) ? ["$[0]"] : []), "\(left) \(comparison) \(right)")
            let mirrored = ["<": ">", "<=": ">=", ">": "<", ">=": "<="][comparison] ?? comparison
            #expect(try locations("$[?@.b \(mirrored) @.a]", document) == found, "\(right) \(mirrored) \(left)")
        }
    }

    @Test("Slices stay inside the list, with steps of any size")
    func slices() throws {
        let list = "[0,1,2,3,4,5,6]"
        for (slice, expected) in [
            ("::3", "[0,3,6]"), ("::-3", "[6,3,0]"), ("5:1:-2", "[5,3]"), ("-2:", "[5,6]"), (":-5", "[0,1]"),
            ("2:2", "[]"),
            ("::9007199254740991", "[0]"), ("::-9007199254740991", "[6]"), ("-9007199254740991:9007199254740991", list),
            ("9007199254740991:-9007199254740991:-1", "[6,5,4,3,2,1,0]"), ("100:", "[]"), (":-100", "[]"),
            ("::0", "[]"),
        ] {
            #expect(try values("$[\(slice)]", list) == expected, "\(slice)")
        }
        #expect(try values("$[::-1]", #"{"a":1}"#) == "[]")
    }

    @Test("A singular query gives its value, or nothing")
    func singular() throws {
        let bench = PathBench()
        let query = try bench.compile("a[-1].b")
        for (document, expected) in [(#"{"a":[0,{"b":null}]}"#, "null"), (#"{"a":[]}"#, nil), ("[]", nil), ("1", nil)] {
            try bench.json.read(document)
            let root = bench.json.root
            let value = try bench.withTables { tables, workspace in
                try evaluateSingularPath(query, on: root, tables: tables, workspace: &workspace)
            }
            #expect(value.kind == (expected == nil ? .absent : .null))
        }
    }

    @Test("Values made while evaluating can be searched like the body")
    func arenas() throws {
        let bench = PathBench()
        let names = try bench.compile("$..name")
        let filtered = try bench.compile("$.items[?@.id >= 2 && @.name != $.skip].name")
        let last = try bench.compile("$.items[-1:]")
        let all = try bench.compile("$.*")
        try bench.json.read(#"{"id":3,"name":"body"}"#)
        let json = bench.json
        let first = try json.map([(json.text("id"), .int(1)), (json.text("name"), json.text("one"))])
        let second = try json.map([(json.text("id"), .uint(2)), (json.text("name"), json.text("two"))])
        let items = try json.list([first, second, json.root])
        let root = try json.map([(json.text("items"), items), (.int(7), .null), (json.text("skip"), json.text("two"))])
        func run(_ query: Int) throws -> String {
            let list = try bench.withTables { tables, workspace in
                try evaluatePath(query, on: root, tables: tables, workspace: &workspace)
            }
            return try json.written(list)
        }
        #expect(try run(names) == #"["one","two","body"]"#)
        #expect(try run(filtered) == #"["body"]"#)
        #expect(try run(last) == #"[{"id":3,"name":"body"}]"#)
        #expect(try run(all).hasSuffix(",null,\"two\"]"))
    }

    @Test("Passing the budget of steps is a fault, and leaves no scratch memory behind")
    func steps() throws {
        let bench = PathBench()
        let object = (0..<100).map { "\"k\($0 % 50)\":\($0)" }.joined(separator: ",")
        try bench.json.read("[" + Array(repeating: "{\(object)}", count: 40).joined(separator: ",") + "]")
        for path in [
            "$[?@ == $[39]]", "$..*", "$[?length(@) == $[?@.k0 == 1].k0]".replacing("$[?@.k0 == 1].k0", with: "1"),
            "$[?count($..*) > 5]", "$[*][*]", "$[::-1][*]",
        ] {
            let query = try bench.compile(path)
            bench.json.workspace.stepsLeft = 1000
            #expect(throws: Fault(.stepsExceeded), "\(path)") { _ = try bench.values(query) }
            #expect(bench.json.workspace.scratch.count == 0)
            bench.json.workspace.stepsLeft = 100_000_000
            _ = try bench.values(query)
            #expect(bench.json.workspace.scratch.count == 0)
        }
    }

    @Test("A hostile pattern out of the document is refused or ends soon")
    func dynamicPatterns() throws {
        let long = String(repeating: "a", count: 5000)
        let patterns = ["(a+)+$", "(", "a**", "[z-a]", "\\\\d", "a{1001}", ".*", "a*"]
        let list = patterns.map { "\"\($0)\"" }.joined(separator: ",")
        let document = "{\"text\":\"\(long)\",\"patterns\":[\(list)]}"
        #expect(try values("$.patterns[?match($.text, @)]", document) == #"["(a+)+$",".*","a*"]"#)
        #expect(try values("$.patterns[?search(1, @)]", document) == "[]")
        // Past the limits of a pattern it is no answer that nothing matches.
        for pattern in ["((a{1,100}){1,100}){1,100}", "(a{1,300}b{1,300}){3}", String(repeating: "a", count: 1_025)] {
            let document = "{\"text\":\"a\",\"pattern\":\"\(pattern)\",\"list\":[1]}"
            #expect(throws: Fault(.invalidArgument)) { try values("$.list[?match($.text, $.pattern)]", document) }
        }
    }

    @Test("The deepest document that is read can be searched")
    func deep() throws {
        let document = String(repeating: "[", count: 512) + "7" + String(repeating: "]", count: 512)
        #expect(try locations("$..[?@ == 7]", document) == ["$" + String(repeating: "[0]", count: 512)])
        #expect(
            try values("$..*..*", String(repeating: "[", count: 40) + String(repeating: "]", count: 40)).count > 1000
        )
        let objects = String(repeating: "{\"a\":", count: 511) + "{\"a\":1}" + String(repeating: "}", count: 511)
        #expect(try locations("$..[?@.a == 1]", objects) == ["$" + String(repeating: "['a']", count: 511)])
        // Queries in filters that start at the root again and again are stopped, not the process.
        #expect(throws: Fault.self) { try values("$..[?$..[?$..[?$..[?@ == 8]]]]", document) }
    }

    @Test("Normalized paths escape what RFC 9535 wants escaped")
    func normalized() throws {
        let document = #"{"a'b":[{"\\\n\u0001\u001f\"é\b\t\f\r":1}]}"#
        #expect(
            try locations("$..*", document) == [
                #"$['a\'b']"#, #"$['a\'b'][0]"#, #"$['a\'b'][0]['\\\n\u0001\u001f"é\b\t\f\r']"#,
            ]
        )
        #expect(try locations("$", "1") == ["$"])
    }
}
