import Foundation
import GateRuntime
import GateServer
import Testing

@Suite("Limits and the end")
struct LimitTests {
    @Test("a head that does not come in time is 408")
    func slowHead() async throws {
        try await TestServer.serve({ $0.limits.headerTimeoutMilliseconds = 50 }) { server in
            let client = try server.connect()
            try client.send("POST /hook HTTP/1.1\r\nHost")
            #expect(try client.answer().status == 408)
            #expect(try client.readToEnd() == "")
        }
    }

    @Test("a body that does not come in time is 408")
    func slowBody() async throws {
        try await TestServer.serve({ $0.limits.bodyTimeoutMilliseconds = 50 }) { server in
            for request in [ServingTests.post("/hook", "{}"), ServingTests.chunked("/hook", "5\r\n")] {
                let client = try server.connect()
                try client.send(String(request.dropLast()))
                let answer = try client.answer()
                #expect(answer.status == 408)
                #expect(answer.headers["connection"] == "close")
                #expect(try client.readToEnd() == "")
            }
        }
    }

    @Test("an idle connection is closed without a word, before a request and after one")
    func idle() async throws {
        try await TestServer.serve({ $0.limits.idleTimeoutMilliseconds = 50 }) { server in
            #expect(try server.connect().readToEnd() == "")
            let client = try server.connect()
            try client.send(ServingTests.post("/hook", "{}"))
            #expect(try client.answer().status == 200)
            #expect(try client.readToEnd() == "")
        }
    }

    @Test("a client that stops reading its answers is cut off")
    func neverReads() async throws {
        try await TestServer.serve({ $0.limits.idleTimeoutMilliseconds = 50 }) { server in
            let client = try server.connect()
            let body = #"{"note":""# + String(repeating: "x", count: 60_000) + #""}"#
            let bytes = Array(String(repeating: ServingTests.post("/echo", body), count: 1000).utf8)
            #expect(throws: RawClient.Failure.self) { try client.send(bytes) }
        }
    }

    @Test("one connection too many is answered 503, and served when another leaves")
    func connections() async throws {
        try await TestServer.serve(threads: 2, { $0.limits.connections = 2 }) { server in
            var clients = try (0..<2).map { _ in try server.connect() }
            for client in clients {
                try client.send(ServingTests.post("/hook", "{}"))
                #expect(try client.answer().status == 200)
            }
            let refused = try server.connect()
            let answer = try refused.answer()
            #expect(answer.status == 503)
            #expect(answer.headers["connection"] == "close")
            #expect(try refused.readToEnd() == "")
            clients.removeAll()
            // That they have left is seen by the loops, soon.
            var status = 503
            for _ in 0..<10_000 where status == 503 {
                let client = try server.connect()
                try? client.send(ServingTests.post("/hook", "{}"))
                status = try client.answer().status
            }
            #expect(status == 200)
        }
    }

    @Test("clients that leave midway are forgotten")
    func leaving() async throws {
        try await TestServer.serve({ $0.limits.connections = 20 }) { server in
            let request = ServingTests.post("/hook", #"{"note":"hello"}"#)
            for count in 0..<request.utf8.count {
                var client: RawClient? = try server.connect()
                try? client?.send(Array(request.utf8.prefix(count)))
                client = nil
            }
            var status = 503
            for _ in 0..<10_000 where status == 503 {
                let client = try server.connect()
                try? client.send(request)
                status = try client.answer().status
            }
            #expect(status == 200)
        }
    }

    @Test("on shutdown idle connections end, requests under way are answered, nobody new is taken")
    func drain() async throws {
        // One loop: when the idle connection has ended, the other one knows as well.
        try await TestServer.serve { server in
            let idle = try server.connect()
            try idle.send(ServingTests.post("/hook", "{}"))
            #expect(try idle.answer().status == 200)
            let busy = try server.connect()
            try busy.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n")
            try busy.send("Content-Length: 12\r\nExpect: 100-continue\r\n\r\n")
            #expect(try busy.read(through: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
            server.stop()
            #expect(try idle.readToEnd() == "")
            #expect(throws: RawClient.Failure.cannotConnect(ECONNREFUSED)) { try server.connect() }
            try busy.send(#"{"note":"a"}"#)
            let answer = try busy.answer()
            #expect(answer.body == #"{"note":"a"}"#)
            #expect(answer.headers["connection"] == "close")
            #expect(try busy.readToEnd() == "")
        }
    }

    @Test("shutdown waits for a stuck client no longer than it may")
    func drainLimit() async throws {
        try await TestServer.serve({ $0.drain.timeoutMilliseconds = 50 }) { server in
            let stuck = try server.connect()
            try stuck.send(
                "POST /hook HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 12\r\nExpect: 100-continue\r\n\r\n"
            )
            _ = try stuck.read(through: "\r\n\r\n")
            server.stop()
            #expect(try stuck.readToEnd() == "")
        }
    }
}
