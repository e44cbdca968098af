import Foundation
import GateDiagnostics
import GateTestSupport
import Testing

@testable import GateCompiler

@Suite("diff: output")
struct DifferenceOutputTests {
    private func difference(_ old: String, _ new: String) throws -> GatewayDifference {
        let compilations = [("old.yaml", old), ("new.yaml", new)].map { name, text in
            compile(SourceText(name: name, bytes: Array(text.utf8)))
        }
        let difference = compareGateways(compilations[0], compilations[1])
        return try #require(difference)
    }

    private func recorded() throws -> GatewayDifference {
        let (old, new) = (try caseBytes("../Cases/diff/old.yaml"), try caseBytes("../Cases/diff/new.yaml"))
        return try difference(String(decoding: old, as: UTF8.self), String(decoding: new, as: UTF8.self))
    }

    @Test("each format as it was recorded")
    func golden() throws {
        let difference = try recorded()
        expectGolden(difference.text, at: "../Cases/diff/difference.txt")
        expectGolden(difference.markdown, at: "../Cases/diff/difference.md")
        expectGolden(difference.json, at: "../Cases/diff/difference.json")
    }

    @Test("the JSON is JSON, with the keys of the manual")
    func json() throws {
        let object = try JSONSerialization.jsonObject(with: Data(recorded().json.utf8))
        let members = try #require(object as? [String: Any])
        #expect(Set(members.keys) == ["version", "old", "new", "verdict", "weaker", "changes", "endpoints"])
        let changes = try #require(members["changes"] as? [[String: Any]])
        #expect(changes.count { $0["weaker"] as? Bool == true } == members["weaker"] as? Int)
        let page = try Repository.text("man/hookgate-diff.1")
        for area in GatewayChange.Area.allCases { #expect(page.contains(" \(area.rawValue) ")) }
        for kind in GatewayChange.Kind.allCases { #expect(page.contains(" \(kind.rawValue) ")) }
        for key in Set(changes.flatMap(\.keys)) { #expect(page.contains(key)) }
    }

    @Test("a table row has four cells, whatever the names are")
    func cells() throws {
        let rows = try recorded().markdown.split(separator: "\n").filter { $0.hasPrefix("| **") }
        #expect(rows.count == 13)
        for row in rows { #expect(row.replacing("\\|", with: "").count { $0 == "|" } == 5, "\(row)") }
    }

    @Test(
        "code spans end where they should",
        arguments: [
            ("plain", "`plain`"), ("a`b", "``a`b``"), ("`a", "`` `a ``"), ("``", "``` `` ```"), ("<b>@x", "`<b>@x`"),
            ("a\nb", "`a\\u{A}b`"),
        ]
    )
    func codeSpans(text: String, span: String) {
        #expect(codeSpan(text) == span)
    }

    @Test("a comment that would be too long is cut with a count, what lets more through last")
    func size() throws {
        let file = { (open: Bool) in
            var text = "hookgate: 1\nendpoints:\n"
            for number in 0..<600 {
                let auth = number % 100 == 7 && open ? "none" : "{ source_ip: 192.0.2.1 }"
                let status = open ? 201 : 202
                text += "  endpoint-\(number): { path: /a/\(number), auth: \(auth), respond: { status: \(status) } }\n"
            }
            return text
        }
        let text = try difference(file(false), file(true)).markdown
        #expect(text.utf8.count < 61_000)
        #expect(text.matches(of: /anybody may call/).count == 6)
        let shown = text.matches(of: /(?m)^\| \*\*/).count
        #expect(text.hasSuffix("\n\(606 - shown) changes are not shown here.\n"))
    }

    @Test("the decisions of requests are told where they differ, and not where only a name does")
    func decisions() throws {
        let shop = try recorded().endpoints.first { $0.newName == "shop" }
        let decisions = try #require(shop).decisions
        #expect(decisions.contains { $0.old.branch == "opt-in" && $0.old.status == 202 && $0.new.branch == "else" })
        let old = String(decoding: try caseBytes("../Cases/diff/old.yaml"), as: UTF8.self)
        let renamed = try difference(old, old.replacing("name: opt-in", with: "name: subscribed"))
        #expect(renamed.changes.map(\.kind) == [.renamed])
        #expect(renamed.endpoints.allSatisfy { $0.decisions.isEmpty })
    }
}
