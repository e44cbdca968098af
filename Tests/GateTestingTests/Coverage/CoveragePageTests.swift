import Foundation
import GateTestSupport
import Testing

@testable import GateTesting

/// hookgate-coverage(7).
@Suite struct CoveragePageTests {
    private static let page = "man/hookgate-coverage.7"

    /// The text of the block after a line `.\" example: KIND`.
    private func block(_ kind: String, of source: String) throws -> Substring {
        let start = try #require(source.range(of: ".\\\" example: \(kind)\n.Bd -literal -offset indent\n")).upperBound
        let end = try #require(source.range(of: ".Ed\n", range: start..<source.endIndex)).lowerBound
        return source[start..<end]
    }

    @Test("the report of the page is that of its file and its requests")
    func report() throws {
        var source = try Repository.text(Self.page)
        let file = try block("file", of: source).replacing("\\-", with: "-")
        var covered = try Covered(String(file), name: "gateway.yaml")
        try covered.send("/hooks/shop", #"{"type": "order.paid", "amount": 1}"#)
        try covered.send("/hooks/shop", #"{"type": 1}"#)
        #expect(source.contains("reach \(covered.report.all.reached) of \(covered.report.all.total):\n"))
        let old = try block("text", of: source)
        source.replaceSubrange(
            old.startIndex..<old.endIndex,
            with: covered.report.render(.text).replacing("-", with: "\\-")
        )
        expectGolden(source, at: Repository.path(Self.page))
    }

    @Test("the page names every kind, way, format and member")
    func names() throws {
        let source = try Repository.text(Self.page)
        for kind in CoveragePoint.Kind.allCases { #expect(source.contains(".It Cm \(kind.rawValue)\n"), "\(kind)") }
        for format in CoverageFormat.allCases { #expect(source.contains(".It Cm \(format.rawValue)\n"), "\(format)") }
        let literals = source.split(separator: "\n").filter { $0.hasPrefix(".Li ") || $0.hasPrefix(".It Li ") }
        let words = Set(
            literals.flatMap { $0.split(whereSeparator: { $0 == " " || $0 == "," || $0 == ";" || $0 == ":" }) }
        )
        for way in CoveragePoint.Way.allCases { #expect(words.contains(way.rawValue[...]), "\(way)") }
        let covered = try Covered(CoverageCases.everything)
        let tree = try JSONTree(parsing: Array(covered.report.render(.json).utf8))
        let objects = [
            tree, tree["all"], tree["endpoints"]?.items?.first, tree["points"]?.items?.first,
            tree["lines"]?.items?.first,
        ]
        for object in objects {
            for member in try #require(object?.members) { #expect(words.contains(member.name[...]), "\(member.name)") }
        }
        for status in ["full", "partial", "none"] { #expect(words.contains(status[...])) }
        #expect(source.contains("20,000"))
    }
}
