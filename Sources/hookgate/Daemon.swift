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
    init(
        _ gateway: LoadedGateway,
        _ loader: GatewayLoader,
        _ overrides: RunOverrides,
        inputs: LoadInputs,
        threads: Int
    ) {
        self.gateway = gateway
        self.loader = loader
        self.inputs = inputs
        self.threads = threads
        let journal = Terminal.environment("JOURNAL_STREAM")
        let isJournal = JournalStream.isConnected(STDERR_FILENO, variable: journal)
        let metrics = MetricsRegistry()
        sink = LogSink(descriptor: STDERR_FILENO, writesPriorities: isJournal, metrics: metrics)
        let logs = LogControl(
            sink: sink,
            settings: gateway.settings.log,
            level: overrides.logLevel,
            format: overrides.logFormat
        )
        self.logs = logs
        logger = Logger(label: "hookgate") { _ in LineLogHandler(control: logs) }
        var environment = ServerEnvironment(
            sink: sink,
            metrics: metrics,
            variables: Terminal.environment,
            processID: getpid()
        )
        if let settings = overrides.capture {
            environment.capture = RequestCapture(settings, sink: sink, metrics: metrics)
        }
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
        MetricsSystem.bootstrap(environment.metrics)
        let server = GatewayServer(
            graph: gateway.source,
            settings: gateway.settings,
            threads: threads,
            environment: environment,
            logger: logger
        )
        let watcher = FileWatcher(logger: logger)
        let adminLink = LateLink<AdminServer>()
        let reloader = Reloader(parts(server, watcher, adminLink), logger: logger)
        let admin = AdminServer(
            control: control(reloader),
            metrics: environment.metrics,
            version: hookgateVersion,
            logger: logger
        )
        adminLink.connect(admin)
        watcher.onChange { await reloader.reload(.file) }
        watcher.update(inputs)
        let group = LateLink<ServiceGroup>()
        let signals = await signals(reloader, group)
        // Stopped from the last to the first: the admin listener answers, and a second signal counts, until the
        // gateway has drained.
        let services = ServiceGroup(
            services: [signals, admin, server, watcher],
            logger: Logger(label: "lifecycle") { [logs] _ in LineLogHandler(control: logs, floor: .warning) }
        )
        group.connect(services)
        do {
            try await admin.apply(gateway.settings.admin, token: gateway.adminToken)
            try await services.run()
            await sink.close()
        } catch let failure as ListenFailure {
            await sink.close()
            Terminal.printError("error: \(failure)")
            throw ExitCode(1)
        }
    }

    private func parts(_ server: GatewayServer, _ watcher: FileWatcher, _ admin: LateLink<AdminServer>)
        -> Reloader.Parts
    {
        let (loader, logs, metrics) = (loader, logs, environment.metrics)
        return Reloader.Parts(
            server: server,
            environment: environment,
            load: { loader.load($0) },
            apply: { gateway async throws(ListenFailure) in
                try await admin.part?.apply(gateway.settings.admin, token: gateway.adminToken)
                logs.apply(gateway.settings.log)
            },
            accept: { loader.accept() },
            watch: { watcher.update($0) },
            report: { metrics.record($0) }
        )
    }

    private func control(_ reloader: Reloader) -> AdminControl {
        let board = environment.board
        return AdminControl(status: { board.status }, reload: { await reloader.reload(.admin) })
    }

    private func signals(_ reloader: Reloader, _ group: LateLink<ServiceGroup>) async -> SignalService {
        let sink = sink
        return SignalService(
            signals: await UnixSignalsSequence(trapping: .sighup, .sigterm, .sigint),
            logger: logger,
            reload: { Task { await reloader.reload(.signal) } },
            stop: { Task { await group.part?.triggerGracefulShutdown() } },
            flush: { await sink.close() }
        )
    }
}
