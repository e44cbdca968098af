import GateCompiler
import GateConfig
import GateRuntime
import Testing

/// The words of `server.log`, which two targets have to know.
@Suite("words of the log")
struct LogWordTests {
    @Test("what the file may say is what the server knows")
    func words() {
        #expect(LogConfig.levels == LogSettings.Level.allCases.map(\.rawValue))
        #expect(LogConfig.formats == LogSettings.Format.allCases.map(\.rawValue))
        #expect(LogConfig.fieldWords == AccessFields.words.map(\.word))
    }

    private static func settings(_ server: String) throws -> ServerSettings {
        let text = "hookgate: 1\nserver: { \(server) }\nsecrets: { t: { env: T }, u: { env: U } }\n"
        let compilation = compileText(text + "endpoints: { a: { path: /a, auth: none, respond: {} } }\n")
        return try #require(compilation.graph, "\(rendered(compilation))").settings
    }

    @Test(
        "shares of the access log",
        arguments: [
            ("true", AccessShares.all), ("false", .faults), ("{}", .all),
            ("{ answered: 10% }", AccessShares(answered: 100_000, refused: 1_000_000, failed: 1_000_000)),
            ("{ answered: 0.0001%, refused: 2.5%, failed: 0% }", AccessShares(answered: 1, refused: 25_000, failed: 0)),
            ("{ answered: 100.0% }", .all), ("{ answered: 0%, refused: 0.0% }", .faults),
        ]
    )
    func shares(_ text: String, _ expected: AccessShares) throws {
        #expect(try Self.settings("log: { access: \(text) }").log.access == expected)
    }

    @Test("format, level and fields")
    func others() throws {
        let log = try Self.settings("log: { level: warning, format: text, fields: [us, id] }").log
        #expect(log.level == .warning)
        #expect(log.format == .text)
        #expect(log.fields == [.id, .microseconds])
        #expect(try Self.settings("limits: { body: 1MiB }").log == LogSettings())
    }

    @Test("the admin listener, short and long")
    func admin() throws {
        #expect(try Self.settings("admin: \"localhost:8081\"").admin?.address == .tcp(host: "127.0.0.1", port: 8081))
        #expect(try Self.settings("admin: \"127.9.9.9:0\"").admin?.allowsReload == false)
        #expect(try Self.settings("listen: \"0.0.0.0:80\", admin: \"[::1]:80\"").admin?.token == nil)
        let admin = try Self.settings("admin: { listen: unix:/run/a.sock, token: u, reload: true }").admin
        #expect(admin?.address == .unix(path: "/run/a.sock"))
        #expect(admin?.token == 1)
        #expect(admin?.allowsReload == true)
        #expect(try Self.settings("limits: { body: 1MiB }").admin == nil)
    }
}
