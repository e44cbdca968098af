import NIOCore
import NIOPosix

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// What becomes of a socket that was accepted, whoever accepted it.
enum AcceptedConnection {
    /// Gives a connection its options and its handler.
    static func initialize(
        _ channel: any Channel,
        _ loops: LoopTable,
        listener: Int,
        hasDelay: Bool
    ) -> EventLoopFuture<Void> {
        channel.eventLoop.makeCompletedFuture {
            let options = channel.syncOptions
            try options?.setOption(.allowRemoteHalfClosure, value: true)
            try options?.setOption(.maxMessagesPerRead, value: 1)
            try options?.setOption(
                .recvAllocator,
                value: AdaptiveRecvByteBufferAllocator(minimum: 2048, initial: 2048, maximum: 65_536)
            )
            // A passed unix socket refuses it.
            if hasDelay { try? options?.setOption(.tcpOption(.tcp_nodelay), value: 1) }
            let handler = try ConnectionHandler(loop: loops.loop(for: channel.eventLoop), listener: listener)
            try channel.pipeline.syncOperations.addHandler(handler)
        }
    }

    /// Makes connections of sockets that ``acceptAll(from:)`` gave.
    static func bootstrap(
        _ group: MultiThreadedEventLoopGroup,
        _ loops: LoopTable,
        listener: Int,
        hasDelay: Bool
    ) -> ClientBootstrap {
        ClientBootstrap(group: group).channelInitializer { channel in
            initialize(channel, loops, listener: listener, hasDelay: hasDelay)
        }
    }

    /// Accepts whatever waits at a listening channel, on its loop.
    static func acceptAll(from channel: any Channel) -> [NIOBSDSocket.Handle] {
        let accepted = try? channel.pipeline.syncOperations.withUnsafeTransportIfAvailable(
            of: NIOBSDSocket.Handle.self
        ) { listening in
            var sockets: [NIOBSDSocket.Handle] = []
            while true {
                let socket = accept(listening, nil, nil)
                if socket >= 0 {
                    _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
                    _ = fcntl(socket, F_SETFL, O_NONBLOCK)
                    sockets.append(socket)
                } else if errno != EINTR, errno != ECONNABORTED {
                    return sockets
                }
            }
        }
        return accepted ?? []
    }
}
