import GateRuntime
import Logging
import NIOCore
import NIOPosix

/// A socket that connections are accepted from.
struct Listener: Sendable {
    /// Where it listens, with the port that the system chose.
    let address: ListenAddress
    private let channel: any Channel
    private let file: UnixSocketFile?

    /// Connections that wait to be accepted.
    private static let backlog: CInt = 1024

    /// Binds `address` and gives its connections to `loops`.
    static func bind(
        _ address: ListenAddress,
        group: MultiThreadedEventLoopGroup,
        loops: LoopTable,
        logger: Logger
    ) async throws -> Listener {
        let isTCP = if case .tcp = address { true } else { false }
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: backlog)
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
                    let handler = try ConnectionHandler(loop: loops.loop(for: channel.eventLoop))
                    try channel.pipeline.syncOperations.addHandler(handler)
                    if isTCP { try channel.syncOptions?.setOption(.tcpOption(.tcp_nodelay), value: 1) }
                }
            }
        switch address {
        case .tcp(let host, let port):
            do {
                let channel = try await bootstrap.bind(host: host, port: port).get()
                let bound = ListenAddress.tcp(host: host, port: channel.localAddress?.port ?? port)
                return Listener(address: bound, channel: channel, file: nil)
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
                return Listener(address: address, channel: channel, file: try UnixSocketFile(bound: path))
            } catch {
                try? await channel.close()
                throw error
            }
        case .systemd:
            throw ListenFailure(address, reason: "no socket of that name was passed", advice: "start it from its unit")
        }
    }

    /// Stops accepting, and removes a socket file.
    func close() async {
        // An error would say that it is closed already.
        try? await channel.close()
        file?.remove()
    }
}
