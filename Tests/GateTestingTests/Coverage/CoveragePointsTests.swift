import GateTestSupport
import Testing

@testable import GateTesting

/// What there is to reach in a file.
@Suite struct CoveragePointsTests {
    /// Counted by hand: arms and elses; two for every `when`, `require` and `for_each`; cases and values without one;
    /// `respond:`; refusals by kind of their cause.
    @Test(
        "the points of the examples",
        arguments: [
            ("gateway.yaml", [13, 24, 0, 13, 8]), ("examples/orders/gateway.yaml", [10, 10, 5, 8, 9]),
        ]
    )
    func examples(_ path: String, _ expected: [Int]) throws {
        let covered = try Covered(example: path)
        #expect(CoveragePoint.Kind.allCases.map(covered.number) == expected)
    }

    @Test("the points of the orders, one by one")
    func orders() throws {
        let covered = try Covered(example: "examples/orders/gateway.yaml")
        let lines = covered.points.points.map { point in
            "\(covered.text(point)) [\(point.endpoints.map(String.init).joined(separator: ", "))]"
        }
        expectGolden(lines.joined(separator: "\n"), at: "Expected/orders-points.txt")
    }

    @Test(
        "a witness for every branch reaches all of them",
        arguments: ["gateway.yaml", "examples/payment/gateway.yaml", "examples/orders/gateway.yaml"]
    )
    func witnesses(_ path: String) throws {
        var covered = try Covered(example: path)
        try covered.sendWitnesses()
        let tally = try #require(covered.report.kinds[.branches])
        #expect(tally.isComplete && tally.total > 0)
        #expect(try CoverageGoal("branches=100").failure(covered.report) == nil)
    }

    @Test("the graph that explains has the same points", arguments: ["gateway.yaml", "examples/orders/gateway.yaml"])
    func explaining(_ path: String) throws {
        let plain = try Covered(example: path)
        var explaining = try Covered(Repository.text(path), name: path, explaining: true)
        #expect(plain.points.points == explaining.points.points)
        try explaining.sendWitnesses()
        var counts = CoverageCounts(plain.points)
        let request = RecordedRequest(method: "GET", target: "/")
        counts.add(try #require(explaining.simulation.answer(request)))
        #expect(counts.requests == 1 && counts.points.allSatisfy { $0 == 0 })
        #expect(explaining.report.kinds[.branches]?.isComplete == true)
    }

    @Test("a flow that two endpoints call is one point, but for its ends")
    func sharedFlow() throws {
        var covered = try Covered(CoverageCases.shared)
        #expect(
            covered.points.points.map(covered.text).filter { $0.hasSuffix("check/odd") } == [
                "7 true check/odd", "7 false check/odd", "8 end check/odd", "8 end check/odd", "8 answered check/odd",
            ]
        )
        try covered.send("/one", #"{"n": 1}"#)
        try covered.send("/two", #"{"n": 2}"#)
        let counted = covered.counted
        #expect(counted["7 true check/odd"] == 1 && counted["7 false check/odd"] == 1)
        #expect(counted["8 answered check/odd"] == 1)
        let ends = covered.points.points.indices.filter { covered.points.points[$0].name == "check/odd" }
            .filter { covered.points.points[$0].way == .end }
        #expect(ends.map { covered.counts.points[$0] } == [1, 0])
        #expect(covered.report.rows.map(\.endpoint) == ["one", "two", nil])
        let sum = covered.report.rows.reduce(0) { $0 + $1.all.total }
        #expect(sum == covered.report.all.total && sum == covered.points.points.count)
    }

    @Test("a flow that one endpoint calls twice is one point, but for its ends")
    func twice() throws {
        var covered = try Covered(CoverageCases.twice)
        let ways = covered.points.points.filter { $0.kind == .conditions }
        #expect(ways.map(\.way) == [.isTrue, .isFalse])
        try covered.send("/twice", #"{"n": 2, "m": 4}"#)
        let number = try #require(covered.points.points.firstIndex { $0.way == .isFalse })
        #expect(covered.counts.points[number] == 2)
        #expect(covered.points.points.count { $0.way == .end && $0.name.contains("odd") } == 2)
        #expect(covered.points.points.count { $0.way == .answered && $0.name.contains("odd") } == 1)
    }

    @Test("what requests cannot get is no point")
    func impossible() throws {
        let covered = try Covered(CoverageCases.impossible)
        #expect(
            covered.points.points.map(covered.text) == [
                "3 malformed_body a", "8 mistyped number", "9 missing all", "12 true low", "12 false low",
                "13 end low", "13 answered low", "15 true high", "16 end high", "16 answered high",
                "17 malformed_body b", "22 end b", "22 answered b",
            ]
        )
    }

    @Test("what is proven not to happen is no point, but for the endpoint where it may")
    func proven() throws {
        let covered = try Covered(CoverageCases.proven)
        let lines = covered.points.points.filter { $0.kind != .refusals }.map { "\(covered.text($0)) \($0.endpoints)" }
        #expect(
            lines == [
                "8 true check/odd [1]", "8 false check/odd [0, 1]", "9 end check/odd [1]", "9 answered check/odd [1]",
                "16 end closed [0]", "16 answered closed [0]", "22 end open [1]", "22 answered open [1]",
                "32 match true [2]", "33 match false [2]", "34 no_case  [2]", "36 match \"a\" [2]", "37 true 2.1 [2]",
                "38 end 2.1 [2]", "38 answered 2.1 [2]", "40 end 2.else [2]", "40 answered 2.else [2]",
            ]
        )
    }
}
