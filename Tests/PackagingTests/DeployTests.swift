import Foundation
import GateTestSupport
import Testing

/// examples/deploy/hookgate-deploy with a repository.
@Suite struct DeployTests {
    /// A repository with one commit, and the folder that it is deployed to.
    private struct Deployment {
        let folder: URL

        init() throws {
            folder = try Repository.makeFolder()
            try run("git init --quiet --initial-branch=main work && mkdir served")
            try commit("one")
            try run("git clone --quiet --mirror work served/repository")
        }

        /// Commits a file whose only answer is the word.
        func commit(_ word: String, broken: Bool = false) throws {
            let text = """
                hookgate: 1
                endpoints: { a: { path: /a, auth: none, \(broken ? "respnd" : "respond"): { text: \(word) } } }

                """
            try Data(text.utf8).write(to: folder.appendingPathComponent("work/gateway.yaml"))
            try run("cd work && git add -A && git commit --quiet --message '\(word)'")
        }

        @discardableResult
        func run(_ command: String) throws -> CommandResult {
            let identity = "GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@t GIT_COMMITTER_NAME=t GIT_COMMITTER_EMAIL=t@t"
            return try runShell("export \(identity) GIT_CONFIG_GLOBAL=/dev/null; \(command)", in: folder)
        }

        func deploy(_ revision: String = "") throws -> CommandResult {
            let script = Repository.path("examples/deploy/hookgate-deploy")
            return try run("HOOKGATE_ROOT='\(folder.path)/served' '\(script)' \(revision)")
        }

        func served() throws -> String {
            try run("cat served/current/gateway.yaml").output
        }

        func remove() {
            try? FileManager.default.removeItem(at: folder)
        }
    }

    @Test("a commit is served whole, a broken one is not, and an old one comes back")
    func deploy() throws {
        let deployment = try Deployment()
        defer { deployment.remove() }
        let first = try deployment.deploy()
        #expect(first.status == 0, "\(first.errors)")
        #expect(try deployment.served().contains("text: one"))

        try deployment.commit("two", broken: true)
        let refused = try deployment.deploy()
        #expect(refused.status != 0)
        #expect(refused.errors.contains("respnd"))
        #expect(try deployment.served().contains("text: one"))

        try deployment.commit("three")
        #expect(try deployment.deploy().status == 0)
        #expect(try deployment.served().contains("text: three"))
        let again = try deployment.deploy()
        #expect(again.status == 0)
        #expect(again.output == "", "the same commit changes nothing")

        #expect(try deployment.deploy("main~2").status == 0)
        #expect(try deployment.served().contains("text: one"))
        let unknown = try deployment.deploy("no-such-commit")
        #expect(unknown.status == 1)
        #expect(unknown.errors.contains("no-such-commit"))
        #expect(try deployment.served().contains("text: one"))
    }

    @Test("a few releases are kept, the one that is served among them")
    func old() throws {
        let deployment = try Deployment()
        defer { deployment.remove() }
        for number in 1...8 {
            try deployment.commit("number\(number)")
            #expect(try deployment.deploy().status == 0)
        }
        #expect(try deployment.run("ls served/releases | wc -l").output.contains("5"))
        #expect(try deployment.served().contains("number8"))
    }
}
