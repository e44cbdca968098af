import Foundation
import GateCompiler
import GateDiagnostics
import GateRuntime
import GateTestSupport
import Synchronization
import Testing

/// What `samples:` adds to a check, and what it must not.
@Suite("samples")
struct SampleTests {
    // MARK: Files of the repository

    @Test(
        "the examples are clean with their samples",
        arguments: ["gateway.yaml", "examples/payment/gateway.yaml", "examples/orders/gateway.yaml"]
    )
    func examples(_ path: String) throws {
        let compilation = try compileExample(path)
        #expect(compilation.graph != nil)
        #expect(compilation.diagnostics.isEmpty, "\(rendered(compilation))")
    }

    @Test(
        "the graph is the same without samples",
        arguments: ["gateway.yaml", "examples/payment/gateway.yaml", "examples/orders/gateway.yaml"]
    )
    func sameGraph(_ path: String) throws {
        let with = try #require(try compileExample(path).graph)
        let without = try #require(try compileExample(path, hasFiles: false).graph)
        #expect(GraphDump.text(of: with) == GraphDump.text(of: without))
        #expect(with.constants == without.constants)
    }

    @Test("a body's types go into no program")
    func untypedProgram() throws {
        let text = endpoint(
            "body.n == 1 && body.s == \"x\" && body.n + n > 2 && body.l[0] == 1 && x == 2",
            extract: "n: $.n\n      x: { body: [$.o.x, $.n] }"
        )
        let files = FileSource.memory(["s/a.json": #"{"n": 1, "s": "x", "l": [1], "o": {"x": 1}}"#])
        let with = try #require(compile(source(text), files: files).graph)
        let without = try #require(compile(source(text)).graph)
        #expect(GraphDump.text(of: with) == GraphDump.text(of: without))
    }

    // MARK: Reading

    @Test("a file is read once, whoever names it, and none without a source")
    func reads() {
        let reads = Mutex<[String]>([])
        let memory = FileSource.memory(["s/a.json": "{}", "s/b.json": "{}"])
        let files = FileSource(
            expand: memory.expand,
            read: { name, limitBytes in
                reads.withLock { $0.append(name) }
                return memory.read(name, limitBytes)
            }
        )
        var text = "hookgate: 1\nendpoints:\n"
        for name in ["a", "b"] {
            text += "  \(name):\n    path: /\(name)\n    auth: none\n    respond: { status: 204 }\n"
            text += "    samples: [s/a.json, \"s/*.json\"]\n"
        }
        #expect(compile(source(text)).diagnostics.isEmpty)
        #expect(reads.withLock { $0 } == [])
        #expect(compile(source(text), files: files).diagnostics.isEmpty)
        #expect(reads.withLock { $0 } == ["s/a.json", "s/b.json"])
    }

    @Test("too many samples, and too large ones")
    func limits() {
        let names = (0..<1001).map { ("s/\($0).json", Optional("{}")) }
        let many = FileSource.memory(Dictionary(uniqueKeysWithValues: names))
        #expect(codes("request.method == \"PUT\"", files: many) == [.sampleLimit])
        let enough = FileSource.memory(Dictionary(uniqueKeysWithValues: names.dropLast()))
        #expect(codes("request.method == \"PUT\"", files: enough) == [])
        let large = "[\"" + String(repeating: "x", count: 1 << 20) + "\"]"
        #expect(codes("request.method == \"PUT\"", files: .memory(["s/a.json": large])) == [.sampleLimit])
        let document = "[\"" + String(repeating: "x", count: (1 << 20) - 4) + "\"]"
        let total = (0..<65).map { ("s/\($0).json", Optional(document)) }
        #expect(
            codes("request.method == \"PUT\"", files: .memory(Dictionary(uniqueKeysWithValues: total))) == [
                .sampleLimit
            ]
        )
        #expect(
            codes("request.method == \"PUT\"", files: .memory(Dictionary(uniqueKeysWithValues: total.dropLast()))) == []
        )
    }

    // MARK: Findings

    @Test("GitHub's events: what is right stays quiet", arguments: quietConditions)
    func quiet(_ condition: String) {
        let compilation = compile(source(endpoint(condition, extract: githubNames)), files: .memory(githubSamples))
        let findings = compilation.diagnostics.diagnostics.filter { $0.code != .unusedName }
        #expect(findings.isEmpty, "\(rendered(compilation))")
    }

    @Test("GitHub's events: what is wrong is found", arguments: wrongConditions)
    func wrong(_ condition: String, _ expected: DiagnosticCode) {
        #expect(codes(condition, extract: githubNames, files: .memory(githubSamples)) == [expected])
    }

    @Test("earlier branches say which samples are left")
    func branches() {
        let text = """
            hookgate: 1
            endpoints:
              hook:
                path: /hook
                auth: none
                samples: ["s/*.json"]
                branches:
                  - when: body.action == "closed"
                    respond: { json: "${body.issue.number + 1}" }
                  - when: has(body.commits)
                    branches:
                      - when: body.commits[0].distinct
                        respond: { text: "${body.ref}" }
                      - { else: , respond: { text: "${body.ref}" } }
                  - when: body.action == "opened"
                    respond: { text: "${body.issue.title}" }
                  - else:
                    respond: { status: 204 }
            """
        let files = FileSource.memory([
            "s/push.json": #"{"action": "push", "ref": "main", "commits": [{"distinct": true}]}"#,
            "s/opened.json": #"{"action": "opened", "issue": {"number": 7, "title": "x"}}"#,
            "s/closed.json": #"{"action": "closed", "issue": {"number": 7, "title": null}}"#,
        ])
        let compilation = compile(source(text), files: files)
        #expect(compilation.diagnostics.isEmpty, "\(rendered(compilation))")
    }

    @Test("of samples that are refused nothing is said")
    func refused() {
        let files = FileSource.memory(["s/a.json": #"{"id": 1, "n": 2}"#, "s/b.json": #"{"n": "x"}"#, "s/c.json": "{}"])
        let extract = "id: { body: $.id, required: true }\n      n: { body: $.n, type: int }"
        #expect(codes("body.id > 0 && body.n > 1", extract: extract, files: files) == [])
        #expect(codes("body.id > 0", files: files) == [.maybeAbsent])
    }

    // MARK: Helpers

    /// What is found, but for names that a condition does not use.
    private func codes(_ condition: String, extract: String = "none: $", files: FileSource) -> [DiagnosticCode] {
        let compilation = compile(source(endpoint(condition, extract: extract)), files: files)
        return compilation.diagnostics.diagnostics.map(\.code).filter { $0 != .unusedName }
    }

    private func source(_ text: String) -> SourceText { SourceText(name: "gateway.yaml", bytes: Array(text.utf8)) }

    private func endpoint(_ condition: String, extract: String) -> String {
        """
        hookgate: 1
        endpoints:
          hook:
            path: /hook
            auth: none
            samples: ["s/*.json"]
            extract:
              \(extract)
            branches:
              - when: >-
                  \(condition)
                respond: { status: 200 }
              - else:
                respond: { status: 204 }
        """
    }
}

/// Three events in GitHub's form, much shortened.
private let githubSamples: [String: String?] = [
    "s/ping.json": #"{"zen": "Keep it simple.", "hook_id": 5, "repository": {"id": 1, "private": false}}"#,
    "s/push.json": """
    {"ref": "refs/heads/main", "before": "0000", "forced": false, "head_commit": {"id": "a1", "timestamp":
    "2024-05-01T10:00:00Z"}, "repository": {"id": 1, "private": false, "topics": []}, "pusher": {"name": "ada"},
    "commits": [{"id": "a1", "added": ["x.md"], "author": {"name": "ada"}}, {"id": "b2", "added": [], "author": {}}]}
    """,
    "s/opened.json": """
    {"action": "opened", "issue": {"number": 12, "labels": [], "assignee": null, "closed_at": null, "comments": 0,
    "score": 1.5}, "repository": {"id": 1, "private": false}}
    """,
    "s/closed.json": """
    {"action": "closed", "issue": {"number": 12, "labels": [{"name": "bug", "color": "red"}], "assignee": {"login":
    "ada"}, "closed_at": "2024-05-01T10:00:00Z", "comments": 4, "score": 2}, "repository": {"id": 2, "private": true}}
    """,
]

private let githubNames = """
    action: { body: $.action, type: string, default: "" }
          ref: $.ref
          label: "$.issue.labels[*].name"
          number: { body: $.issue.number, type: int, default: 0 }
    """

private let quietConditions = [
    "body.repository.private && !has(body.issue)",
    "body.repository.id == 7 || body.repository.id in [1, 2, 3]",
    "action == \"closed\" && body.issue.assignee.login == \"bob\"",
    "action in [\"opened\", \"closed\"] && body.issue.number > 3 && body.issue.number < 9.5",
    "action == \"opened\" && body.issue.assignee == null",
    "has(body.issue) && body.issue.assignee != null && body.issue.assignee.login.startsWith(\"a\")",
    "body.issue.assignee.login == \"ada\" && has(body.issue) && body.issue.assignee != null",
    "has(body.issue) ? body.issue.comments > 1 : has(body.pusher)",
    "!has(body.issue) || body.issue.comments > 1",
    "ref != null && ref.startsWith(\"refs/\")",
    "ref == \"refs/heads/main\" || ref == null",
    "action != \"\" && body.issue.labels.exists(l, l.name == \"bug\")",
    "\"bug\" in label && size(label) > 0 && label.exists(l, l.contains(\"u\"))",
    "has(body.commits) && body.commits.all(c, has(c.author.name) && c.author.name == \"ada\")",
    "has(body.commits) && body.commits.filter(c, has(c.author.name)).exists(c, c.id == \"a1\")",
    "has(body.commits) && body.commits[0].id == \"a1\" && timestamp(body.head_commit.timestamp) < request.time",
    "body.?issue.?milestone.?title.orValue(\"\") == \"next\"",
    "has(body.deleted) && body.deleted.by.name == \"ada\"",
    "action == \"closed\" && body.issue.score == 1",
    "number > 0 && number == body.issue.number",
    "dyn(body.repository.id) == \"1\" || string(body.repository.id) == \"1\"",
    "body[\"repository\"][\"id\"] == 1",
    "(has(body.ref) ? body.ref : body.repository.id) != null",
    "[body.repository.id, body.repository.private].size() == 2",
    "has(body.issue) && body.issue.closed_at == null",
    "\"issue\" in body && body.issue.number == 12",
    "type(body.repository.id) == int",
]

private let wrongConditions: [(String, DiagnosticCode)] = [
    ("body.repository.id == \"1\"", .celNoOverload),
    ("body.repository.private == \"true\"", .celNoOverload),
    ("\"1\" in [body.repository.id]", .celNoOverload),
    ("has(body.issue) && body.issue.number + \"x\" == \"12x\"", .celNoOverload),
    ("has(body.ref) && body.ref - 1 > 0", .celNoOverload),
    ("has(body.head_commit) && body.head_commit.timestamp < request.time", .celNoOverload),
    ("body.repository", .celNotBool),
    ("has(body.issue) && body.issue.labels == \"bug\"", .celNoOverload),
    ("label == [1]", .celNoOverload),
    ("body.repositroy.id == 1", .noSamplePath),
    ("body.repository.name == \"x\"", .noSamplePath),
    ("has(body.repositroy)", .noSamplePath),
    ("body[\"repositroy\"] == null", .noSamplePath),
    ("body.issue.number == 12", .maybeAbsent),
    ("has(body.issue) && body.issue.assignee.login == \"ada\"", .maybeAbsent),
    ("has(body.issue) && body.issue.closed_at.contains(\"2024\")", .maybeAbsent),
    ("has(body.issue) && body.issue.labels[0].name == \"bug\"", .maybeAbsent),
    ("has(body.commits) && body.commits.all(c, c.author.name == \"ada\")", .maybeAbsent),
    ("ref.startsWith(\"refs/\")", .maybeAbsent),
    ("action == \"close\"", .unseenValue),
    ("action in [\"closed\", \"opend\"]", .unseenValue),
    ("\"bgu\" in label", .unseenValue),
]
