import NIOCore
import NIOHTTP1

/// A connection to the admin listener.
///
/// Requests come one at a time; their answers may take a while, so they are made off the loop.
final class AdminHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let routes: AdminRoutes
    private let connections: AdminConnections
    private var context: ChannelHandlerContext?
    /// The request that is being read.
    private var head: HTTPRequestHead?
    private var isAnswering = false
    private var isCounted = false

    init(routes: AdminRoutes, connections: AdminConnections) {
        self.routes = routes
        self.connections = connections
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    func channelActive(context: ChannelHandlerContext) {
        isCounted = connections.add(context.channel)
        if !isCounted { context.close(promise: nil) }
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        if isCounted { connections.remove(context.channel) }
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            // No route takes a body, and none is waited for.
            let announced = head.headers[canonicalForm: "content-length"].first.map { $0 != "0" } ?? false
            if announced || head.headers.contains(name: "transfer-encoding") { refuseBody() }
        case .body(let bytes):
            if bytes.readableBytes > 0 { refuseBody() }
        case .end:
            guard let head else { return }
            self.head = nil
            answer(head, context)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent {
            if !isAnswering { context.close(promise: nil) }
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func refuseBody() {
        guard let head else { return }
        self.head = nil
        write(AdminResponse(problem: .payloadTooLarge, "No request here has a body."), to: head, closes: true)
    }

    private func answer(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        isAnswering = true
        let request = AdminRequest(head)
        let routes = self.routes
        let answer = context.eventLoop.makePromise(of: AdminResponse.self)
        answer.completeWithTask { await routes.answer(request) }
        answer.futureResult.assumeIsolated().whenSuccess { response in
            self.isAnswering = false
            self.write(response, to: head, closes: !head.isKeepAlive)
        }
    }

    private func write(_ response: AdminResponse, to request: HTTPRequestHead, closes: Bool) {
        guard let context else { return }
        var headers = response.headers
        headers.add(name: "content-type", value: response.contentType)
        headers.add(name: "content-length", value: "\(response.body.count)")
        headers.add(name: "cache-control", value: "no-store")
        if closes { headers.add(name: "connection", value: "close") }
        let head = HTTPResponseHead(version: request.version, status: response.status, headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if request.method != .HEAD {
            var body = context.channel.allocator.buffer(capacity: response.body.count)
            body.writeBytes(response.body)
            context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        }
        guard closes else { return context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil) }
        let sent = context.eventLoop.makePromise(of: Void.self)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: sent)
        sent.futureResult.assumeIsolated().whenComplete { _ in self.context?.close(promise: nil) }
    }
}
