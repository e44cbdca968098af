import GateCompiler
import GateExpression
import GateRuntime
import GateTestSupport
import Testing

/// The solver against brute force: whatever some values satisfy must not be called unsatisfiable.
@Suite("solver, random")
struct SolverRandomTests {
    /// Names with a few values each, and what to compare them with.
    struct Pool: CustomTestStringConvertible, Sendable {
        var names: [String]
        var terms: [String]
        var constants: [String]
        var bodies = ["{}", "{\"a\": \"ab\"}"]
        var testDescription: String { names.joined(separator: ", ") }
    }

    static let numbers = [
        "0", "1", "2", "1.0", "1.5", "2u", "null", "'a'", "9223372036854775807", "9223372036854775808.0",
    ]
    static let texts = ["'a'", "'ab'", "'b'", "''", "'ba'", "null", "1", "'abb'"]
    static let pools = [
        Pool(names: ["n", "m"], terms: ["n", "m", "n + 1", "n - m"], constants: numbers),
        Pool(names: ["n", "x"], terms: ["n", "x", "x + 1.0"], constants: numbers),
        Pool(names: ["x", "price"], terms: ["x", "price"], constants: numbers),
        Pool(names: ["maybe", "any"], terms: ["maybe", "any"], constants: numbers + ["true"]),
        Pool(names: ["u", "any"], terms: ["u", "any"], constants: numbers + ["9223372036854775808u"]),
        Pool(names: ["event", "other"], terms: ["event", "other", "event.lowerAscii()"], constants: texts),
        Pool(names: ["name", "event"], terms: ["name", "event", "event + other"], constants: texts),
        Pool(names: ["any", "event"], terms: ["any", "event", "size(event)"], constants: texts + ["true", "2"]),
        Pool(
            names: ["flag", "hint", "any"],
            terms: ["flag", "hint", "any"],
            constants: ["true", "false", "null", "1"]
        ),
        Pool(
            names: ["tags", "any"],
            terms: ["tags", "any", "tags[0]", "[1]", "[any]"],
            constants: ["[1]", "1", "null", "['a']"]
        ),
        Pool(
            names: ["event"],
            terms: ["body", "body.a", "body['a'].b", "body.a.b", "event", "body.a[0]", "dyn(body.a)"],
            constants: texts + ["2", "true", "4.5"],
            bodies: [
                "null", "{}", "[]", "{\"a\": null}", "{\"a\": 1}", "{\"a\": 4.5}", "{\"a\": \"a\"}", "{\"a\": {}}",
                "{\"a\": {\"b\": \"ab\"}}", "{\"a\": {\"b\": 2}}", "{\"a\": [2]}", "{\"a\": [\"a\", 1]}",
                "{\"a\": true}",
                "\"a\"", "[\"a\"]", "{\"a\": {\"b\": null}}", "{\"b\": 1}", "{\"a\": 9223372036854775808}",
            ]
        ),
    ]

    static func values(_ builder: inout ProgramBuilder) -> [String: [Value]] {
        let ints: [Int64] = [0, 1, 2, 3, -1, .max]
        let doubles = [0, 1, 1.5, 2, 0x1p63, .infinity]
        let texts = ["", "a", "ab", "b", "ba", "abb", "A"].map { builder.string($0) }
        let lists = [
            builder.list([]), builder.list([.int(1)]), builder.list([texts[1]]), builder.list([.double(.nan)]),
            builder.list([.double(1), .int(2)]),
        ]
        let mixed: [Value] = [.null, .bool(true), .bool(false), .int(1), .double(1.5), .uint(2), texts[1], texts[2]]
        return [
            "n": ints.map(Value.int), "m": ints.map(Value.int), "u": [0, 1, 2, 1 << 63].map(Value.uint),
            "maybe": [.null] + ints.map(Value.int),
            "x": doubles.map(Value.double) + [.double(.nan)], "price": doubles.map(Value.double),
            "any": mixed + [.double(.nan), .double(0x1p63), .int(.max), lists[1]],
            "event": texts, "other": texts, "name": texts + [.null], "tags": lists,
            "flag": [.bool(true), .bool(false)], "hint": [.bool(true), .bool(false), .null],
        ]
    }

    @Test("what some values satisfy is never called unsatisfiable", arguments: pools)
    func isSound(_ pool: Pool) throws {
        var tables = TruthTables(bodies: pool.bodies)
        let values = Self.values(&tables.builder)
        tables.values = pool.names.map { ($0, values[$0] ?? []) }
        var translator = try ProofNames.translator()
        var maker = RandomConditions(random: SplitMix64(seed: 5), terms: pool.terms, constants: pool.constants)
        var conditions: [(text: String, outcomes: [Bool?], formulas: [Bool: Formula])] = []
        for _ in 0..<150 {
            let text = maker.condition()
            let checked = try ProofNames.checked(text, mode: .dynamic)
            let formulas = [
                true: translator.translate(checked, is: true), false: translator.translate(checked, is: false),
            ]
            conditions.append((text, try tables.outcomes(of: checked), formulas))
        }
        let solver = Solver(translator)
        var (proven, empty, wrong) = (0, 0, [String]())
        for _ in 0..<2_500 {
            let path = (0..<Int.random(in: 1...4, using: &maker.random)).map { _ in
                (
                    conditions[Int.random(in: 0..<conditions.count, using: &maker.random)],
                    Bool.random(using: &maker.random)
                )
            }
            let isPossible = (0..<tables.count).contains { row in path.allSatisfy { $0.0.outcomes[row] == $0.1 } }
            let isRefuted = solver.solve(path.compactMap { $0.0.formulas[$0.1] }).isUnsatisfiable
            if !isPossible { empty += 1 }
            if isRefuted { proven += 1 }
            if isRefuted && isPossible { wrong.append(path.map { "\($0.1): \($0.0.text)" }.joined(separator: "\n")) }
        }
        #expect(wrong.isEmpty, "\(wrong.count) such as:\n\(wrong.min { $0.count < $1.count } ?? "")")
        // Brute force has a few values only: what it finds none for may still have some. Most has none.
        #expect(proven * 5 > empty * 2, "\(proven) of \(empty)")
    }
}
