import ArgumentParser
import CoreMetrics
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

    @Option(name: .long, help: "How the log looks: json, or text for people.")
    var logFormat: LogSettings.Format?

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
        let metrics = MetricsRegistry()
        MetricsSystem.bootstrap(metrics)
        let sink = LogSink(
            descriptor: STDERR_FILENO,
            writesPriorities: JournalStream.isConnected(
                STDERR_FILENO,
                variable: Terminal.environment("JOURNAL_STREAM")
            )
        )
        let logs = LogControl(sink: sink, settings: graph.settings.log, level: logLevel, format: logFormat)
        var adjusted = graph
        adjusted.settings.log = logs.effective(graph.settings.log)
        let graph = adjusted
        let logger = Logger(label: "hookgate") { _ in LineLogHandler(control: logs) }
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
            logger: logger,
            metrics: metrics
        )
        let admin = AdminServer(
            control: control(),
            metrics: metrics,
            version: hookgateVersion,
            logger: logger
        )
        // The admin listener comes first, so that it answers until the gateway has drained.
        let group = ServiceGroup(
            services: [admin, server],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: Logger(label: "lifecycle") { _ in LineLogHandler(control: logs, floor: .warning) }
        )
        do {
            let token = graph.settings.admin?.token.map { AdminToken(secrets[$0]) }
            try await admin.apply(graph.settings.admin, token: token)
            try await group.run()
            await sink.close()
        } catch let failure as ListenFailure {
            await sink.close()
            Terminal.printError("error: \(failure)")
            throw ExitCode(1)
        }
    }

    /// What the admin listener asks; the graph of the start is the only one.
    private func control() -> AdminControl {
        var status = GatewayStatus()
        status.startedAt = .now()
        status.phase = .serving
        let started = status
        return AdminControl(
            status: { started },
            reload: {
                ReloadReport(
                    trigger: .admin,
                    result: .refused,
                    at: .now(),
                    nanoseconds: 0,
                    generation: 1,
                    summary: "the file is read at the start only"
                )
            }
        )
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
extension LogSettings.Format: ExpressibleByArgument {}
