import Foundation
import GateRuntime
import Testing

@Suite("Reading JSON")
struct JSONParserTests {
    private let bench = JSONBench()

    private func code(_ text: String) -> JSONError.Code? {
        do throws(JSONError) {
            try bench.read(text)
            return nil
        } catch {
            return error.code
        }
    }

    private func code(_ bytes: [UInt8]) -> JSONError.Code? {
        do throws(JSONError) {
            try bench.read(bytes)
            return nil
        } catch {
            return error.code
        }
    }

    @Test(
        "Scalars are whole documents",
        arguments: [
            ("5", "5"), ("-7", "-7"), ("0", "0"), ("-0", "0"), ("true", "true"), ("false", "false"), ("null", "null"),
            ("\"a\"", "\"a\""), ("\"\"", "\"\""), (" \t\r\n1 \n", "1"), ("1.5", "1.5"), ("-0.0", "-0.0"),
            ("5.0", "5.0"),
            ("1e2", "100.0"), ("1E+2", "100.0"), ("1e-2", "0.01"),
        ]
    )
    func scalars(text: String, expected: String) throws {
        #expect(try bench.roundTrip(text) == expected)
    }

    @Test("Integers of 64 bits keep their value, signed or not")
    func integers() throws {
        try bench.read("9223372036854775807")
        #expect(bench.root.kind == .int && bench.root.asInt == .max)
        try bench.read("-9223372036854775808")
        #expect(bench.root.kind == .int && bench.root.asInt == .min)
        try bench.read("9223372036854775808")
        #expect(bench.root.kind == .uint && bench.root.payload == 1 << 63)
        try bench.read("18446744073709551615")
        #expect(bench.root.kind == .uint && bench.root.payload == .max)
    }

    @Test(
        "Integers outside 64 bits become the nearest double",
        arguments: [
            "18446744073709551616", "-9223372036854775809", "99999999999999999999", "123456789012345678901234567890",
            "-123456789012345678901234567890", "1" + String(repeating: "0", count: 308),
            "-" + String(repeating: "9", count: 300), "9007199254740993000000000000", "9007199254740992999999999999",
        ]
    )
    func longIntegers(text: String) throws {
        try bench.read(text)
        #expect(bench.root.kind == .double)
        #expect(bench.root.asDouble == Double(text))
        // Among others, in a string, and after one in a string.
        try bench.read("{\"\(text)\":[\"\\\"\(text)\",\(text),1,\(text)]}")
        let list = try #require(bench.workspace.json.member(of: 1, named: text))
        let json = bench.workspace.json
        #expect(json.element(of: list, at: 0).map { json.bytes(at: $0).string } == "\"" + text)
        #expect(json.element(of: list, at: 1).map { json.value(at: $0).asDouble } == Double(text))
        #expect(json.element(of: list, at: 2).map { json.value(at: $0).asInt } == 1)
        #expect(json.element(of: list, at: 3).map { json.value(at: $0).asDouble } == Double(text))
    }

    @Test("Rounding of long numbers is exact, also where the last of hundreds of digits decides")
    func rounding() throws {
        // Half way between 2^53 and 2^53 + 2, then a digit far behind.
        let half = "9007199254740993"
        for digits in [20, 100, 400, 700] {
            let fraction = half + "." + String(repeating: "0", count: digits)
            try bench.read(fraction)
            #expect(bench.root.asDouble == 9_007_199_254_740_992)
            try bench.read(fraction + "1")
            #expect(bench.root.asDouble == 9_007_199_254_740_994)
        }
        let zeros = String(repeating: "0", count: 280)
        try bench.read(half + zeros)
        #expect(bench.root.asDouble == Double(half + zeros))
        try bench.read(half + zeros.dropLast() + "1")
        #expect(bench.root.asDouble == Double(half + zeros.dropLast() + "1"))
        #expect(Double(half + zeros) != Double(half + zeros.dropLast() + "1") || zeros.count > 16)
    }

    @Test("Small and large doubles round as IEEE 754 says")
    func doubles() throws {
        for text in ["1e-400", "2e-324", "4.9e-324", "2.2250738585072014e-308", "1.7976931348623157e308", "1e308"] {
            try bench.read(text)
            #expect(bench.root.kind == .double && bench.root.asDouble == Double(text))
        }
        try bench.read("1e-99999999999999999999")
        #expect(bench.root.asDouble == 0)
    }

    @Test(
        "A number that no double holds is refused",
        arguments: [
            "1e309", "-1e309", "[1e400]", String(repeating: "9", count: 400), "-" + String(repeating: "9", count: 400),
            "1e99999999999999999999", "1.8e308", "[18446744073709551616,1e309]",
        ]
    )
    func infinite(text: String) {
        #expect(code(text) == .invalidNumber)
    }

    @Test(
        "Malformed numbers are refused",
        arguments: [
            "-", "01", "1.", "1.e5", "1e", "1e+", "00", "-01", "[1.]", "12a", "0x10", "1_000", "018446744073709551616",
            "18446744073709551616e", "--18446744073709551616", "18446744073709551616.", "18446744073709551616-1",
        ]
    )
    func malformedNumbers(text: String) {
        #expect(code(text) != nil)
    }

    @Test(
        "What is not JSON is refused",
        arguments: [
            "{", "[", "}", "]", "{]", "[}", "[1,]", "[,1]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{1:2}",
            "'a'", "[1 2]", "nul", "truex", "True", "NaN", "Infinity", "-Infinity", "+1", ".5", "1 2", "{} {}", "[] x",
            "\"a\"b", "[1]]", "{\"a\":1}}", "// a\n1", "[1,2,3", "undefined", ":", ",", "5\u{0}", "[5]\u{0}", "\u{0}",
        ]
    )
    func malformed(text: String) {
        #expect(code(text) != nil)
    }

    @Test("An empty text, white space and a byte order mark have errors of their own")
    func emptyAndMark() {
        #expect(code("") == .empty)
        #expect(code(" \n\t") == .empty)
        #expect(code([0xEF, 0xBB, 0xBF, 0x7B, 0x7D]) == .byteOrderMark)
        #expect(code([0xEF, 0xBB, 0xBF]) == .byteOrderMark)
    }

    @Test("Escapes decode, also those of characters above U+FFFF")
    func escapes() throws {
        #expect(try bench.roundTrip(#""\/\u00e9\u20ac\ud83d\ude00\uD834\uDD1E""#) == "\"/é€😀𝄞\"")
        #expect(try bench.roundTrip(#""\"\\\b\f\n\r\t\u0000\u001f""#) == #""\"\\\b\f\n\r\t\u0000\u001f""#)
    }

    @Test(
        "Half a surrogate pair is refused, in keys too",
        arguments: [
            #""\ud800""#, #""\udc00""#, #""\udfff""#, #""\udbff""#, #""\ud800x""#, #""\ud800\n""#, #""\ud800A""#,
            #""\ud800\ud800""#, #""\udc00\ud800""#, #"{"\ud800":1}"#, #"["\ud83d\ude00\udE00"]"#, #""\uD83D\uDE0""#,
        ]
    )
    func surrogates(text: String) {
        #expect(code(text) == .invalidString)
    }

    @Test(
        "Bad strings are refused",
        arguments: [
            "\"a", "\"\\\"", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"a\nb\"", "\"a\u{1}b\"", "\"\t\"", "\"\u{0}\"",
        ]
    )
    func strings(text: String) {
        #expect(code(text) == .invalidString)
    }

    @Test(
        "Bytes that are no UTF-8 are refused",
        arguments: [
            [0xFF], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC3],
            [0xF8, 0x88, 0x80, 0x80, 0x80], [0x80],
        ] as [[UInt8]]
    )
    func encoding(bytes: [UInt8]) {
        #expect(code([0x22] + bytes + [0x22]) == .invalidUTF8)
    }

    @Test("Lists and maps nest 512 deep, and no deeper, however the innermost looks")
    func depth() {
        for (open, inner, close) in [
            ("[", "1", "]"), ("[", "", "]"), ("{\"a\":", "{\"b\":1}", "}"), ("{\"a\":", "{}", "}"), ("[", "{}", "]"),
            ("[", "\"\"", "]"), ("[", "18446744073709551616", "]"),
        ] {
            let levels = inner.hasPrefix("{") ? 511 : 512
            func nested(_ count: Int) -> String {
                String(repeating: open, count: count) + inner + String(repeating: close, count: count)
            }
            #expect(code(nested(levels)) == nil, "\(open)\(inner)")
            #expect(code(nested(levels + 1)) == .depthExceeded, "\(open)\(inner)")
            #expect(code(nested(levels + 5000)) == .depthExceeded)
        }
        // Wide after deep: the depth is that of the deepest place.
        let deep = String(repeating: "[", count: 511) + String(repeating: "]", count: 511)
        #expect(code("[\(deep),\(deep)]") == nil)
        #expect(code("[[1],[\(deep)],[]]") == .depthExceeded)
    }

    @Test("A document that nests too deep and is malformed too is refused either way")
    func deepAndMalformed() {
        #expect(code(String(repeating: "[", count: 100_000)) != nil)
        #expect(code(String(repeating: "[", count: 513) + "x") != nil)
    }

    @Test("The parser serves one document after another, and gives memory back when asked")
    func reuse() throws {
        let large = "[" + String(repeating: "\"abcdefgh\",", count: 100_000) + "1]"
        for _ in 0..<3 {
            try bench.read(large)
            #expect(bench.workspace.json.elementCount(of: 1) == 100_001)
            #expect(code("[1,") == .malformed)
            #expect(try bench.roundTrip("[1, 2]") == "[1,2]")
        }
        #expect(bench.capacity >= large.utf8.count)
        bench.shrink(to: 65_536)
        #expect(bench.capacity == 0)
        #expect(try bench.roundTrip("[1, 2]") == "[1,2]")
        bench.shrink(to: 65_536)
        #expect(bench.capacity == 4096)
    }

    @Test("Real payloads come out as Foundation reads them", arguments: Payloads.all)
    func payloads(payload: Payloads.Payload) throws {
        let written = try bench.roundTrip(payload.text)
        let ours = try JSONSerialization.jsonObject(with: Data(written.utf8), options: .fragmentsAllowed)
        let theirs = try JSONSerialization.jsonObject(with: Data(payload.text.utf8), options: .fragmentsAllowed)
        #expect((ours as? NSObject) == (theirs as? NSObject))
    }
}
