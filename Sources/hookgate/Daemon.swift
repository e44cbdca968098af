import ArgumentParser
import CoreMetrics
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
    private let logs: LogControl
    private let environment: ServerEnvironment
    private let logger: Logger

    /// A daemon that begins with what was loaded.
    init(_ gateway: LoadedGateway, _ loader: GatewayLoader, inputs: LoadInputs, threads: Int) {
        self.gateway = gateway
        self.loader = loader
        self.inputs = inputs
        self.threads = threads
        let metrics = MetricsRegistry()
        MetricsSystem.bootstrap(metrics)
        let isJournal = JournalStream.isConnected(STDERR_FILENO, variable: Terminal.environment("JOURNAL_STREAM"))
        sink = LogSink(descriptor: STDERR_FILENO, writesPriorities: isJournal, metrics: metrics)
        let logs = LogControl(sink: sink, settings: gateway.settings.log)
        self.logs = logs
        logger = Logger(label: "hookgate") { _ in LineLogHandler(control: logs) }
        var environment = ServerEnvironment(sink: sink, variables: Terminal.environment, processID: getpid())
        environment.metrics = metrics
        self.environment = environment
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
        let reload = ReloadSwitch()
        let board = environment.board
        let admin = AdminServer(
            control: AdminControl(status: { board.status }, reload: { await reload.turn() }),
            metrics: environment.metrics,
            version: hookgateVersion,
            logger: logger
        )
        let reloader = Reloader(parts(server, admin, watcher), logger: logger)
        reload.connect(reloader)
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
        let logs = logs
        // They stop from the last to the first: the admin listener answers until the gateway has drained.
        let group = ServiceGroup(
            services: [signals, admin, server, watcher],
            logger: Logger(label: "lifecycle") { _ in LineLogHandler(control: logs, floor: .warning) }
        )
        stop.connect { Task { await group.triggerGracefulShutdown() } }
        do {
            try await admin.apply(gateway.settings.admin, token: gateway.adminToken)
            try await group.run()
            await sink.close()
        } catch let failure as ListenFailure {
            await sink.close()
            Terminal.printError("error: \(failure)")
            throw ExitCode(1)
        }
    }

    private func parts(_ server: GatewayServer, _ admin: AdminServer, _ watcher: FileWatcher) -> Reloader.Parts {
        let (loader, logs, metrics) = (loader, logs, environment.metrics)
        return Reloader.Parts(
            server: server,
            environment: environment,
            load: { loader.load($0) },
            apply: { gateway async throws(ListenFailure) in
                try await admin.apply(gateway.settings.admin, token: gateway.adminToken)
                logs.apply(gateway.settings.log)
            },
            accept: { loader.accept() },
            watch: { watcher.update($0) },
            report: { metrics.record($0) }
        )
    }
}
