import Foundation
import Glibc
import Testing

/// `hookgate run` on a port that the system chose.
final class Gateway {
    let port: Int
    let process: ChildProcess
    private var scannedBytes = 0
    private var lines: [LogLine] = []

    /// Starts the program and waits until it says where it listens.
    init(
        file: String,
        arguments: [String] = ["--listen", "127.0.0.1:0"],
        environment: [String: String] = [:],
        directory: URL
    ) throws {
        process = try Program.start(
            ["run", file] + arguments,
            environment: ["HOOKGATE_THREADS": "2"].merging(environment) { $1 },
            directory: directory
        )
        var port: Int?
        while port == nil {
            let hasMore = try process.read(until: Deadline())
            port = Gateway.port(in: process.errorText)
            guard hasMore || port != nil else { throw HarnessError("it ended:\n\(process.errorText)") }
        }
        self.port = port ?? 0
    }

    private static func port(in text: String) -> Int? {
        for line in text.split(separator: "\n").compactMap({ LogLine(String($0)) }) where line.message == "listening" {
            let addresses = line.fields["addresses"] as? [String] ?? []
            return addresses.compactMap { $0.split(separator: ":").last.flatMap { Int($0) } }.first ?? 0
        }
        return nil
    }

    /// A new connection.
    func connect() throws -> Client { try Client(port: port) }

    /// Sends a request on a connection of its own and reads the answer.
    func send(_ request: Request) throws -> Answer {
        let client = try connect()
        try client.send(request.bytes)
        return try client.readAnswer(toHead: request.method == "HEAD")
    }

    /// The first line of the log that fits, waiting for it.
    func awaitLine(_ what: String, _ fits: (LogLine) -> Bool) throws -> LogLine {
        let deadline = Deadline()
        while true {
            takeLines()
            if let line = lines.first(where: fits) { return line }
            guard try process.read(until: deadline) else {
                throw HarnessError("no line for \(what) in:\n\(process.errorText)")
            }
        }
    }

    /// The first line from `start` on that fits, waiting for it; `start` moves behind it.
    func awaitNextLine(_ what: String, from start: inout Int, _ fits: (LogLine) -> Bool) throws -> LogLine {
        let deadline = Deadline()
        while true {
            takeLines()
            while start < lines.count {
                start += 1
                if fits(lines[start - 1]) { return lines[start - 1] }
            }
            guard try process.read(until: deadline) else {
                throw HarnessError("no line for \(what) in:\n\(process.errorText)")
            }
        }
    }

    /// The line of an answer, by the id that it carries.
    func awaitLine(of answer: Answer) throws -> LogLine {
        let id = answer.header("X-Request-Id") ?? "none"
        return try awaitLine("request \(id)") { $0.id == id }
    }

    /// Resident memory in bytes.
    func residentBytes() throws -> Int {
        let text = try String(contentsOfFile: "/proc/\(process.id)/status", encoding: .utf8)
        for line in text.split(separator: "\n") where line.hasPrefix("VmRSS:") {
            let digits = line.filter(\.isNumber)
            if let kibibytes = Int(digits) { return kibibytes * 1024 }
        }
        throw HarnessError("no VmRSS in:\n\(text)")
    }

    private func takeLines() {
        while let end = process.errors[scannedBytes...].firstIndex(of: UInt8(ascii: "\n")) {
            let text = String(decoding: process.errors[scannedBytes..<end], as: UTF8.self)
            scannedBytes = end + 1
            if let line = LogLine(text) { lines.append(line) }
        }
    }
}

/// Serves a configuration for the time of `body`, then stops it unless `body` has.
///
/// The process must have lived until then, and must end with 0.
func withGateway(
    _ configuration: String,
    arguments: [String] = ["--listen", "127.0.0.1:0"],
    environment: [String: String] = [:],
    _ body: (Gateway) throws -> Void
) throws {
    let directory = try TemporaryDirectory()
    try directory.write(configuration, to: "gateway.yaml")
    let gateway = try Gateway(
        file: "gateway.yaml",
        arguments: arguments,
        environment: environment,
        directory: directory.url
    )
    try serve(gateway, body)
}

/// Serves the project's own gateway.yaml for the time of `body`.
func withProjectGateway(_ body: (Gateway) throws -> Void) throws {
    let gateway = try Gateway(
        file: "gateway.yaml",
        arguments: ["--listen", "127.0.0.1:0"],
        environment: ["SYSTEMEIO_PASSWORD": Request.password],
        directory: Program.root
    )
    try serve(gateway, body)
}

private func serve(_ gateway: Gateway, _ body: (Gateway) throws -> Void) throws {
    do {
        try body(gateway)
    } catch {
        Issue.record("the log so far:\n\(gateway.process.errorText)")
        throw error
    }
    if gateway.process.end == nil { try gateway.process.send(signal: SIGTERM) }
    let end = try gateway.process.wait()
    #expect(end == .exit(0), "\(gateway.process.errorText)")
}

/// One line of the log.
struct LogLine {
    let text: String
    let fields: [String: Any]

    /// Nil where the line is no JSON object.
    init?(_ text: String) {
        guard let value = try? JSONSerialization.jsonObject(with: Data(text.utf8)), let fields = value as? [String: Any]
        else { return nil }
        self.text = text
        self.fields = fields
    }

    var message: String? { string("message") }
    var id: String? { string("id") }
    var status: Int? { fields["status"] as? Int }

    func string(_ name: String) -> String? { fields[name] as? String }
}
