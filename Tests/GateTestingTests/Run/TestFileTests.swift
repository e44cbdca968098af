import Foundation
import GateTestSupport
import Testing

/// Files of tests with a mistake, through the program.
@Suite struct TestFileTests {
    private static let folder = "Tests/GateTestingTests/Cases/mistakes"
    private static let names = [
        "unknown-key", "unknown-endpoint", "unknown-branch", "unknown-names", "missing-payload", "impossible-status",
        "impossible-branch-status", "impossible-refusal", "wrong-values", "no-request", "same-name", "no-gateway",
    ]

    @Test("a mistake is told with its place and what to do, and nothing runs", arguments: names)
    func mistakes(name: String) throws {
        // Under another name, so that "hookgate test" at the top of the repository does not come upon them.
        let folder = try Repository.makeFolder()
        let copy = try runShell(
            "cp \(Self.folder)/gateway.yaml '\(folder.path)' && "
                + "cp \(Self.folder)/\(name).case '\(folder.path)/\(name).test.yaml'"
        )
        #expect(copy.status == 0)
        let result = try runShell("hookgate test \(name).test.yaml", in: folder)
        #expect(result.status == 1)
        #expect(result.output == "0 tests in 0 files: 0 passed\n")
        expectGolden(result.errors, at: Repository.path("\(Self.folder)/\(name).txt"))
    }

    @Test("every file of mistakes is looked at")
    func complete() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Repository.path(Self.folder))
        let tests = files.filter { $0.hasSuffix(".case") }.map { String($0.dropLast(5)) }
        #expect(Set(tests) == Set(Self.names))
    }
}

/// What is wrong with a command line of `hookgate test`.
@Suite struct TestCommandTests {
    @Test(
        "wrong usage and missing tests are told with what to do",
        arguments: [
            ("nothing.test.yaml", Int32(1), "there is no file nothing.test.yaml"),
            ("README.md", 1, "README.md is no file of tests"),
            ("Benchmarks", 1, "there is no *.test.yaml"), ("Benchmarks/bench.yaml", 1, "has no tests"),
            ("gateway.yaml --filter zzz", 1, "no test has \"zzz\" in its name"),
            ("gateway.yaml --fail-under branch=100", 64, "did you mean \"branches\"?"),
            ("gateway.yaml --fail-under 101", 64, "\"101\" is no goal"), ("gateway.yaml --jobs 0", 64, "from 1 to 256"),
            ("gateway.yaml --coverage-output x", 64, "needs --coverage"),
            ("gateway.yaml examples --coverage html", 64, "is of one configuration"),
            ("gateway.yaml --coverage json --coverage-output /no/such/file", 1, "cannot write /no/such/file"),
            ("gateway.yaml --fail-under 100", 1, "gateway.yaml: coverage is"),
        ]
    )
    func mistakes(arguments: String, status: Int32, message: String) throws {
        let result = try runShell("hookgate test \(arguments)")
        #expect(result.status == status, "\(result.output)\(result.errors)")
        #expect(result.errors.contains(message), "\(result.errors)")
    }
}
