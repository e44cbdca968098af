import Foundation
import Testing

/// What the running program tells of itself: on its admin listener and in its log.
@Suite struct ObservationTests {
    private static func configuration(_ server: String) -> String {
        let secrets = server.contains("admin_token") ? "{ admin_token: { env: ADMIN_TOKEN } }" : "{}"
        return """
            hookgate: 1
            server: { listen: "127.0.0.1:0", \(server) }
            secrets: \(secrets)
            endpoints:
              echo: { path: /echo, auth: none, extract: { v: $.v }, respond: { json: { v: "${v}" } } }
            """
    }

    private func ask(_ client: Client, _ path: String, _ headers: String = "") throws -> Answer {
        try client.send("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\(headers)\r\n")
        return try client.readAnswer()
    }

    @Test("The admin listener is where the file puts it, and asks for the token that it names")
    func adminListener() throws {
        let file = Self.configuration("admin: { listen: \"127.0.0.1:0\", token: admin_token }")
        try withGateway(file, arguments: [], environment: ["ADMIN_TOKEN": "open-sesame"]) { gateway in
            let line = try gateway.awaitLine("the admin listener") { $0.message == "admin listening" }
            let address = try #require(line.string("address"))
            let port = try #require(address.split(separator: ":").last.flatMap { Int($0) })
            #expect(address.hasPrefix("127.0.0.1:") && port != gateway.port)
            _ = try gateway.send(Request.post("/echo", #"{"v":1}"#))
            let admin = try Client(port: port)
            #expect(try ask(admin, "/healthz").status == 200)
            #expect(try ask(admin, "/metrics").status == 401)
            let metrics = try ask(admin, "/metrics", "Authorization: Bearer open-sesame\r\n")
            #expect(metrics.status == 200)
            #expect(metrics.text.contains("\nhookgate_requests_total{endpoint=\"echo\",branch=\"\"} 1\n"))
            // Neither has the other's paths.
            #expect(try ask(gateway.connect(), "/healthz").status == 404)
            #expect(try ask(admin, "/echo", "Authorization: Bearer open-sesame\r\n").status == 404)
            #expect(!gateway.process.errorText.contains("sesame"))
        }
    }

    @Test("An admin listener that cannot be bound ends the start, with the reason")
    func adminTaken() throws {
        let directory = try TemporaryDirectory()
        let file = Self.configuration("admin: unix:\(directory.url.path)/gateway.yaml")
        try directory.write(file, to: "gateway.yaml")
        let result = try Program.run(["run"], environment: ["ADMIN_TOKEN": "a"], directory: directory.url)
        #expect(result.end == .exit(1))
        #expect(result.errors.contains("the file exists and is not a socket"), "\(result.errors)")
    }

    @Test("The format on the command line goes before the file's; under the journal lines have a priority")
    func textFormat() throws {
        let directory = try TemporaryDirectory()
        try directory.write(Self.configuration("log: { format: json }"), to: "gateway.yaml")
        // The variable names the pipe that standard error is.
        let script = """
            cd "$0" && JOURNAL_STREAM=$(stat -Lc %d:%i /proc/self/fd/2) exec "$1" run --log-format text
            """
        let environment = ["ADMIN_TOKEN": "a", "PATH": "/usr/bin:/bin"].merging(Program.loaderEnvironment) { $1 }
        let words = ["-c", script, directory.url.path, Program.path]
        let process = try ChildProcess("/bin/sh", words, environment: environment)
        while !process.errorText.contains("info listening addresses=[\"127.0.0.1:") {
            guard try process.read(until: Deadline()) else { throw HarnessError(process.errorText) }
        }
        try process.send(signal: SIGTERM)
        #expect(try process.wait() == .exit(0))
        let lines = process.errorText.split(separator: "\n")
        #expect(lines.allSatisfy { $0.hasPrefix("<6>2") }, "\(process.errorText)")
        #expect(lines.last?.hasSuffix("info stopped") == true, "\(process.errorText)")
    }

    @Test("The admin listener reloads, tells how it went, and counts it; the log changes its form with the file")
    func reload() throws {
        let server = "admin: { listen: \"127.0.0.1:0\", reload: true }"
        let first = Self.configuration(server)
        let gateway = try ReloadingGateway(first, arguments: [], environment: ["ADMIN_TOKEN": "a"])
        let line = try gateway.gateway.awaitLine("the admin listener") { $0.message == "admin listening" }
        let admin = try Client(port: #require(line.string("address")?.split(separator: ":").last.flatMap { Int($0) }))
        func reload() throws -> Answer {
            try admin.send("POST /reload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
            return try admin.readAnswer()
        }
        #expect(try reload().text.hasPrefix(#"{"result":"unchanged","trigger":"admin""#))
        try gateway.replaceByRename(first.replacing("path: /echo", with: "path: echo"))
        let refused = try reload()
        #expect(refused.status == 422)
        #expect(refused.text.contains(#""code":"E402""#), "\(refused.text)")
        let status = try ask(admin, "/status").text
        #expect(status.contains(#""generation":1,"#) && status.contains(#""result":"refused""#), "\(status)")
        #expect(try ask(admin, "/metrics").text.contains("\nhookgate_last_reload_success 0\n"))
        // Whether this reload or that of the watched file takes it: it is taken.
        try gateway.replaceByRename(Self.configuration(server + ", log: { format: text }"))
        #expect(try reload().status == 200)
        let metrics = try ask(admin, "/metrics").text
        #expect(metrics.contains("\nhookgate_config_generation 2\n"))
        #expect(metrics.contains("\nhookgate_last_reload_success 1\n"))
        #expect(metrics.contains(#"hookgate_reloads_total{result="unchanged",trigger="admin"}"#))
        while !gateway.gateway.process.errorText.contains("Z info reloaded ") {
            #expect(try gateway.gateway.process.read(until: Deadline()))
        }
        try gateway.stop()
        #expect(gateway.gateway.process.errorText.hasSuffix("Z info stopped\n"))
    }
}
