import Foundation
import Testing

/// The command line: exit statuses, and what goes to which output.
@Suite struct CommandTests {
    static let sound = """
        hookgate: 1
        secrets: { key: { env: E2E_UNSET } }
        endpoints:
          a: { path: /a, auth: { basic: { username: u, password: key } }, respond: { status: 202 } }
        """

    static let broken = """
        hookgate: 1
        endpoints:
          a: { path: /a, auth: none, respnd: { text: x } }
          b: { path: b, auth: none, extract: { n: $.n }, respond: { status: 700, text: "${m}" } }
        """

    @Test("check names what it checked, needs no secret, no environment, and writes nothing")
    func checkSound() throws {
        let directory = try TemporaryDirectory()
        try directory.write(Self.sound, to: "gateway.yaml")
        let manager = FileManager.default
        try manager.setAttributes([.posixPermissions: 0o555], ofItemAtPath: directory.url.path)
        defer { try? manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: directory.url.path) }
        let named = try Program.run(["check", directory.url.appendingPathComponent("gateway.yaml").path])
        #expect(named.end == .exit(0))
        #expect(named.errors == "")
        let unnamed = try Program.run(["check"], directory: directory.url)
        #expect(unnamed.end == .exit(0))
        #expect(unnamed.errors == "")
        #expect(unnamed.output.hasPrefix("gateway.yaml: ok: 1 endpoint, 1 branch; a answers 202, refuses with 4"))
        #expect(unnamed.output.hasSuffix("\n"))
        #expect(unnamed.output.filter { $0 == "\n" }.count == 1)
        try #expect(manager.contentsOfDirectory(atPath: directory.url.path) == ["gateway.yaml"])
    }

    @Test("check of several files: a line for each sound one, the findings of the others, exit 1")
    func checkSeveral() throws {
        let directory = try TemporaryDirectory()
        try directory.write(Self.sound, to: "one.yaml")
        try directory.write(Self.broken, to: "two.yaml")
        try directory.write(Self.sound, to: "three.yaml")
        let files = ["one.yaml", "two.yaml", "missing.yaml", "three.yaml"]
        let result = try Program.run(["check"] + files, directory: directory.url)
        #expect(result.end == .exit(1))
        let lines = result.output.split(separator: "\n")
        #expect(lines.map { $0.prefix { $0 != ":" } } == ["one.yaml", "three.yaml", "4 files"])
        #expect(lines.last == "4 files: 2 ok, 2 with errors")
        for text in [
            "two.yaml:3:", "respnd", "did you mean \"respond\"", "two.yaml:4:", "700", "cannot read missing.yaml",
        ] {
            #expect(result.errors.contains(text), "no \(text) in:\n\(result.errors)")
        }
        #expect(!result.errors.contains("\u{1B}"), "no colour where there is no terminal")
    }

    static let files = [broken, "", "hookgate: 2\n", "a: [", "hookgate: 1\nendpoints: {}\n\u{0}", "- 1"]

    @Test("run refuses what check refuses, with the same text", arguments: files)
    func runBroken(_ text: String) throws {
        let directory = try TemporaryDirectory()
        try directory.write(text, to: "gateway.yaml")
        let checked = try Program.run(["check", "gateway.yaml"], directory: directory.url)
        let ran = try Program.run(["run", "gateway.yaml"], directory: directory.url)
        #expect(checked.end == .exit(1))
        #expect(ran.end == .exit(1))
        #expect(checked.errors.contains("gateway.yaml:"))
        #expect(checked.errors == ran.errors)
        #expect(checked.output == "")
        #expect(ran.output == "")
    }

    @Test("A file that cannot be read is named", arguments: ["check", "run"])
    func unreadable(_ command: String) throws {
        let directory = try TemporaryDirectory()
        for name in ["nothing.yaml", "."] {
            let result = try Program.run([command, name], directory: directory.url)
            #expect(result.end == .exit(1))
            #expect(result.errors.contains("cannot read \(name)"), "\(result.errors)")
        }
        let result = try Program.run([command], directory: directory.url)
        #expect(result.end == .exit(1))
        #expect(result.errors.contains("cannot read gateway.yaml"), "\(result.errors)")
    }

    static let usages: [[String]] = [
        ["frobnicate"], ["check", "--nope"], ["run", "--nope"], ["run", "a.yaml", "b.yaml"], ["run", "--listen"],
        ["run", "--listen", "nonsense"], ["run", "--listen", "127.0.0.1"], ["run", "--listen", "127.0.0.1:65536"],
        ["run", "--listen", "127.0.0.1:-1"], ["run", "--listen", "example.com:80"], ["run", "--listen", "::1:80"],
        ["run", "--listen", "unix:relative"], ["run", "--listen", ""],
        ["run", "--listen", "unix:/\(String(repeating: "x", count: 200))"],
        ["run", "--log-level", "loud"],
    ]

    @Test("Wrong usage is 64, with words on standard error", arguments: usages)
    func usage(_ arguments: [String]) throws {
        let result = try Program.run(arguments)
        #expect(result.end == .exit(64), "\(result.errors)")
        #expect(result.errors.contains("Usage: hookgate"), "\(result.errors)")
        #expect(result.output == "")
    }

    @Test("HOOKGATE_THREADS is a number within reason", arguments: ["0", "-1", "1025", "two", "1.5", " 1"])
    func threads(_ value: String) throws {
        let result = try Program.run(["run", "gateway.yaml"], environment: ["HOOKGATE_THREADS": value])
        #expect(result.end == .exit(64))
        #expect(result.errors.contains("HOOKGATE_THREADS"), "\(result.errors)")
    }

    @Test("Help and the version go to standard output", arguments: [["--help"], ["help", "run"], ["--version"], []])
    func help(_ arguments: [String]) throws {
        let result = try Program.run(arguments)
        #expect(result.end == .exit(0))
        #expect(!result.output.isEmpty)
        #expect(result.errors == "")
    }

    @Test(
        "An output that cannot be written whole fails, and says why",
        arguments: [
            ("check gateway.yaml", 1), ("graph gateway.yaml", 1), ("routes gateway.yaml", 1),
            ("witness gateway.yaml", 1),
            ("diff gateway.yaml gateway.yaml", 3), ("schema", 1), ("infer examples/payment/payloads", 1),
            ("fmt - < gateway.yaml", 1),
        ] as [(String, Int)]
    )
    func fullOutput(_ command: String, _ status: Int) throws {
        let words = ["-c", "cd \"$1\" && \"$0\" \(command) > /dev/full", Program.path, Program.root.path]
        let process = try ChildProcess("/bin/sh", words, environment: Program.loaderEnvironment)
        #expect(try process.wait() == .exit(status))
        #expect(process.errorText.contains("error: cannot write standard output: no space left on device"))
    }

    @Test("witness prints a request for each branch that the running gateway takes, and writes them on demand")
    func witness() throws {
        let directory = try TemporaryDirectory()
        let file = """
            hookgate: 1
            server: { listen: "127.0.0.1:0" }
            secrets: { key: { env: E2E_KEY } }
            endpoints:
              order:
                path: /order/{shop}
                auth: { basic: { username: u, password: key } }
                extract: { amount: { body: $.amount, type: int, default: 0 }, shop: { param: shop } }
                branches:
                  - { name: large, when: amount > 500 && shop == "fr", respond: { status: 202 } }
                  - { else: , respond: { status: 204 } }
            """
        try directory.write(file, to: "gateway.yaml")
        let printed = try Program.run(["witness"], directory: directory.url)
        #expect(printed.end == .exit(0))
        #expect(printed.output.contains("# order: large: 202, sent from 127.0.0.1\nPOST /order/fr HTTP/1.1\n"))
        let written = try Program.run(["witness", "--endpoint", "order", "--output", "."], directory: directory.url)
        #expect(written.end == .exit(0))
        #expect(written.output.contains("001-order-large.http") && written.output.contains("002-order-else.http"))
        // The placeholder is the password of this gateway.
        try withGateway(file, environment: ["E2E_KEY": "placeholder"]) { gateway in
            for (name, status) in [("001-order-large.http", 202), ("002-order-else.http", 204)] {
                let client = try gateway.connect()
                try client.send(try Data(contentsOf: directory.url.appendingPathComponent(name)))
                #expect(try client.readAnswer().status == status)
            }
        }
        let unknown = try Program.run(["witness", "--endpoint", "ordr"], directory: directory.url)
        #expect(unknown.end == .exit(1))
        #expect(unknown.errors.contains("has no endpoint \"ordr\""))
        #expect(unknown.errors.contains("did you mean \"order\"?"))
        let nowhere = try Program.run(["witness", "-o", "missing"], directory: directory.url)
        #expect(nowhere.end == .exit(1))
        #expect(nowhere.errors.contains("cannot write missing/001-order-large.http"))
    }

    @Test("routes lists endpoints for people and for programs; graph draws them")
    func routesAndGraph() throws {
        let directory = try TemporaryDirectory()
        try directory.write(Self.sound, to: "gateway.yaml")
        try directory.write(Self.broken, to: "broken.yaml")
        let table = try Program.run(["routes"], directory: directory.url)
        #expect(table.end == .exit(0))
        let lines = table.output.split(separator: "\n")
        #expect(lines.count == 2)
        let words = lines[1].split(separator: " ").map(String.init)
        #expect(words.starts(with: ["POST", "/a", "a", "basic", "as", "u", "sync", "1", "202", "400", "401"]))
        let json = try Program.run(["routes", "--format", "json"], directory: directory.url)
        let value = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]]
        let endpoint = try #require(value?.first)
        #expect(
            Set(endpoint.keys)
                == ["endpoint", "path", "methods", "auth", "mode", "branches", "answers", "refusals"]
        )
        #expect(endpoint["answers"] as? [Int] == [202])
        #expect((endpoint["branches"] as? [[String: Any]])?.first?["status"] as? Int == 202)
        for format in ["text", "dot", "mermaid"] {
            let graph = try Program.run(["graph", "--format", format], directory: directory.url)
            #expect(graph.end == .exit(0))
            #expect(graph.output.contains("POST /a") && graph.output.contains("202"))
            #expect(!graph.output.contains("key") && !graph.output.contains("E2E_UNSET"))
        }
        let file = directory.url.appendingPathComponent("graph.mmd").path
        let written = try Program.run(["graph", "--format", "mermaid", "-o", file], directory: directory.url)
        #expect(written.end == .exit(0) && written.output == "")
        #expect(try String(contentsOfFile: file, encoding: .utf8).hasPrefix("flowchart TD\n"))
        // Graphviz is found in the search path, and said to be missing where it is not.
        let nowhere = ["PATH": directory.url.path]
        let missing = try Program.run(["graph", "--format", "svg"], environment: nowhere, directory: directory.url)
        #expect(missing.end == .exit(1))
        #expect(missing.errors.contains("cannot draw with Graphviz"))
        let script = "#!/bin/sh\n[ \"$1\" = -Tsvg ] && /bin/cat && echo drawn\n"
        // Written by a process of its own: a file that a child of another test still has open to write cannot be run.
        let path = directory.url.appendingPathComponent("dot").path
        let write = ["-c", "printf %s \"$1\" > \"$0\" && /bin/chmod 755 \"$0\"", path, script]
        #expect(try ChildProcess("/bin/sh", write, environment: [:]).wait() == .exit(0))
        let drawn = try Program.run(["graph", "--format", "svg"], environment: nowhere, directory: directory.url)
        #expect(drawn.end == .exit(0))
        #expect(drawn.output.hasPrefix("digraph hookgate {") && drawn.output.contains("drawn"))
        for command in [["routes", "broken.yaml"], ["graph", "broken.yaml"], ["graph", "--endpoint", "none"]] {
            #expect(try Program.run(command, directory: directory.url).end == .exit(1))
        }
    }
}
