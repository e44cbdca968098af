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
