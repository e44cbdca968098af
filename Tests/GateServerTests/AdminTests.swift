import Foundation
import GateRuntime
import GateServer
import Logging
import Testing

@Suite("Admin listener")
struct AdminTests {
    private static func json(_ answer: RawClient.Answer) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any])
    }

    @Test("health and readiness by phase", arguments: [GatewayStatus.Phase.starting, .serving, .draining])
    func readiness(_ phase: GatewayStatus.Phase) async throws {
        try await ObservedServer.serve {
            $0.control = ObservedServer.control { $0.phase = phase }
        } body: { server in
            #expect(try server.ask("GET", "/healthz").status == 200)
            let ready = try server.ask("GET", "/readyz")
            #expect(ready.status == (phase == .serving ? 200 : 503))
            #expect(ready.headers["content-type"] == "application/json")
            #expect(ready.headers["cache-control"] == "no-store")
            #expect(try Self.json(ready)["phase"] as? String == phase.rawValue)
            #expect(try server.scrape()["hookgate_ready"] == (phase == .serving ? 1 : 0))
        }
    }

    @Test("the status tells of the graph, the listeners and the last reload")
    func status() async throws {
        let findings = [
            LoadFinding(isError: true, code: "E302", message: "a \"b\"", file: "gateway.yaml", line: 3, column: 7),
            LoadFinding(isError: false, code: "", message: "secret", file: "", line: 0, column: 0),
        ]
        try await ObservedServer.serve {
            $0.control = ObservedServer.control {
                $0.listeners = [.tcp(host: "::1", port: 80), .unix(path: "/run/a.sock")]
                $0.lastReload = ObservedServer.report(.refused, findings)
            }
        } body: { server in
            let status = try Self.json(server.ask("GET", "/status"))
            #expect(status["version"] as? String == "1.2.3")
            #expect(status["phase"] as? String == "serving")
            #expect(status["started_at"] as? String == "1970-01-12T13:46:40.250Z")
            #expect(status["generation"] as? Int == 3)
            #expect(status["hash"] as? String == "5f70bf18")
            #expect(status["loaded_at"] as? String == "1970-01-12T13:47:40.000Z")
            #expect(status["listeners"] as? [String] == ["[::1]:80", "unix:/run/a.sock"])
            let reload = try #require(status["last_reload"] as? [String: Any])
            #expect(reload["result"] as? String == "refused")
            #expect(reload["trigger"] as? String == "admin")
            #expect(reload["seconds"] as? Double == 0.0015)
            #expect(reload["summary"] as? String == "in plain words")
            let found = try #require(reload["findings"] as? [[String: Any]])
            #expect(found.map { $0["severity"] as? String } == ["error", "warning"])
            #expect(found.map { $0["code"] as? String } == ["E302", nil])
            #expect(found.map { $0["line"] as? Int } == [3, nil])
            #expect(found[0]["message"] as? String == "a \"b\"")
            let endpoints = try #require(status["endpoints"] as? [[String: Any]])
            #expect(endpoints.map { $0["path"] as? String } == ["/order"])
            #expect(endpoints[0]["branches"] as? [String] == ["big", "else"])
        }
    }

    @Test("before there is a graph the status says so")
    func emptyStatus() async throws {
        try await ObservedServer.serve {
            $0.control = AdminControl(status: { GatewayStatus() }, reload: { ObservedServer.report(.loaded) })
        } body: { server in
            let status = try Self.json(server.ask("GET", "/status"))
            #expect(status["generation"] is NSNull && status["last_reload"] is NSNull)
            #expect((status["endpoints"] as? [Any])?.isEmpty == true)
            #expect(try server.scrape()["hookgate_config_generation"] == nil)
        }
    }

    @Test("unknown paths and methods are problems; HEAD has no body")
    func others() async throws {
        try await ObservedServer.serve { server in
            let missing = try server.ask("GET", "/metricsx?a=1")
            #expect(missing.status == 404)
            #expect(missing.headers["content-type"] == "application/problem+json")
            #expect(try Self.json(missing)["status"] as? Int == 404)
            let wrong = try server.ask("DELETE", "/metrics")
            #expect(wrong.status == 405)
            #expect(wrong.headers["allow"] == "GET, HEAD")
            // Reload is off by default.
            #expect(try server.ask("POST", "/reload").status == 404)
            for path in ["/healthz", "/readyz", "/metrics", "/status?pretty"] {
                let client = try RawClient(#require(server.admin.address))
                try client.send("HEAD \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                #expect(try client.answerHead().status == 200)
                #expect(try client.readToEnd().isEmpty)
            }
        }
    }

    @Test("several requests on a connection, also sent at once")
    func pipelining() async throws {
        try await ObservedServer.serve { server in
            let client = try RawClient(#require(server.admin.address))
            try client.send(String(repeating: "GET /status HTTP/1.1\r\nHost: [::1]:8081\r\n\r\n", count: 5))
            for _ in 0..<5 { #expect(try client.answer().status == 200) }
        }
    }

    private static func options(
        reloads: Bool,
        _ result: ReloadReport.Result
    ) -> @Sendable (inout ObservedServer.Options) -> Void {
        { options in
            options.admin?.allowsReload = reloads
            options.control.reload = { ObservedServer.report(result) }
        }
    }

    @Test(
        "a reload answers with its report",
        arguments: [(ReloadReport.Result.loaded, 200), (.unchanged, 200), (.refused, 422)]
    )
    func reload(_ result: ReloadReport.Result, _ status: Int) async throws {
        let adjust = Self.options(reloads: true, result)
        try await ObservedServer.serve {
            adjust(&$0)
        } body: { server in
            let answer = try server.ask("POST", "/reload", "Host: localhost\r\nContent-Length: 0\r\n")
            #expect(answer.status == status)
            #expect(try Self.json(answer)["result"] as? String == result.rawValue)
            #expect(try server.ask("GET", "/reload").headers["allow"] == "POST")
        }
    }

    @Test("a web page can neither reload nor read")
    func pages() async throws {
        let adjust = Self.options(reloads: true, .loaded)
        try await ObservedServer.serve {
            adjust(&$0)
        } body: { server throws in
            let origin = "Host: localhost\r\nOrigin: https://example.com\r\n"
            #expect(try server.ask("POST", "/reload", origin).status == 403)
            #expect(try server.ask("POST", "/reload", "Host: localhost\r\nOrigin: null\r\n").status == 403)
            // A name of the page's own that was made to point here.
            for host in ["evil.example", "evil.example:8081", "localhost.evil.example", "127.0.0.1.evil.example"] {
                #expect(try server.ask("GET", "/status", "Host: \(host)\r\n").status == 421, "\(host)")
                #expect(try server.ask("POST", "/reload", "Host: \(host)\r\n").status == 421, "\(host)")
            }
            for host in ["127.0.0.1:8081", "127.0.0.1", "[::1]:8081", "localhost", "LOCALHOST:1"] {
                #expect(try server.ask("GET", "/status", "Host: \(host)\r\n").status == 200, "\(host)")
            }
        }
    }

    @Test("a token is asked for everywhere but on the probes")
    func token() async throws {
        let token = AdminToken(Array("open sesame".utf8))
        let lines = try await ObservedServer.serve {
            $0.token = token
            $0.admin?.allowsReload = true
        } body: { server in
            for (method, path) in [("GET", "/metrics"), ("GET", "/status"), ("POST", "/reload"), ("GET", "/nowhere")] {
                let bare = try server.ask(method, path)
                #expect(bare.status == 401)
                #expect(bare.headers["www-authenticate"] == "Bearer realm=\"hookgate admin\"")
                for value in ["Bearer open", "Bearer open sesamE", "Basic open sesame", "Bearer", "open sesame", ""] {
                    let headers = "Host: localhost\r\nAuthorization: \(value)\r\n"
                    #expect(try server.ask(method, path, headers).status == 401, "\(value)")
                }
                let twice = "Host: localhost\r\n" + String(repeating: "Authorization: Bearer open sesame\r\n", count: 2)
                #expect(try server.ask(method, path, twice).status == 401)
                let headers = "Host: localhost\r\nAuthorization: bearer open sesame\r\n"
                #expect(try server.ask(method, path, headers).status == (path == "/nowhere" ? 404 : 200))
            }
            for path in ["/healthz", "/readyz"] { #expect(try server.ask("GET", path).status == 200) }
        }
        #expect(!lines.contains { $0.contains("sesame") })
        var dumped = ""
        dump(token, to: &dumped)
        for text in ["\(token)", String(reflecting: token), String(describing: [token]), dumped] {
            #expect(!text.contains("sesame") && !text.contains("111"), "\(text)")
        }
    }

    @Test("bodies, long heads and too many header lines are refused")
    func limits() async throws {
        try await ObservedServer.serve { server throws in
            #expect(try server.ask("GET", "/status", "Host: localhost\r\nContent-Length: 5\r\n").status == 413)
            #expect(
                try server.ask("POST", "/status", "Host: localhost\r\nTransfer-Encoding: chunked\r\n").status == 413
            )
            let long = "Host: localhost\r\nX: \(String(repeating: "x", count: 9000))\r\n"
            #expect(try (400...499).contains(server.ask("GET", "/status", long).status))
            let many = "Host: localhost\r\n" + (0..<80).map { "X\($0): 1\r\n" }.joined()
            #expect(try (400...499).contains(server.ask("GET", "/status", many).status))
            #expect(try server.ask("GET", "/status").status == 200)
        }
    }

    @Test("connections beyond the limit are closed; those that leave make room")
    func connectionLimit() async throws {
        try await ObservedServer.serve { server in
            let address = try #require(server.admin.address)
            var clients: [RawClient] = []
            for _ in 0..<64 {
                let client = try RawClient(address)
                try client.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
                _ = try client.answer()
                clients.append(client)
            }
            let late = try RawClient(address)
            #expect(try late.readToEnd() == "")
            clients.removeFirst().endSending()
            var status = 0
            // The loop learns of the end when it reads it.
            while status != 200 { status = (try? server.ask("GET", "/healthz").status) ?? 0 }
            _ = clients
        }
    }

    private static func makeServer() throws -> (AdminServer, LogSink, LogFile) {
        let file = try LogFile()
        let sink = LogSink(descriptor: file.descriptor)
        let logger = Logger(label: "test") { _ in LineLogHandler(sink: sink, level: .info) }
        let server = AdminServer(
            control: ObservedServer.control(),
            metrics: MetricsRegistry(),
            version: "1.2.3",
            logger: logger
        )
        return (server, sink, file)
    }

    @Test("another token or address is applied without a moment in which nobody listens")
    func rebinding() async throws {
        let (admin, sink, file) = try Self.makeServer()
        let path = NSTemporaryDirectory() + "hookgate-\(UUID().uuidString.prefix(8)).sock"
        var settings = AdminSettings(address: .tcp(host: "127.0.0.1", port: 0))
        try await admin.apply(settings, token: nil)
        let first = try #require(admin.address)
        @Sendable func status(_ address: ListenAddress, _ headers: String = "") throws -> Int {
            let client = try RawClient(address)
            try client.send("GET /status HTTP/1.1\r\nHost: localhost\r\n\(headers)Connection: close\r\n\r\n")
            return try client.answer().status
        }
        try await TestServer.onThread { () throws in #expect(try status(first) == 200) }
        // The same address: no new socket.
        settings.allowsReload = true
        try await admin.apply(settings, token: AdminToken([0x61]))
        #expect(admin.address == first)
        try await TestServer.onThread { () throws in
            #expect(try status(first) == 401)
            #expect(try status(first, "Authorization: Bearer a\r\n") == 200)
        }
        try await admin.apply(AdminSettings(address: .unix(path: path)), token: nil)
        #expect(admin.address == .unix(path: path))
        try await TestServer.onThread { () throws in
            #expect(try status(.unix(path: path)) == 200)
            #expect(throws: RawClient.Failure.cannotConnect(ECONNREFUSED)) { try RawClient(first) }
        }
        // An address that cannot be bound leaves the old one.
        await #expect(throws: ListenFailure.self) {
            try await admin.apply(AdminSettings(address: .tcp(host: "192.0.2.1", port: 8081)), token: nil)
        }
        try await TestServer.onThread { () throws in #expect(try status(.unix(path: path)) == 200) }
        try await admin.apply(nil, token: nil)
        #expect(admin.address == nil)
        #expect(access(path, F_OK) != 0)
        let running = Task { try await admin.run() }
        running.cancel()
        try await running.value
        try await admin.apply(settings, token: nil)
        #expect(admin.address == nil)
        await sink.close()
        #expect(try file.lines().filter { $0.contains("admin listening") }.count == 2)
    }

    @Test("the admin listener answers while the gateway drains, and ends after it")
    func draining() async throws {
        try await ObservedServer.serve { server in
            let client = try server.connect()
            try client.send(
                "POST /note HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
                    + "Expect: 100-continue\r\n\r\n"
            )
            _ = try client.read(through: "100 Continue\r\n\r\n")
            let kept = try RawClient(#require(server.admin.address))
            server.stop()
            // The public listener is closed once the gateway drains.
            while (try? server.connect()) != nil { sched_yield() }
            try kept.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
            #expect(try kept.answer().status == 200)
            #expect(try server.scrape()[#"hookgate_requests_in_flight{endpoint="note"}"#] == 1)
            try client.send("{}")
            #expect(try client.answer().status == 200)
            #expect(try kept.readToEnd() == "")
        }
    }
}
