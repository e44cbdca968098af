import Foundation
import Glibc
import Testing

/// What the admin listener tells of reloads and of the end.
@Suite struct AdminReloadTests {
    /// A gateway with an admin listener on a unix socket.
    private final class Administered {
        let gateway: ReloadingGateway
        private let socket: String

        init(_ more: String = "", token: String = "", secrets: String = "") throws {
            let directory = NSTemporaryDirectory() + "hookgate-admin-\(UUID().uuidString.prefix(8))"
            socket = directory + ".sock"
            let admin = "admin: { listen: \"unix:\(socket)\", reload: true\(token) }"
            settings = "\(admin)\n\(more)"
            self.secrets = secrets
            gateway = try ReloadingGateway(secrets + ReloadingGateway.configuration("one", server: settings))
        }

        private let settings: String
        private let secrets: String

        func text(_ version: String) -> String {
            secrets + ReloadingGateway.configuration(version, server: settings)
        }

        func ask(_ method: String, _ target: String, _ headers: [String] = []) throws -> Answer {
            let client = try Client(path: socket)
            let body: [UInt8]? = method == "POST" ? [] : nil
            try client.send(Request(method: method, target: target, headers: headers, body: body).bytes)
            return try client.readAnswer()
        }

        func status() throws -> [String: Any] {
            let answer = try ask("GET", "/status")
            let value = try JSONSerialization.jsonObject(with: Data(answer.body))
            return try #require(value as? [String: Any])
        }
    }

    @Test("POST /reload loads the file as it is, and says how it went")
    func reload() throws {
        let admin = try Administered()
        try #expect(admin.ask("POST", "/reload").status == 200)
        try #expect(admin.status()["generation"] as? Int == 1)
        let first = try #require(try admin.status()["hash"] as? String)
        try admin.gateway.replaceByRename(admin.text("two"))
        let loaded = try admin.ask("POST", "/reload")
        #expect(loaded.status == 200)
        try #expect(admin.gateway.version() == "two")
        let status = try admin.status()
        #expect(status["generation"] as? Int == 2)
        #expect(status["hash"] as? String != first)

        try admin.gateway.replaceByRename(
            admin.text("three").replacingOccurrences(of: "auth: none", with: "auth: some")
        )
        let refused = try admin.ask("POST", "/reload")
        #expect(refused.status == 422)
        #expect(refused.text.contains("E404"))
        let report = try #require(try admin.status()["last_reload"] as? [String: Any])
        #expect(report["result"] as? String == "refused")
        #expect((report["findings"] as? [[String: Any]])?.first?["code"] as? String == "E404")
        try #expect(admin.gateway.version() == "two")
        let metrics = try admin.ask("GET", "/metrics").text
        #expect(metrics.contains("hookgate_last_reload_success 0\n"))
        #expect(metrics.contains("hookgate_config_generation 2\n"))
        #expect(metrics.contains(#"hookgate_reloads_total{result="refused",trigger="admin"}"#))
        try admin.gateway.stop()
    }

    @Test("A reload that moves the admin listener, or changes its token, takes hold")
    func ownListener() throws {
        let admin = try Administered()
        let root = try TemporaryDirectory()
        let other = root.url.appendingPathComponent("other.sock").path
        let secret = try root.write("t0ken\n", to: "token")
        let moved =
            "secrets: { t: { file: \(secret) } }\n"
            + ReloadingGateway.configuration("two", server: "admin: { listen: \"unix:\(other)\", token: t }")
        try admin.gateway.replaceByRename(moved)
        try admin.gateway.awaitReload(endingWith: "reloaded")
        #expect(throws: HarnessError.self) { try admin.ask("GET", "/healthz") }
        func ask(_ headers: [String]) throws -> Int {
            let client = try Client(path: other)
            try client.send(Request.get("/status", headers).bytes)
            return try client.readAnswer().status
        }
        try #expect(ask([]) == 401)
        try #expect(ask(["Authorization: Bearer t0ken"]) == 200)
        try root.write("other\n", to: "token")
        try admin.gateway.awaitReload(endingWith: "reloaded")
        try #expect(ask(["Authorization: Bearer t0ken"]) == 401)
        try #expect(ask(["Authorization: Bearer other"]) == 200)
        try admin.gateway.stop()
    }

    @Test("On SIGTERM readiness turns false at once, and the listeners stay for the delay, each answer the last")
    func drainDelay() throws {
        let admin = try Administered("drain: { delay: 1s }")
        try #expect(admin.ask("GET", "/readyz").status == 200)
        let kept = try admin.gateway.gateway.connect()
        try kept.send(ReloadingGateway.request.bytes)
        try #expect(!kept.readAnswer().closes)
        try admin.gateway.gateway.process.send(signal: SIGTERM)
        _ = try admin.gateway.gateway.awaitLine("the signal") { $0.message == "stopping" }
        let ready = try admin.ask("GET", "/readyz")
        #expect(ready.status == 503)
        #expect(ready.text.contains("draining"))
        try #expect(admin.ask("GET", "/healthz").status == 200)
        let new = try admin.gateway.gateway.send(ReloadingGateway.request)
        #expect(ReloadingGateway.version(new) == "one")
        #expect(new.closes)
        try kept.send(ReloadingGateway.request.bytes)
        try #expect(kept.readAnswer().closes)
        // A reload in this time changes nothing.
        try admin.gateway.replaceByRename(admin.text("two"))
        try #expect(admin.ask("POST", "/reload").status == 422)
        try #expect(admin.gateway.gateway.process.wait() == .exit(0))
    }
}
