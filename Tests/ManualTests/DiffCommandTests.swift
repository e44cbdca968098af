import Foundation
import GateTestSupport
import Testing

/// `hookgate diff` as it is run: arguments, exit statuses, git.
@Suite struct DiffCommandTests {
    static let file = """
        hookgate: 1
        endpoints:
          a:
            path: /a
            auth: { source_ip: 192.0.2.0/24 }
            samples: [payloads/*.json]
            extract: { event: $.event }
            branches:
              - name: known
                when: event == "known"
                respond: { status: 202 }
              - else:
                respond: { status: 204 }
        """

    /// A repository with a file in a directory and its sample, committed; then run by `script`.
    private func inRepository(_ script: String) throws -> CommandResult {
        let folder = try Repository.makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let payloads = folder.appendingPathComponent("conf/payloads")
        try FileManager.default.createDirectory(at: payloads, withIntermediateDirectories: true)
        try Data(#"{"event": "known"}"#.utf8).write(to: payloads.appendingPathComponent("a.json"))
        try Data(Self.file.utf8).write(to: folder.appendingPathComponent("conf/gateway.yaml"))
        return try runShell(
            """
            export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null HOME=/nonexistent
            export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.com GIT_COMMITTER_NAME=a
            export GIT_COMMITTER_EMAIL=a@example.com
            git init -q -b main . && git add . && git commit -q -m one || exit 99
            \(script)
            """,
            in: folder
        )
    }

    @Test(
        "what is compared, and the exit status",
        arguments: [
            ("nothing changed", "cd conf; hookgate diff", 0, "gateway.yaml means the same as HEAD:gateway.yaml"),
            ("a revision alone", "cd conf; sed -i s/202/201/ gateway.yaml; hookgate diff main", 1, "202 -> 201"),
            (
                "a path from the top",
                "cd conf; sed -i s/202/201/ gateway.yaml; hookgate diff HEAD:conf/gateway.yaml gateway.yaml", 1,
                "HEAD:conf/gateway.yaml:11:9"
            ),
            (
                "a path from here, of an older commit",
                "cd conf; sed -i s/202/201/ gateway.yaml; git commit -qam two; hookgate diff HEAD~1:./gateway.yaml", 1,
                "202 -> 201"
            ),
            (
                "the index",
                "sed -i s/202/201/ conf/gateway.yaml; git add .; sed -i s/201/200/ conf/gateway.yaml; "
                    + "hookgate diff HEAD:conf/gateway.yaml :conf/gateway.yaml", 1, "202 -> 201"
            ),
            (
                "two revisions",
                "sed -i s/202/201/ conf/gateway.yaml; git commit -qam two; rm -r conf; "
                    + "hookgate diff main~1:conf/gateway.yaml main:conf/gateway.yaml", 1, "202 -> 201"
            ),
            (
                "standard input", "sed 's/{ source_ip.*/none/' conf/gateway.yaml | hookgate diff conf/gateway.yaml -",
                2,
                "! removed source_ip"
            ),
            (
                "weaker does not fail",
                "sed s/202/201/ conf/gateway.yaml | hookgate diff --fail-on weaker conf/gateway.yaml -", 0, "202 -> 201"
            ),
            (
                "never fails",
                "sed 's/{ source_ip.*/none/' conf/gateway.yaml | hookgate diff --fail-on never conf/gateway.yaml -", 0,
                "! removed source_ip"
            ),
            ("an endpoint", "hookgate diff --endpoint a conf/gateway.yaml conf/gateway.yaml", 0, "means the same"),
            (
                "a file whose name has a colon", "cp conf/gateway.yaml a:b; hookgate diff a:b ./conf/gateway.yaml", 0,
                "./conf/gateway.yaml means the same as a:b"
            ),
        ]
    )
    func compared(_ name: String, _ script: String, _ status: Int32, _ output: String) throws {
        let result = try inRepository(script)
        #expect(result.status == status, "\(name): \(result.errors)")
        #expect(result.output.contains(output), "\(name): \(result.output)\(result.errors)")
        #expect(result.errors.isEmpty, "\(name)")
    }

    @Test(
        "what cannot be compared, and why",
        arguments: [
            ("an unknown revision", "hookgate diff maim:conf/gateway.yaml", 3, "git knows no revision \"maim\""),
            ("no file or revision", "cd conf; hookgate diff maim", 3, "neither a file nor a git revision"),
            ("no such path", "hookgate diff main:gateway.yaml conf/gateway.yaml", 3, "has no \"gateway.yaml\""),
            ("a directory", "hookgate diff main:conf conf/gateway.yaml", 3, "\"conf\" is a directory in the revision"),
            ("out of it", "hookgate diff main:../x conf/gateway.yaml", 3, "lies outside of the repository"),
            (
                "a link", "ln -s conf/gateway.yaml link; git add link; hookgate diff :link conf/gateway.yaml", 3,
                "is a symbolic link in the index"
            ),
            (
                "no repository", "rm -rf .git; GIT_DIR=/none hookgate diff main:x conf/gateway.yaml", 3,
                "not a git repository"
            ),
            (
                "no git", "p=$(command -v hookgate); PATH=/none $p diff main:x conf/gateway.yaml", 3,
                "git is not installed"
            ),
            (
                "a mistake in the new file", "sed s/path/paht/ conf/gateway.yaml | hookgate diff conf/gateway.yaml -",
                3,
                "standard input does not compile"
            ),
            (
                "a mistake that only the samples of the old file show",
                "sed -i 's/\"known\"$/1/' conf/gateway.yaml; git commit -qam two; "
                    + "echo '{\"event\": 1}' > conf/payloads/a.json; sed -i 's/== 1/== 2/' conf/gateway.yaml; "
                    + "hookgate diff main:conf/gateway.yaml conf/gateway.yaml", 3, "main:conf/gateway.yaml:"
            ),
            ("a name twice", "cp conf/gateway.yaml main; hookgate diff main conf/gateway.yaml", 64, "write ./main"),
            ("standard input twice", "hookgate diff - -", 64, "only one of the files"),
            (
                "an endpoint that is not there", "hookgate diff --endpoint b conf/gateway.yaml conf/gateway.yaml", 3,
                "neither file has an endpoint \"b\""
            ),
            ("an unknown format", "hookgate diff --format xml", 64, "xml"),
            ("a revision like an option", "hookgate diff -- --output=x:y conf/gateway.yaml", 3, "is no revision"),
        ]
    )
    func refused(_ name: String, _ script: String, _ status: Int32, _ message: String) throws {
        let result = try inRepository(script)
        #expect(result.status == status, "\(name): \(result.output)\(result.errors)")
        #expect(result.errors.contains(message), "\(name): \(result.errors)")
        if result.errors.contains("cannot read") { #expect(result.errors.contains("= help: "), "\(name)") }
        #expect(result.output.isEmpty, "\(name)")
    }

    @Test("the page explains the statuses that only this command has")
    func statuses() throws {
        let source = try ManualPage("hookgate-diff.1").source
        for status in [2, 3] { #expect(source.contains("\n.It \(status)\n")) }
    }

    @Test("the examples of the page that need git work, and see what was changed and what was staged")
    func examples() throws {
        let examples = try ManualPage("hookgate-diff.1").examples.filter { $0.kind == "repository" }
        #expect(examples.count == 2)
        for example in examples {
            let result = try inRepository(
                """
                cd conf; rm -rf ../.git; git init -q . && git add . && git commit -q -m one || exit 99
                git update-ref refs/remotes/origin/main HEAD
                sed -i s/202/201/ gateway.yaml; git add .
                \(example.text)
                """
            )
            let isReport = example.text.contains("--format markdown")
            #expect(result.status == (isReport ? 1 : 0), "line \(example.line): \(result.errors)")
            #expect(result.output.contains("201"), "line \(example.line): \(result.output)")
            #expect(result.errors.isEmpty, "line \(example.line)")
        }
    }
}
