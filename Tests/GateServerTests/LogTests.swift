import Foundation
import GateRuntime
import GateServer
import Logging
import Testing

@Suite("Log")
struct LogTests {
    private static func fields(_ line: String) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }

    /// The lines of requests, parsed.
    private static func access(_ lines: [String]) throws -> [[String: Any]] {
        try lines.map(fields).filter { $0["status"] != nil }
    }

    @Test("each request has a line, without path, query, headers or body")
    func accessLines() async throws {
        let lines = try await TestServer.serve { server in
            let client = try server.connect()
            try client.send(
                ServingTests.post("/hook?token=s3cret", "{}", "Authorization: s3cret\r\n")
                    + ServingTests.post("/echo", #"{"note":"s3cret"}"#) + ServingTests.post("/s3cret", "{}")
            )
            for _ in 0..<3 { _ = try client.answer() }
            try client.send("BAD")
            try client.send("\n")
            _ = try client.answer()
        }
        #expect(!lines.contains { $0.contains("s3cret") })
        let access = try Self.access(lines)
        #expect(access.map { $0["status"] as? Int } == [200, 200, 404, 400])
        #expect(access.map { $0["endpoint"] as? String } == ["hook", "echo", nil, nil])
        #expect(access.map { $0["method"] as? String } == ["POST", "POST", "POST", nil])
        #expect(access[0]["branch"] as? String == "all of \"them\"")
        #expect(access[0]["bytes"] as? Int == 15)
        #expect(access[2]["refusal"] as? String == "notFound")
        for line in access {
            #expect(line["level"] as? String == "info")
            #expect(line["client"] as? String == "127.0.0.1")
            #expect((line["us"] as? Int).map { $0 >= 0 } == true)
            #expect(UUID(uuidString: line["id"] as? String ?? "") != nil)
            #expect((line["time"] as? String)?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil)
        }
    }

    @Test("an evaluation that failed is an error with its code and its place, also where requests have no line")
    func faults() async throws {
        let lines = try await TestServer.serve({ $0.log.access = .faults }) { server in
            let client = try server.connect()
            try client.send(ServingTests.post("/divide", #"{"by":1}"#))
            #expect(try client.answer().body == #"{"result":1}"#)
            try client.send(ServingTests.post("/divide", #"{"by":0}"#))
            #expect(try client.answer().status == 500)
        }
        let access = try Self.access(lines)
        try #require(access.count == 1)
        #expect(access[0]["level"] as? String == "error")
        #expect(access[0]["endpoint"] as? String == "divide")
        #expect(access[0]["fault"] as? String == "divisionByZero")
        #expect(access[0]["site"] as? Int != nil)
        #expect(access[0]["at"] as? String == "test.yaml divisionByZero")
    }

    @Test("requests have no line where the file says so, or where the level is above info")
    func withoutAccess() async throws {
        for level in [LogSettings.Level.info, .warning] {
            let lines = try await TestServer.serve({
                $0.log.access = level == .info ? .faults : .all
                $0.log.level = level
            }) { server in
                let client = try server.connect()
                try client.send(ServingTests.post("/hook", "{}"))
                _ = try client.answer()
            }
            #expect(try Self.access(lines).isEmpty)
        }
    }

    @Test("a client on a unix socket has no address")
    func unixClient() async throws {
        let path = NSTemporaryDirectory() + "hookgate-\(UUID().uuidString.prefix(8)).sock"
        let lines = try await TestServer.serve(listeners: [.unix(path: path)]) { server in
            let client = try server.connect()
            try client.send(ServingTests.post("/hook", "{}"))
            _ = try client.answer()
        }
        #expect(try Self.access(lines).map { $0["client"] as? String } == ["unix"])
    }

    @Test("10,000 lines arrive, whole and in order")
    func manyLines() async throws {
        let lines = try await TestServer.serve { server in
            let client = try server.connect()
            for _ in 0..<100 {
                try client.send(String(repeating: ServingTests.post("/hook", "{}"), count: 100))
                for _ in 0..<100 { _ = try client.answer() }
            }
        }
        let ids = try Self.access(lines).compactMap { $0["id"] as? String }
        #expect(ids.count == 10_000)
        #expect(ids == ids.sorted())
    }

    @Test("the process's messages are JSON lines with their metadata")
    func messages() async throws {
        let file = try LogFile()
        let sink = LogSink(descriptor: file.descriptor)
        var logger = Logger(label: "test") { _ in LineLogHandler(sink: sink, level: .warning) }
        logger[metadataKey: "a"] = "from the \"logger\""
        logger.info("not written")
        logger.warning("line\nbreak \u{1} é", metadata: ["b": ["x", "y"], "c": ["k": "\t"]])
        logger.error("more", metadata: ["a": "from the event"])
        await sink.close()
        let lines = try file.lines()
        #expect(lines.count == 2)
        let first = try Self.fields(lines[0])
        #expect(first["level"] as? String == "warning")
        #expect(first["message"] as? String == "line\nbreak \u{1} é")
        #expect(first["a"] as? String == "from the \"logger\"")
        #expect(first["b"] as? [String] == ["x", "y"])
        #expect(first["c"] as? [String: String] == ["k": "\t"])
        #expect(try Self.fields(lines[1])["a"] as? String == "from the event")
    }

    @Test("what a full queue does not take is dropped, counted and reported when there is room")
    func fullQueue() async throws {
        var pipes: [CInt] = [0, 0]
        try #require(pipe(&pipes) == 0)
        let (reading, writing) = (pipes[0], pipes[1])
        // A pipe that takes nothing: the writer waits.
        _ = fcntl(writing, F_SETFL, O_NONBLOCK)
        var filler = [UInt8](repeating: 0x0A, count: 4096)
        var filled = 0
        while true {
            let count = write(writing, &filler, filler.count)
            if count < 0 { break }
            filled += count
        }
        let sink = LogSink(descriptor: writing, limitBytes: 1000)
        let logger = Logger(label: "test") { _ in LineLogHandler(sink: sink, level: .info) }
        for index in 0..<100 { logger.info("line \(index)") }
        let reader = Task.detached {
            var bytes: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while true {
                let count = read(reading, &buffer, buffer.count)
                if count <= 0 { return bytes }
                bytes += buffer[..<count]
            }
        }
        await sink.close()
        close(writing)
        let lines = String(decoding: await reader.value, as: UTF8.self).split(separator: "\n").map(String.init)
        close(reading)
        #expect(filled > 0)
        let fields = try lines.map(Self.fields)
        let reports = fields.filter { $0["message"] as? String == "log lines dropped" }
        let droppedCount = reports.compactMap { $0["lines"] as? Int }.reduce(0, +)
        #expect(droppedCount > 50)
        #expect(lines.count - reports.count == 100 - droppedCount)
    }

    @Test("a reader of the log that is gone does not stop anything")
    func brokenPipe() async throws {
        signal(SIGPIPE, SIG_IGN)
        var pipes: [CInt] = [0, 0]
        try #require(pipe(&pipes) == 0)
        close(pipes[0])
        let sink = LogSink(descriptor: pipes[1])
        let logger = Logger(label: "test") { _ in LineLogHandler(sink: sink, level: .info) }
        for _ in 0..<10 { logger.info("nobody reads this") }
        await sink.close()
        close(pipes[1])
    }

    @Test(
        "addresses are written as RFC 5952 has them",
        arguments: [
            ("192.0.2.1", "192.0.2.1"), ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"),
            ("::", "::"), ("::1", "::1"), ("2001:db8::1", "2001:db8::1"), ("2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
            ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), ("1:0:0:2:0:0:0:3", "1:0:0:2::3"), ("fe80::", "fe80::"),
            ("1:2:3:4:5:6:7:0", "1:2:3:4:5:6:7:0"), ("0:2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"),
            ("::ffff:192.0.2.1", "192.0.2.1"),
            ("1::8", "1::8"), ("0:0:3::", "0:0:3::"), ("64:ff9b::102:304", "64:ff9b::102:304"),
        ]
    )
    func addresses(_ text: String, _ expected: String) throws {
        var bytes = [UInt8](repeating: 0, count: 16)
        if text.contains(":") {
            try #require(inet_pton(AF_INET6, text, &bytes) == 1)
        } else {
            bytes[10] = 0xFF
            bytes[11] = 0xFF
            try #require(
                bytes.withUnsafeMutableBytes { inet_pton(AF_INET, text, $0.baseAddress?.advanced(by: 12)) } == 1
            )
        }
        func half(_ range: Range<Int>) -> UInt64 { bytes[range].reduce(0) { $0 << 8 | UInt64($1) } }
        var line = LogText(capacity: 64)
        line.append(IPAddress(high: half(0..<8), low: half(8..<16)))
        #expect(String(decoding: line.bytes, as: UTF8.self) == expected)
    }
}
