import ArgumentParser
import GateCompiler
import GateDiagnostics
import GateRuntime
import GateServer
import Glibc
import Logging
import ServiceLifecycle
import UnixSignals

/// `hookgate run`: compiles a file and serves it until SIGTERM or SIGINT.
struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve a configuration file.",
        discussion: """
            Refuses a file that "check" refuses, but does without samples that are not there, and names every secret \
            that cannot be read. SIGTERM and SIGINT stop \
            accepting, finish the requests under way (10 s at most), and exit with 0. HOOKGATE_THREADS sets the number \
            of event loops; the default is the number of processors.
            """
    )

    @Argument(help: "The file to serve.", completion: .file(extensions: ["yaml", "yml"]))
    var file = "gateway.yaml"

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Listen here instead of where the file says; may be repeated.",
            discussion: "HOST:PORT, [IPV6]:PORT or unix:/PATH.",
            valueName: "address"
        )
    )
    var listen: [String] = []

    @Option(name: .long, help: "Least severe level that is logged: debug, info, warning or error.")
    var logLevel: LogSettings.Level?

    /// Event loops at most.
    private static let threadCountMax = 1024

    func validate() throws {
        _ = try listeners()
        _ = try threadCount()
    }

    func run() async throws {
        let compilation = compileFile(file, needsSamples: false)
        if !compilation.diagnostics.isEmpty { Terminal.printError(compilation.renderedDiagnostics()) }
        guard var graph = compilation.graph else { throw ExitCode(1) }
        if let addresses = try listeners() { graph.settings.listeners = addresses }
        if let logLevel { graph.settings.log.level = logLevel }
        let secrets: [[UInt8]]
        do {
            secrets = try readSecrets(graph.secrets)
        } catch {
            for failure in error.failures { Terminal.printError("error: \(failure)") }
            throw ExitCode(1)
        }
        try await serve(graph, secrets: secrets)
    }

    private func serve(_ graph: Graph, secrets: [[UInt8]]) async throws {
        // A log reader that goes away must not end the gateway.
        signal(SIGPIPE, SIG_IGN)
        let sink = LogSink(descriptor: STDERR_FILENO)
        let level = graph.settings.log.level
        let logger = Logger(label: "hookgate") { _ in LineLogHandler(sink: sink, level: level) }
        let describe = FaultDescription(graph: graph, file: file)
        let source = GraphSource(
            make: { BoundGraph(graph, secrets: secrets) },
            describeFault: { describe.text(of: $0) }
        )
        let server = GatewayServer(
            graph: source,
            settings: graph.settings,
            threads: try threadCount(),
            sink: sink,
            logger: logger
        )
        let group = ServiceGroup(
            services: [server],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: Logger(label: "lifecycle") { _ in LineLogHandler(sink: sink, level: .warning) }
        )
        do {
            try await group.run()
            await sink.close()
        } catch let failure as ListenFailure {
            await sink.close()
            Terminal.printError("error: \(failure)")
            throw ExitCode(1)
        }
    }

    private func listeners() throws -> [ListenAddress]? {
        guard !listen.isEmpty else { return nil }
        return try listen.map { text in
            do {
                return try parseListenAddress(text)
            } catch let error as ListenAddressError {
                throw ValidationError("--listen \(text): \(error.reason)")
            }
        }
    }

    private func threadCount() throws -> Int {
        guard let text = Terminal.environment("HOOKGATE_THREADS"), !text.isEmpty else {
            return max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        }
        guard let count = Int(text), (1...Run.threadCountMax).contains(count) else {
            throw ValidationError("HOOKGATE_THREADS is a number from 1 to \(Run.threadCountMax), not \"\(text)\"")
        }
        return count
    }
}

extension LogSettings.Level: ExpressibleByArgument {}
