package import GateRuntime
package import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization
package import Tracing

/// The gateway as a service: listens, serves the graph, and on graceful shutdown finishes what is under way.
package final class GatewayServer: Service {
    private let settings: ServerSettings
    private let threadCount: Int
    private let sink: LogSink
    private let logger: Logger
    private let metrics: MetricsRegistry
    private let tracer: (any Tracer)?
    private let drainLimit: Duration
    private let state: Mutex<State>

    private struct State {
        var source: GraphSource
        /// How often another graph was installed.
        var installCount = 0
        var loops: LoopTable?
        var readiness = Readiness.starting([])
    }

    private enum Readiness {
        case starting([CheckedContinuation<[ListenAddress], any Error>])
        case ready([ListenAddress])
        case failed(any Error)
    }

    /// Seconds that requests under way may take once the server is stopping.
    package static let drainSeconds = 10

    /// A server of `source`'s graph on the listeners of `settings`, with `threads` event loops.
    ///
    /// Limits and log settings are the graph's own.
    package init(
        graph source: GraphSource,
        settings: ServerSettings,
        threads: Int,
        sink: LogSink,
        logger: Logger,
        metrics: MetricsRegistry = MetricsRegistry(),
        tracer: (any Tracer)? = InstrumentationSystem.tracerIfAny,
        drainLimit: Duration = .seconds(GatewayServer.drainSeconds)
    ) {
        self.settings = settings
        threadCount = max(threads, 1)
        self.sink = sink
        self.logger = logger
        self.metrics = metrics
        self.tracer = tracer
        self.drainLimit = drainLimit
        state = Mutex(State(source: source))
    }

    /// Serves until graceful shutdown or cancellation.
    ///
    /// Throws ``ListenFailure`` where an address cannot be bound.
    package func run() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: threadCount)
        do {
            try await serve(group)
        } catch {
            settle(.failed(error))
            try? await group.shutdownGracefully()
            throw error
        }
        try await group.shutdownGracefully()
    }

    /// The addresses that are listened on, once they are; throws what ``run()`` throws where it fails before.
    package func ready() async throws -> [ListenAddress] {
        try await withCheckedThrowingContinuation { continuation in
            let result: Result<[ListenAddress], any Error>? = state.withLock { state in
                switch state.readiness {
                case .starting(let waiting):
                    state.readiness = .starting(waiting + [continuation])
                    return nil
                case .ready(let addresses): return .success(addresses)
                case .failed(let error): return .failure(error)
                }
            }
            if let result { continuation.resume(with: result) }
        }
    }

    /// Serves another graph from now on.
    ///
    /// Each loop makes its own between two requests; a request that has begun finishes with the graph it began with.
    package func install(_ source: GraphSource) {
        let loops = state.withLock { state in
            state.source = source
            state.installCount += 1
            return state.loops
        }
        loops?.forEach { $0.install(source) }
    }

    // MARK: -

    private func serve(_ group: MultiThreadedEventLoopGroup) async throws {
        let (source, installCount) = state.withLock { ($0.source, $0.installCount) }
        let census = ConnectionCensus(metrics: metrics)
        let loops = try await LoopTable(group, source: source, sink: sink, census: census, tracer: tracer)
        metrics.attach {
            MetricsRegistry.ServerSample(loops: await loops.samples(), connections: census.openCount)
        }
        let connections = settings.limits.connections
        let fitting = DescriptorLimit.raise(forConnections: connections)
        if fitting < connections {
            logger.warning(
                "the limit of open files is too low for `limits.connections`; raise it (LimitNOFILE= or ulimit -n)",
                metadata: ["connections": "\(connections)", "fitting": "\(fitting)"]
            )
        }
        var listeners: [Listener] = []
        do {
            for address in settings.listeners {
                listeners.append(try await Listener.bind(address, group: group, loops: loops, logger: logger))
            }
        } catch {
            for listener in listeners { await listener.close() }
            throw error
        }
        let addresses = listeners.map(\.address)
        // A graph that was installed while the loops were made is theirs as well.
        let missed = state.withLock { state in
            state.loops = loops
            return state.installCount == installCount ? nil : state.source
        }
        if let missed { loops.forEach { $0.install(missed) } }
        settle(.ready(addresses))
        logger.info("listening", metadata: ["addresses": .array(addresses.map { "\($0)" })])
        // Ends by graceful shutdown or, with an error, by cancellation; the latter leaves no time for requests.
        let isGraceful = (try? await gracefulShutdown()) != nil
        logger.info("stopping")
        for listener in listeners { await listener.close() }
        await loops.drain(limit: isGraceful ? TimeAmount(drainLimit) : .zero)
        await loops.flushLogs()
        state.withLock { $0.loops = nil }
        logger.info("stopped")
    }

    private func settle(_ readiness: Readiness) {
        let waiting = state.withLock { state in
            guard case .starting(let waiting) = state.readiness else {
                return [CheckedContinuation<[ListenAddress], any Error>]()
            }
            state.readiness = readiness
            return waiting
        }
        for continuation in waiting {
            switch readiness {
            case .ready(let addresses): continuation.resume(returning: addresses)
            case .failed(let error): continuation.resume(throwing: error)
            case .starting: continue
            }
        }
    }
}
