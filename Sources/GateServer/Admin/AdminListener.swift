import GateRuntime
import NIOCore
import NIOHTTP1
import NIOPosix

/// A socket that operators connect to, with the connections that it took.
struct AdminListener: Sendable {
    /// The address as it was asked for.
    let configured: ListenAddress
    /// Where it listens, with the port that the system chose.
    let address: ListenAddress
    let access: AdminAccess
    private let channel: any Channel
    private let file: UnixSocketFile?
    private let connections: NIOLoopBound<AdminConnections>

    /// Bytes of a header line, and of all of a request's.
    private static let headerLineBytesMax = 8192
    private static let headerBytesMax = 16_384
    private static let headerLinesMax = 64
    /// Connections that wait to be accepted.
    private static let backlog: CInt = 64
    /// How long a connection may be silent.
    private static let idleLimit = TimeAmount.seconds(60)

    /// Binds `address` and answers what comes there.
    static func bind(
        _ address: ListenAddress,
        group: MultiThreadedEventLoopGroup,
        routes: AdminRoutes
    ) async throws(ListenFailure) -> AdminListener {
        let loop = group.next()
        let connections: NIOLoopBound<AdminConnections>
        do {
            connections = try await loop.submit { NIOLoopBound(AdminConnections(), eventLoop: loop) }.get()
        } catch {
            throw ListenFailure(address, error)
        }
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: backlog)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try AdminListener.setUp(channel, routes: routes, connections: connections)
                }
            }
        let socket: BoundSocket
        switch address {
        case .tcp(let host, let port): socket = try await BoundSocket.bind(host: host, port: port, bootstrap)
        case .unix(let path): socket = try await BoundSocket.bind(path: path, bootstrap)
        case .systemd:
            throw ListenFailure(address, reason: "it is not for operators", advice: "use a loopback address")
        }
        return AdminListener(address, socket, connections, routes.access)
    }

    private init(
        _ configured: ListenAddress,
        _ socket: BoundSocket,
        _ connections: NIOLoopBound<AdminConnections>,
        _ access: AdminAccess
    ) {
        self.configured = configured
        address = socket.address
        channel = socket.channel
        file = socket.file
        self.connections = connections
        self.access = access
    }

    private static func setUp(
        _ channel: any Channel,
        routes: AdminRoutes,
        connections: NIOLoopBound<AdminConnections>
    ) throws {
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = headerLineBytesMax
        limits.maxHeaderListSize = headerBytesMax
        limits.maxHeaderFieldCount = headerLinesMax
        let pipeline = channel.pipeline.syncOperations
        try pipeline.configureHTTPServerPipeline(
            withPipeliningAssistance: true,
            withErrorHandling: true,
            withEncoderConfiguration: HTTPResponseEncoder.Configuration(),
            withDecoderLimitConfiguration: limits
        )
        try pipeline.addHandler(IdleStateHandler(allTimeout: idleLimit))
        try pipeline.addHandler(AdminHandler(routes: routes, connections: connections.value))
    }

    /// Stops accepting, lets answers under way finish and closes the other connections.
    func close() async {
        // An error would say that it is closed already.
        try? await channel.close()
        file?.remove()
        try? await channel.eventLoop.submit { connections.value.quiesce() }.get()
    }
}

/// The open connections of a listener, on its loop.
final class AdminConnections {
    /// Connections at once; more are closed.
    static let countMax = 64

    private var channels: [ObjectIdentifier: any Channel] = [:]

    /// Takes a connection in; false where there are too many.
    func add(_ channel: any Channel) -> Bool {
        guard channels.count < AdminConnections.countMax else { return false }
        channels[ObjectIdentifier(channel)] = channel
        return true
    }

    func remove(_ channel: any Channel) {
        channels[ObjectIdentifier(channel)] = nil
    }

    /// Closes each connection once it has nothing to answer.
    func quiesce() {
        for channel in channels.values { channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent()) }
    }
}
