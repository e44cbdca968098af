import Foundation
import Testing

/// Where the gateway listens, and what it says where it cannot.
@Suite struct ListenTests {
    static let configuration = """
        hookgate: 1
        server: { listen: ["127.0.0.1:1"] }
        endpoints: { page: { path: /page, methods: [GET], auth: none, respond: { text: "${request.ip}" } } }
        """

    private static func refusal(_ arguments: [String], in directory: TemporaryDirectory) throws -> String {
        try directory.write(configuration, to: "gateway.yaml")
        let result = try Program.run(["run", "gateway.yaml"] + arguments, directory: directory.url)
        #expect(result.end == .exit(1))
        #expect(result.output == "")
        return result.errors
    }

    @Test("--listen replaces the file's listeners, and may be given twice")
    func twice() throws {
        let arguments = ["--listen", "127.0.0.1:0", "--listen", "127.0.0.1:0"]
        try withGateway(Self.configuration, arguments: arguments) { gateway in
            let line = try gateway.awaitLine("listening") { $0.message == "listening" }
            let addresses = line.fields["addresses"] as? [String] ?? []
            #expect(Set(addresses).count == 2, "\(line.text)")
            for address in addresses {
                let port = try #require(address.split(separator: ":").last.flatMap { Int($0) })
                let client = try Client(port: port)
                try client.send(Request.get("/page").bytes)
                try #expect(client.readAnswer().text == "127.0.0.1")
            }
        }
    }

    @Test("A unix socket serves, belongs to its owner and group, and is removed at the end", arguments: [false, true])
    func unixSocket(_ isStale: Bool) throws {
        let directory = try TemporaryDirectory()
        let path = directory.url.appendingPathComponent("http.sock").path
        let arguments = ["--listen", "unix:\(path)", "--listen", "127.0.0.1:0"]
        if isStale {
            // A process that is killed leaves its socket behind.
            let killed = try Program.start(["run", try directory.write(Self.configuration, to: "a.yaml")] + arguments)
            while !killed.errorText.contains("listening") { _ = try killed.read(until: Deadline()) }
            try killed.send(signal: 9)
            try #expect(killed.wait() == .signal(9))
            #expect(FileManager.default.fileExists(atPath: path))
        }
        try withGateway(Self.configuration, arguments: arguments) { gateway in
            let client = try Client(path: path)
            try client.send(Request.get("/page").bytes)
            let answer = try client.readAnswer()
            #expect(answer.text == "", "a unix socket's peer has no address")
            try #expect(gateway.awaitLine(of: answer).string("client") == "unix")
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o660)
            let second = try Self.refusal(["--listen", "unix:\(path)"], in: directory)
            #expect(second.contains("cannot listen on unix:\(path): the address is in use"), "\(second)")
            try client.send(Request.get("/page").bytes)
            try #expect(client.readAnswer().status == 200, "the first goes on")
        }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("A unix socket takes the headers of peers that are trusted")
    func trustedUnixPeer() throws {
        let directory = try TemporaryDirectory()
        let path = directory.url.appendingPathComponent("http.sock").path
        let configuration = """
            hookgate: 1
            server: { listen: "unix:\(path)", trusted_proxies: [unix] }
            endpoints:
              e: { path: /e, methods: [GET], auth: { source_ip: 203.0.113.0/24 }, respond: { text: "${request.ip}" } }
            """
        try withGateway(configuration, arguments: []) { _ in
            let client = try Client(path: path)
            try client.send(Request.get("/e", ["X-Forwarded-For: 203.0.113.9"]).bytes)
            try #expect(client.readAnswer().text == "203.0.113.9")
            try client.send(Request.get("/e").bytes)
            try expectProblem(client.readAnswer(), 403)
        }
    }

    @Test("An address that is in use is named, with what to do")
    func inUse() throws {
        let directory = try TemporaryDirectory()
        try withGateway(Self.configuration) { gateway in
            let address = "127.0.0.1:\(gateway.port)"
            let errors = try Self.refusal(["--listen", address], in: directory)
            #expect(errors.contains("error: cannot listen on \(address): the address is in use; "), "\(errors)")
            let second = try Self.refusal(["--listen", "127.0.0.1:0", "--listen", address], in: directory)
            #expect(second.contains("cannot listen on \(address)"), "\(second)")
            try #expect(gateway.send(.get("/page")).status == 200)
        }
    }

    @Test("Other places where it cannot listen are named too")
    func impossible() throws {
        let directory = try TemporaryDirectory()
        let foreign = try Self.refusal(["--listen", "192.0.2.1:0"], in: directory)
        #expect(foreign.contains("cannot listen on 192.0.2.1:0: the address is not one of this machine"), "\(foreign)")
        let file = try directory.write("text", to: "file")
        let taken = try Self.refusal(["--listen", "unix:\(file)"], in: directory)
        #expect(taken.contains("the file exists and is not a socket"), "\(taken)")
        try #expect(String(contentsOfFile: file, encoding: .utf8) == "text")
        let missing = try Self.refusal(["--listen", "unix:\(directory.url.path)/none/s"], in: directory)
        #expect(missing.contains("the directory does not exist"), "\(missing)")
    }
}
