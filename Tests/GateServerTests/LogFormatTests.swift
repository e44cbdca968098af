import Foundation
import GateRuntime
import GateServer
import Logging
import Testing

/// How lines look, which are written, and that nothing in them can pretend to be another line.
@Suite("form of the log")
struct LogFormatTests {
    private static func post(_ server: ObservedServer, _ amount: Any) throws {
        _ = try server.post("/order", "{\"amount\":\(amount)}")
    }

    @Test("lines for people")
    func text() async throws {
        let lines = try await ObservedServer.serve {
            $0.settings.log.format = .text
        } body: { server in
            for amount in [150, 50, 101] { try Self.post(server, amount) }
            _ = try server.post("/nowhere", "{}")
        }
        let time = #"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"#
        let id = "[0-9a-f-]{36}"
        let expected = [
            "info admin listening address=127.0.0.1:[0-9]+",
            #"info listening addresses=\["127.0.0.1:[0-9]+"\]"#,
            "info request id=\(id) endpoint=order branch=big method=POST status=201 bytes=12 us=[0-9]+ client=127.0.0.1",
            "info request id=\(id) endpoint=order branch=else method=POST status=202 bytes=5 us=[0-9]+ client=127.0.0.1",
            "error request id=\(id) endpoint=order method=POST status=500 bytes=[0-9]+ us=[0-9]+ client=127.0.0.1 "
                + "refusal=fault fault=divisionByZero site=[0-9]+ at=\"test.yaml:11:51: respond of \\\\\"big\\\\\"\"",
            "info request id=\(id) method=POST status=404 bytes=[0-9]+ us=[0-9]+ client=127.0.0.1 refusal=notFound",
        ]
        for pattern in expected {
            let regex = try Regex("\(time) \(pattern)")
            #expect(lines.contains { $0.wholeMatch(of: regex) != nil }, "\(pattern): \(lines)")
        }
    }

    @Test("every line begins with its priority under the journal", arguments: LogSettings.Format.allCases)
    func priorities(_ format: LogSettings.Format) async throws {
        let lines = try await ObservedServer.serve {
            $0.settings.log.format = format
            $0.writesPriorities = true
        } body: { server in
            try Self.post(server, 50)
            try Self.post(server, 101)
        }
        #expect(lines.allSatisfy { $0.hasPrefix(format == .json ? "<6>{" : "<6>2") || $0.hasPrefix("<3>") })
        #expect(lines.filter { $0.hasPrefix("<3>") }.count == 1)
    }

    @Test("the journal is known by its device and inode")
    func journal() throws {
        let file = try LogFile()
        var status = stat()
        try #require(fstat(file.descriptor, &status) == 0)
        let own = "\(status.st_dev):\(status.st_ino)"
        #expect(JournalStream.isConnected(file.descriptor, variable: own))
        #expect(!JournalStream.isConnected(-1, variable: own))
        for other in [nil, "", ":", "1", "\(status.st_dev):\(status.st_ino + 1)", "\(own):", "a:b", "\(own) "] {
            #expect(!JournalStream.isConnected(file.descriptor, variable: other), "\(other ?? "none")")
        }
    }

    @Test("a share of a tenth is every tenth, apart for each outcome")
    func sampling() async throws {
        let lines = try await ObservedServer.serve {
            $0.settings.log.access = AccessShares(answered: 100_000, refused: 500_000, failed: 0)
        } body: { server in
            for index in 0..<40 {
                try Self.post(server, index)
                if index < 10 {
                    try Self.post(server, "\"x\"")
                    try Self.post(server, 101)
                }
            }
        }
        let statuses = lines.compactMap { $0.firstMatch(of: /"status":(\d+)/)?.output.1 }
        #expect(statuses.filter { $0 == "202" }.count == 4)
        #expect(statuses.filter { $0 == "422" }.count == 5)
        #expect(statuses.filter { $0 == "500" }.count == 0)
    }

    @Test("a share that divides nothing comes out right over many requests")
    func oddShare() async throws {
        let lines = try await ObservedServer.serve {
            $0.settings.log.access = AccessShares(answered: 333_333, refused: 0, failed: 0)
        } body: { server in
            let client = try server.connect()
            try client.send(String(repeating: ServingTests.post("/note", "{}"), count: 300))
            for _ in 0..<300 { _ = try client.answer() }
        }
        #expect(lines.filter { $0.contains("\"status\":200") }.count == 99)
    }

    @Test("only the allowed fields are written", arguments: LogSettings.Format.allCases)
    func fields(_ format: LogSettings.Format) async throws {
        let lines = try await ObservedServer.serve {
            $0.settings.log.format = format
            $0.settings.log.fields = [.status, .branch]
        } body: { server in
            let parent = "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n"
            _ = try server.post("/order", #"{"amount":101}"#, parent)
            try Self.post(server, 50)
        }
        let access = lines.filter { $0.contains("status") }
        #expect(access.count == 2)
        let tail = format == .json ? #","level":"error","status":500}"# : " error request status=500"
        #expect(access[0].hasSuffix(tail), "\(access[0])")
        let small =
            format == .json ? #","level":"info","branch":"else","status":202}"# : " info request branch=else status=202"
        #expect(access[1].hasSuffix(small), "\(access[1])")
    }

    @Test("level and format change while loggers are in use; the command line goes before the file")
    func control() async throws {
        let file = try LogFile()
        let sink = LogSink(descriptor: file.descriptor)
        let control = LogControl(sink: sink)
        let logger = Logger(label: "a") { _ in LineLogHandler(control: control) }
        let quiet = Logger(label: "b") { _ in LineLogHandler(control: control, floor: .warning) }
        var settings = LogSettings()
        logger.debug("one")
        logger.info("two")
        quiet.info("three")
        settings.level = .debug
        settings.format = .text
        control.apply(settings)
        logger.debug("four", metadata: ["key": "a b"])
        quiet.debug("five")
        settings.level = .error
        control.apply(settings)
        logger.warning("six")
        quiet.error("seven")
        await sink.close()
        let words = try file.lines().compactMap { $0.firstMatch(of: /two|three|one|four|five|six|seven/)?.output }
        #expect(words == ["two", "four", "seven"])
        #expect(try file.lines()[1].hasSuffix(" debug four key=\"a b\""))
        let fixed = LogControl(sink: sink, settings: settings, level: .warning, format: .json)
        #expect(fixed.effective(settings).level == .warning)
        #expect(fixed.effective(settings).format == .json)
    }

    /// Bytes that end lines, move cursors, colour terminals, turn the direction of writing, or are no text at all.
    private static let hostile: [UInt8] =
        Array(
            "a\r\n{\"level\":\"x\"}\u{1B}[31m\u{9B}2J\u{85}\u{2028}\u{2029}\u{202E}\u{200B}\u{FEFF}\u{0}\u{7F}\t\"\\=é😀"
                .utf8
        )
        + [0xFF, 0xC3, 0x28, 0xE2, 0x80, 0xED, 0xA0, 0x80, 0xC0, 0xAF]

    private static func expectTame(_ lines: [String], _ sourceLocation: SourceLocation = #_sourceLocation) {
        for line in lines {
            for scalar in line.unicodeScalars {
                let value = scalar.value
                let isControl = value < 0x20 || (0x7F..<0xA0).contains(value) || value == 0xFFFD
                let isInvisible =
                    (0x200B...0x200F).contains(value) || (0x2028...0x202E).contains(value) || value == 0xFEFF
                #expect(
                    !isControl && !isInvisible,
                    "\(value) in \(line.debugDescription)",
                    sourceLocation: sourceLocation
                )
            }
        }
    }

    @Test("hostile bytes stay within their string")
    func escapes() throws {
        var line = LogText(capacity: 16)
        line.appendEscaped(Self.hostile)
        let text = String(decoding: line.bytes, as: UTF8.self)
        Self.expectTame([text])
        #expect(text.hasSuffix(#"\"\\=é😀\ufffd\ufffd(\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd"#), "\(text)")
        let decoded = try JSONSerialization.jsonObject(with: Data("\"\(text)\"".utf8), options: .fragmentsAllowed)
        #expect(decoded as? String == String(decoding: Self.hostile, as: UTF8.self))
    }

    @Test("hostile names, messages and metadata make one line each", arguments: LogSettings.Format.allCases)
    func injection(_ format: LogSettings.Format) async throws {
        let ascii = Self.hostile.filter { $0 < 0x80 }
        let hostile = String(decoding: ascii, as: UTF8.self) + "\u{9B}\u{85}\u{2028}\u{202E}"
        // As YAML writes it in double quotes; the name of a branch may hold anything.
        let name = hostile.unicodeScalars.map { scalar in
            scalar.value < 0x7F && scalar.value >= 0x20 && scalar != "\"" && scalar != "\\"
                ? String(scalar) : "\\u" + String(scalar.value + 0x10000, radix: 16).dropFirst()
        }.joined()
        let file = ObservedServer.file.replacing("name: big", with: "name: \"\(name)\"")
        let lines = try await ObservedServer.serve {
            $0.settings.log.format = format
            $0.file = file
        } body: { server in
            for amount in [150, 101] { try Self.post(server, amount) }
            _ = try server.post("/note", "{}", "traceparent: 00-\u{1B}[31m\u{9B}2J\r\n")
            let logger = Logger(label: "test") { _ in LineLogHandler(control: server.logs) }
            let text = Logger.MetadataValue.string(hostile)
            logger.info("\(hostile)", metadata: [hostile: text, "list": [text], "map": [hostile: text]])
        }
        Self.expectTame(lines)
        // Two of the listeners, three requests and a message; then the end.
        #expect(lines.filter { $0.contains("stopp") }.count == 2)
        #expect(lines.count == 8, "\(lines)")
        if format == .json {
            for line in lines { _ = try JSONSerialization.jsonObject(with: Data(line.utf8)) }
        } else {
            #expect(lines.allSatisfy { $0.contains(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (info|error)\ /) })
        }
    }

    @Test("a value for people is bare where that is unmistakable")
    func plain() {
        func text(_ value: String) -> String {
            var line = LogText(capacity: 16)
            line.appendPlain(value)
            return String(decoding: line.bytes, as: UTF8.self)
        }
        #expect(text("a-b/c:1.2[x]") == "a-b/c:1.2[x]")
        #expect(text("é") == "é")
        #expect(text("") == "\"\"")
        #expect(text("a b") == "\"a b\"")
        #expect(text("a=b") == "\"a=b\"")
        #expect(text("a\"b") == #""a\"b""#)
        #expect(text("a\u{A0}b") == "\"a\u{A0}b\"")
        var message = LogText(capacity: 16)
        message.appendMessage("all is well status=200")
        #expect(String(decoding: message.bytes, as: UTF8.self) == "\"all is well status=200\"")
    }
}
