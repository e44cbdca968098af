import Foundation
import GateRuntime
import GateServer
import Testing

@Suite("Serving")
struct ServingTests {
    static func post(_ path: String, _ body: String, _ more: String = "") -> String {
        "POST \(path) HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
            + "\(more)\r\n\(body)"
    }

    static func chunked(_ path: String, _ chunks: String, _ more: String = "") -> String {
        "POST \(path) HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
            + "\(more)\r\n\(chunks)"
    }

    @Test("a request is answered, with a date and an id, and the connection goes on")
    func answers() async throws {
        try await TestServer.serve { server in
            let client = try server.connect()
            try client.send(Self.post("/hook", "{}"))
            let first = try client.answer()
            #expect(first.status == 200)
            #expect(first.body == #"{"status":"ok"}"#)
            #expect(first.headers["date"]?.hasSuffix(" GMT") == true)
            #expect(first.headers["connection"] == nil)
            try client.send(Self.post("/hook", "{}"))
            let second = try client.answer()
            let ids = [first, second].compactMap { $0.headers["x-request-id"] }
            #expect(ids.count == 2 && ids[0] < ids[1] && ids.allSatisfy { UUID(uuidString: $0) != nil })
        }
    }

    @Test("pipelined requests are answered in order")
    func pipelining() async throws {
        try await TestServer.serve { server in
            let client = try server.connect()
            let requests =
                Self.post("/echo", #"{"note":"1"}"#) + Self.post("/nowhere", "{}")
                + Self.chunked("/echo", "c\r\n{\"note\":\"3\"}\r\n0\r\n\r\n") + Self.post("/echo", #"{"note":"4"}"#)
            try client.send(requests)
            let answers = try (0..<4).map { _ in try client.answer() }
            #expect(answers.map(\.status) == [200, 404, 200, 200])
            #expect(answers.map(\.body).filter { $0.hasPrefix("{\"note") }.count == 3)
            #expect(answers[2].body == #"{"note":"3"}"#)
        }
    }

    @Test("a client that does not read its answers is not read from, and gets them all when it does")
    func backpressure() async throws {
        try await TestServer.serve { server in
            let client = try server.connect()
            let request = Self.post("/echo", #"{"note":""# + String(repeating: "x", count: 16_000) + #""}"#)
            let count = 2000
            var rest = Array(String(repeating: request, count: count).utf8)[...]
            let sent = try client.sendUntilBlocked(rest, milliseconds: 300)
            #expect(sent < rest.count)
            rest = rest.dropFirst(sent)
            for _ in 0..<count {
                #expect(try client.answer().body.utf8.count == 16_011)
                rest = rest.dropFirst(try client.sendUntilBlocked(rest, milliseconds: 0))
            }
            #expect(rest.isEmpty)
        }
    }

    @Test("a request that comes one byte at a time is answered")
    func byteByByte() async throws {
        try await TestServer.serve { server in
            let client = try server.connect()
            let text =
                Self.post("/echo", #"{"note":"a"}"#) + Self.chunked("/echo", "c\r\n{\"note\":\"b\"}\r\n0\r\n\r\n")
            for byte in text.utf8 { try client.send([byte]) }
            #expect(try client.answer().body == #"{"note":"a"}"#)
            #expect(try client.answer().body == #"{"note":"b"}"#)
        }
    }

    @Test("a body of nearly the limit is taken, in one piece or in chunks")
    func largeBody() async throws {
        try await TestServer.serve { server in
            let body = #"{"note":""# + String(repeating: "x", count: 1_048_576 - 11) + #""}"#
            let client = try server.connect()
            try client.send(Self.post("/echo", body))
            #expect(try client.answer().body == body)
            try client.send(Self.chunked("/echo", "100000\r\n\(body)\r\n0\r\n\r\n"))
            #expect(try client.answer().body == body)
            try client.send(Self.post("/hook", "{}"))
            #expect(try client.answer().status == 200)
        }
    }

    @Test("2 MiB are refused by Content-Length, and while reading without it; the client sees the answer")
    func tooLarge() async throws {
        try await TestServer.serve { server in
            let body = String(repeating: "x", count: 2 << 20)
            let declared = try server.connect()
            try declared.send(Self.post("/hook", body))
            let first = try declared.answer()
            #expect(first.status == 413)
            #expect(first.headers["connection"] == "close")
            #expect(try declared.readToEnd() == "")

            let chunks = try server.connect()
            try chunks.send(Self.chunked("/hook", ""))
            for _ in 0..<32 { try chunks.send("10000\r\n" + body.prefix(65_536) + "\r\n") }
            try chunks.send("0\r\n\r\n")
            let second = try chunks.answer()
            #expect(second.status == 413)
            #expect(second.headers["connection"] == "close")
            #expect(try chunks.readToEnd() == "")
        }
    }

    @Test("Expect: 100-continue is answered before the body comes, or refused instead")
    func expectation() async throws {
        try await TestServer.serve { server in
            let client = try server.connect()
            let head = "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n"
            try client.send(head + "Content-Length: 12\r\n\r\n")
            #expect(try client.read(through: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
            try client.send(#"{"note":"a"}"#)
            #expect(try client.answer().body == #"{"note":"a"}"#)
            try client.send(head + "Content-Length: 2000000\r\n\r\n")
            #expect(try client.answer().status == 413)
            #expect(try client.readToEnd() == "")
        }
    }

    @Test(
        "what cannot be read is refused and the connection ends",
        arguments: [
            ("GET / HTTP/1.1\r\n\r\n", 400), ("GET / HTTP/2.0\r\nHost: h\r\n\r\n", 505), ("\u{16}\u{3}\u{1}", 400),
            ("GET /" + String(repeating: "a", count: 17_000), 414),
            ("GET / HTTP/1.1\r\nX: " + String(repeating: "a", count: 17_000), 431),
            ("POST /hook HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
            ("POST /hook HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
            ("POST /hook HTTP/1.1\r\nHost: h\r\nExpect: x\r\n\r\n", 417),
            (chunked("/hook", "zz\r\n"), 400),
        ]
    )
    func malformed(_ request: String, _ status: Int) async throws {
        try await TestServer.serve { server in
            let client = try server.connect()
            try client.send(request)
            let answer = try client.answer()
            #expect(answer.status == status)
            #expect(answer.headers["connection"] == "close")
            #expect(try client.readToEnd() == "")
        }
    }

    @Test("a client that ends its side after its request still gets the answer, then the end")
    func halfClose() async throws {
        try await TestServer.serve { server in
            let client = try server.connect()
            try client.send(Self.post("/hook", "{}"))
            client.endSending()
            #expect(try client.answer().status == 200)
            #expect(try client.readToEnd() == "")
        }
    }

    @Test("HTTP/1.0 and Connection: close end the connection with the answer")
    func closing() async throws {
        try await TestServer.serve { server in
            for request in [
                "POST /hook HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
                Self.post("/hook", "{}", "Connection: close\r\n"),
            ] {
                let client = try server.connect()
                try client.send(request)
                let answer = try client.answer()
                #expect(answer.status == 200)
                #expect(answer.headers["connection"] == "close")
                #expect(try client.readToEnd() == "")
            }
        }
    }

    @Test("loops share the connections")
    func threads() async throws {
        try await TestServer.serve(threads: 3) { server in
            let clients = try (0..<12).map { _ in try server.connect() }
            for client in clients { try client.send(Self.post("/hook", "{}")) }
            for client in clients { #expect(try client.answer().status == 200) }
        }
    }

    @Test("another graph serves new requests; one that has begun keeps its own")
    func install() async throws {
        try await TestServer.serve { server in
            let busy = try server.connect()
            let request = Self.post("/echo", #"{"note":"a"}"#)
            try busy.send(String(request.dropLast()))
            // An answer on another connection says that the first one's head was read: one loop, in order.
            let other = try server.connect()
            try other.send(Self.post("/hook", "{}"))
            #expect(try other.answer().status == 200)
            var settings = ServerSettings()
            settings.limits.bodyBytes = 1
            settings.listeners = [.tcp(host: "127.0.0.1", port: 0)]
            try server.install(settings)
            try other.send(Self.post("/hook", "{}"))
            #expect(try other.answer().status == 413)
            try busy.send("}")
            #expect(try busy.answer().body == #"{"note":"a"}"#)
        }
    }
}
