import ArgumentParser
import GateCompiler
import GateDiagnostics
import GateRuntime
import GateTesting
import Glibc

/// `hookgate explain`: says why a request gets the answer that it gets.
struct Explain: ParsableCommand {
    /// How the explanation is written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, html
    }

    /// Who a request is taken to come from.
    enum Caller: String, ExpressibleByArgument, CaseIterable {
        /// One that passes the verifiers.
        case valid
    }

    static let configuration = CommandConfiguration(
        abstract: "Say why a request gets the answer that it gets.",
        discussion: """
            Evaluates a request without a socket, a clock or a secret and prints each decision with the line of the \
            file behind it: route, verifiers, values, conditions with what they looked at, and the answer. Credentials \
            are masked. Exit status: 0 where the decision is explained, also a refusal, 1 where the file or the request \
            is not sound, 64 for wrong usage.
            """
    )

    @Argument(
        help: "A file with a curl line, raw HTTP, HAR or a capture; - for standard input; or a curl line.",
        completion: .file()
    )
    var request: String

    @Argument(help: "The configuration file.", completion: .file(extensions: ["yaml", "yml"]))
    var file = "gateway.yaml"

    @Option(
        help: ArgumentHelp("The entry of a HAR file, or the request of a file with several, from 1.", valueName: "N")
    )
    var entry: Int?

    @Option(help: ArgumentHelp("The address that the request comes from.", valueName: "address"))
    var from: String?

    @Option(help: ArgumentHelp("When the request comes, as in 2026-01-02T03:04:05Z.", valueName: "time"))
    var at: String?

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp("valid: with an address and credentials that pass the verifiers.", valueName: "caller")
    )
    var caller: Caller?

    @Option(help: "text, json or html.")
    var format = Format.text

    @Option(name: [.short, .long], help: "Write to this file instead of standard output.", completion: .file())
    var output: String?

    func run() throws {
        let recorded = try settled(readRequest())
        let compilation = compileFile(file, needsSamples: false)
        if !compilation.diagnostics.isEmpty { Terminal.printError(compilation.renderedDiagnostics()) }
        guard let simulation = Simulation(compilation, explaining: true) else { throw ExitCode(1) }
        guard let explanation = simulation.explain(recorded, authorized: caller == .valid) else {
            Terminal.printError("\(requestName) is no whole request: HTTP would wait for more of it")
            throw ExitCode(1)
        }
        let text =
            switch format {
            case .text: explanation.text
            case .json: explanation.json.pretty + "\n"
            case .html: explanation.html(simulation)
            }
        guard let output else { return Terminal.printOutput(String(text.dropLast())) }
        do {
            try writeFile(output, Array(text.utf8))
        } catch {
            Terminal.printError("cannot write \(output): \(error.reason)")
            throw ExitCode(1)
        }
    }

    func validate() throws {
        if let entry, entry < 1 { throw ValidationError("--entry counts from 1") }
        if let from, address(from) == nil { throw ValidationError("--from \"\(from)\" is no IP address") }
        if let at, time(at) == nil {
            throw ValidationError("--at \"\(at)\" is no time as RFC 3339 has it, as in 2026-01-02T03:04:05Z")
        }
    }

    // MARK: The request

    private var isCommandLine: Bool { request.hasPrefix("curl ") || request.hasPrefix("curl.exe ") }

    private var requestName: String {
        request == "-" ? "standard input" : isCommandLine ? "the curl line" : request
    }

    private func readRequest() throws -> RecordedRequest {
        let readNamed: CurlFileReader = { path throws(RequestTextError) in
            do throws(FileError) {
                return try readRequestFile(path)
            } catch {
                throw RequestTextError("cannot read \(path): \(error.reason)")
            }
        }
        do throws(RequestTextError) {
            let bytes = isCommandLine ? Array(request.utf8) : try readNamed(request == "-" ? "/dev/stdin" : request)
            do throws(RequestTextError) {
                let format = try recognizeRequest(bytes)
                let requests = try parseRequests(bytes, entry: format == .har ? entry : nil, readFile: readNamed)
                return try chosen(requests, format)
            } catch {
                throw RequestTextError("\(requestName): \(error)")
            }
        } catch {
            Terminal.printError("error: \(visibleText(error.reason))")
            throw ExitCode(1)
        }
    }

    private func chosen(
        _ requests: [RecordedRequest],
        _ format: RequestFormat
    ) throws(RequestTextError) -> RecordedRequest {
        if format == .har, entry != nil, let only = requests.first { return only }
        if let entry {
            guard requests.indices.contains(entry - 1) else {
                throw RequestTextError("there is no request \(entry): it has \(requests.count)")
            }
            return requests[entry - 1]
        }
        guard requests.count < 2, let only = requests.first else {
            throw RequestTextError("it has \(requests.count) requests: say which one with --entry, from 1")
        }
        return only
    }

    private func settled(_ request: RecordedRequest) -> RecordedRequest {
        var request = request
        if let from { request.peer = address(from) }
        if let at { request.time = time(at) }
        return request
    }

    private func address(_ text: String) -> IPAddress? {
        Array(text.utf8).withUnsafeBufferPointer { parseIPAddress(ByteView($0)) }
    }

    private func time(_ text: String) -> (seconds: Int64, nanoseconds: Int32)? {
        let value = Array(text.utf8).withUnsafeBufferPointer { parseTimestampText(ByteView($0)) }
        return value.map { ($0.seconds, $0.nanoseconds) }
    }
}

/// The largest file of a request that is read.
private let requestBytesMax = 64 << 20

/// Reads a file that holds requests.
func readRequestFile(_ path: String) throws(FileError) -> [UInt8] {
    let bytes = try readFile(path, limitBytes: requestBytesMax)
    guard bytes.count <= requestBytesMax else {
        throw FileError(reason: "it is larger than \(requestBytesMax >> 20) MiB")
    }
    return bytes
}
