import Testing

@testable import GateTesting

/// Goals are judged without rounding.
@Suite struct CoverageGoalTests {
    @Test(
        "goals",
        arguments: [
            ("90", nil, 90_000), ("0", nil, 0), ("100", nil, 100_000), ("99.9", nil, 99_900), ("99.999%", nil, 99_999),
            ("branches=100", .branches, 100_000), ("refusals=12.5", .refusals, 12_500),
        ] as [(String, CoveragePoint.Kind?, Int)]
    )
    func parsed(_ text: String, _ kind: CoveragePoint.Kind?, _ thousandths: Int) throws {
        let goal = try CoverageGoal(text)
        #expect(goal.kind == kind && goal.thousandths == thousandths)
    }

    @Test(
        "what is no goal",
        arguments: [
            "", "%", "x", "-1", "+5", "101", "100.001", "1e2", "90.", ".5", "1.2.3", "99.9999", "1000", "branches=",
            "branches", "=90", "branches=90=90", "90 ", "٩٠", "99999999999999999999",
        ]
    )
    func refused(_ text: String) {
        #expect(throws: CoverageGoal.Malformed.self) { try CoverageGoal(text) }
    }

    @Test("a misspelt kind is named, with what was meant")
    func misspelt() {
        let expected = "\"brances\" is no kind of coverage: did you mean \"branches\"?"
        #expect(throws: CoverageGoal.Malformed(message: expected)) { try CoverageGoal("brances=100") }
        let all = "\"xyz\" is no kind of coverage; the kinds are branches, conditions, cases, answers, refusals"
        #expect(throws: CoverageGoal.Malformed(message: all)) { try CoverageGoal("xyz=100") }
    }

    @Test(
        "a report passes where the share is at least the goal",
        arguments: [
            ("75", nil), ("74.999", nil), ("0", nil),
            ("75.001", "coverage is 75.0%, 27 of 36; the goal is 75.001%"),
            ("76", "coverage is 75.0%, 27 of 36; the goal is 76%"),
            ("100", "coverage is 75.0%, 27 of 36; the goal is 100%"),
            ("cases=100", nil),
            ("branches=100", "coverage of branches is 0.0%, 0 of 2; the goal is 100%"),
            ("branches=0", nil),
        ] as [(String, String?)]
    )
    func judged(_ text: String, _ failure: String?) throws {
        let tallies: [CoveragePoint.Kind: CoverageTally] = [.branches: CoverageTally(reached: 0, total: 2)]
        #expect(try CoverageGoal(text).failure(of: CoverageTally(reached: 27, total: 36), tallies) == failure)
    }

    @Test("nothing is rounded up")
    func unrounded() throws {
        let nearly = CoverageTally(reached: 9999, total: 10_000)
        #expect(nearly.percent == "99.9" && !nearly.isComplete)
        let expected = "coverage is 99.9%, 9999 of 10000; the goal is 100%"
        #expect(try CoverageGoal("100").failure(of: nearly, [:]) == expected)
        #expect(try CoverageGoal("99.99").failure(of: nearly, [:]) == nil)
        #expect(try CoverageGoal("100").failure(of: CoverageTally(), [:]) == nil)
        #expect(CoverageTally(reached: 10_000, total: 10_000).percent == "100.0")
    }
}
