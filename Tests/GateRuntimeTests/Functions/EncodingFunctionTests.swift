import GateRuntime
import Testing

@Suite struct EncodingFunctionTests {
    @Test(arguments: [
        "json.parse('null') == null", "json.parse('-0.5e1') == -5.0", "type(json.parse('1')) == int",
        "type(json.parse('1.0')) == double", "type(json.parse('18446744073709551615')) == uint",
        "json.parse('[]') == []", "json.parse('{}') == {}",
        "json.parse('[[1, [2]], {\"a\": {\"b\": [3]}}]')[1].a.b[0] == 3",
        "json.parse('\"\\\\u00e9\"') == '\u{E9}'", "json.parse('[1, 2, 3]').map(x, x + 1) == [2, 3, 4]",
        "has(json.parse('{\"a\": null}').a)", "!has(json.parse('{\"a\": null}').b)",
        "json.parse('{\"a\": 1, \"b\": 2, \"a\": 3}') == {'a': 3, 'b': 2}",
        "json.parse('{\"\u{E9}\": \"\"}')['\u{E9}'] == ''",
        "json.encode(null) == 'null'", "json.encode('a\"b\\n') == r'\"a\\\"b\\n\"'", "json.encode(1.0) == '1.0'",
        "json.encode(b'abc') == '\"YWJj\"'", "json.encode({1: true}) == '{\"1\":true}'",
        "json.encode(timestamp(0)) == '\"1970-01-01T00:00:00Z\"'", "json.encode(optional.of([1])) == '[1]'",
        "json.encode(optional.none()) == 'null'", "json.encode(ip('::1')) == '\"::1\"'",
        "json.encode(json.parse('{\"b\":[1,2.5,\"x\",null,{}],\"a\":true}')) == '{\"b\":[1,2.5,\"x\",null,{}],\"a\":true}'",
    ]) func json(_ text: String) {
        FunctionCase.expectHolds(text)
    }

    @Test(arguments: ["", " ", "{", "[1,]", "{'a': 1}", "nul", "\u{FEFF}1", "[1] x", "01", "\"a", "1e999"])
    func textThatIsNotJSON(_ text: String) {
        let literal = text.replacing("'", with: "\\'")
        FunctionCase.expectFault("json.parse('\(literal)') == null", .invalidConversion)
    }

    @Test func jsonIsBounded() {
        FunctionCase.expectHolds("json.parse('[' .split('').map(x, x).join() + ']') == []")
        let deep = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
        FunctionCase.expectHolds("json.parse('\(deep)')[0][0] != 1")
        FunctionCase.expectHolds("json.encode(json.parse('\(deep)')) == '\(deep)'")
        FunctionCase.expectFault("json.parse('[\(deep)]') == null", .invalidConversion)
        FunctionCase.expectFault("json.encode(0.0 / 0.0) == ''", .notRepresentable)
        FunctionCase.expectFault("json.encode(int) == ''", .notRepresentable)
        // 64 doublings of 64 KiB pass the megabyte that is parsed at most.
        let large = "json.parse('\"' + \(doubled("' '", times: 21)) + '\"') == ''"
        FunctionCase.expectFault(large, .invalidArgument)
        var limits = EvaluationLimits()
        limits.arenaValues = 256
        let list = "json.parse('[' + \(doubled("'1,'", times: 10)) + '1]') == []"
        #expect(FunctionCase(list, foldsConstants: false, limits: limits).fault == .memoryExceeded)
        limits = EvaluationLimits()
        limits.steps = 200
        #expect(FunctionCase(list, foldsConstants: false, limits: limits).fault == .stepsExceeded)
    }

    /// An expression for a text that is doubled so many times.
    private func doubled(_ text: String, times: Int) -> String {
        (0..<times).reduce(text) { inner, index in "cel.bind(x\(index), \(inner), x\(index) + x\(index))" }
    }

    @Test(arguments: [
        "hash.sha256('') == 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'",
        "hash.sha256('\u{E9}') == hash.sha256(b'\\303\\251')",
        "hash.sha256('abc', 'hex') == hash.sha256('abc')",
        "hash.sha1('') == 'da39a3ee5e6b4b0d3255bfef95601890afd80709'",
        "hash.sha1('abc', 'base64') == 'qZk+NkcGgWq6PiVxeFDCbJzQ2J0='",
        "hash.md5(b'') == 'd41d8cd98f00b204e9800998ecf8427e'",
        "hash.md5('abc', 'base64') == 'kAFQmDzST7DWlj99KOF/cg=='",
    ]) func hashes(_ text: String) {
        FunctionCase.expectHolds(text)
    }

    @Test func hashesTakeTextAndBytesAlone() {
        FunctionCase.expectFinding("hash.sha256(1) == ''", "does not take (int)")
        FunctionCase.expectFinding("hash.sha256('a', 'base32') == ''", "is none of hex, base64")
        FunctionCase.expectFault("hash.sha256(dyn(1)) == ''", .noSuchOverload)
        FunctionCase.expectFault("hash.sha256('a', 'base' + '32') == ''", .invalidArgument)
    }

    @Test(arguments: [
        "url.encode('') == ''", "url.encode('AZaz09-._~') == 'AZaz09-._~'", "url.encode('*+ /') == '%2A%2B%20%2F'",
        "url.decode('') == ''", "url.decode('%C3%a9%25+') == '\u{E9}%+'",
        "url.decode(url.encode('\u{1F600} a')) == '\u{1F600} a'",
        "url.encodeForm('~* +\u{E9}') == '%7E*+%2B%C3%A9'", "url.decodeForm('+%2B+') == ' + '",
        "url.query({}) == ''", "url.query({'a': [], 'b': 1u}) == 'b=1'", "url.query({'a b': true}) == 'a%20b=true'",
        "url.query({'a': [1, null, 'x']}) == 'a=1&a&a=x'", "url.query({'': ''}) == '='",
        "url.query({'t': timestamp(0), 'd': duration('1s')}) == 't=1970-01-01T00%3A00%3A00Z&d=1s'",
        "url.query({'a': b'\\303\\251', 'b': 1.5}) == 'a=%C3%A9&b=1.5'", "url.query(json.parse('{\"a\": 1}')) == 'a=1'",
    ]) func urls(_ text: String) {
        FunctionCase.expectHolds(text)
    }

    @Test func urlsRefuse() {
        for text in ["%", "%4", "%zz", "a%", "%ff", "%c3"] {
            FunctionCase.expectFault("url.decode('\(text)') == ''", .invalidConversion)
            FunctionCase.expectFault("url.decodeForm('\(text)') == ''", .invalidConversion)
        }
        FunctionCase.expectFault("url.query({'a': {'b': 1}}) == ''", .noSuchOverload)
        FunctionCase.expectFault("url.query({'a': [[1]]}) == ''", .noSuchOverload)
        FunctionCase.expectFault("url.query({'a': b'\\377'}) == ''", .invalidConversion)
        FunctionCase.expectFinding("url.query({1: 2}) == ''", "does not take")
        FunctionCase.expectFinding("url.encode(1) == ''", "does not take (int)")
    }
}
