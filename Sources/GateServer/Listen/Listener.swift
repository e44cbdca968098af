import GateRuntime
import Logging
import NIOCore
import NIOPosix

/// An address that connections are accepted on.
struct Listener: Sendable {
    /// What was asked for.
    let requested: ListenAddress
    /// Where it listens, with the port that the system chose.
    let address: ListenAddress
    /// Tells its connections from those of other listeners.
    let id: Int
    private let channels: [any Channel]
    private let file: UnixSocketFile?
    private let context: Context

    /// Connections that wait to be accepted.
    private static let backlog: CInt = 1024
    /// Connections that are accepted before anything else is done: a burst is taken in whole, and a listener that is
    /// closed has taken in what waited.
    private static let acceptedAtOnce: UInt = 256

    /// What a listener needs besides its address.
    struct Context: Sendable {
        var group: MultiThreadedEventLoopGroup
        var loops: LoopTable
        var sockets: PassedSockets
        var logger: Logger
    }

    /// Binds `address`; connections wait until ``start()`` and then go to the loops of `context`.
    static func bind(_ address: ListenAddress, id: Int, _ context: Context) async throws(ListenFailure) -> Listener {
        let bootstrap = bootstrap(address, id: id, context)
        func listener(_ socket: BoundSocket) -> Listener {
            Listener(
                requested: address,
                address: socket.address,
                id: id,
                channels: [socket.channel],
                file: socket.file,
                context: context
            )
        }
        switch address {
        case .tcp(let host, let port): return listener(try await BoundSocket.bind(host: host, port: port, bootstrap))
        case .unix(let path): return listener(try await BoundSocket.bind(path: path, bootstrap))
        case .systemd(let name):
            let channels = try await take(name, context.sockets, bootstrap)
            return Listener(
                requested: address,
                address: address,
                id: id,
                channels: channels,
                file: nil,
                context: context
            )
        }
    }

    /// Listens on the sockets that were passed under a name.
    private static func take(
        _ name: String,
        _ sockets: PassedSockets,
        _ bootstrap: ServerBootstrap
    ) async throws(ListenFailure) -> [any Channel] {
        let copies = sockets.copies(named: name)
        guard !copies.isEmpty else { throw ListenFailure(missing: name, passed: sockets.names) }
        var channels: [any Channel] = []
        do {
            for copy in copies { channels.append(try await bootstrap.withBoundSocket(copy).get()) }
            return channels
        } catch {
            for channel in channels { try? await channel.close() }
            throw ListenFailure(.systemd(name: name), error)
        }
    }

    private static func bootstrap(_ address: ListenAddress, id: Int, _ context: Context) -> ServerBootstrap {
        let loops = context.loops
        let logger = context.logger
        return ServerBootstrap(group: context.group)
            .serverChannelOption(.backlog, value: backlog)
            .serverChannelOption(.maxMessagesPerRead, value: acceptedAtOnce)
            .serverChannelOption(.autoRead, value: false)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(AcceptGuard(logger: logger))
                }
            }
            .childChannelInitializer { channel in
                AcceptedConnection.initialize(channel, loops, listener: id, hasDelay: address.mayBeTCP)
            }
    }
}

extension Listener {
    /// Begins to accept.
    func start() async {
        // Fails on a closed channel only.
        for channel in channels { try? await channel.setOption(.autoRead, value: true).get() }
    }

    /// Stops accepting, and removes a socket file.
    ///
    /// What was accepted is served, and so is what waited to be: closing a socket resets the connections in its queue.
    /// Those of a passed socket stay there for whoever takes it next.
    func close() async {
        for channel in channels { try? await channel.setOption(.autoRead, value: false).get() }
        // A connection that was accepted is taken in by its loop, which tells the listener's, which begins it: were the
        // listener closed meanwhile, it would be dropped.
        for _ in 0..<3 { await context.loops.forEach { _ in } }
        let isHeld = if case .systemd = requested { true } else { false }
        var waiting: [NIOBSDSocket.Handle] = []
        for channel in channels {
            let closed = channel.eventLoop.submit {
                let rest = isHeld ? [] : AcceptedConnection.acceptAll(from: channel)
                channel.close(promise: nil)
                return rest
            }
            waiting += (try? await closed.get()) ?? []
        }
        file?.remove()
        for socket in waiting {
            // One whose client is gone already fails, and is closed by that.
            _ = try? await AcceptedConnection.bootstrap(
                context.group,
                context.loops,
                listener: id,
                hasDelay: requested.mayBeTCP
            ).withConnectedSocket(socket).get()
        }
    }
}

extension ListenAddress {
    /// Whether its connections have Nagle's delay to be turned off; a passed socket may be of either kind.
    fileprivate var mayBeTCP: Bool {
        if case .unix = self { false } else { true }
    }
}
