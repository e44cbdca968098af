import Foundation
import GateDiagnostics
import GateTestSupport
import GateYAML
import Testing

/// examples/ci: what runs before a change is merged, in a repository, with the built program.
@Suite struct IntegrationTests {
    /// What the examples say, by paths of keys.
    private struct Document {
        let document: YAMLDocument

        init(_ path: String) throws {
            let parsed = parseYAML(SourceText(name: path, bytes: Array(try Repository.text(path).utf8)), file: 0)
            #expect(parsed.diagnostics.isEmpty, "\(path): \(parsed.diagnostics)")
            document = try #require(parsed.document)
        }

        func node(_ path: String...) throws -> YAMLNode {
            var node = document[document.root]
            for key in path {
                guard case .mapping(let entries) = node.content else { break }
                node = document[try #require(entries.first { $0.key.text == key }, "\(key) of \(path)").value]
            }
            return node
        }

        func text(_ node: YAMLNode) throws -> String {
            guard case .scalar(let scalar) = node.content else { throw Failure() }
            return scalar.text
        }

        func items(_ node: YAMLNode) throws -> [YAMLNode] {
            guard case .sequence(let ids) = node.content else { throw Failure() }
            return ids.map { document[$0] }
        }

        func member(_ node: YAMLNode, _ key: String) -> YAMLNode? {
            guard case .mapping(let entries) = node.content else { return nil }
            return entries.first { $0.key.text == key }.map { document[$0.value] }
        }

        /// Every text of the document that a key has.
        func texts(of key: String) -> [String] {
            document.nodes.compactMap { member($0, key) }.compactMap { try? text($0) }
        }

        struct Failure: Error {}
    }

    private static let github = "examples/ci/github/hookgate.yml"
    private static let gitlab = "examples/ci/gitlab/.gitlab-ci.yml"

    private static let file = """
        hookgate: 1
        endpoints:
          a: { path: /a, auth: { source_ip: 192.0.2.1 }, respond: { status: 202 } }

        """

    /// Adds tests to the repository; `status` is what they expect.
    private static func addTests(status: Int) -> String {
        """
        cat > gateway.test.yaml <<'END'
        hookgate: 1
        defaults: { endpoint: a }
        tests:
          - { name: answers, request: { as: valid }, expect: { status: \(status) } }
          - { name: refuses, request: {}, expect: { refused_by: source_ip } }
          - { name: no JSON, request: { as: valid, body: no }, expect: { status: 400 } }
        END

        """
    }

    @Test("the steps that run tests pass where these do, and fail where one does not")
    func testSteps() throws {
        let gitlab = try Repository.text(Self.gitlab)
        let lines = gitlab.split(separator: "\n").compactMap { line in
            line.firstMatch(of: /- (hookgate test .*)/).map { String($0.output.1) }
        }
        #expect(lines.count == 2)
        for line in lines + [try step("Test", job: "gateway")] {
            let passes = try inRepository(Self.addTests(status: 202) + line + "; status=$?; cat *.xml; exit $status")
            #expect(passes.status == 0, "\(line): \(passes.output)\(passes.errors)")
            #expect(passes.output.contains("3 passed") || passes.output.contains("failures=\"0\""), "\(passes.output)")
            let fails = try inRepository("\(Self.addTests(status: 202)) sed -i s/202/201/ gateway.yaml; \(line)")
            #expect(fails.status == 1, "\(line): \(fails.output)\(fails.errors)")
        }
    }

    /// A repository with a committed file, and a script run in it.
    private func inRepository(_ script: String) throws -> CommandResult {
        let folder = try Repository.makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(Self.file.utf8).write(to: folder.appendingPathComponent("gateway.yaml"))
        return try runShell(
            """
            export GIT_CONFIG_GLOBAL="$PWD/.git/global" GIT_CONFIG_SYSTEM=/dev/null
            export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.com GIT_COMMITTER_NAME=a
            export GIT_COMMITTER_EMAIL=a@example.com
            git init -q -b main . && git add . && git commit -q -m one || exit 99
            \(script)
            """,
            in: folder
        )
    }

    /// A script of bash as one word of a shell's command.
    private func quoted(_ script: String) -> String { "'" + script.replacing("'", with: "'\\''") + "'" }

    /// The script of a step of the workflow.
    private func step(_ name: String, job: String) throws -> String {
        let workflow = try Document(Self.github)
        for step in try workflow.items(workflow.node("jobs", job, "steps")) {
            guard let title = workflow.member(step, "name"), try workflow.text(title) == name else { continue }
            return try workflow.text(try #require(workflow.member(step, "run")))
        }
        throw Document.Failure()
    }

    // MARK: GitHub

    @Test("the workflow asks for no right that it does not need, and puts nothing foreign into a script")
    func rights() throws {
        let workflow = try Document(Self.github)
        let none = try workflow.node("permissions")
        #expect(none.content.isEmptyMapping)
        let gateway = try workflow.node("jobs", "gateway", "permissions")
        #expect(try workflow.text(try #require(workflow.member(gateway, "contents"))) == "read")
        #expect(gateway.content.count == 1)
        let comment = try workflow.node("jobs", "comment", "permissions")
        #expect(try workflow.text(try #require(workflow.member(comment, "pull-requests"))) == "write")
        #expect(comment.content.count == 1)
        let scripts = workflow.texts(of: "run")
        #expect(scripts.count > 5)
        for script in scripts {
            #expect(!script.contains("${{"), "an expression in a script is read as a part of it")
            #expect(try runShell("bash -n -c \(quoted(script))").status == 0)
        }
        // What a pull request of a fork changes must not run beside a token that may write.
        #expect(!(try Repository.text(Self.github)).contains("pull_request_target"))
        let used = workflow.texts(of: "uses")
        #expect(used.contains { $0.hasPrefix("actions/checkout@") })
        let steps = try workflow.items(workflow.node("jobs", "comment", "steps"))
        for step in steps {
            let action = try workflow.member(step, "uses").map { try workflow.text($0) } ?? ""
            #expect(!action.hasPrefix("actions/checkout"))
        }
    }

    @Test(
        "the comparison is written for a comment, and its status for the steps after it",
        arguments: [
            ("the same", "true", "means the same as `origin/main:gateway.yaml`", "status=0", 0),
            ("another answer", "sed -i s/202/201/ gateway.yaml", "| `202` | `201` |", "status=1", 0),
            ("anybody", "sed -i 's/{ source.*1 }/none/' gateway.yaml", "### ⚠ hookgate", "status=2", 0),
            ("a mistake", "sed -i s/auth/outh/ gateway.yaml", "cannot be compared", "status=3", 1),
            ("a new file", "git mv gateway.yaml new.yaml; export FILE=new.yaml", "`new.yaml` is new", "status=0", 0),
        ]
    )
    func compare(_ name: String, _ change: String, _ text: String, _ output: String, _ status: Int32) throws {
        let fetch = try step("Fetch the base", job: "gateway")
        let script = try step("Compare", job: "gateway")
        let result = try inRepository(
            """
            git clone -q . work && cd work
            export FILE=gateway.yaml BASE=main GITHUB_STEP_SUMMARY="$PWD/../summary" GITHUB_OUTPUT="$PWD/../output"
            bash -eo pipefail -c \(quoted(fetch)) || exit 98
            \(change)
            bash -eo pipefail -c \(quoted(script)); status=$?
            cat ../summary ../output
            cmp -s comment.md ../summary || exit 97
            exit $status
            """
        )
        #expect(result.status == status, "\(name): \(result.errors)")
        #expect(result.output.hasPrefix("<!-- hookgate -->\n"), "\(name)")
        #expect(result.output.contains(text), "\(name): \(result.output)")
        #expect(result.output.hasSuffix(output + "\n"), "\(name): \(result.output)")
    }

    @Test("one comment is written, and written anew where it is there", arguments: ["", "17"])
    func comment(known: String) throws {
        let script = try step("Comment", job: "comment")
        let result = try inRepository(
            """
            mkdir bin
            cat > bin/gh <<'END'
            #!/bin/sh
            case "$*" in
                *--paginate*) printf '%s' "$KNOWN" ;;
                *) echo "$@" >> calls ;;
            esac
            END
            chmod +x bin/gh
            export PATH="$PWD/bin:$PATH" KNOWN=\(known) REPOSITORY=o/r NUMBER=5
            bash -eo pipefail -c \(quoted(script)); cat calls
            """
        )
        let call =
            known.isEmpty
            ? "--method POST repos/o/r/issues/5/comments" : "--method PATCH repos/o/r/issues/comments/\(known)"
        #expect(result.output == "api --silent \(call) --field body=@comment.md\n", "\(result.errors)")
    }

    // MARK: GitLab

    @Test(
        "the comparison of GitLab passes with a change and warns where more is let through",
        arguments: [
            ("true", 0), ("sed -i s/202/201/ gateway.yaml", 0), ("sed -i 's/{ source.*1 }/none/' gateway.yaml", 2),
            ("sed -i s/auth/outh/ gateway.yaml", 3),
        ]
    )
    func gitlab(_ change: String, _ status: Int32) throws {
        let jobs = try Document(Self.gitlab)
        let script = try jobs.items(jobs.node("compare", "script")).map { try jobs.text($0) }.joined(separator: "\n")
        let result = try inRepository(
            """
            export FILE=gateway.yaml CI_MERGE_REQUEST_DIFF_BASE_SHA=$(git rev-parse HEAD)
            \(change)
            bash -eo pipefail -c \(quoted(script))
            """
        )
        #expect(result.status == status, "\(change): \(result.errors)")
        #expect(result.output.hasPrefix("<!-- hookgate -->\n### "))
        #expect(try jobs.text(jobs.node("compare", "allow_failure", "exit_codes")) == "2")
        let note = try jobs.items(jobs.node("note", "script")).map { try jobs.text($0) }.joined(separator: "\n")
        #expect(try runShell("bash -n -c \(quoted(note))").status == 0)
        for name in ["check", "test"] {
            let report = try jobs.text(jobs.node(name, "artifacts", "reports", "junit"))
            #expect(try Repository.text(Self.gitlab).contains("> \(report)"))
        }
    }

    // MARK: Hooks

    @Test(
        "the hook looks at what is staged",
        arguments: [
            ("a sound change", "sed -i s/202/201/ gateway.yaml; git add .", 0, "202 -> 201"),
            ("a mistake", "sed -i s/auth/outh/ gateway.yaml; git add .", 1, "error["),
            ("a mistake that is not staged", "echo x > y; git add y; sed -i s/auth/outh/ gateway.yaml", 0, ""),
            (
                "a correction that is not staged",
                "sed -i s/auth/outh/ gateway.yaml; git add .; sed -i s/outh/auth/ gateway.yaml", 1, "error["
            ),
            ("anybody", "sed -i 's/{ source.*1 }/none/' gateway.yaml; git add .", 1, "HOOKGATE_ALLOW_WEAKER=1"),
            (
                "anybody, as is meant",
                "export HOOKGATE_ALLOW_WEAKER=1; sed -i 's/{ source.*1 }/none/' gateway.yaml; git add .", 0, "source_ip"
            ),
            ("the file is gone", "git rm -q gateway.yaml", 0, ""),
            (
                "a part of the changes",
                "sed -i s/202/201/ gateway.yaml; echo x > y; git add y gateway.yaml; "
                    + "sed -i s/auth/outh/ gateway.yaml", 0, "202 -> 201"
            ),
            (
                "tests that pass", addTests(status: 202) + "git add .", 0, ""
            ),
            (
                "a test that fails",
                addTests(status: 202)
                    + "sed -i 's/respond: .*/branches: [{ when: request.id == \"\", respond: { status: 202 } }, "
                    + "{ else: , respond: { status: 201 } }] }/' gateway.yaml; git add .", 1,
                "expected status 202, got 201"
            ),
            (
                "a mistake that git commit -a stages", "sed -i s/auth/outh/ gateway.yaml; option=-a", 1, "error["
            ),
        ]
    )
    func hook(_ name: String, _ change: String, _ status: Int32, _ message: String) throws {
        let hook = Repository.path("examples/ci/pre-commit/pre-commit")
        let result = try inRepository(
            """
            cp '\(hook)' .git/hooks/pre-commit
            option=
            \(change)
            git commit $option -q -m two
            """
        )
        #expect(result.status == status, "\(name): \(result.output)\(result.errors)")
        #expect((result.output + result.errors).contains(message) || message.isEmpty, "\(name): \(result.errors)")
    }

    @Test("the entries of the framework's hooks are commands that work")
    func framework() throws {
        let hooks = try Document("examples/ci/pre-commit/.pre-commit-config.yaml")
        let entries = hooks.texts(of: "entry")
        #expect(entries.count == 2)
        for entry in entries {
            #expect(try inRepository("sed -i s/202/201/ gateway.yaml; git add .; \(entry)").status == 0, "\(entry)")
        }
        let weaker = "sed -i 's/{ source.*1 }/none/' gateway.yaml; git add .; \(try #require(entries.last))"
        #expect(try inRepository(weaker).status == 2)
    }

    @Test("the README names every file")
    func readme() throws {
        let text = try Repository.text("examples/ci/README.md")
        for name in [Self.github, Self.gitlab, "examples/ci/pre-commit/pre-commit"] {
            #expect(text.contains("](\(name.replacing("examples/ci/", with: "")))"))
        }
    }
}

extension YAMLNode.Content {
    fileprivate var count: Int {
        switch self {
        case .mapping(let entries): entries.count
        case .sequence(let items): items.count
        case .scalar: 0
        }
    }

    fileprivate var isEmptyMapping: Bool {
        if case .mapping(let entries) = self { entries.isEmpty } else { false }
    }
}
