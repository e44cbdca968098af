package import GateRuntime
package import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization

/// The admin listener as a service: health, metrics, status and reload, for those who run the gateway.
///
/// It has a thread of its own, so that it answers while the gateway's loops are busy. It should come before the gateway
/// in a service group: then it answers until the gateway has drained.
package final class AdminServer: Service {
    private struct State {
        var group: MultiThreadedEventLoopGroup?
        var listener: AdminListener?
        var isClosed = false
    }

    private let control: AdminControl
    private let metrics: MetricsRegistry
    private let version: String
    private let logger: Logger
    private let state = Mutex(State())

    /// A server that listens nowhere yet.
    package init(control: AdminControl, metrics: MetricsRegistry, version: String, logger: Logger) {
        self.control = control
        self.metrics = metrics
        self.version = version
        self.logger = logger
    }

    /// Where it listens, with the port that the system chose; nil where it does not.
    package var address: ListenAddress? { state.withLock { $0.listener?.address } }

    /// Listens as `settings` say from now on; nil closes the listener.
    ///
    /// Another address is bound before the old one is let go: where that fails, the old listener stays. Calls must not
    /// overlap.
    package func apply(_ settings: AdminSettings?, token: AdminToken?) async throws(ListenFailure) {
        let (current, isClosed) = state.withLock { ($0.listener, $0.isClosed) }
        guard let settings, !isClosed else {
            state.withLock { $0.listener = nil }
            await current?.close()
            return
        }
        let rules = AdminAccess.Rules(token: token, allowsReload: settings.allowsReload)
        if let current, current.configured == settings.address {
            current.access.rules = rules
            return
        }
        let isTCP = if case .tcp = settings.address { true } else { false }
        let routes = AdminRoutes(
            control: control,
            metrics: metrics,
            version: version,
            access: AdminAccess(rules),
            checksHost: isTCP
        )
        let listener = try await AdminListener.bind(settings.address, group: group(), routes: routes)
        state.withLock { $0.listener = listener }
        logger.info("admin listening", metadata: ["address": "\(listener.address)"])
        await current?.close()
    }

    /// Serves until graceful shutdown or cancellation.
    package func run() async throws {
        // Ends by graceful shutdown or, with an error, by cancellation: either way it is over.
        try? await gracefulShutdown()
        let (listener, group) = state.withLock { state in
            defer { (state.listener, state.group, state.isClosed) = (nil, nil, true) }
            return (state.listener, state.group)
        }
        await listener?.close()
        // An error would say that it is shut down already.
        try? await group?.shutdownGracefully()
    }

    private func group() -> MultiThreadedEventLoopGroup {
        state.withLock { state in
            let group = state.group ?? MultiThreadedEventLoopGroup(numberOfThreads: 1)
            state.group = group
            return group
        }
    }
}
