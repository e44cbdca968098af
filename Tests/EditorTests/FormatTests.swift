import Foundation
import GateDiagnostics
import GateTestSupport
import GateYAML
import Testing

/// `hookgate fmt`: what it does to files, and that it never changes what they say.
@Suite("fmt")
struct FormatTests {
    private func format(_ text: String) -> String? {
        guard case .formatted(let bytes) = formatYAML(SourceText(name: "", bytes: Array(text.utf8))) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The values of a document, by a walk that knows nothing of the formatter's own comparison.
    private func values(_ text: String) -> String {
        guard let document = parseYAML(SourceText(name: "", bytes: Array(text.utf8)), file: 0).document else {
            return ""
        }
        func show(_ id: YAMLDocument.NodeID) -> String {
            switch document[id].content {
            case .scalar(let scalar): "\(scalar.style) \(scalar.value) \(scalar.text.debugDescription)"
            case .sequence(let items): "[" + items.map(show).joined(separator: ", ") + "]"
            case .mapping(let entries):
                "{" + entries.map { "\($0.key.text): \(show($0.value))" }.joined(separator: ", ") + "}"
            }
        }
        return show(document.root)
    }

    @Test("files in odd layouts", arguments: caseNames(in: "Cases/fmt", extension: "yaml"))
    func golden(_ name: String) throws {
        let text = try Repository.text("Tests/EditorTests/Cases/fmt/\(name).yaml")
        let formatted = try #require(format(text))
        expectGolden(formatted, at: "Cases/fmt/\(name).txt")
        #expect(values(text) == values(formatted))
    }

    @Test("random files: the same document, every comment in order, and nothing more to do", arguments: 0..<600)
    func random(_ seed: Int) throws {
        let random = RandomYAML(seed: seed)
        let source = SourceText(name: "", bytes: Array(random.text.utf8))
        // What the generator makes is meant to be YAML.
        let findings = parseYAML(source, file: 0).diagnostics
        try #require(findings.isEmpty, "\(findings.map(\.message)):\n\(random.text)")
        let formatted = try #require(format(random.text), "\(random.text)")
        #expect(values(formatted) == values(random.text), "\(random.text)")
        #expect(format(formatted) == formatted, "\(random.text)")
        var rest = formatted[...]
        for comment in random.comments {
            let place = try #require(rest.firstRange(of: comment), "\(comment) is lost:\n\(formatted)")
            rest = rest[place.upperBound...]
        }
        #expect(!formatted.contains("\r"))
    }

    @Test("the files of this repository are in the canonical layout")
    func repository() throws {
        let result = try runShell(
            "hookgate fmt --check gateway.yaml examples/*/gateway.yaml packaging/*.yaml Benchmarks/*.yaml"
        )
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        #expect(result.output == "")
    }

    @Test("in place: mode and links stay, what is tidy is not written, what is broken is left alone")
    func inPlace() throws {
        let folder = try Repository.makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        func run(_ command: String) throws -> CommandResult { try runShell(command, in: folder) }
        _ = try run("printf 'a:   1\\n' > a.yaml; chmod 640 a.yaml; ln -s a.yaml link.yaml; printf 'b: 1\\n' > b.yaml")
        let check = try run("hookgate fmt --check a.yaml b.yaml")
        #expect(check.status == 1 && check.output == "a.yaml\n" && check.errors == "")
        let diff = try run("hookgate fmt --diff a.yaml")
        #expect(diff.status == 1 && diff.output == "--- a.yaml\n+++ a.yaml\n@@ -1,1 +1,1 @@\n-a:   1\n+a: 1\n")
        #expect(try run("cat a.yaml").output == "a:   1\n")
        let before = try run("stat -c %i b.yaml").output
        #expect(try run("hookgate fmt link.yaml b.yaml").status == 0)
        #expect(
            try run("cat a.yaml; stat -c %a a.yaml; test -L link.yaml; echo $?; ls").output
                == "a: 1\n640\n0\na.yaml\nb.yaml\nlink.yaml\n"
        )
        #expect(try run("stat -c %i b.yaml").output == before)
        let broken = try run("printf 'a: [1\\nb: 2\\n' > c.yaml; hookgate fmt c.yaml; echo $?; cat c.yaml")
        #expect(broken.output == "1\na: [1\nb: 2\n")
        #expect(broken.errors.contains("error[E101]") && broken.errors.contains("c.yaml:"))
        let missing = try run("hookgate fmt none.yaml")
        #expect(missing.status == 1 && missing.errors.contains("no such file"))
    }

    @Test("standard input to standard output; a diff that patch takes")
    func filter() throws {
        #expect(try runShell("printf '# c\\na: {b: 1}' | hookgate fmt -").output == "# c\na: { b: 1 }\n")
        #expect(try runShell("printf 'a:  1' | hookgate fmt --check -").status == 1)
        let folder = try Repository.makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let source = Repository.path("Tests/EditorTests/Cases/fmt/untidy.yaml")
        let command = "cp '\(source)' x.yaml; hookgate fmt --diff x.yaml > d; git apply d; hookgate fmt --check x.yaml"
        #expect(try runShell("git init -q; \(command)", in: folder).status == 0)
    }
}

@Suite("fmt of files of tests")
struct FormatTestFileTests {
    @Test("a syntax error is told alone, and the file is left as it is")
    func syntaxError() throws {
        let folder = try Repository.makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let text = "hookgate: 1\ntests:\n  - { name: a,   request: { path: /a\n"
        let file = folder.appendingPathComponent("a.test.yaml")
        try Data(text.utf8).write(to: file)
        let result = try runShell("hookgate fmt a.test.yaml", in: folder)
        #expect(result.status == 1)
        #expect(result.errors.contains("error[E101]") && !result.errors.contains("E20"), "\(result.errors)")
        #expect(try String(contentsOf: file, encoding: .utf8) == text)
    }

    @Test("files of tests are brought into the layout of all files")
    func layout() throws {
        let result = try runShell("printf 'tests:\\n- {name: a,expect: {status:  204}}\\n' | hookgate fmt -")
        #expect(result.output == "tests:\n  - { name: a, expect: { status: 204 } }\n", "\(result.output)")
    }
}
