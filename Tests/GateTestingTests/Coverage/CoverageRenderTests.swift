import Foundation
import GateTestSupport
import Testing

@testable import GateTesting

/// What reports look like.
@Suite struct CoverageRenderTests {
    /// Some requests to a file with every kind of point, and with text that HTML and terminals could mistake.
    private func makeReport() throws -> CoverageReport {
        var covered = try Covered(CoverageCases.everything + CoverageCases.hostile)
        for step in CoverageCountsTests.steps where !step.reaches.keys.contains(where: { $0.contains("true 3.1") }) {
            try covered.send(step)
        }
        try covered.send("/hostile", #"{"n": 1}"#)
        return covered.report
    }

    @Test("golden reports", arguments: CoverageFormat.allCases)
    func golden(_ format: CoverageFormat) throws {
        expectGolden(try makeReport().render(format), at: "Expected/report.\(format.rawValue)")
    }

    @Test("a file that is not reached at all, and one that is reached whole")
    func extremes() throws {
        var covered = try Covered("hookgate: 1\nendpoints:\n  a: { path: /a, auth: none, respond: { status: 200 } }\n")
        #expect(
            covered.report.render(.text) == """
                   branches  conditions  cases  answers  refusals  all
                a       0/1           -      -      0/1       0/1  0/3  0.0%

                never reached:
                gateway.yaml:3:3: "a": no request was refused for a malformed body (400)
                gateway.yaml:3:30: "a": the branch was never taken

                """
        )
        #expect(covered.report.render(.lcov).contains("BRDA:3,0,0,-\n"))
        try covered.send("/a", "{}")
        try covered.send("/a", "{")
        #expect(
            covered.report.render(.text) == """
                   branches  conditions  cases  answers  refusals  all
                a       1/1           -      -      1/1       1/1  3/3  100.0%

                """
        )
        #expect(covered.report.render(.html).contains("Nothing is missing."))
    }

    @Test("the JSON is what its reader understands, and its sums are right")
    func json() throws {
        let report = try makeReport()
        let tree = try JSONTree(parsing: Array(report.render(.json).utf8))
        let points = try #require(tree["points"]?.items)
        #expect(points.count == report.points.points.count)
        let reached = points.count { $0["missing"] == .null }
        #expect(tree["all"]?["reached"] == .int(Int64(reached)))
        #expect(tree["all"]?["total"] == .int(Int64(points.count)))
        for kind in CoveragePoint.Kind.allCases {
            let own = points.count { $0["kind"] == .string(kind.rawValue) }
            #expect(tree["kinds"]?[kind.rawValue]?["total"] == .int(Int64(own)), "\(kind)")
        }
    }

    /// Elements that are closed are those that were opened, in order; nothing of the file's text is markup.
    @Test("the page is well-formed and needs nothing else")
    func page() throws {
        let page = try makeReport().render(.html)
        var open: [Substring] = []
        for tag in page.matches(of: /<(\/?)([a-z][a-z0-9]*)[^<>]*>/) {
            if tag.output.1.isEmpty {
                if tag.output.2 != "meta" { open.append(tag.output.2) }
            } else {
                #expect(open.popLast() == tag.output.2)
            }
        }
        #expect(open.isEmpty)
        #expect(!page.contains("<script") && !page.contains("http") && !page.contains("<b>"))
        #expect(page.contains("&lt;b&gt;") && page.contains("\\u{202E}") && !page.contains("\u{202E}"))
        for anchor in page.matches(of: /href="#([^"]*)"/) { #expect(page.contains("id=\"\(anchor.output.1)\"")) }
    }

    @Test("no text that is masked is shown")
    func masked() throws {
        let covered = try Covered(CoverageCases.everything)
        var points = covered.points
        let place = try #require(points.points.first { $0.way == .missing }).span
        points.redacted = [place]
        let page = CoverageReport(points, covered.counts).render(.html)
        #expect(page.contains("{ body: ***, type: string, required: true }") && !page.contains("$.event"))
    }

    @Test("lcov takes the tracefile")
    func lcov() throws {
        guard try runShell("command -v lcov genhtml").status == 0 else { return }
        let folder = try Repository.makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let report = try makeReport()
        try Data((CoverageCases.everything + CoverageCases.hostile).utf8)
            .write(to: folder.appendingPathComponent("gateway.yaml"))
        try Data(report.render(.lcov).utf8).write(to: folder.appendingPathComponent("coverage.info"))
        let summary = try runShell("lcov --rc lcov_branch_coverage=1 --summary coverage.info 2>&1", in: folder)
        #expect(summary.status == 0 && !summary.output.contains("WARNING"), "\(summary.output)")
        #expect(summary.output.contains("(\(report.all.reached) of \(report.all.total) branches)"), "\(summary.output)")
        let page = try runShell("genhtml --branch-coverage -o page coverage.info 2>&1", in: folder)
        #expect(page.status == 0 && !page.output.contains("ERROR"), "\(page.output)")
    }
}
