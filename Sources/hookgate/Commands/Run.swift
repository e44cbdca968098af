import ArgumentParser
import GateCompiler
import GateRuntime
import GateServer
import Glibc

/// `hookgate run`: compiles a file and serves it until SIGTERM or SIGINT.
struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve a configuration file.",
        discussion: """
            Refuses a file that "check" refuses, but does without samples that are not there, and names every secret \
            that cannot be read. SIGTERM and SIGINT stop \
            accepting and finish the requests under way (10 s at most). HOOKGATE_THREADS sets the number of event \
            loops; the default is the number of processors. Exit status: 0 where a signal ended it, 1 where the file \
            cannot be served, 64 for wrong usage.
            """
    )

    @Argument(help: "The file to serve.", completion: .file(extensions: ["yaml", "yml"]))
    var file = "gateway.yaml"

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Listen here instead of where the file says; may be repeated.",
            discussion: "HOST:PORT, [IPV6]:PORT, unix:/PATH or systemd:NAME.",
            valueName: "address"
        )
    )
    var listen: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp("Least severe level that is logged: debug, info, warning or error.", valueName: "level")
    )
    var logLevel: LogSettings.Level?

    @Option(name: .long, help: ArgumentHelp("How the log looks: json, or text for people.", valueName: "format"))
    var logFormat: LogSettings.Format?

    @OptionGroup(title: "Capturing requests")
    var capture: CaptureOptions

    /// Event loops at most.
    private static let threadCountMax = 1024

    func validate() throws {
        _ = try listeners()
        _ = try threadCount()
    }

    func run() async throws {
        // Until the signal service runs, a reload that is asked for comes too early; a log reader that goes away must
        // not end the gateway.
        signal(SIGHUP, SIG_IGN)
        signal(SIGPIPE, SIG_IGN)
        let overrides = RunOverrides(
            listeners: try listeners(),
            logLevel: logLevel,
            logFormat: logFormat,
            capture: try capture.settings()
        )
        let loader = GatewayLoader(file, overrides: overrides)
        let attempt = loader.load()
        if !attempt.rendered.isEmpty { Terminal.printError(attempt.rendered) }
        switch attempt.result {
        case .loaded(let gateway):
            loader.accept()
            let daemon = Daemon(gateway, loader, overrides, inputs: attempt.inputs, threads: try threadCount())
            try await daemon.run()
        case .refused(let reason):
            // Findings say it already.
            if !attempt.findings.contains(where: \.isError) { Terminal.printError("error: \(reason)") }
            throw ExitCode(1)
        case .unchanged:
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
extension LogSettings.Format: ExpressibleByArgument {}
