import Foundation
import Testing

/// What `hookgate run --capture` counts, and a disk that has no room left.
@Suite struct CaptureCountTests {
    private static let file = """
        hookgate: 1
        server: { admin: "127.0.0.1:0" }
        endpoints:
          open: { path: /open, auth: none, respond: { status: 204 } }
        """

    private func withCaptures(_ folder: String, _ arguments: [String] = [], _ body: (Gateway) throws -> Void) throws {
        try withGateway(Self.file, arguments: ["--listen", "127.0.0.1:0", "--capture", folder] + arguments, body)
    }

    /// Asks for the metrics until they are these: a capture is counted after the request is answered.
    private func expectCounts(_ gateway: Gateway, written: Int, dropped: Int, failed: Int) throws {
        let line = try gateway.awaitLine("the admin listener") { $0.message == "admin listening" }
        let port = try #require(line.string("address")?.split(separator: ":").last.flatMap { Int($0) })
        let expected = [("written", written), ("dropped", dropped), ("failed", failed)].map {
            "\nhookgate_captures_total{result=\"\($0.0)\"} \($0.1)\n"
        }
        let admin = try Client(port: port)
        let deadline = Deadline()
        var text = ""
        repeat {
            try admin.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n")
            text = try admin.readAnswer().text
            if expected.allSatisfy({ text.contains($0) }) { return }
        } while deadline.milliseconds > 0
        Issue.record("not \(expected):\n\(text)")
    }

    private func send(_ count: Int, to gateway: Gateway) throws {
        let client = try gateway.connect()
        for _ in 0..<count {
            try client.send(Request.post("/open").bytes)
            #expect(try client.readAnswer().status == 204)
        }
    }

    @Test("what is written, and what a full directory drops, is counted; what no share takes is not")
    func counts() throws {
        let directory = try TemporaryDirectory()
        let folder = directory.url.appendingPathComponent("captures").path
        try withCaptures(folder, ["--capture-max", "3", "--capture-sample", "50%"]) { gateway in
            try expectCounts(gateway, written: 0, dropped: 0, failed: 0)
            try send(10, to: gateway)
            try expectCounts(gateway, written: 3, dropped: 2, failed: 0)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 3)
    }

    @Test(
        "a full disk costs captures and no answer, is one warning, and leaves no part of a file",
        .enabled(if: SmallDisk.isPossible, SmallDisk.absence)
    )
    func fullDisk() throws {
        let disk = try SmallDisk()
        let folder = disk.path + "/captures"
        try withCaptures(folder) { gateway in
            try disk.fill()
            try send(3, to: gateway)
            try expectCounts(gateway, written: 0, dropped: 0, failed: 3)
            let warning = try gateway.awaitLine("the warning") { $0.message?.contains("cannot be captured") ?? false }
            #expect(warning.string("level") == "warning")
            #expect(warning.string("reason") == "write: No space left on device")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
            try disk.empty()
            try send(1, to: gateway)
            try expectCounts(gateway, written: 1, dropped: 0, failed: 3)
            _ = try gateway.awaitLine("the end of it") { $0.message == "requests are captured again" }
            #expect(gateway.process.errorText.components(separatedBy: "cannot be captured").count == 2)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 1)
    }
}
