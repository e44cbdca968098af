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

    /// Binds `address` and gives its connections to the loops of `context`.
    static func bind(_ address: ListenAddress, id: Int, _ context: Context) async throws(ListenFailure) -> Listener {
        let bootstrap = bootstrap(address, id: id, context)
        switch address {
        case .tcp(let host, let port):
            do {
                let channel = try await bootstrap.bind(host: host, port: port).get()
                let bound = ListenAddress.tcp(host: host, port: channel.localAddress?.port ?? port)
                return Listener(requested: address, address: bound, id: id, channels: [channel], file: nil)
            } catch {
                throw ListenFailure(address, error)
            }
        case .unix(let path):
            try UnixSocketFile.removeStale(at: path)
            let channel: any Channel
            do {
                channel = try await bootstrap.bind(unixDomainSocketPath: path).get()
            } catch {
                throw ListenFailure(address, error)
            }
            do {
                let file = try UnixSocketFile(bound: path)
                return Listener(requested: address, address: address, id: id, channels: [channel], file: file)
            } catch {
                try? await channel.close()
                throw error
            }
        case .systemd(let name):
            let channels = try await take(name, context.sockets, bootstrap)
            return Listener(requested: address, address: address, id: id, channels: channels, file: nil)
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
        let isUnix = if case .unix = address { true } else { false }
        let loops = context.loops
        let logger = context.logger
        return ServerBootstrap(group: context.group)
            .serverChannelOption(.backlog, value: backlog)
            .serverChannelOption(.maxMessagesPerRead, value: acceptedAtOnce)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(AcceptGuard(logger: logger))
                }
            }
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelOption(.maxMessagesPerRead, value: 1)
            .childChannelOption(
                .recvAllocator,
                value: AdaptiveRecvByteBufferAllocator(minimum: 2048, initial: 2048, maximum: 65_536)
            )
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = try ConnectionHandler(loop: loops.loop(for: channel.eventLoop), listener: id)
                    try channel.pipeline.syncOperations.addHandler(handler)
                    // A passed socket may be of either kind; a unix socket refuses the option.
                    if !isUnix { try? channel.syncOptions?.setOption(.tcpOption(.tcp_nodelay), value: 1) }
                }
            }
    }

    /// Stops accepting, and removes a socket file.
    func close() async {
        // An error would say that it is closed already.
        for channel in channels { try? await channel.close() }
        file?.remove()
    }
}
