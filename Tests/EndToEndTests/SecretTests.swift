import Foundation
import Testing

/// Where secrets come from, and that their values go nowhere.
@Suite struct SecretTests {
    static func configuration(_ source: String) -> String {
        """
        hookgate: 1
        server: { log: { level: debug } }
        secrets: { key: { \(source) } }
        endpoints:
          guarded: { path: /guarded, auth: { basic: { username: user, password: key } }, respond: { text: in } }
        """
    }

    static let value = "c0rrect-horse"

    private static func tryValues(_ configuration: String, _ environment: [String: String], right: String) throws {
        try withGateway(configuration, environment: environment) { gateway in
            let accepted = try gateway.send(.post("/guarded", "{}", [Request.authorization("user", right)]))
            #expect(accepted.text == "in")
            let wrong = try gateway.send(.post("/guarded", "{}", [Request.authorization("user", right + "\n")]))
            try expectProblem(wrong, 401)
        }
    }

    static let contents: [(text: String, secret: String)] = [
        (value, value), (value + "\n", value), (value + "\r\n", value), (value + "\n\n", value + "\n"),
        (" \(value) ", " \(value) "), ("a\nb", "a\nb"),
    ]

    @Test("A file's value is all of it but one line end", arguments: contents)
    func file(_ text: String, _ secret: String) throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write(text, to: "key")
        try Self.tryValues(Self.configuration("file: \(path)"), [:], right: secret)
    }

    @Test("A credential is a file of the service manager's directory")
    func credential() throws {
        let directory = try TemporaryDirectory()
        try directory.write(Self.value + "\n", to: "hook-key")
        let environment = ["CREDENTIALS_DIRECTORY": directory.url.path]
        try Self.tryValues(Self.configuration("credential: hook-key"), environment, right: Self.value)
    }

    @Test("A variable's value is taken as it is")
    func variable() throws {
        let environment = ["E2E_KEY": " \(Self.value)"]
        try Self.tryValues(Self.configuration("env: E2E_KEY"), environment, right: " \(Self.value)")
    }

    static let refusals: [(source: String, environment: [String: String], texts: [String])] = [
        ("env: E2E_KEY", [:], ["\"key\"", "E2E_KEY is not set"]),
        ("env: E2E_KEY", ["E2E_KEY": ""], ["\"key\"", "E2E_KEY is empty"]),
        ("credential: hook-key", [:], ["\"key\"", "CREDENTIALS_DIRECTORY is not set", "LoadCredential=hook-key"]),
        ("credential: hook-key", ["CREDENTIALS_DIRECTORY": "/nonexistent"], ["\"key\"", "hook-key", "no such file"]),
        ("file: /nonexistent/key", [:], ["\"key\"", "/nonexistent/key", "no such file"]),
        ("file: /dev/null", [:], ["\"key\"", "/dev/null is empty"]),
        ("file: /dev/zero", [:], ["\"key\"", "/dev/zero is larger than 65536 bytes"]),
        ("file: /tmp", [:], ["\"key\"", "/tmp", "directory"]),
    ]

    @Test("A secret that cannot be read is named, with what to do, and check does not mind", arguments: refusals)
    func unreadable(_ source: String, _ environment: [String: String], _ texts: [String]) throws {
        let directory = try TemporaryDirectory()
        let file = try directory.write(Self.configuration(source), to: "gateway.yaml")
        let result = try Program.run(["run", file, "--listen", "127.0.0.1:0"], environment: environment)
        #expect(result.end == .exit(1))
        for text in texts { #expect(result.errors.contains(text), "no \(text) in: \(result.errors)") }
        try #expect(Program.run(["check", file], environment: environment).end == .exit(0))
    }

    @Test("All secrets that cannot be read are named at once")
    func several() throws {
        let configuration = """
            hookgate: 1
            secrets: { one: { env: E2E_ONE }, two: { file: /nonexistent/two }, three: { env: E2E_THREE } }
            endpoints:
              a: { path: /a, auth: { basic: { username: u, password: one } }, respond: { text: a } }
              b: { path: /b, auth: { basic: { username: u, password: two } }, respond: { text: b } }
              c: { path: /c, auth: { basic: { username: u, password: three } }, respond: { text: c } }
            """
        let directory = try TemporaryDirectory()
        let file = try directory.write(configuration, to: "gateway.yaml")
        let result = try Program.run(["run", file], environment: ["E2E_THREE": Self.value])
        #expect(result.end == .exit(1))
        let lines = result.errors.split(separator: "\n")
        #expect(lines.count == 2, "\(result.errors)")
        #expect(result.errors.contains("\"one\"") && result.errors.contains("\"two\""))
        #expect(!result.errors.contains(Self.value))
    }

    @Test("No value of a secret is in any output or answer")
    func nothingLeaks() throws {
        var seen = ""
        let wrong = "wr0ng-battery"
        let arguments = ["--listen", "127.0.0.1:0", "--log-level", "debug"]
        try withGateway(
            Self.configuration("env: E2E_KEY"),
            arguments: arguments,
            environment: ["E2E_KEY": Self.value]
        ) { gateway in
            let tries = [
                Request.post("/guarded", "{}", [Request.authorization("user", Self.value)]),
                .post("/guarded", "{}", [Request.authorization("user", wrong)]),
                .post("/guarded", "{}", ["Authorization: Bearer \(Self.value)"]),
                .post("/guarded?\(Self.value)", Self.value, [Request.authorization("user", Self.value)]),
                .get("/\(Self.value)"),
                .post("/guarded", "{}", type: "text/\(Self.value)", [Request.authorization("user", Self.value)]),
                .post("/guarded", "{}", ["\(Self.value) : x"]),
            ]
            for request in tries {
                let answer = try gateway.send(request)
                seen += answer.headers.map { "\($0.name): \($0.value)\n" }.joined() + answer.text
                _ = try gateway.awaitLine(of: answer)
            }
            try gateway.process.send(signal: 15)
            try #expect(gateway.process.wait() == .exit(0))
            seen += gateway.process.errorText + gateway.process.outputText
        }
        #expect(seen.contains("\"status\":401"))
        for text in [Self.value, wrong, Request.base64("user:\(Self.value)"), Request.base64("user:\(wrong)")] {
            #expect(!seen.contains(text), "\(seen)")
        }
    }

    static let literals = [
        "secrets: { key: hunter2-literal }",
        "secrets: { key: { env: hunter2-literal } }",
        "secrets: { key: { value: hunter2-literal } }",
        "secrets: { key: { env: E2E_KEY, file: hunter2-literal } }",
        "secrets: [hunter2-literal]",
        "endpoints: { a: { path: /a, auth: { basic: { username: u, password: hunter2-literal } }, respond: {} } }",
        "endpoints: { a: { path: /a, auth: { basic: { username: u, password: [hunter2-literal] } }, respond: {} } }",
        "endpoints: { a: { path: /a, auth: { basic: \"u:hunter2-literal\" }, respond: {} } }",
        "endpoints: { a: { path: /a, auth: { basic: { username: \"u:hunter2-literal\" } }, respond: {} } }",
    ]

    @Test("A password written into the file by mistake is not printed", arguments: literals)
    func literal(_ section: String) throws {
        let directory = try TemporaryDirectory()
        let file = try directory.write("hookgate: 1\n\(section)\n", to: "gateway.yaml")
        for command in ["check", "run"] {
            let result = try Program.run([command, file])
            #expect(result.end == .exit(1))
            #expect(result.errors.contains("gateway.yaml:2:"), "the place is shown:\n\(result.errors)")
            #expect(!(result.errors + result.output).contains("hunter2"), "\(result.errors)")
        }
    }
}
