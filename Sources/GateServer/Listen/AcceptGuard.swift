import Logging
import NIOCore

/// Keeps the accepting socket from spinning when the process is out of file descriptors: it pauses, and says so.
final class AcceptGuard: ChannelInboundHandler {
    typealias InboundIn = any Channel

    private static let pause = TimeAmount.milliseconds(500)

    private let logger: Logger

    init(logger: Logger) {
        self.logger = logger
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard error is IOError else { return context.fireErrorCaught(error) }
        logger.error("connections cannot be accepted", metadata: ["reason": "\(error)"])
        let channel = context.channel
        try? channel.syncOptions?.setOption(.autoRead, value: false)
        context.eventLoop.assumeIsolated().scheduleTask(in: AcceptGuard.pause) {
            try? channel.syncOptions?.setOption(.autoRead, value: true)
        }
    }
}
