import Foundation
import GateTestSupport
import Testing

/// Which files the words of `hookgate check` stand for.
@Suite struct SelectionTests {
    /// A word or several, and the files that are checked, sound or not; nil where the check fails for the word.
    struct Case: CustomTestStringConvertible, Sendable {
        var words: String
        var files: [String]
        var failure: String?
        var testDescription: String { words }
    }

    static let cases = [
        Case(words: "", files: ["gateway.yaml"]),
        Case(words: "gateway.yaml ./conf/a.yaml", files: ["gateway.yaml", "./conf/a.yaml"]),
        Case(words: "gateway.yaml gateway.yaml", files: ["gateway.yaml"]),
        Case(words: "conf", files: ["conf/a.yaml", "conf/b.yml"]),
        Case(words: "conf/", files: ["conf/a.yaml", "conf/b.yml"]),
        Case(words: "'conf/*.yaml'", files: ["conf/a.yaml", "conf/other.yaml"]),
        Case(words: "conf/a.*", files: ["conf/a.yaml"]),
        Case(words: "'conf/**/*.yaml'", files: ["conf/a.yaml", "conf/deep/er/c.yaml", "conf/other.yaml"]),
        Case(words: "'**/c.yaml'", files: ["conf/deep/er/c.yaml"]),
        Case(words: "'**/er/**/*.yaml'", files: ["conf/deep/er/c.yaml"]),
        Case(words: "'co*/**/c.yaml'", files: ["conf/deep/er/c.yaml"]),
        Case(words: "'[x]*.yaml'", files: ["[x]*.yaml"]),
        Case(words: "'conf/[a-b].y*ml'", files: ["conf/a.yaml", "conf/b.yml"]),
        Case(words: "- < gateway.yaml", files: ["<stdin>"]),
        Case(words: "- conf/a.yaml < gateway.yaml", files: ["<stdin>", "conf/a.yaml"]),
        Case(words: "'no/*.yaml' gateway.yaml", files: ["no/*.yaml", "gateway.yaml"], failure: "no file matches"),
        Case(words: "conf/deep", files: ["conf/deep"], failure: "has the key"),
        Case(words: "conf/a.test.yaml", files: ["conf/a.test.yaml"], failure: "a file of tests"),
        Case(words: "'conf/*.test.yaml'", files: ["conf/*.test.yaml"], failure: "only files of tests"),
    ]

    @Test("words of the command line", arguments: cases)
    func words(_ each: Case) throws {
        let folder = try Repository.makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let sound = try Repository.text("Tests/ReportTests/Cases/sound.yaml")
        for (name, text) in [
            ("gateway.yaml", sound), ("conf/a.yaml", "# first\n" + sound), ("conf/b.yml", sound),
            ("conf/other.yaml", "services: {}\n"), ("conf/a.test.yaml", "hookgate: 1\n"),
            ("conf/deep/er/c.yaml", sound), ("conf/.hidden/d.yaml", sound), ("[x]*.yaml", sound),
        ] {
            let url = folder.appendingPathComponent(name)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: url)
        }
        // A walk that followed this link would not end.
        try FileManager.default.createSymbolicLink(
            at: folder.appendingPathComponent("conf/deep/again"),
            withDestinationURL: folder.appendingPathComponent("conf")
        )
        let result = try runShell("hookgate check --format json \(each.words)", in: folder)
        let report = try #require(JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let files = try #require(report["files"] as? [[String: Any]])
        #expect(files.compactMap { $0["file"] as? String } == each.files)
        let isWhole = each.failure == nil && !each.files.contains("conf/other.yaml")
        #expect(result.status == (isWhole ? 0 : 1), "\(result.output)")
        if let failure = each.failure {
            #expect(result.output.contains("\"code\": \"E107\""))
            #expect(result.output.contains(failure), "\(result.output)")
        }
    }

    @Test("samples of standard input lie beside the working directory")
    func standardInput() throws {
        let result = try runShell("hookgate check - < gateway.yaml")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.hasPrefix("<stdin>: ok: "))
        #expect(try runShell("hookgate check - < /dev/null").status == 1)
    }
}
