import Foundation
import GateCompiler
import GateDiagnostics
import GateRuntime
import GateTesting
import Testing

/// `hookgate run --capture`: what is in the files, what is not, and that serving goes on whatever becomes of them.
@Suite struct CaptureTests {
    static let file = """
        hookgate: 1
        secrets: { key: { env: KEY } }
        endpoints:
          order:
            path: /order
            methods: [POST]
            auth: { basic: { username: shop, password: key }, source_ip: [127.0.0.0/8] }
            extract: { total: { body: $.total, type: int, required: true } }
            branches:
              - name: big sale
                when: total > 100
                respond: { status: 201 }
              - else:
                respond: { status: 200, text: small }
          open:
            path: /open
            methods: [POST, GET]
            auth: none
            respond: { status: 204 }
        """
    static let secret = "s3cret-capture-passphrase"

    /// Serves with `--capture`, stops gracefully, and gives the files by name.
    private func captured(
        _ arguments: [String] = [],
        prepare: (URL) throws -> Void = { _ in },
        _ body: (Gateway) throws -> Void
    ) throws -> [String: [UInt8]] {
        let directory = try TemporaryDirectory()
        let folder = directory.url.appendingPathComponent("captures")
        try prepare(folder)
        try withGateway(
            Self.file,
            arguments: ["--listen", "127.0.0.1:0", "--capture", folder.path] + arguments,
            environment: ["KEY": Self.secret],
            body
        )
        var files: [String: [UInt8]] = [:]
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [] {
            let path = folder.appendingPathComponent(name)
            files[name] = Array(try Data(contentsOf: path))
            let mode = try FileManager.default.attributesOfItem(atPath: path.path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
        return files
    }

    private func order(_ body: String, _ password: String = CaptureTests.secret, _ lines: [String] = []) -> Request {
        .post("/order", body, [Request.authorization("shop", password)] + lines)
    }

    @Test("a file is the request, what it passed and what it got, and is answered the same again")
    func roundTrip() throws {
        var ids: [String] = []
        let files = try captured { gateway in
            var client = try gateway.connect()
            for request in [
                order(#"{"total": 500, "note": "é\n\"q\""}"#, Self.secret, ["Cookie: sid=\(Self.secret)"]),
                order(#"{"total": 5}"#), order("{}"), order("{"), order("{}", "wrong-\(Self.secret)"),
                Request(method: "GET", target: "/order"),
                Request(method: "GET", target: "/nowhere?token=\(Self.secret)&a=b"),
                .post("/open?x%5Ftoken=\(Self.secret)&page=2", "{}", ["X-Api-Key: \(Self.secret)", "X-Plain: kept"]),
            ] {
                let answer = try gateway.send(request)
                ids.append(answer.header("X-Request-Id") ?? "")
            }
            client = try gateway.connect()
            let whole = Request.post("/open", #"{"a": "chunked"}"#)
            try client.send(whole.chunked(by: 3))
            ids.append(try client.readAnswer().header("X-Request-Id") ?? "")
        }
        #expect(files.count == 9)
        let names = files.keys.sorted()
        #expect(names.allSatisfy { name in ids.contains { name.hasSuffix("Z-\($0).json") } })
        #expect(Set(ids).count == 9)
        for (name, bytes) in files {
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(!text.contains(Self.secret), "\(name): \(text)")
            #expect(!text.contains(Request.base64("shop:\(Self.secret)")), "\(name): \(text)")
        }
        try expectSameAnswers(Array(files.values))
        let requests = try files.values.map { try parseCapture($0) }
        let big = try #require(requests.first { $0.answer?.branch == "big sale" })
        #expect(big.verified == ["source_ip", "basic"] && big.peer?.text == "127.0.0.1")
        #expect(big.headers.contains { $0.name == "Cookie" && $0.value == "***" })
        #expect(String(decoding: big.body, as: UTF8.self) == #"{"total": 500, "note": "é\n\"q\""}"#)
        let refused = try #require(requests.first { $0.answer?.status == 401 })
        #expect(refused.verified == ["source_ip"] && refused.answer?.refusal == "unauthenticated")
        let open = try #require(requests.first { $0.target.hasPrefix("/open?") })
        #expect(open.target == "/open?x%5Ftoken=***&page=2")
        #expect(open.headers.contains { $0.name == "X-Api-Key" && $0.value == "***" })
        #expect(open.headers.contains { $0.name == "X-Plain" && $0.value == "kept" })
        #expect(requests.contains { String(decoding: $0.body, as: UTF8.self) == #"{"a": "chunked"}"# })
    }

    /// Answers each capture from memory, with the credential that it passed with.
    private func expectSameAnswers(_ files: [[UInt8]]) throws {
        let compilation = compile(SourceText(name: "gateway.yaml", bytes: Array(Self.file.utf8)))
        let graph = try #require(compilation.graph)
        let gateway = OfflineGateway(BoundGraph(graph, secrets: [Array("test".utf8)]))
        for bytes in files {
            var request = try parseCapture(bytes)
            if request.verified.contains("basic") {
                request.headers.append(("Authorization", "Basic \(Request.base64("shop:test"))"))
            }
            let circumstances = OfflineGateway.Circumstances(peer: request.peer)
            let result = try #require(gateway.answer(request.bytes, circumstances))
            #expect(Int(result.outcome.status) == request.answer?.status)
            #expect(result.outcome.branch.map { gateway.graph.branchNames[$0] } == request.answer?.branch)
            #expect(result.outcome.endpoint.map { gateway.graph.endpointNames[$0] } == request.answer?.endpoint)
        }
    }

    @Test("a body that is no text is base64, and one over the limit is cut and says so")
    func bodies() throws {
        let files = try captured(["--capture-body", "8B"]) { gateway in
            var binary = Request.post("/open", "")
            binary.body = [0xFF, 0x00, 0xFE]
            _ = try gateway.send(binary)
            _ = try gateway.send(.post("/open", #"{"a": "0123456789"}"#))
        }
        let texts = files.values.map { String(decoding: $0, as: UTF8.self) }
        #expect(texts.contains { $0.contains(#""body_base64": "/wD+""#) && $0.contains(#""body_bytes": 3"#) })
        let cut = try #require(
            files.values.first { String(decoding: $0, as: UTF8.self).contains(#""truncated": true"#) }
        )
        let error = #expect(throws: RequestTextError.self) { try parseCapture(cut) }
        #expect(error?.reason.contains("8 of its 19 bytes") ?? false)
    }

    @Test(
        "a share is a count, and the directory has a bound that earlier files count for",
        arguments: [
            (["--capture-sample", "25%"], 0, 5, false), (["--capture-max", "4"], 0, 4, true),
            (["--capture-max", "4"], 3, 4, true), ([], 0, 20, false),
        ]
    )
    func limits(arguments: [String], there: Int, expected: Int, isFull: Bool) throws {
        // One connection is one event loop, which counts for itself.
        let files = try captured(arguments) { folder in
            guard there > 0 else { return }
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
            for index in 0..<there {
                let path = folder.appendingPathComponent("\(index).json").path
                #expect(
                    FileManager.default.createFile(
                        atPath: path,
                        contents: Data(),
                        attributes: [.posixPermissions: 0o600]
                    )
                )
            }
        } _: { gateway in
            let client = try gateway.connect()
            for _ in 0..<20 {
                try client.send(Request.post("/open").bytes)
                #expect(try client.readAnswer().status == 204)
            }
            if isFull {
                let line = try gateway.awaitLine("a full directory") {
                    $0.message?.contains("directory is full") ?? false
                }
                #expect(line.string("level") == "warning")
            }
        }
        #expect(files.count == expected)
    }

    @Test(
        "a directory that cannot be written is one warning, and serving goes on",
        arguments: ["file/captures", "absent/captures"]
    )
    func unwritable(path: String) throws {
        let directory = try TemporaryDirectory()
        try directory.write("", to: "file")
        let folder = directory.url.appendingPathComponent(path).path
        var log = ""
        try withGateway(
            Self.file,
            arguments: ["--listen", "127.0.0.1:0", "--capture", folder],
            environment: ["KEY": Self.secret]
        ) { gateway in
            for _ in 0..<5 { #expect(try gateway.send(.post("/open")).status == 204) }
            _ = try gateway.awaitLine("the warning") { $0.message?.contains("cannot be captured") ?? false }
            log = gateway.process.errorText
        }
        #expect(log.components(separatedBy: "cannot be captured").count == 2, "\(log)")
    }

    @Test("a directory that vanishes comes again")
    func vanished() throws {
        let directory = try TemporaryDirectory()
        let folder = directory.url.appendingPathComponent("captures")
        try withGateway(
            Self.file,
            arguments: ["--listen", "127.0.0.1:0", "--capture", folder.path],
            environment: ["KEY": Self.secret]
        ) { gateway in
            try FileManager.default.removeItem(at: folder)
            #expect(try gateway.send(.post("/open")).status == 204)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 1)
        let mode = try FileManager.default.attributesOfItem(atPath: folder.path)[.posixPermissions] as? Int
        #expect(mode == 0o700)
    }

    @Test(
        "wrong usage is refused",
        arguments: [
            (["--capture-sample", "10%"], "add --capture DIRECTORY"),
            (["--capture", "x", "--capture-sample", "0%"], "above 0%"),
            (["--capture", "x", "--capture-sample", "ten"], "such as 10%"),
            (["--capture", "x", "--capture-max", "0"], "from 1 to"),
            (["--capture", "x", "--capture-body", "2MiB"], "from 0 to 1MiB"),
        ]
    )
    func usage(arguments: [String], reason: String) throws {
        let directory = try TemporaryDirectory()
        let result = try Program.run(["run", "none.yaml"] + arguments, directory: directory.url)
        #expect(result.end == .exit(64))
        #expect(result.errors.contains(reason), "\(result.errors)")
    }
}
