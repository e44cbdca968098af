import Foundation
import GateCompiler
import GateDiagnostics
import GateTestSupport
import GateTesting
import Testing

/// Tests that run: what passes, what fails, and what is said of it.
@Suite struct RunTests {
    private static let payloads: [(name: String, text: String)] = [
        ("p/1.json", #"{"kind":"paid","amount":1}"#), ("p/2.json", #"{"kind":"moved","amount":{"x":[1,2]}}"#),
        ("raw.http", "POST /orders/3 HTTP/1.1\nContent-Type: application/json\n\n{\"kind\":\"moved\"}"),
    ]

    /// The tests of a text against the gateway of the folder of mistakes.
    private func load(_ tests: String) throws -> TestSuite {
        let gateway = try Repository.text("Tests/GateTestingTests/Cases/mistakes/gateway.yaml")
        let text = "hookgate: 1\ndefaults: { endpoint: order, as: valid }\ntests:\n" + tests
        let files = TestFiles(
            expand: { pattern in
                let prefix = pattern.prefix { $0 != "*" }
                return .success(
                    Self.payloads.map(\.name).filter { pattern.contains("*") ? $0.hasPrefix(prefix) : $0 == pattern }
                )
            },
            read: { name in
                let payload = Self.payloads.first { $0.name == name }
                return payload.map { .success(Array($0.text.utf8)) } ?? .failure(TestFileError(reason: "it is gone"))
            }
        )
        let source = SourceText(name: "a.test.yaml", bytes: Array(text.utf8))
        let loaded = loadTests(source, files: files) { name in
            compile(SourceText(name: name, bytes: Array(gateway.utf8)))
        }
        return try #require(loaded.suite, "\(loaded.diagnostics.diagnostics.map(\.message))")
    }

    private func run(_ tests: String, jobs: Int = 1) async throws -> [TestResult] {
        let suite = try load(tests)
        let simulation = try #require(Simulation(suite.compilation))
        return await runSuite(suite, CoveragePoints(simulation), jobs: jobs).results
    }

    @Test(
        "what is as expected passes",
        arguments: [
            "request: { json: { kind: paid, amount: 5 } }, expect: { branch: paid, parts: { $.amount: 5, $.id: x } }",
            "request: { json: { kind: paid, amount: 5 }, params: { id: a b/c } }, expect: { parts: { $.id: a b/c } }",
            "request: { json: { kind: paid, amount: 5 }, time: '2026-02-03T04:05:06Z' }, "
                + "expect: { json: { id: x, amount: 5.0, at: '2026-02-03T04:05:06Z' } }",
            "request: { file: p/1.json, set: { $.kind: moved } }, "
                + "expect: { status: 302, text: moved, headers: { location: /new, X-None: null } }",
            "request: { file: p/2.json, remove: [$.amount.x] }, expect: { refused_by: mistypedValue }",
            "request: { file: p/2.json, remove: $.amount }, expect: { refused_by: none, branch: moved }",
            "request: { path: /ping, method: PUT, as: basic, json: {} }, expect: { status: 201 }",
            "request: { path: /ping, method: GET, as: nobody }, expect: { status: 204 }",
            "request: { path: /ping, method: PUT, as: nobody }, expect: { refused_by: basic }",
            "request: { recorded: raw.http }, expect: { branch: moved }",
            "request: { json: {}, as: nobody }, expect: { refused_by: basic, status: 401 }",
            "request: { json: {}, headers: { Authorization: Basic eDp5 } }, expect: { refused_by: unauthenticated }",
            "request: { path: /nowhere }, expect: { refused_by: notFound, status: 404 }",
            "request: { method: DELETE }, expect: { refused_by: methodNotAllowed, headers: { Allow: 'POST, PUT' } }",
            "request: { path: /orders/7, method: PUT, json: { kind: '$${x}' } }, expect: { branch: else, text: '' }",
            "request: { body: '{' }, expect: { refused_by: malformedBody }",
            "request: { body: '{}', headers: { Content-Type: text/plain } }, expect: { refused_by: unsupportedMediaType }",
        ]
    )
    func passes(test: String) async throws {
        let results = try await run("  - { name: a, \(test) }\n")
        #expect(results.count == 1)
        for result in results { #expect(result.isPassed, "\(result.failures.map(\.message)) \(result.way)") }
    }

    @Test(
        "what is not as expected is told",
        arguments: [
            ("json: { kind: moved } }, expect: { status: 200", ["expected status 200, got 302"]),
            ("json: { kind: moved } }, expect: { branch: paid", ["expected the branch \"paid\", got \"moved\""]),
            ("json: {} }, expect: { refused_by: none", ["expected the file's own answer, refused by missingValue"]),
            (
                "json: { kind: moved } }, expect: { refused_by: basic",
                ["expected to be refused by unauthenticated, got none"]
            ),
            ("json: { kind: moved } }, expect: { text: Moved", ["the body differs"]),
            ("json: { kind: moved } }, expect: { json: {}", ["expected JSON, got \"moved\""]),
            ("json: { kind: other } }, expect: { json: {}", ["expected JSON, and there is no body"]),
            ("json: { kind: paid, amount: 2 } }, expect: { parts: { $.amount: \"2\"}", ["$.amount differs"]),
            ("json: { kind: paid, amount: 2 } }, expect: { parts: { $.none: null }", ["$.none differs"]),
            (
                "json: { kind: moved } }, expect: { headers: { Location: null, X-A: b }",
                ["expected no header Location, got \"/new\"", "expected the header X-A to be \"b\", got none"]
            ),
        ]
    )
    func fails(test: String, messages: [String]) async throws {
        let results = try await run("  - { name: a, request: { \(test) } }\n")
        #expect(results.flatMap { $0.failures.map(\.message) } == messages)
        #expect(results.allSatisfy { !$0.way.isEmpty })
    }

    @Test("a table and a glob are spread out, each test with its name")
    func spreadsOut() async throws {
        let results = try await run(
            """
              - name: amount ${n}
                each: [{ n: 1, branch: paid }, { n: 0, branch: else }]
                request: { json: { kind: paid, amount: "${n}" } }
                expect: { branch: "${branch}" }
              - name: a file
                request: { file: p/*.json }
                expect: { refused_by: none }

            """
        )
        #expect(results.map(\.name) == ["amount 1", "amount 0", "a file (p/1.json)", "a file (p/2.json)"])
        #expect(results.map(\.isPassed) == [true, true, true, false])
    }

    @Test("the same results come from any number of threads, in the same order")
    func threads() async throws {
        let rows = (0..<1500).map { "{ n: \($0) }" }.joined(separator: ", ")
        let test = """
              - name: amount ${n}
                each: [\(rows)]
                request: { json: { kind: paid, amount: "${n}" } }
                expect: { parts: { $.amount: 700 } }

            """
        let one = try await run(test, jobs: 1)
        let many = try await run(test, jobs: 7)
        #expect(one.count == 1500 && one.filter(\.isPassed).map(\.name) == ["amount 700"])
        #expect(one.map(\.name) == many.map(\.name) && one.map(\.isPassed) == many.map(\.isPassed))
    }

    @Test("results look as they are described", arguments: TestReportFormat.allCases)
    func reports(format: TestReportFormat) async throws {
        let suite = try load(
            """
              - { name: "passes, with # and <", request: { json: { kind: moved } }, expect: { status: 302 } }
              - { name: fails, request: { json: { kind: paid, amount: 2 } }, expect: { json: { id: x, amount: 3 } } }

            """
        )
        let simulation = try #require(Simulation(suite.compilation))
        let result = await runSuite(suite, CoveragePoints(simulation))
        let report = renderTestReport([result], format, isVerbose: true)
        expectGolden(report, at: Repository.path("Tests/GateTestingTests/Cases/reports/\(format.rawValue).txt"))
    }

    @Test("what a request brought cannot reach the terminal as it is", arguments: TestReportFormat.allCases)
    func hostileAnswers(format: TestReportFormat) async throws {
        let suite = try load(
            #"""
              - { name: "a \e[2J", request: { path: "/orders/%1B%5B2Jx", json: { kind: paid, amount: 1 } },
                  expect: { headers: { X: "\e[2J" }, parts: { $.id: "\e[2J\b" } } }

            """#
        )
        let report = renderTestReport([await runSuite(suite)], format)
        #expect(report.contains("[2J") && report.contains("differs"))
        #expect(!report.utf8.contains { $0 < 0x20 && $0 != 0x0A || $0 == 0x7F }, "\(report.debugDescription)")
    }

    @Test(
        "the tests that are made for branches take them",
        arguments: ["gateway.yaml", "examples/orders/gateway.yaml"]
    )
    func starters(file: String) throws {
        let folder = try Repository.makeFolder()
        let printed = try runShell(
            "cp -rL \(file) '\(folder.path)/a.yaml' && mkdir '\(folder.path)/examples' && "
                + "cp -r examples/systemeio '\(folder.path)/examples/' && cp -r examples/orders/payloads '\(folder.path)/' && "
                + "cd '\(folder.path)' && hookgate witness --as-tests a.yaml > a.test.yaml && "
                + "hookgate test a.yaml --fail-under branches=100 && hookgate witness --as-tests a.yaml"
        )
        #expect(printed.status == 0, "\(printed.errors)")
        #expect(printed.output.hasSuffix("# The tests of a.yaml reach every branch.\n"), "\(printed.output)")
    }
}
