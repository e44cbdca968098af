import GateExpression
import GateRuntime
import Testing

@Suite struct EvaluateExpressionTests {
    /// Logic over every pair of true, false, error and a value that is no bool (cel-spec, "Logical Operators").
    @Test func logicAbsorbsErrors() {
        var evaluation = Evaluation()
        evaluation.mode = .dynamic
        let operands = ["true": "true", "false": "false", "error": "1 / zero == 1", "other": "dyn(3)"]
        evaluation.declare("zero", .int, .int(0))
        let table: [(String, String, and: String, or: String)] = [
            ("true", "true", "true", "true"),
            ("true", "false", "false", "true"),
            ("true", "error", "error: divisionByZero", "true"),
            ("true", "other", "error: noSuchOverload", "true"),
            ("false", "true", "false", "true"),
            ("false", "false", "false", "false"),
            ("false", "error", "false", "error: divisionByZero"),
            ("false", "other", "false", "error: noSuchOverload"),
            ("error", "true", "error: divisionByZero", "true"),
            ("error", "false", "false", "error: divisionByZero"),
            ("error", "error", "error: divisionByZero", "error: divisionByZero"),
            ("error", "other", "error: divisionByZero", "error: divisionByZero"),
            ("other", "true", "error: noSuchOverload", "true"),
            ("other", "false", "false", "error: noSuchOverload"),
            ("other", "error", "error: divisionByZero", "error: divisionByZero"),
            ("other", "other", "error: noSuchOverload", "error: noSuchOverload"),
        ]
        for (left, right, and, or) in table {
            guard let a = operands[left], let b = operands[right] else { continue }
            #expect(evaluation("(\(a)) && (\(b))").text == and, "\(left) && \(right)")
            #expect(evaluation("(\(a)) || (\(b))").text == or, "\(left) || \(right)")
        }
    }

    /// The same where the operands are not constant and the types prove that nothing can fail.
    @Test func branchesAgreeWithLogic() {
        for (p, q) in [(true, true), (true, false), (false, true), (false, false)] {
            var evaluation = Evaluation()
            evaluation.declare("p", .bool, .bool(p))
            evaluation.declare("q", .bool, .bool(q))
            evaluation.declare("n", .int, .int(5))
            #expect(evaluation("p && q").text == "\(p && q)")
            #expect(evaluation("p || q").text == "\(p || q)")
            #expect(evaluation("!(p || !q) && n < 6 && p != true").text == "\(!(p || !q))")
            #expect(evaluation("(p && q || n == 6) ? 1 : 2").text == (p && q ? "1" : "2"))
            #expect(evaluation("(p || q) && (!p || !q) || n > 5").text == "\(p != q)")
            #expect(evaluation("(p && (q || n == 4)) == (p && q)").text == "true")
        }
    }

    @Test func conditionalTakesOneSide() {
        var evaluation = Evaluation()
        evaluation.declare("n", .dyn, .int(0))
        #expect(evaluation("n == 0 ? 'none' : string(1 / int(n))").text == "\"none\"")
        #expect(evaluation("1 / int(n) > 0 ? 1 : 2").text == "error: divisionByZero")
        #expect(evaluation("n ? 1 : 2").text == "error: noSuchOverload")
        #expect(evaluation("(n ? 1 : 2) == 1 || true").text == "true")
    }

    @Test func macrosNestAndAbsorb() {
        var evaluation = Evaluation()
        evaluation.declare("rows", .dyn, .json(.list, tapeIndex: 1))
        evaluation.json = #"[{"id": 1, "tags": ["a", "b"]}, {"id": 2, "tags": []}, {"id": 3, "tags": ["b"]}]"#
        #expect(evaluation("rows.filter(r, 'b' in r.tags).map(r, r.id)").text == "[1, 3]")
        #expect(evaluation("rows.map(r, r.tags.map(t, t + string(r.id)))").text == #"[["a1", "b1"], [], ["b3"]]"#)
        #expect(evaluation("rows.map(r, r.id > 1, r.tags.size())").text == "[0, 1]")
        #expect(evaluation("rows.all(r, r.id > 0)").text == "true")
        #expect(evaluation("rows.exists(r, r.tags[0] == 'b')").text == "true")
        #expect(evaluation("rows.exists(r, r.tags[0] == 'c')").text == "error: indexOutOfRange")
        #expect(evaluation("rows.all(r, r.tags[0] == 'c')").text == "false")
        #expect(evaluation("rows.exists_one(r, r.id == 2)").text == "true")
        #expect(evaluation("rows.exists_one(r, r.tags[0] == 'b')").text == "error: indexOutOfRange")
        #expect(evaluation("rows.map(r, r.tags[0])").text == "error: indexOutOfRange")
        // An inner list that fails leaves nothing behind for the outer one.
        #expect(
            evaluation("rows.map(r, [1, 2].map(i, i / (r.id - 2)).size() == 2 || true)").text == "[true, true, true]"
        )
        #expect(evaluation("rows.transformMap(i, r, r.id)").text == "{0: 1, 1: 2, 2: 3}")
        #expect(evaluation("rows.transformMapEntry(i, r, {string(r.id): i})").text == #"{"1": 0, "2": 1, "3": 2}"#)
        #expect(evaluation("rows.transformMapEntry(i, r, {'same': i})").text == "error: duplicateKey")
        #expect(evaluation("cel.bind(x, rows[0].id, x + x)").text == "2")
        #expect(evaluation("5.exists(x, true)").text.hasPrefix("check"))
        #expect(evaluation("dyn(5).exists(x, true)").text == "error: noSuchOverload")
    }

    @Test func bodiesAreReadInPlace() {
        var evaluation = Evaluation()
        evaluation.declare("body", .dyn, .json(.map, tapeIndex: 1))
        evaluation.json = """
            {"type": "sale", "n": 9007199254740993, "big": 18446744073709551615, "x": 1.5, "none": null,
             "list": [10, "b", {"c": true}], "n2": 1, "dup": 1, "dup": 2, "é": "ü"}
            """
        #expect(evaluation("body.type").text == "\"sale\"")
        #expect(evaluation("body.n == 9007199254740993").text == "true")
        #expect(evaluation("body.n > 9007199254740992.0").text == "true")
        #expect(evaluation("type(body.big) == uint && body.big > 9223372036854775807").text == "true")
        #expect(evaluation("body.none == null && has(body.none) && !has(body.nothing)").text == "true")
        #expect(evaluation("body.list[2].c").text == "true")
        #expect(evaluation("body.list[3]").text == "error: indexOutOfRange")
        #expect(evaluation("body.nothing").text == "error: noSuchKey")
        #expect(evaluation("body.type.deeper").text == "error: noSuchOverload")
        #expect(evaluation("body.dup").text == "2")
        #expect(evaluation("body.size()").text == "9")
        #expect(evaluation("body.exists(k, k == 'dup') && body.exists_one(k, k == 'dup')").text == "true")
        #expect(evaluation("body['é'] + body.type").text == "\"üsale\"")
        #expect(evaluation("body.list == [10, 'b', {'c': true}]").text == "true")
        #expect(evaluation("{'c': true} == body.list[2]").text == "true")
        #expect(evaluation("body.?list[?7].orValue('none')").text == "\"none\"")
        #expect(evaluation("'n2' in body && !('n3' in body)").text == "true")
    }

    @Test func headersIgnoreCaseAndJoin() {
        var evaluation = Evaluation()
        evaluation.head = "X-Tag: a|Accept: json|x-tag: b|"
        func part(_ offset: Int, _ count: Int) -> RequestHead.Part { .init(offset: offset, count: count) }
        evaluation.headers = [
            .init(name: part(0, 5), value: part(7, 1)), .init(name: part(9, 6), value: part(17, 4)),
            .init(name: part(22, 5), value: part(29, 1)),
        ]
        evaluation.declare("headers", .map(.string, .string), .headers)
        #expect(evaluation("headers['x-tag']").text == "\"a, b\"")
        #expect(evaluation("headers['ACCEPT']").text == "\"json\"")
        #expect(evaluation("headers.accept == 'json' && has(headers.Accept) && !has(headers.host)").text == "true")
        #expect(evaluation("'X-TAG' in headers").text == "true")
        #expect(evaluation("headers.size()").text == "2")
        #expect(evaluation("headers.map(name, name)").text == #"["x-tag", "accept"]"#)
        #expect(evaluation("headers == {'accept': 'json', 'x-tag': 'a, b'}").text == "true")
        #expect(evaluation("headers[?'host'].orValue('?') + headers['x' + '-tag']").text == "\"?a, b\"")
    }

    @Test func absentReadsAsNull() {
        var evaluation = Evaluation()
        evaluation.declare("x", .nullable(.int), .absent)
        #expect(evaluation("x").text == "null")
        #expect(evaluation("x == null && type(x) == null_type").text == "true")
        #expect(evaluation("[x]").text == "[null]")
        #expect(evaluation("x > 3").text == "error: noSuchOverload")
        #expect(evaluation("x > 3 || x == null").text == "true")
    }

    /// A run that needs n steps succeeds with n and fails with n - 1, whatever `||` could absorb.
    @Test(arguments: [
        "n == 1 || n == 5", "[1, 2, 3].all(x, x < n)", "text + text + text == 'x' || true",
        "rows.map(r, [r, r]).size() == 3",
        "text.matches('a+$') || true",
    ])
    func stepsEndAtTheEdge(_ source: String) {
        var evaluation = Evaluation()
        evaluation.head = String(repeating: "a", count: 10_000)
        evaluation.declare("n", .int, .int(5))
        evaluation.declare("text", .string, .string(.head, offset: 0, count: 10_000))
        evaluation.declare("rows", .dyn, .json(.list, tapeIndex: 1))
        evaluation.json = "[1, 2, 3]"
        let full = evaluation(source)
        #expect(full.fault == nil)
        let used = evaluation.steps - full.stepsLeft
        evaluation.steps = used
        #expect(evaluation(source).text == full.text)
        evaluation.steps = used - 1
        let short = evaluation(source)
        #expect(short.fault?.code == .stepsExceeded)
        #expect(short.arenas.last == 0)
    }

    @Test func growthIsBounded() {
        var evaluation = Evaluation()
        evaluation.limits.arenaValues = 5_000
        evaluation.limits.arenaBytes = 5_000
        evaluation.json = "[" + Array(repeating: "1", count: 200).joined(separator: ",") + "]"
        evaluation.declare("rows", .dyn, .json(.list, tapeIndex: 1))
        let squared = "rows.map(a, rows.map(b, b))"
        #expect(evaluation("\(squared).size() == 1 || true").fault?.code == .memoryExceeded)
        #expect(
            evaluation("rows.map(a, rows.map(b, 'text' + string(b))).size() == 1 || true").fault?.code
                == .memoryExceeded
        )
        #expect(evaluation("rows.map(a, a).size()").text == "200")
    }

    /// Numbers compared with one another across types, on one number line.
    @Test func numbersCompareByValue() {
        let evaluation = Evaluation()
        for truth in [
            "dyn(9007199254740993) != 9007199254740992.0", "dyn(9007199254740993) > 9007199254740992.0",
            "dyn(-9007199254740993) < -9007199254740992.0", "dyn(1) < 1.5", "dyn(-1) < 0u", "dyn(0u) > -1",
            "dyn(18446744073709551615u) < 1e300", "!(dyn(1) < 0.0 / 0.0)", "!(dyn(1) >= 0.0 / 0.0)",
            "dyn(2u) <= 2.0 && dyn(2u) >= 2.0", "{1: 'a'}[dyn(1.0)] == 'a'", "dyn(1.0) in [1u]",
            "-9223372036854775808 / 1 == -9223372036854775808", "7 % -4 == 3", "0.1 + 0.2 != 0.3",
        ] {
            #expect(evaluation(truth).text == "true", "\(truth)")
        }
        for failure in [
            "-9223372036854775808 / -1", "-(-9223372036854775808)", "9223372036854775807 + 1", "0u - 1u", "1 % 0",
            "1u / 0u",
            "-9223372036854775808 % -1", "int('9223372036854775808')", "int(9223372036854775808.0)", "uint(-1.0)",
            "int(0.0 / 0.0)", "double('1e999')", "int('')", "int('1 ')", "uint('-1')", "int('0x10')", "double('0x1p3')",
            "double(' 1')", "bool('yes')", "timestamp('2026-02-30T00:00:00Z')", "timestamp('2026-02-03 00:00:00Z')",
            "timestamp('2026-02-03T24:00:00Z')", "duration('1')", "duration('1h ')", "duration('')", "duration('s')",
            "duration('9223372036.854775808s')", "string(b'\\xff')",
        ] {
            #expect(evaluation(failure).fault != nil, "\(failure)")
        }
    }

    @Test func textFunctionsBearExtremes() {
        let evaluation = Evaluation()
        #expect(evaluation("'a,b'.split(',', -9223372036854775808) == ['a', 'b']").text == "true")
        #expect(evaluation("'aa'.replace('a', 'b', -9223372036854775808) == 'bb'").text == "true")
        #expect(evaluation("'hé'.replace('', '_')").text == "\"_h_é_\"")
        #expect(
            evaluation("'abc'.split('') == ['a', 'b', 'c'] && ''.split('') == [] && ''.split(',') == ['']").text
                == "true"
        )
        #expect(evaluation("'%.999f'.format([0.5]).size()").text == "1001")
        #expect(evaluation("'%.9999f'.format([0.5])").fault?.code == .invalidArgument)
        #expect(evaluation("'%d %'.format([1])").fault?.code == .invalidArgument)
        #expect(evaluation("['%b', '%o', '%x'].map(f, f.format([-9223372036854775808]).size())").text == "[65, 23, 17]")
        #expect(
            evaluation("string(1e21) + ' ' + string(1e20) + ' ' + string(1.5e-7)").text
                == #""1e+21 100000000000000000000 1.5e-07""#
        )
        #expect(evaluation("string(-0.0) + string(1.0) + string(0.000001)").text == #""-010.000001""#)
        #expect(evaluation("string(ip('2001:db8:0:0:1:0:0:1'))").text == #""2001:db8::1:0:0:1""#)
        #expect(evaluation("string(ip('::')) + string(ip('1::')) + string(ip('::1:0:2'))").text == #""::1::::1:0:2""#)
    }

    @Test func constantListsAreTables() {
        var evaluation = Evaluation()
        evaluation.head = "gamma"
        evaluation.declare("name", .string, .string(.head, offset: 0, count: 5))
        evaluation.declare("n", .dyn, .uint(7))
        let names = (0..<20).map { "'n\($0)'" }.joined(separator: ", ")
        #expect(evaluation("name in [\(names)]").text == "false")
        #expect(evaluation("name in [\(names), 'gamma']").text == "true")
        #expect(evaluation("n in [1, 2, 3, 4, 5, 6, 7.0, 8, 9]").text == "true")
        #expect(evaluation("n in [1, 2, 3, 4, 5, 6, 7.5, 8, 'x', null, true]").text == "false")
        let outcome = evaluation.compiled("name in [\(names), 'gamma']")
        #expect(outcome.builder.instructions.contains { $0.code == .inSet })
    }

    @Test func comparisonsOfSlotsAllocateNothing() {
        var evaluation = Evaluation()
        evaluation.head = "customer.sale.completedjo@example.com"
        evaluation.declare("event", .string, .string(.head, offset: 0, count: 23))
        evaluation.declare("amount", .int, .int(700))
        evaluation.declare("email", .string, .string(.head, offset: 23, count: 14))
        let outcome = evaluation("event == 'customer.sale.completed' && amount >= 500 && email.contains('@')")
        #expect(outcome.text == "true")
        #expect(outcome.arenas == [0, 0, 0])
        #expect(evaluation.steps - outcome.stepsLeft == 4)
    }
}
