import GateRuntime
import NIOCore

/// One connection: hands what the socket gives to a ``ConnectionMachine`` and does what it says, on the event loop.
///
/// A request that came whole in one read is evaluated where the socket's buffer has it. Otherwise its bytes are kept in
/// `unread` until it is whole; that memory is given back when it has been answered.
final class ConnectionHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// What to do after the machine had nothing more to say.
    private enum Halt {
        case wait, takeOwnership, pause, linger, close
    }

    /// Bytes of answers that are handed to the socket without waiting for the end of the read.
    private static let outputBytesMax = 65_536

    /// Where the loop has this connection in its list.
    var slot = 0
    /// When the loop calls ``expire()``, on its clock.
    private(set) var deadline = UInt64.max
    /// Which listener accepted it.
    let listener: Int

    private let loop: GatewayLoop
    private var context: ChannelHandlerContext?
    private var machine = ConnectionMachine()
    private var unread = ByteBuffer()
    private var peer: IPAddress?
    private var pending: PendingRequest?
    private var requestStart: UInt64 = 0
    private var armed: ConnectionMachine.Timer?
    /// Whether the client takes its answers too slowly to be given more.
    private var isPaused = false
    /// Whether the last answer is being sent.
    private var isEnding = false

    init(loop: GatewayLoop, listener: Int) {
        self.loop = loop
        self.listener = listener
    }

    // MARK: Events

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    func channelActive(context: ChannelHandlerContext) {
        peer = context.remoteAddress.flatMap(IPAddress.init)
        loop.clock.read()
        switch loop.add(self) {
        case .served:
            if loop.isClosing(listener) { machine.closeAfterNextAnswer() }
            if loop.isDraining(listener) { machine.drain() }
            advance(context)
        case .refused:
            machine.refuseConnection()
            advance(context)
        case .dropped:
            context.close(promise: nil)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline = .max
        isEnding = true
        abandonRequest()
        unread = ByteBuffer()
        loop.remove(self)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var buffer = unwrapInboundIn(data)
        loop.clock.read()
        if machine.isIdle { requestStart = loop.clock.now }
        // After the last answer nothing is read but to be dropped.
        if isEnding { return }
        guard unread.readableBytes == 0, !isPaused else {
            unread.writeBuffer(&buffer)
            return advance(context)
        }
        let (halt, consumed) = buffer.withUnsafeReadableBytes { bytes in
            var window = InputWindow(borrowing: bytes)
            let halt = run(&window, context)
            return (halt, window.start)
        }
        buffer.moveReaderIndex(forwardBy: consumed)
        if buffer.readableBytes > 0 { unread.writeBuffer(&buffer) }
        settle(halt, context)
        if halt == .takeOwnership { advance(context) }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        guard isPaused, context.channel.isWritable else { return }
        isPaused = false
        armed = nil
        loop.clock.read()
        setAutoRead(true, context)
        advance(context)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard let event = event as? ChannelEvent, event == .inputClosed else { return }
        machine.endInput()
        loop.clock.read()
        advance(context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    // MARK: Orders of the loop

    /// The deadline has passed.
    func expire() {
        deadline = .max
        guard let context, !isPaused, !isEnding else { return cut() }
        var memory = unread
        unread = ByteBuffer()
        let halt = memory.withUnsafeMutableReadableBytes { bytes in
            var window = InputWindow(owning: bytes)
            guard case .refuse(let refusal, let head) = machine.expire(window, headers: &loop.headers) else {
                return Halt.close
            }
            refuse(refusal, head, &window)
            return run(&window, context)
        }
        settle(halt, context)
    }

    /// The next answer is to be the last.
    func closeAfterNextAnswer() {
        machine.closeAfterNextAnswer()
    }

    /// The connection is to end soon: with its next answer, or without one if no request comes.
    func drain() {
        machine.drain()
        guard let context else { return }
        loop.clock.read()
        advance(context)
    }

    /// Closes the connection whatever is under way.
    func cut() {
        deadline = .max
        context?.close(promise: nil)
    }
}

// MARK: - Requests

extension ConnectionHandler {
    /// Goes on with the bytes that the connection keeps.
    private func advance(_ context: ChannelHandlerContext) {
        guard !isPaused, !isEnding else { return }
        // Taken out, so that an event from within a flush finds nothing half-done.
        var memory = unread
        unread = ByteBuffer()
        let (halt, window) = memory.withUnsafeMutableReadableBytes { bytes in
            var window = InputWindow(owning: bytes)
            let halt = run(&window, context)
            return (halt, window)
        }
        memory.moveWriterIndex(to: memory.readerIndex + window.end)
        memory.moveReaderIndex(forwardBy: window.start)
        if memory.readableBytes > 0 {
            memory.discardReadBytes()
            if unread.readableBytes > 0 { memory.writeBuffer(&unread) }
            unread = memory
        }
        settle(halt, context)
    }

    /// Carries out what the machine says until it wants to wait.
    private func run(_ window: inout InputWindow, _ context: ChannelHandlerContext) -> Halt {
        while !isEnding {
            if loop.output.readableBytes >= ConnectionHandler.outputBytesMax {
                flush(context)
                if !context.channel.isWritable { return .pause }
            }
            let limitBytes = (pending?.served ?? loop.served).limits.headerBytes
            switch machine.next(&window, limitBytes: limitBytes, headers: &loop.headers) {
            case .wait: return .wait
            case .takeOwnership: return .takeOwnership
            case .linger: return .linger
            case .close: return .close
            case .sendContinue: loop.output.writeStaticString("HTTP/1.1 100 Continue\r\n\r\n")
            case .decide(let head): decide(head, &window)
            case .evaluate(let head, let body): evaluate(head, body, &window, context)
            case .refuse(let refusal, let head): refuse(refusal, head, &window)
            }
        }
        return .close
    }

    private func decide(_ head: RequestHead, _ window: inout InputWindow) {
        var pending = PendingRequest(loop)
        var request = input(head, window.view, pending)
        switch pending.served.graph.admit(request, workspace: &loop.workspace) {
        case .admitted(let endpoint, let bodyLimitBytes):
            pending.endpoint = endpoint
            pending.span = loop.beginSpan(request, endpoint: endpoint, pending.served)
            pending.served.meters.meter(endpoint).enter()
            self.pending = pending
            machine.admit(bodyLimitBytes: bodyLimitBytes)
        case .refused(let refusal, let endpoint):
            pending.span = loop.beginSpan(request, endpoint: endpoint, pending.served)
            machine.refuse(window)
            request.closesConnection = machine.closesAfterAnswer
            let outcome = pending.served.graph.refuse(
                refusal,
                request,
                id: request.id,
                date: request.date,
                endpoint: endpoint,
                workspace: &loop.workspace
            )
            finish(outcome, pending, head: request, body: nil, &window)
        }
    }

    private func evaluate(
        _ head: RequestHead,
        _ body: RequestHead.Part,
        _ window: inout InputWindow,
        _ context: ChannelHandlerContext
    ) {
        guard let pending, let endpoint = pending.endpoint else { preconditionFailure("the head was admitted") }
        let request = input(head, window.view, pending)
        var outcome = pending.served.graph.answer(
            request,
            endpoint: endpoint,
            body: window.view.part(body),
            workspace: &loop.workspace
        )
        if outcome.rest != nil {
            // The answer is on its way before the flow goes on.
            writeAnswer()
            flush(context)
            outcome = pending.served.graph.finish(outcome, workspace: &loop.workspace)
        }
        finish(outcome, pending, head: request, body: window.view.part(body), &window)
    }

    /// Answers a request that did not become whole, or that was no request.
    private func refuse(_ refusal: Refusal, _ head: RequestHead?, _ window: inout InputWindow) {
        let pending = self.pending ?? PendingRequest(loop)
        let request = head.map { input($0, window.view, pending) }
        let outcome = pending.served.graph.refuse(
            refusal,
            request,
            id: pending.id,
            date: loop.clock.date,
            endpoint: pending.endpoint,
            workspace: &loop.workspace
        )
        finish(outcome, pending, head: request, body: nil, &window)
    }

    private func input(_ head: RequestHead, _ view: ByteView, _ pending: PendingRequest) -> RequestInput {
        RequestInput(
            head: head,
            headBytes: view.slice(0, head.byteCount),
            headers: TableView(loop.headers.entries(from: 0, count: loop.headers.count)),
            peer: peer,
            id: pending.id,
            seconds: pending.seconds,
            nanoseconds: pending.nanoseconds,
            date: loop.clock.date,
            closesConnection: machine.closesAfterAnswer
        )
    }

    private func writeAnswer() {
        let answer = loop.workspace.output.view(from: 0, count: loop.workspace.output.count)
        loop.output.writeBytes(answer.unsafeBytes)
    }

    /// Takes the answer out of the workspace and lets the machine go on.
    ///
    /// `head` is nil where none could be read, `body` where it was not read whole.
    private func finish(
        _ outcome: Outcome,
        _ pending: PendingRequest,
        head: RequestInput?,
        body: ByteView?,
        _ window: inout InputWindow
    ) {
        writeAnswer()
        loop.workspace.clear()
        let finished = FinishedRequest(
            outcome: outcome,
            id: pending.id,
            head: head,
            bodyBytes: body?.count,
            peer: peer,
            startedAt: requestStart,
            wasAdmitted: self.pending != nil,
            span: pending.span
        )
        loop.observe(finished, pending.served)
        if let capture = loop.capture { loop.capture(finished, body: body, pending.served, to: capture) }
        requestStart = loop.clock.now
        self.pending = nil
        machine.finishAnswer(&window)
    }

    /// Forgets a request whose client went away.
    private func abandonRequest() {
        if let pending { loop.abandon(pending.endpoint, pending.span, pending.served) }
        pending = nil
    }
}

// MARK: - Socket

extension ConnectionHandler {
    /// Hands over what was written and arms the clock.
    private func settle(_ halt: Halt, _ context: ChannelHandlerContext) {
        guard !isEnding else { return loop.dropOutput() }
        switch halt {
        case .wait, .takeOwnership, .pause:
            flush(context)
            if !context.channel.isWritable { pause(context) }
            arm()
        case .linger, .close:
            end(context, lingers: halt == .linger)
        }
    }

    private func flush(_ context: ChannelHandlerContext) {
        guard loop.output.readableBytes > 0 else { return }
        let answers = loop.takeOutput()
        context.writeAndFlush(wrapOutboundOut(answers), promise: nil)
        loop.reuse(answers)
    }

    private func pause(_ context: ChannelHandlerContext) {
        guard !isPaused, !isEnding else { return }
        isPaused = true
        setAutoRead(false, context)
    }

    private func setAutoRead(_ value: Bool, _ context: ChannelHandlerContext) {
        // Fails on a closed channel only, which reads nothing anyway.
        try? context.channel.syncOptions?.setOption(.autoRead, value: value)
    }

    private func arm() {
        let timer = machine.timer
        guard timer != armed || isPaused else { return }
        armed = timer
        let limits = (pending?.served ?? loop.served).limits
        let milliseconds = isPaused ? limits.idleTimeoutMilliseconds : limits.milliseconds(for: timer.kind)
        deadline = loop.clock.now &+ UInt64(max(milliseconds, 0)) &* 1_000_000
    }

    /// Sends the rest and closes; a client that does not take it is cut off after the idle timeout.
    private func end(_ context: ChannelHandlerContext, lingers: Bool) {
        isEnding = true
        let idle = loop.served.limits.idleTimeoutMilliseconds
        deadline = loop.clock.now &+ UInt64(max(idle, 0)) &* 1_000_000
        guard loop.output.readableBytes > 0 else { return closeSocket(context, lingers: lingers) }
        let sent = context.eventLoop.makePromise(of: Void.self)
        let answers = loop.takeOutput()
        context.writeAndFlush(wrapOutboundOut(answers), promise: sent)
        loop.reuse(answers)
        sent.futureResult.assumeIsolated().whenComplete { _ in self.closeSocket(context, lingers: lingers) }
    }

    private func closeSocket(_ context: ChannelHandlerContext, lingers: Bool) {
        guard lingers else { return context.close(promise: nil) }
        context.close(mode: .output, promise: nil)
        isEnding = false
        loop.clock.read()
        arm()
        advance(context)
    }
}
