import Foundation
import Glibc
import Testing

/// The file changes under a gateway that serves it.
@Suite struct FileChangeTests {
    private static func text(_ version: String) -> String { ReloadingGateway.configuration(version) }

    @Test("A file that is renamed over the old one serves, and so does one that is written in place")
    func replaced() throws {
        let gateway = try ReloadingGateway(Self.text("one"))
        try #expect(gateway.version() == "one")
        try gateway.replaceByRename(Self.text("two"))
        let first = try gateway.awaitReload()
        #expect(first.message == "reloaded")
        #expect(first.string("trigger") == "file")
        #expect(first.string("generation") == "2")
        try #expect(gateway.version() == "two")
        try gateway.overwrite(Self.text("three"))
        try gateway.awaitReload(endingWith: "reloaded")
        try #expect(gateway.version() == "three")
        try gateway.stop()
    }

    @Test("A link on the way to the file may point elsewhere", arguments: ["release", "volume"])
    func links(_ layout: String) throws {
        let gateway = try ReloadingGateway(Self.text("one")) { directory in
            let files = FileManager.default
            func path(_ name: String) -> String { directory.url.appendingPathComponent(name).path }
            try files.createDirectory(atPath: path("1"), withIntermediateDirectories: false)
            try files.createSymbolicLink(atPath: path("current"), withDestinationPath: "1")
            // A ConfigMap is mounted as links to files behind a link to a directory.
            guard layout == "volume" else { return "current/gateway.yaml" }
            try files.createSymbolicLink(atPath: path("gateway.yaml"), withDestinationPath: "current/gateway.yaml")
            return "gateway.yaml"
        }
        let root = gateway.directory.url
        try FileManager.default.createDirectory(
            at: root.appendingPathComponent("2"),
            withIntermediateDirectories: false
        )
        try gateway.directory.write(Self.text("two"), to: "2/gateway.yaml")
        let link = root.appendingPathComponent("link").path
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "2")
        try #require(rename(link, root.appendingPathComponent("current").path) == 0)
        try gateway.awaitReload(endingWith: "reloaded")
        try #expect(gateway.version() == "two")
        // The file behind the new link is the one that is watched now.
        try gateway.directory.write(Self.text("three"), to: "2/gateway.yaml")
        try gateway.awaitReload(endingWith: "reloaded")
        try #expect(gateway.version() == "three")
        try gateway.stop()
    }

    @Test("git checkout brings another file, and the one from before back")
    func gitCheckout() throws {
        let gateway = try ReloadingGateway(Self.text("one"))
        let root = gateway.directory.url.path
        func git(_ arguments: String...) throws {
            let identity = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main"]
            let environment = ["PATH": "/usr/bin:/bin", "HOME": root, "GIT_CONFIG_NOSYSTEM": "1"]
            let child = try ChildProcess(
                "/usr/bin/git",
                ["-C", root] + identity + arguments,
                environment: environment
            )
            let end = try child.wait()
            try #require(end == .exit(0), "\(child.errorText)")
        }
        try git("init", "-q")
        try git("add", "gateway.yaml")
        try git("commit", "-qm", "one")
        try git("checkout", "-qb", "other")
        try gateway.replaceByRename(Self.text("two"))
        try gateway.awaitReload(endingWith: "reloaded")
        try git("commit", "-qam", "two")
        try git("checkout", "-q", "main")
        try gateway.awaitReload(endingWith: "reloaded")
        try #expect(gateway.version() == "one")
        try git("checkout", "-q", "other")
        try gateway.awaitReload(endingWith: "reloaded")
        try #expect(gateway.version() == "two")
        try gateway.stop()
    }

    @Test("A broken file changes nothing, and its mistakes are in one line of the log")
    func broken() throws {
        let gateway = try ReloadingGateway(Self.text("one"))
        try gateway.replaceByRename(Self.text("two").replacingOccurrences(of: "auth: none", with: "auht: none"))
        let refused = try gateway.awaitReload()
        #expect(refused.message == "reload refused; the configuration from before serves on")
        #expect(refused.string("level") == "error")
        #expect(refused.string("generation") == "1")
        #expect(refused.string("reason")?.hasPrefix("gateway.yaml:8:5: ") == true)
        #expect(refused.string("findings")?.contains("auht") == true)
        try #expect(gateway.version() == "one")
        try gateway.replaceByRename(Self.text("three"))
        try gateway.awaitReload(endingWith: "reloaded")
        try #expect(gateway.version() == "three")
        try gateway.stop()
    }

    @Test("A file that is removed, unreadable or far too large changes nothing; one that is restored is no change")
    func missing() throws {
        let gateway = try ReloadingGateway(Self.text("one"))
        try FileManager.default.removeItem(atPath: gateway.file)
        let missing = try gateway.awaitReload()
        #expect(missing.string("reason") == "cannot read gateway.yaml: no such file or directory")
        try #expect(gateway.version() == "one")
        try gateway.overwrite(Self.text("one"))
        try gateway.awaitReload(endingWith: "reload: nothing has changed")
        try FileManager.default.removeItem(atPath: gateway.file)
        try gateway.awaitReload(endingWith: "reload refused")
        try FileManager.default.createDirectory(atPath: gateway.file, withIntermediateDirectories: false)
        let directory = try gateway.awaitReload(endingWith: "reload refused")
        #expect(directory.string("reason") == "cannot read gateway.yaml: it is a directory")
        try FileManager.default.removeItem(atPath: gateway.file)
        try gateway.overwrite(Self.text("two") + String(repeating: "# all work and no play\n", count: 500_000))
        while try gateway.awaitReload().string("reason")?.contains("larger than the limit") != true {}
        try #expect(gateway.version() == "one")
        try gateway.overwrite(Self.text("two"))
        try gateway.awaitReload(endingWith: "reloaded")
        try #expect(gateway.version() == "two")
        try gateway.stop()
    }

    @Test("A file that is being written is read when it is whole")
    func beingWritten() throws {
        let gateway = try ReloadingGateway(Self.text("one"))
        let text = Array(Self.text("two").utf8)
        let descriptor = open(gateway.file, O_WRONLY | O_TRUNC | O_CLOEXEC)
        try #require(descriptor >= 0)
        var count = write(descriptor, text, text.count / 2)
        // A look that is asked for by hand finds half a file, and refuses it.
        try gateway.hangUp()
        let refused = try gateway.awaitReload()
        #expect(refused.string("trigger") == "signal")
        #expect(refused.message?.hasPrefix("reload refused") == true)
        try #expect(gateway.version() == "one")
        count += text.withUnsafeBytes { bytes in
            write(descriptor, bytes.baseAddress?.advanced(by: count), bytes.count - count)
        }
        try #require(count == text.count)
        close(descriptor)
        // Nobody looked in between: the next line is about the whole file.
        try #expect(gateway.awaitReload().message == "reloaded")
        try #expect(gateway.version() == "two")
        try gateway.stop()
    }

    @Test("A file that looks cut off is not taken by itself, and is when a signal says so")
    func cutOff() throws {
        let old = Self.text("one") + "  w: { path: /w, auth: none, methods: [GET], respond: { text: w } }\n"
        let gateway = try ReloadingGateway(old)
        try gateway.overwrite(Self.text("one"))
        let beginning = try gateway.awaitReload()
        #expect(beginning.string("reason")?.contains("only the beginning of the file that serves") == true)
        try #expect(gateway.gateway.send(.get("/w")).text == "w")
        try gateway.overwrite(String(Self.text("two").dropLast(1)))
        let cut = try gateway.awaitReload()
        #expect(cut.string("reason")?.contains("ends in the middle of a line") == true)
        try #expect(gateway.version() == "one")
        try gateway.hangUp()
        try #expect(gateway.awaitReload().message == "reloaded")
        try #expect(gateway.version() == "two")
        try gateway.stop()
    }

    @Test("A disk that is full leaves half a file, and the old one serves on")
    func fullDisk() throws {
        let gateway = try ReloadingGateway(Self.text("one"))
        let long = Self.text("two").replacingOccurrences(of: "hookgate: 1", with: "hookgate: 1\n" + Self.comment)
        try gateway.directory.write(long, to: "source.yaml")
        // A limit of the shell's on the size of a file (in units of 512 bytes) fails the write as a full disk does:
        // after some bytes, with the rest lost.
        let script = "trap '' XFSZ; ulimit -f 2; cat source.yaml > gateway.yaml"
        let shell = ["-c", "cd \"$0\" && \(script)", gateway.directory.url.path]
        let writer = try ChildProcess("/bin/sh", shell, environment: ["PATH": "/usr/bin:/bin"])
        let end = try writer.wait()
        #expect(end != .exit(0), "the write must fail")
        let size = try FileManager.default.attributesOfItem(atPath: gateway.file)[.size] as? Int
        #expect(size == 1024)
        try #expect(gateway.awaitReload().message?.hasPrefix("reload refused") == true)
        try #expect(gateway.version() == "one")
        try gateway.overwrite(long)
        try gateway.awaitReload(endingWith: "reloaded")
        try #expect(gateway.version() == "two")
        try gateway.stop()
    }

    @Test(
        "The same on a disk of its own that has no room left",
        .enabled(if: SmallDisk.isPossible, SmallDisk.absence)
    )
    func ownDisk() throws {
        let directory = try TemporaryDirectory()
        let small = try SmallDisk()
        let disk = small.path
        let file = disk + "/gateway.yaml"
        try Self.text("one").write(toFile: file, atomically: false, encoding: .utf8)
        let gateway = try Gateway(file: file, directory: directory.url)
        try Data(count: 12_288).write(to: URL(fileURLWithPath: disk + "/ballast"))
        let long = Self.text("two").replacingOccurrences(
            of: "hookgate: 1",
            with: "hookgate: 1\n" + Self.comment + Self.comment + Self.comment + Self.comment + Self.comment
        )
        #expect(throws: (any Error).self) { try long.write(toFile: file, atomically: false, encoding: .utf8) }
        let refused = try gateway.awaitLine("the refusal") { $0.message?.hasPrefix("reload refused") == true }
        #expect(refused.string("generation") == "1")
        try #expect(ReloadingGateway.version(gateway.send(ReloadingGateway.request)) == "one")
        try FileManager.default.removeItem(atPath: disk + "/ballast")
        try long.write(toFile: file, atomically: false, encoding: .utf8)
        _ = try gateway.awaitLine("the reload") { $0.message == "reloaded" }
        try #expect(ReloadingGateway.version(gateway.send(ReloadingGateway.request)) == "two")
        try gateway.process.send(signal: SIGTERM)
        try #expect(gateway.process.wait() == .exit(0))
    }

    private static let comment = String(repeating: "# a line of a long comment\n", count: 37)

    @Test("Other files of the configuration count: samples, and secrets in files")
    func otherFiles() throws {
        let server = """
            hookgate: 1
            server: { log: { access: false } }
            secrets: { password: { file: PATH/secret } }
            endpoints:
              v:
                path: /v
                auth: { basic: { username: u, password: password } }
                samples: [samples/*.json]
                extract: { a: $.a }
                respond: { json: "${a}" }

            """
        let gateway = try ReloadingGateway(server) { directory in
            try FileManager.default.createDirectory(
                at: directory.url.appendingPathComponent("samples"),
                withIntermediateDirectories: false
            )
            try directory.write(#"{"a":1}"#, to: "samples/1.json")
            try directory.write("first\n", to: "secret")
            return "gateway.yaml"
        } configuration: { directory in
            server.replacingOccurrences(of: "PATH", with: directory.url.path)
        }
        func status(_ password: String) throws -> Int {
            try gateway.gateway.send(.post("/v", "{}", [Request.authorization("u", password)])).status
        }
        try #expect(status("first") == 200)
        try gateway.directory.write("second\n", to: "secret")
        let rotated = try gateway.awaitReload(endingWith: "reloaded")
        try #expect(status("second") == 200)
        try #expect(status("first") == 401)
        try gateway.directory.write(#"{"a":"x"}"#, to: "samples/2.json")
        let sampled = try gateway.awaitReload(endingWith: "reloaded")
        #expect(rotated.string("hash") != sampled.string("hash"))
        try FileManager.default.removeItem(at: gateway.directory.url.appendingPathComponent("secret"))
        let refused = try gateway.awaitReload(endingWith: "reload refused")
        #expect(refused.string("reason")?.contains("secret \"password\": cannot read") == true)
        try #expect(status("second") == 200)
        try gateway.stop()
        #expect(!gateway.gateway.process.errorText.contains("second"), "no secret in the log")
    }
}
