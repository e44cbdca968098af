import GateRuntime
import GateTesting
import Testing

@Suite struct JSONTreeTests {
    @Test(
        "what JSON takes for the same is equal",
        arguments: [
            ("1", "1.0", true), ("1", "1.5", false), ("{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}", true),
            ("[1,2]", "[2,1]", false), ("null", "false", false), ("\"e\\u0301\"", "\"\\u00e9\"", false),
            ("{\"a\":null}", "{}", false), ("18446744073709551615", "18446744073709551615", true),
            ("\"1\"", "1", false),
        ]
    )
    func equality(left: String, right: String, isEqual: Bool) throws {
        let (one, other) = (try JSONTree(parsing: Array(left.utf8)), try JSONTree(parsing: Array(right.utf8)))
        #expect((one == other) == isEqual)
        #expect((other == one) == isEqual)
    }

    @Test(
        "a text comes back as it was",
        arguments: ["{\"a\": [1, -2, 2.5, true, null, \"x\\n\\u0001\"], \"b\": {}}", "[]"]
    )
    func writes(text: String) throws {
        let tree = try JSONTree(parsing: Array(text.utf8))
        #expect(tree.line == text)
        #expect(try JSONTree(parsing: Array(tree.pretty.utf8)) == tree)
    }

    @Test("what is no JSON is refused")
    func refuses() {
        #expect(throws: JSONError.self) { try JSONTree(parsing: Array("{".utf8)) }
        #expect(throws: JSONError(.empty, offset: 0)) { try JSONTree(parsing: []) }
    }
}
