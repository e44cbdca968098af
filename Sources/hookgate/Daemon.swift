import ArgumentParser
import GateRuntime
import GateServer
import Glibc
import Logging
import ServiceLifecycle
import UnixSignals

/// The running gateway: its parts, which are started together and stopped one after another.
struct Daemon {
    private let gateway: LoadedGateway
    private let loader: GatewayLoader
    private let inputs: LoadInputs
    private let threads: Int
    private let sink: LogSink
    private let environment: ServerEnvironment
    private let logger: Logger

    /// A daemon that begins with what was loaded.
    init(_ gateway: LoadedGateway, _ loader: GatewayLoader, inputs: LoadInputs, threads: Int) {
        self.gateway = gateway
        self.loader = loader
        self.inputs = inputs
        self.threads = threads
        let sink = LogSink(descriptor: STDERR_FILENO)
        let level = gateway.settings.log.level
        self.sink = sink
        logger = Logger(label: "hookgate") { _ in JSONLogHandler(sink: sink, level: level) }
        environment = ServerEnvironment(sink: sink, variables: Terminal.environment, processID: getpid())
        environment.board.update { status in
            status.graph = GraphStatus(
                generation: 1,
                hash: gateway.hash,
                loadedAt: .now(),
                endpoints: gateway.endpoints
            )
        }
    }

    /// Runs until a signal ends it.
    func run() async throws {
        let server = GatewayServer(
            graph: gateway.source,
            settings: gateway.settings,
            threads: threads,
            environment: environment,
            logger: logger
        )
        let watcher = FileWatcher(logger: logger)
        let reloader = Reloader(parts(server, watcher), logger: logger)
        watcher.onChange { await reloader.reload(.file) }
        watcher.update(inputs)
        let stop = StopSwitch()
        let signals = SignalService(
            signals: await UnixSignalsSequence(trapping: .sighup, .sigterm, .sigint),
            logger: logger,
            reload: { Task { await reloader.reload(.signal) } },
            stop: { stop.turn() },
            flush: { [sink] in await sink.close() }
        )
        let sink = sink
        let group = ServiceGroup(
            services: [signals, server, watcher],
            logger: Logger(label: "lifecycle") { _ in JSONLogHandler(sink: sink, level: .warning) }
        )
        stop.connect { Task { await group.triggerGracefulShutdown() } }
        do {
            try await group.run()
            await sink.close()
        } catch let failure as ListenFailure {
            await sink.close()
            Terminal.printError("error: \(failure)")
            throw ExitCode(1)
        }
    }

    private func parts(_ server: GatewayServer, _ watcher: FileWatcher) -> Reloader.Parts {
        let loader = loader
        return Reloader.Parts(
            server: server,
            environment: environment,
            load: { loader.load($0) },
            apply: { _ in },
            accept: { loader.accept() },
            watch: { watcher.update($0) },
            report: { _ in }
        )
    }
}
