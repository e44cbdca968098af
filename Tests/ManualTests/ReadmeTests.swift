import Foundation
import GateTestSupport
import Testing

/// The README, tried as a reader would.
@Suite struct ReadmeTests {
    /// The blocks of a language, without their fences.
    private func blocks(_ language: String) throws -> [String] {
        try Repository.text("README.md").components(separatedBy: "```\(language)\n").dropFirst().compactMap {
            $0.components(separatedBy: "```").first
        }
    }

    @Test("the configuration compiles, in 20 lines")
    func configuration() throws {
        let file = try #require(try blocks("yaml").first)
        let findings = ExampleFile.findings(file)
        #expect(findings.isEmpty, "\(findings)")
        #expect(file.split(separator: "\n").count <= 20)
    }

    @Test("the configuration gives the answers that are shown", .timeLimit(.minutes(2)))
    func answers() async throws {
        let file = try #require(try blocks("yaml").first)
        let transcript = try #require(try blocks("console").first { $0.contains("curl") })
        let folder = try Repository.makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(file.utf8).write(to: folder.appendingPathComponent("gateway.yaml"))
        let served = try await ServedFile("SHOP_PASSWORD=try-it hookgate run", in: folder)
        var count = 0
        for step in transcript.components(separatedBy: "$ curl ").dropFirst() {
            let lines = step.split(separator: "\n").map(String.init)
            let command = "curl --unix-socket \(served.socket) \(try #require(lines.first))"
            let answer = try runShell(command, in: folder)
            #expect(answer.status == 0, "\(command): \(answer.errors)")
            #expect(withoutIDs(answer.output) == withoutIDs(lines.dropFirst().joined(separator: "\n")))
            count += 1
        }
        #expect(count == 4)
        #expect(served.stop() == 0)
    }

    private func withoutIDs(_ text: String) -> String {
        text.replacing(/"request_id":"[0-9a-f-]{36}"/, with: "\"request_id\":\"\"")
    }

    @Test("the mistake gives the message that is shown")
    func mistake() throws {
        let file = try #require(try blocks("yaml").first)
        let message = try #require(try blocks("text").first)
        let folder = try Repository.makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let broken = file.replacing("amount >= 500", with: "amout >= 500")
        #expect(broken != file)
        try Data(broken.utf8).write(to: folder.appendingPathComponent("gateway.yaml"))
        let result = try runShell("hookgate check", in: folder)
        #expect(result.status == 1)
        #expect(result.errors == message)
    }

    @Test("the pull request is told as it goes")
    func pullRequest() throws {
        let story = try #require(try blocks("console").first { $0.contains("hookgate diff") })
        let folder = try Repository.makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let made = try runShell(
            "cp -rL gateway.yaml gateway.test.yaml examples '\(folder.path)' && cd '\(folder.path)' && git init -q -b main . "
                + "&& git add -A && git -c user.name=a -c user.email=a@example.com commit -qm a"
        )
        #expect(made.status == 0, "\(made.errors)")
        let edited = try Repository.text("gateway.yaml").replacing("amount >= 500", with: "amount >= 1000")
            .replacing("127.0.0.1, \"::1\"]\n      basic", with: "127.0.0.1, \"::1\", 185.236.142.0/24]\n      basic")
        try Data(edited.utf8).write(to: folder.appendingPathComponent("gateway.yaml"))
        var told = ""
        var statuses: [Int32] = []
        for line in story.split(separator: "\n") where line.hasPrefix("$ ") {
            let result = try runShell(String(line.dropFirst(2)), in: folder)
            told += "\(line)\n\(result.output)"
            statuses.append(result.status)
        }
        #expect(told == story)
        #expect(statuses == [0, 1, 2])
    }

    @Test("every make command is one of the Makefile's")
    func makeCommands() throws {
        let makefile = try Repository.text("Makefile")
        let names = Set(try Repository.text("README.md").matches(of: /make ([a-z]+)/).map { String($0.output.1) })
        #expect(names.isSuperset(of: ["run", "test"]))
        for name in names {
            #expect(makefile.contains("\n\(name):"), "the Makefile has no \(name)")
        }
    }

    @Test("every link goes to a file that is there")
    func links() throws {
        let links = try Repository.text("README.md").matches(of: /\]\(([^)]+)\)/).map { String($0.output.1) }
        #expect(!links.isEmpty)
        for link in links where !link.hasPrefix("https://") {
            #expect(FileManager.default.fileExists(atPath: Repository.path(link)), "\(link) is not there")
        }
    }

    @Test("the tour names every target of the pipeline")
    func tour() throws {
        let readme = try Repository.text("README.md")
        let sources = Repository.path("Sources")
        for target in try FileManager.default.contentsOfDirectory(atPath: sources) where !target.hasPrefix("C") {
            #expect(readme.contains("| `\(target)` |"), "\(target) is not in the tour")
        }
    }
}
