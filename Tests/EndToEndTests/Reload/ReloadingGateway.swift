import Foundation
import Glibc
import Testing

/// A gateway whose configuration a test changes while it serves.
final class ReloadingGateway {
    let gateway: Gateway
    let directory: TemporaryDirectory
    /// The configuration file.
    let file: String
    private var seenLines = 0

    /// Serves `configuration`, or what `adapt` makes for the directory, as the file that `prepare` names.
    init(
        _ configuration: String,
        arguments: [String] = ["--listen", "127.0.0.1:0"],
        environment: [String: String] = [:],
        prepare: (TemporaryDirectory) throws -> String = { _ in "gateway.yaml" },
        configuration adapt: ((TemporaryDirectory) -> String)? = nil
    ) throws {
        directory = try TemporaryDirectory()
        let name = try prepare(directory)
        file = directory.url.appendingPathComponent(name).path
        let configuration = adapt?(directory) ?? configuration
        try configuration.write(toFile: file, atomically: false, encoding: .utf8)
        gateway = try Gateway(file: name, arguments: arguments, environment: environment, directory: directory.url)
    }

    /// A configuration whose one endpoint, `/v`, answers `version` in status, header and body.
    static func configuration(_ version: String, server: String = "") -> String {
        """
        hookgate: 1
        server:
          log: { access: false }
        \(server.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))
        endpoints:
          v:
            path: /v
            auth: none
            methods: [GET]
            extract: { n: { query: n, default: "0" } }
            respond:
              status: 200
              headers: { X-Version: \(version) }
              json: { version: \(version), again: "\(version) ${n}", padding: "\(String(repeating: version, count: 200))" }

        """
    }

    /// What an answer of ``configuration(_:server:)`` says; nil where its parts do not belong together.
    static func version(_ answer: Answer) -> String? {
        guard answer.status == 200, let version = answer.header("X-Version") else { return nil }
        let padding = String(repeating: version, count: 200)
        let body = #"{"version":"\#(version)","again":"\#(version) 0","padding":"\#(padding)"}"#
        return answer.text == body ? version : nil
    }

    static let request = Request.get("/v")

    /// What a new request is answered with.
    func version() throws -> String? { try Self.version(gateway.send(Self.request)) }

    /// Waits for the next line about a reload that was not waited for yet.
    @discardableResult
    func awaitReload(_ trigger: String? = nil) throws -> LogLine {
        let line = try gateway.awaitNextLine("a reload", from: &seenLines) { line in
            guard let message = line.message, message.hasPrefix("reload") else { return false }
            return trigger == nil || line.string("trigger") == trigger
        }
        return line
    }

    /// Waits until a reload has ended with `message` (its beginning).
    @discardableResult
    func awaitReload(endingWith message: String) throws -> LogLine {
        while true {
            let line = try awaitReload()
            if line.message?.hasPrefix(message) == true { return line }
        }
    }

    func replaceByRename(_ text: String) throws {
        try text.write(toFile: file + ".new", atomically: false, encoding: .utf8)
        guard rename(file + ".new", file) == 0 else { throw HarnessError.system("rename") }
    }

    func overwrite(_ text: String) throws {
        try text.write(toFile: file, atomically: false, encoding: .utf8)
    }

    func hangUp() throws { try gateway.process.send(signal: SIGHUP) }

    /// Stops it; it must have lived until now and must end with 0.
    func stop() throws {
        try gateway.process.send(signal: SIGTERM)
        let end = try gateway.process.wait()
        #expect(end == .exit(0), "\(gateway.process.errorText)")
    }
}
