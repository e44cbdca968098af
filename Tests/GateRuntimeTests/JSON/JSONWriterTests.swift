import Foundation
import GateRuntime
import GateTestSupport
import Testing

@Suite("Writing JSON")
struct JSONWriterTests {
    private let bench = JSONBench()

    @Test("Scalars")
    func scalars() throws {
        #expect(try bench.written(.absent) == "null")
        #expect(try bench.written(.null) == "null")
        #expect(try bench.written(.bool(true)) == "true")
        #expect(try bench.written(.bool(false)) == "false")
        #expect(try bench.written(.int(0)) == "0")
        #expect(try bench.written(.int(.min)) == "-9223372036854775808")
        #expect(try bench.written(.int(.max)) == "9223372036854775807")
        #expect(try bench.written(.uint(.max)) == "18446744073709551615")
    }

    @Test(
        "Doubles have a point or an exponent",
        arguments: [
            (5.0, "5.0"), (-5.0, "-5.0"), (0.0, "0.0"), (-0.0, "-0.0"), (0.1, "0.1"), (1.0 / 3, "0.3333333333333333"),
            (100_000.0, "100000.0"), (1e20, "100000000000000000000.0"), (1e21, "1e21"), (1.5e21, "1.5e21"),
            (1e-6, "0.000001"), (1e-7, "1e-7"), (2.5e-10, "2.5e-10"), (Double.leastNonzeroMagnitude, "5e-324"),
            (1e100, "1e100"),
            (1.7976931348623157e308, "1.7976931348623157e308"), (123_456_789_012_345_680, "123456789012345680.0"),
        ]
    )
    func doubles(value: Double, expected: String) throws {
        #expect(try bench.written(.double(value)) == expected)
    }

    @Test("Every double reads back as itself")
    func doublesRoundTrip() throws {
        var generator = SplitMix64(seed: 9)
        for _ in 0..<20_000 {
            let value = Double(bitPattern: generator.next())
            guard value.isFinite else { continue }
            let text = try bench.written(.double(value))
            #expect(Double(text) == value)
            try bench.read(text)
            #expect(bench.root.kind == .double && bench.root.payload == value.bitPattern)
        }
    }

    @Test("NaN and the infinities have no JSON form", arguments: [Double.nan, .infinity, -.infinity])
    func notFinite(value: Double) throws {
        #expect(throws: Fault(.notRepresentable)) { try bench.written(.double(value)) }
        #expect(throws: Fault(.notRepresentable)) { try bench.written(bench.list([.int(1), .double(value)])) }
    }

    @Test("Text escapes quotes, backslashes and control characters, wherever they stand")
    func strings() throws {
        #expect(try bench.written(bench.text("")) == "\"\"")
        #expect(try bench.written(bench.text("é😀/\u{7F}\u{2028}")) == "\"é😀/\u{7F}\u{2028}\"")
        #expect(try bench.written(bench.text("\u{0}\u{1}\u{F}\u{10}\u{1F}")) == #""\u0000\u0001\u000f\u0010\u001f""#)
        #expect(try bench.written(bench.text("\u{8}\t\n\u{C}\r")) == #""\b\t\n\f\r""#)
        for length in 0..<40 {
            for place in 0...length {
                for (character, escape) in [("\"", "\\\""), ("\\", "\\\\"), ("\n", "\\n"), ("\u{1F}", "\\u001f")] {
                    let before = String(repeating: "é", count: place / 2) + String(repeating: "x", count: place % 2)
                    let after = String(repeating: " ", count: length - place)
                    let written = try bench.written(bench.text(before + character + after))
                    #expect(written == "\"" + before + escape + after + "\"")
                }
            }
        }
    }

    @Test("Bytes are base64 with padding")
    func bytes() throws {
        for (text, expected) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            var value = try bench.text(text)
            value.kind = .bytes
            #expect(try bench.written(value) == "\"\(expected)\"")
        }
        let all = Data((0...255).map { UInt8($0) })
        let start = try Array(all).withUnsafeBufferPointer { try bench.workspace.bytes.append($0) }
        #expect(try bench.written(.bytes(.arena, offset: start, count: 256)) == "\"\(all.base64EncodedString())\"")
    }

    @Test(
        "Timestamps are RFC 3339 with the digits they need",
        arguments: [
            (0, 0, "1970-01-01T00:00:00Z"), (1_631_283_813, 0, "2021-09-10T14:23:33Z"),
            (-1, 500_000_000, "1969-12-31T23:59:59.5Z"), (951_782_400, 1, "2000-02-29T00:00:00.000000001Z"),
            (951_868_799, 120_000_000, "2000-02-29T23:59:59.12Z"), (-62_135_596_800, 0, "0001-01-01T00:00:00Z"),
            (253_402_300_799, 999_999_999, "9999-12-31T23:59:59.999999999Z"),
            (4_107_542_400, 0, "2100-03-01T00:00:00Z"),
        ] as [(Int64, Int32, String)]
    )
    func timestamps(seconds: Int64, nanoseconds: Int32, expected: String) throws {
        #expect(try bench.written(.timestamp(seconds: seconds, nanoseconds: nanoseconds)) == "\"\(expected)\"")
    }

    @Test("Every day of four hundred years has its date")
    func dates() throws {
        let formatter = ISO8601DateFormatter()
        for day in stride(from: Int64(-40_000), to: 110_000, by: 7) {
            let expected = formatter.string(from: Date(timeIntervalSince1970: Double(day * 86_400)))
            #expect(try bench.written(.timestamp(seconds: day * 86_400, nanoseconds: 0)) == "\"\(expected)\"")
        }
    }

    @Test("Timestamps outside the years 1 to 9999 have no form", arguments: [-62_135_596_801, 253_402_300_800, .max])
    func timestampRange(seconds: Int64) {
        #expect(throws: Fault(.notRepresentable)) {
            try bench.written(.timestamp(seconds: seconds, nanoseconds: 0))
        }
    }

    @Test(
        "Durations are seconds",
        arguments: [
            (0, 0, "0s"), (3, 500_000_000, "3.5s"), (-3, -500_000_000, "-3.5s"), (0, -250_000_000, "-0.25s"),
            (.min, 0, "-9223372036854775808s"), (7200, 1, "7200.000000001s"),
        ] as [(Int64, Int32, String)]
    )
    func durations(seconds: Int64, nanoseconds: Int32, expected: String) throws {
        #expect(try bench.written(.duration(seconds: seconds, nanoseconds: nanoseconds)) == "\"\(expected)\"")
    }

    @Test("Lists and maps of the arena hold those of the body")
    func containers() throws {
        try bench.read(#"{"a":[1,{"b":"c\n"}],"d":{}}"#)
        let tape = bench.workspace.json
        let body = try #require(tape.member(of: 1, named: "a")).advanced(by: 0)
        let map = try bench.map([
            (bench.text("k"), tape.value(at: body)), (.int(-1), .null), (.uint(2), .bool(true)),
            (.bool(false), .int(3)),
        ])
        let list = try bench.list([map, .string(.json, offset: 0, count: 0), bench.list([]), bench.map([])])
        #expect(try bench.written(list) == #"[{"k":[1,{"b":"c\n"}],"-1":null,"2":true,"false":3},"",[],{}]"#)
        #expect(throws: Fault(.notRepresentable)) { try bench.written(bench.map([(.double(1), .null)])) }
    }

    @Test("Optionals are their value or null; types have no form; errors come out as themselves")
    func others() throws {
        let index = try bench.workspace.values.append(.int(7))
        #expect(try bench.written(Value(kind: .optional)) == "null")
        #expect(try bench.written(Value(kind: .optional, place: .arena, payload: UInt64(index) + 1)) == "7")
        #expect(throws: Fault(.notRepresentable)) { try bench.written(Value(kind: .type)) }
        #expect(throws: Fault(.divisionByZero, site: 3)) { try bench.written(.error(Fault(.divisionByZero, site: 3))) }
    }

    @Test("Addresses and ranges are their canonical text")
    func addresses() throws {
        // 16 bytes of address and the length of the prefix.
        let prefix: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        for (kind, bytes, expected) in [
            (.ip, prefix + [192, 0, 2, 1, 128], "\"192.0.2.1\""),
            (.cidr, prefix + [192, 0, 2, 0, 120], "\"192.0.2.0/24\""),
            (.ip, [0x20, 0x01, 0x0D, 0xB8] + Array(repeating: 0, count: 11) + [1, 128], "\"2001:db8::1\""),
        ] as [(Value.Kind, [UInt8], String)] {
            let start = try bytes.withUnsafeBufferPointer { try bench.workspace.bytes.append($0) }
            let used = bench.workspace.bytes.count
            var value = Value.bytes(.arena, offset: start, count: bytes.count)
            value.kind = kind
            #expect(try bench.written(value) == expected)
            #expect(bench.workspace.bytes.count == used)
        }
    }

    @Test("Headers are a map by lower-case name, with repeated ones joined and bad bytes replaced")
    func headers() throws {
        var head: [UInt8] = []
        func part(_ bytes: [UInt8]) -> RequestHead.Part {
            head += bytes
            return RequestHead.Part(offset: head.count - bytes.count, count: bytes.count)
        }
        let lines: [(String, [UInt8])] = [
            ("Accept", Array("a\"b".utf8)), ("X-Odd", [0x61, 0xFF, 0x62]), ("ACCEPT", Array("é".utf8)), ("b", []),
        ]
        let headers = lines.map { RequestHead.Header(name: part(Array($0.0.utf8)), value: part($0.1)) }
        try head.withUnsafeBufferPointer { head in
            try headers.withUnsafeBufferPointer { headers in
                bench.workspace.head = ByteView(head)
                bench.workspace.headers = TableView(headers)
                let written = try bench.written(.headers)
                #expect(written == "{\"accept\":\"a\\\"b, é\",\"x-odd\":\"a\u{FFFD}b\",\"b\":\"\"}")
                bench.workspace.headers = .empty
                let empty = try bench.written(.headers)
                #expect(empty == "{}")
            }
        }
    }

    @Test("Nesting is bounded, and so is the output")
    func limits() throws {
        var value = Value.int(1)
        for _ in 0..<JSONWriter.depthMax { value = try bench.list([value]) }
        #expect(try bench.written(value).utf8.count == JSONWriter.depthMax * 2 + 1)
        value = try bench.list([value])
        #expect(throws: Fault(.depthExceeded)) { try bench.written(value) }

        // Each level holds the one below twice, so the text doubles with each.
        bench.workspace.stepsLeft = .max
        var doubled = try bench.list([.int(1), .int(1)])
        for _ in 0..<40 { doubled = try bench.list([doubled, doubled]) }
        #expect(throws: Fault(.memoryExceeded)) { try bench.written(doubled) }
        bench.workspace.stepsLeft = 1_000
        #expect(throws: Fault(.stepsExceeded)) { try bench.written(doubled) }
    }
}
