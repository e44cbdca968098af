import GateRuntime
import GateTestSupport
import Testing

@testable import GateTesting

/// How requests count.
@Suite struct CoverageCountsTests {
    struct Step: Sendable, CustomTestStringConvertible {
        var name: String
        var target = "/sync"
        var body: String
        var isAuthorized = true
        var peer: IPAddress?
        /// The points that the request reaches, with how often.
        var reaches: [String: Int]

        var testDescription: String { name }
    }

    /// What every request to /sync does that passes the requirement and has no more rows than it may.
    static let steps: [Step] = [
        Step(
            name: "no items, and the second arm of a case",
            body: #"{"event": "a"}"#,
            reaches: [
                "12 true noted": 1, "15 empty row": 1, "23 match \"a\"": 1, "24 false 3.1": 1, "26 match \"a\"": 1,
                "27 end 3.2": 1, "27 answered 3.2": 1,
            ]
        ),
        Step(
            name: "items, and the first arm",
            body: #"{"event": "a", "rows": [1, 2]}"#,
            reaches: [
                "12 true noted": 1, "15 items row": 1, "23 match \"a\"": 1, "24 true 3.1": 1, "25 end 3.1": 1,
                "25 answered 3.1": 1,
            ]
        ),
        Step(
            name: "a case whose condition is false has no other arm",
            body: #"{"event": "b"}"#,
            reaches: [
                "12 true noted": 1, "15 empty row": 1, "23 match \"b\"": 1, "24 false 3.1": 1, "29 end 3.else": 1,
                "29 answered 3.else": 1,
            ]
        ),
        Step(
            name: "no case",
            body: #"{"event": "c", "rows": [1]}"#,
            reaches: [
                "12 true noted": 1, "15 items row": 1, "21 no_case ": 1, "29 end 3.else": 1, "29 answered 3.else": 1,
            ]
        ),
        Step(
            name: "too many items",
            body: #"{"event": "c", "rows": [1, 2, 3]}"#,
            reaches: ["12 true noted": 1, "15 end for_each 2/too many": 1, "15 too_many_items for_each 2/too many": 1]
        ),
        Step(
            name: "an unmet requirement",
            body: #"{"event": "c", "note": "no"}"#,
            reaches: ["12 false noted": 1, "12 end noted": 1, "12 unmet noted": 1]
        ),
        Step(name: "a missing value", body: "{}", reaches: ["8 missing event": 1]),
        Step(name: "a value of another type", body: #"{"event": 1}"#, reaches: ["8 mistyped event": 1]),
        Step(
            name: "another value of another type",
            body: #"{"event": "a", "rows": 1}"#,
            reaches: ["9 mistyped rows": 1]
        ),
        Step(name: "a malformed body", body: "{", reaches: ["4 malformed_body sync": 1]),
        Step(name: "no credentials", body: "{}", isAuthorized: false, reaches: ["4 credentials sync": 1]),
        Step(name: "another address", body: "{}", peer: IPAddress(v4: 0xC000_0201), reaches: ["4 address sync": 1]),
        Step(name: "no endpoint", target: "/other", body: "{}", reaches: [:]),
        Step(
            name: "a fault on the way counts what was done before",
            body: #"{"event": "a", "rows": ["x"]}"#,
            reaches: ["12 true noted": 1, "15 items row": 1]
        ),
        Step(
            name: "the first answer, and the end of the flow",
            target: "/later",
            body: #"{"n": 2}"#,
            reaches: ["34 answered later": 1, "37 true 1.1": 1, "38 end 1.1": 1]
        ),
        Step(
            name: "a fault after the first answer",
            target: "/later",
            body: #"{"n": "x"}"#,
            reaches: ["34 answered later": 1]
        ),
        Step(
            name: "the end of an endpoint, with an item",
            target: "/later",
            body: #"{"n": 1, "rows": [1]}"#,
            reaches: ["34 answered later": 1, "37 false 1.1": 1, "39 items row": 1, "30 end later": 1]
        ),
        Step(
            name: "too many items after the first answer are no refusal",
            target: "/later",
            body: #"{"n": 1, "rows": [1, 2]}"#,
            reaches: ["34 answered later": 1, "37 false 1.1": 1, "39 end for_each 2/too many": 1]
        ),
    ]

    @Test("a request counts what it does", arguments: steps)
    func request(_ step: Step) throws {
        var covered = try Covered(CoverageCases.everything)
        try covered.send(step)
        #expect(covered.counted.filter { $0.value > 0 } == step.reaches)
        #expect(covered.counts.requests == 1)
    }

    @Test("together they reach all but one point, each as often as it happened")
    func together() throws {
        var covered = try Covered(CoverageCases.everything)
        var expected: [String: Int] = [:]
        for step in CoverageCountsTests.steps {
            try covered.send(step)
            expected.merge(step.reaches, uniquingKeysWith: +)
        }
        #expect(covered.counted.filter { $0.value > 0 } == expected)
        let missing = covered.report.missing.map { covered.text(covered.points.points[$0]) }
        #expect(missing == ["30 malformed_body later", "39 empty row"])
    }

    @Test("counts of several threads add up")
    func merged() throws {
        var (left, right) = (try Covered(CoverageCases.everything), try Covered(CoverageCases.everything))
        var both = left
        for (number, step) in CoverageCountsTests.steps.enumerated() {
            try both.send(step)
            if number.isMultiple(of: 2) { try left.send(step) } else { try right.send(step) }
        }
        let sum = left.counts + right.counts
        #expect(sum.points == both.counts.points && sum.steps == both.counts.steps)
        #expect(sum.requests == both.counts.requests)
    }

    @Test("of a trace that is cut, the beginning and the answer count")
    func cut() throws {
        var covered = try Covered(
            """
            hookgate: 1
            endpoints:
              long:
                path: /long
                auth: none
                extract: { rows: { body: $.rows, type: list } }
                steps:
                  - for_each:
                      in: rows
                      as: row
                      max: 10000
                      steps: [{ set: { same: "${row}" } }]
                  - respond: { status: 200 }
            """
        )
        let rows = Array(repeating: "1", count: 8000).joined(separator: ",")
        try covered.send("/long", "{\"rows\": [\(rows)]}")
        let reached = covered.counted.filter { $0.value > 0 }
        #expect(reached == ["9 items row": 1, "13 end long": 1, "13 answered long": 1])
        let hits = try #require(covered.report.lines[0].first { $0.number == 12 }?.hits)
        #expect(hits > 1000 && hits < 8000)
    }

    @Test("a loop's block counts once for each item")
    func items() throws {
        var covered = try Covered(example: "examples/orders/gateway.yaml")
        let item = #"{"sku": "a", "quantity": 1, "price": 2}"#
        try covered.send(
            "/hooks/orders",
            #"{"type": "order.paid", "customer": {"email": "a@b"}, "items": [\#(item), \#(item), \#(item)]}"#
        )
        #expect(covered.counted["56 false for_each 3/bad quantity"] == 3)
        #expect(covered.counted["49 items item"] == 1)
        #expect(covered.report.lines[0].first { $0.number == 58 }?.hits == 3)
    }
}

extension Covered {
    mutating func send(_ step: CoverageCountsTests.Step) throws {
        try send(step.target, step.body, authorized: step.isAuthorized, peer: step.peer)
    }
}
