package import GateRuntime
package import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization

/// The gateway as a service: listens, serves the graph, and on graceful shutdown finishes what is under way.
package final class GatewayServer: Service {
    private let threadCount: Int
    private let environment: ServerEnvironment
    private let logger: Logger
    private let state: Mutex<State>

    private struct State {
        var source: GraphSource
        var settings: ServerSettings
        var listeners = ListenerSet()
        /// What listeners are bound with; nil before the loops run and after they have ended.
        var context: Listener.Context?
        var readiness = Readiness.starting([])
    }

    private enum Readiness {
        case starting([CheckedContinuation<[ListenAddress], any Error>])
        case ready([ListenAddress])
        case failed(any Error)
    }

    /// A server of `source`'s graph on the listeners of `settings`, with `threads` event loops.
    ///
    /// Limits and log settings are the graph's own.
    package init(
        graph source: GraphSource,
        settings: ServerSettings,
        threads: Int,
        environment: ServerEnvironment,
        logger: Logger
    ) {
        threadCount = max(threads, 1)
        self.environment = environment
        self.logger = logger
        state = Mutex(State(source: source, settings: settings))
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

    // MARK: Another graph

    /// What is ready to take the place of what serves.
    package struct Replacement: Sendable {
        fileprivate var source: GraphSource
        fileprivate var settings: ServerSettings
        fileprivate var change: ListenerSet.Change
    }

    /// Binds the listeners that `settings` has and the server has not; then either ``commit(_:)`` or ``abandon(_:)``.
    ///
    /// One replacement at a time. Throws ``ListenFailure`` where an address cannot be bound, and then nothing is.
    package func prepare(_ source: GraphSource, _ settings: ServerSettings) async throws(ListenFailure) -> Replacement {
        let (listeners, context) = state.withLock { ($0.listeners, $0.context) }
        guard let context else { throw ListenFailure(notServing: settings.listeners) }
        let change = try await listeners.prepare(settings.listeners, context)
        return Replacement(source: source, settings: settings, change: change)
    }

    /// Serves the replacement: when this returns, every request that begins is answered by it.
    ///
    /// Each loop makes its own graph between two events; a request that has begun finishes with the one it began with.
    /// Connections of listeners that are gone end with their next answer.
    package func commit(_ replacement: Replacement) async {
        let (context, addresses) = state.withLock { state in
            state.source = replacement.source
            state.settings = replacement.settings
            state.listeners.commit(replacement.change)
            return (state.context, state.listeners.addresses)
        }
        guard let loops = context?.loops else { return }
        let source = replacement.source
        await loops.forEach { $0.install(source) }
        for listener in replacement.change.bound { await listener.start() }
        fitDescriptors(replacement.settings)
        for listener in replacement.change.bound {
            logger.info("listening", metadata: ["addresses": .array(["\(listener.address)"])])
        }
        for listener in replacement.change.released {
            await listener.close()
            await loops.forEach { $0.drainConnections(of: listener.id) }
            logger.info("no longer listening", metadata: ["addresses": .array(["\(listener.address)"])])
        }
        environment.board.update { $0.listeners = addresses }
    }

    /// Gives up the replacement; what serves goes on.
    package func abandon(_ replacement: Replacement) async {
        await replacement.change.abandon()
    }

    // MARK: -

    private func serve(_ group: MultiThreadedEventLoopGroup) async throws {
        let (source, settings) = state.withLock { ($0.source, $0.settings) }
        let census = ConnectionCensus(metrics: environment.metrics)
        let loops = try await LoopTable(group, source: source, environment: environment, census: census)
        environment.metrics.attach {
            MetricsRegistry.ServerSample(loops: await loops.samples(), connections: census.openCount)
        }
        fitDescriptors(settings)
        let context = Listener.Context(group: group, loops: loops, sockets: environment.sockets, logger: logger)
        let change = try await ListenerSet().prepare(settings.listeners, context)
        let addresses = state.withLock { state in
            state.listeners.commit(change)
            state.context = context
            return state.listeners.addresses
        }
        warnOfUnusedSockets(settings)
        for listener in change.bound { await listener.start() }
        environment.board.update { status in
            status.phase = .serving
            status.listeners = addresses
        }
        var metadata: Logger.Metadata = ["addresses": .array(addresses.map { "\($0)" })]
        if let graph = environment.board.status.graph {
            metadata["generation"] = "\(graph.generation)"
            metadata["hash"] = "\(graph.hash)"
        }
        logger.info("listening", metadata: metadata)
        environment.notifier.ready(environment.board.status.line)
        if let limit = environment.watchdogMicroseconds {
            Watchdog(loops.eventLoops, limitMicroseconds: limit, notifier: environment.notifier).start()
        }
        settle(.ready(addresses))
        // Ends by graceful shutdown or, with an error, by cancellation; the latter leaves no time for requests.
        let isGraceful = (try? await gracefulShutdown()) != nil
        await stop(loops, isGraceful: isGraceful)
    }

    private func stop(_ loops: LoopTable, isGraceful: Bool) async {
        let drain = state.withLock { $0.settings.drain }
        environment.board.update { $0.phase = .draining }
        environment.notifier.stopping(drain)
        logger.info("stopping")
        if isGraceful {
            await loops.forEach { $0.announceClosing() }
            // Cut short by cancellation, as is what follows.
            try? await Task.sleep(for: .milliseconds(drain.delayMilliseconds))
        }
        let listeners = state.withLock { state in
            state.context = nil
            return state.listeners
        }
        await listeners.close()
        await loops.drain(limit: isGraceful ? .milliseconds(Int64(drain.timeoutMilliseconds)) : .zero)
        await environment.capture?.close()
        await loops.forEach { $0.flushLog() }
        logger.info("stopped")
    }

    /// Makes room for as many connections as the settings allow.
    private func fitDescriptors(_ settings: ServerSettings) {
        let connections = settings.limits.connections
        let fitting = DescriptorLimit.raise(forConnections: connections)
        guard fitting < connections else { return }
        logger.warning(
            "the limit of open files is too low for `limits.connections`; raise it (LimitNOFILE= or ulimit -n)",
            metadata: ["connections": "\(connections)", "fitting": "\(fitting)"]
        )
    }

    private func warnOfUnusedSockets(_ settings: ServerSettings) {
        let unused = environment.sockets.names.filter { !settings.listeners.contains(.systemd(name: $0)) }
        guard !unused.isEmpty else { return }
        logger.warning(
            "the service manager passed sockets that nothing listens on; add systemd:NAME to `server.listen`",
            metadata: ["names": .array(unused.map { "\($0)" })]
        )
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
