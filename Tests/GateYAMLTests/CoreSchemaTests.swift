import GateYAML
import Testing

@Suite("core schema")
struct CoreSchemaTests {
    private func value(_ text: String) throws -> YAMLScalar.CoreValue {
        let parsed = Parsed("v: \(text)\n")
        #expect(parsed.diagnostics.isEmpty, "\(parsed.rendered)")
        return try #require(parsed.node("v")?.scalar).value
    }

    @Test("null", arguments: ["", "~", "null", "Null", "NULL"])
    func null(_ text: String) throws {
        #expect(try value(text) == .null)
    }

    @Test(
        "booleans",
        arguments: [
            ("true", true), ("True", true), ("TRUE", true), ("false", false), ("False", false), ("FALSE", false),
        ]
    )
    func bool(_ text: String, _ expected: Bool) throws {
        #expect(try value(text) == .bool(expected))
    }

    @Test(
        "integers",
        arguments: [
            ("0", 0), ("-0", 0), ("+0", 0), ("1", 1), ("-1", -1), ("+42", 42), ("007", 7), ("0o0", 0), ("0o17", 15),
            ("0o777", 511), ("0x0", 0), ("0xff", 255), ("0xFF", 255), ("0xDeadBeef", 3_735_928_559),
            ("9223372036854775807", Int64.max), ("-9223372036854775808", Int64.min),
            ("0x7fffffffffffffff", Int64.max), ("0000000000000000000000000001", 1),
        ]
    )
    func int(_ text: String, _ expected: Int64) throws {
        #expect(try value(text) == .int(expected))
    }

    @Test(
        "floats, and integers that 64 bits do not hold",
        arguments: [
            ("0.0", 0.0), ("1.5", 1.5), ("-1.5", -1.5), ("+1.5", 1.5), ("1.", 1.0), (".5", 0.5), ("-.5", -0.5),
            ("1e3", 1000.0), ("1E3", 1000.0), ("1e+3", 1000.0), ("1e-3", 0.001), ("1.5e3", 1500.0), ("1.e2", 100.0),
            (".5e1", 5.0), (".inf", .infinity), ("+.inf", .infinity), ("-.inf", -.infinity), (".Inf", .infinity),
            ("-.INF", -.infinity), ("9223372036854775808", 9_223_372_036_854_775_808.0),
            ("-9223372036854775809", -9_223_372_036_854_775_809.0), ("0x8000000000000000", 9_223_372_036_854_775_808.0),
            ("0o1000000000000000000000", 9_223_372_036_854_775_808.0), ("1e400", .infinity),
        ]
    )
    func float(_ text: String, _ expected: Double) throws {
        #expect(try value(text) == .float(expected))
    }

    @Test("not a number", arguments: [".nan", ".NaN", ".NAN"])
    func notANumber(_ text: String) throws {
        guard case .float(let number) = try value(text) else {
            Issue.record("not a float")
            return
        }
        #expect(number.isNaN)
    }

    @Test(
        "everything else is a string",
        arguments: [
            "yes", "no", "on", "off", "y", "n", "Yes", "NO", "tRUE", "nULL", "nil", "none", "+", ".", "..", "+-1",
            "1_000", "0b1", "0o", "0x", "0o8", "0xG", "-0x1", "+0o7", "1e", "1e+", "e3", ".e3", "1.5.2", "10:20", "1 2",
            "inf", "nan", "+.nan", ".iNF", "2001-12-14", "٣", "1MiB", "10s", "0x1p3", "infinity", "-.", "0O17", "0XF",
        ]
    )
    func string(_ text: String) throws {
        #expect(try value(text) == .string)
    }

    @Test("quoted and block scalars are strings", arguments: ["\"1\"", "'true'", "|\n  1", ">-\n  null", "\"\"", "''"])
    func quoted(_ text: String) throws {
        #expect(try value(text) == .string)
    }

    @Test(
        "tags decide",
        arguments: [
            ("!!str 1", .string), ("!!str", .string), ("!!str null", .string), ("!!int \"7\"", .int(7)),
            ("!!int 0x10", .int(16)), ("!!float 3", .float(3)), ("!!float '1.5'", .float(1.5)),
            ("!!float .inf", .float(.infinity)),
            ("!!bool 'true'", .bool(true)), ("!!null", .null), ("!!null ''", .null), ("! 12", .string), ("!", .string),
            ("!<tag:yaml.org,2002:int> 5", .int(5)),
        ] as [(String, YAMLScalar.CoreValue)]
    )
    func tagged(_ text: String, _ expected: YAMLScalar.CoreValue) throws {
        #expect(try value(text) == expected)
    }

    @Test(
        "a tag that the text does not fit is an error",
        arguments: ["!!int 1.5", "!!int x", "!!float x", "!!bool 1", "!!null 0"]
    )
    func mismatch(_ text: String) {
        let parsed = Parsed("v: \(text)\n")
        #expect(parsed.codes == ["E105"])
        #expect(parsed.node("v")?.isIncomplete == true)
    }
}
