import GateRuntime
import NIOCore
import Tracing

/// What the connections of one event loop share.
///
/// Everything in it is used on that loop only.
final class GatewayLoop {
    let eventLoop: any EventLoop
    /// The graph for requests that begin now.
    private(set) var served: ServedGraph
    var workspace: Workspace
    /// The header lines of the request that is being looked at.
    var headers = Arena<RequestHead.Header>(
        capacity: RequestHeadParser.headerLinesMax,
        limit: RequestHeadParser.headerLinesMax
    )
    var clock = LoopClock()
    /// Answers that are not handed to the socket yet; empty between reads.
    var output: ByteBuffer
    /// Makes spans of requests; nil where the process has no tracer.
    let tracing: RequestTracing?

    /// Takes a share of the requests; nil where nothing is captured.
    let capture: RequestCapture?
    var captureSampler = CaptureSampler()

    private var ids = RequestIDGenerator()
    private var log: LogText
    private var isLogScheduled = false
    private var sampler = AccessSampler()
    private let sink: LogSink
    private let census: ConnectionCensus
    private var connections: [ConnectionHandler] = []
    private var isSweepScheduled = false
    /// Whether every answer is the last of its connection: the server is about to stop.
    private var isClosing = false
    private var drained: EventLoopPromise<Void>?
    /// Listeners that are closed while the server goes on.
    private var closedListeners: Set<Int> = []

    /// Bytes of log lines that are handed over at once.
    private static let logBatchBytes = 16_384
    /// How long a log line may wait for others.
    private static let logDelay = TimeAmount.milliseconds(5)
    /// How often the connections' deadlines are looked at, and so how late a timeout may be.
    private static let sweepInterval = TimeAmount.milliseconds(250)
    /// Capacity that the output buffer keeps between reads.
    private static let outputBytesKept = 131_072
    private static let outputBytesInitial = 16_384

    init(
        eventLoop: any EventLoop,
        source: GraphSource,
        sink: LogSink,
        census: ConnectionCensus,
        tracer: (any Tracer)? = nil,
        capture: RequestCapture? = nil
    ) {
        self.capture = capture
        self.eventLoop = eventLoop
        self.sink = sink
        self.census = census
        tracing = tracer.map(RequestTracing.init)
        served = ServedGraph(source)
        workspace = Workspace(limits: served.limits.evaluation)
        log = LogText(capacity: 0)
        output = ByteBufferAllocator().buffer(capacity: GatewayLoop.outputBytesInitial)
    }

    /// Serves another graph from the next request on.
    func install(_ source: GraphSource) {
        let limits = served.limits.evaluation
        served = ServedGraph(source, after: served)
        // Nothing is being evaluated between two events, so the memory can be exchanged as well.
        if served.limits.evaluation != limits { workspace = Workspace(limits: served.limits.evaluation) }
    }

    func nextID() -> RequestID {
        ids.next(milliseconds: clock.milliseconds)
    }

    /// The answers written so far.
    ///
    /// Events from within a write find an empty buffer: no connection gets another's answer.
    func takeOutput() -> ByteBuffer {
        let answers = output
        output = ByteBuffer()
        return answers
    }

    /// Makes the buffer of answers that were handed over serve again.
    ///
    /// The socket may still hold it; then it gets new memory.
    func reuse(_ answers: consuming ByteBuffer) {
        if answers.capacity > GatewayLoop.outputBytesKept {
            output = ByteBufferAllocator().buffer(capacity: GatewayLoop.outputBytesInitial)
        } else {
            answers.clear()
            output = answers
        }
    }

    /// Forgets answers whose connection is gone.
    func dropOutput() {
        if output.readableBytes > 0 { output.clear() }
    }
}

// MARK: - Connections

extension GatewayLoop {
    /// Takes a connection in and says what becomes of it.
    func add(_ connection: ConnectionHandler) -> ConnectionCensus.Admission {
        connection.slot = connections.count
        connections.append(connection)
        scheduleSweep()
        return census.enter(limit: served.limits.connections)
    }

    func remove(_ connection: ConnectionHandler) {
        census.leave()
        let slot = connection.slot
        guard connections.indices.contains(slot), connections[slot] === connection else { return }
        connections.swapAt(slot, connections.count - 1)
        connections.removeLast()
        if connections.indices.contains(slot) { connections[slot].slot = slot }
        if connections.isEmpty { drained?.succeed() }
    }

    /// One task looks at all deadlines, so that a request neither makes a timer nor cancels one.
    private func scheduleSweep() {
        guard !isSweepScheduled, !connections.isEmpty else { return }
        isSweepScheduled = true
        eventLoop.assumeIsolated().scheduleTask(in: GatewayLoop.sweepInterval) {
            self.isSweepScheduled = false
            self.clock.read()
            let late = self.connections.filter { $0.deadline <= self.clock.now }
            for connection in late { connection.expire() }
            self.scheduleSweep()
        }
    }

    /// Whether answers to connections of a listener are their last.
    func isClosing(_ listener: Int) -> Bool { isClosing || closedListeners.contains(listener) }

    /// Whether connections of a listener end as soon as nothing is under way.
    func isDraining(_ listener: Int) -> Bool { drained != nil || closedListeners.contains(listener) }

    /// Says in every answer from now on that the connection closes, so that clients and proxies go elsewhere.
    func announceClosing() {
        isClosing = true
        for connection in connections { connection.closeAfterNextAnswer() }
    }

    /// Ends the connections of a listener that is closed, each with its next answer.
    func drainConnections(of listener: Int) {
        closedListeners.insert(listener)
        clock.read()
        for connection in connections where connection.listener == listener { connection.drain() }
    }

    /// Lets requests that are under way finish and closes the rest; done when the last connection is gone, by force
    /// after `limit`.
    func drain(limit: TimeAmount) -> EventLoopFuture<Void> {
        if let drained { return drained.futureResult }
        isClosing = true
        let promise = eventLoop.makePromise(of: Void.self)
        drained = promise
        for connection in connections { connection.drain() }
        if connections.isEmpty {
            promise.succeed()
        } else {
            let deadline = eventLoop.assumeIsolated().scheduleTask(in: limit) { self.closeAll() }
            promise.futureResult.assumeIsolated().whenComplete { _ in deadline.cancel() }
        }
        return promise.futureResult
    }

    /// Closes every connection at once.
    func closeAll() {
        for connection in connections { connection.cut() }
    }
}

// MARK: - Log

extension GatewayLoop {
    /// Whether an outcome gets a line; to be asked once for each.
    func logs(_ outcome: Outcome, _ served: ServedGraph) -> Bool {
        sampler.picks(outcome, served.accessLog)
    }

    /// Appends a request's line.
    ///
    /// Lines go to the sink in batches: no lock is taken for a request.
    func write(_ record: AccessRecord, _ served: ServedGraph) {
        if log.bytes.isEmpty { log = LogText(capacity: GatewayLoop.logBatchBytes + 1024) }
        log.append(record, served, stamp: clock.stamp, writesPriorities: sink.writesPriorities)
        if log.bytes.count >= GatewayLoop.logBatchBytes { return flushLog() }
        guard !isLogScheduled else { return }
        isLogScheduled = true
        eventLoop.assumeIsolated().scheduleTask(in: GatewayLoop.logDelay) {
            self.isLogScheduled = false
            self.flushLog()
        }
    }

    /// Hands the lines over.
    func flushLog() {
        guard !log.bytes.isEmpty else { return }
        sink.write(log)
        log = LogText(capacity: 0)
    }
}
