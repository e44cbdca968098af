import GateRuntime
import NIOCore
import NIOPosix
import Synchronization
import Tracing

/// The state of every event loop, each for use on its own loop.
struct LoopTable: Sendable {
    private let loops: [NIOLoopBound<GatewayLoop>]

    /// A loop that has no state: a bug.
    struct UnknownLoop: Error {}

    /// Makes the state of each of the group's loops, with a graph of its own, on that loop.
    init(
        _ group: MultiThreadedEventLoopGroup,
        source: GraphSource,
        sink: LogSink,
        census: ConnectionCensus,
        tracer: (any Tracer)? = nil
    ) async throws {
        var loops: [NIOLoopBound<GatewayLoop>] = []
        for eventLoop in group.makeIterator() {
            let made = eventLoop.submit {
                let loop = GatewayLoop(
                    eventLoop: eventLoop,
                    source: source,
                    sink: sink,
                    census: census,
                    tracer: tracer
                )
                return NIOLoopBound(loop, eventLoop: eventLoop)
            }
            loops.append(try await made.get())
        }
        self.loops = loops
    }

    /// The loops themselves.
    var eventLoops: [any EventLoop] { loops.map(\.eventLoop) }

    /// The state of the loop that this is called on.
    func loop(for eventLoop: any EventLoop) throws -> GatewayLoop {
        for loop in loops where loop.eventLoop === eventLoop { return loop.value }
        throw UnknownLoop()
    }

    /// Runs `body` on every loop and waits until all have.
    func forEach(_ body: @escaping @Sendable (GatewayLoop) -> Void) async {
        let done = loops.map { loop in loop.eventLoop.submit { body(loop.value) } }
        // Fails where the loop has ended, and its connections with it.
        for future in done { try? await future.get() }
    }

    /// Drains every loop; see ``GatewayLoop/drain(limit:)``.
    func drain(limit: TimeAmount) async {
        let drained = loops.map { loop in
            loop.eventLoop.flatSubmit { loop.value.drain(limit: limit) }
        }
        for future in drained { try? await future.get() }
    }
}

// MARK: - Metrics

extension LoopTable {
    /// How long a loop may take to tell its numbers; one that is stuck must not hold up those who look for the reason.
    private static let sampleLimit = Duration.seconds(2)

    /// The numbers of each loop; nil for one that does not answer.
    func samples() async -> [[EndpointSample]?] {
        var samples: [[EndpointSample]?] = []
        let pending = loops.map { loop in
            Task {
                await LoopTable.first(within: LoopTable.sampleLimit) { answer in
                    loop.eventLoop.execute { answer(loop.value.served.meters.samples()) }
                }
            }
        }
        for task in pending { samples.append(await task.value) }
        return samples
    }

    /// What `ask` is answered, or nil once `limit` has passed.
    private static func first<Answer: Sendable>(
        within limit: Duration,
        _ ask: (@escaping @Sendable (Answer) -> Void) -> Void
    ) async -> Answer? {
        let waiting = OneAnswer<Answer>()
        let timer = Task {
            // Throws where it is cancelled: there is an answer.
            try? await Task.sleep(for: limit)
            waiting.settle(nil)
        }
        defer { timer.cancel() }
        return await withCheckedContinuation { continuation in
            waiting.begin(continuation)
            ask { waiting.settle($0) }
        }
    }
}

/// A continuation that is resumed once, by whoever comes first.
private final class OneAnswer<Answer: Sendable>: Sendable {
    private enum Stage {
        case new
        case waiting(CheckedContinuation<Answer?, Never>)
        case settled
    }

    private let stage = Mutex(Stage.new)

    func begin(_ continuation: CheckedContinuation<Answer?, Never>) {
        let isLate = stage.withLock { stage in
            guard case .new = stage else { return true }
            stage = .waiting(continuation)
            return false
        }
        if isLate { continuation.resume(returning: nil) }
    }

    func settle(_ answer: Answer?) {
        let continuation: CheckedContinuation<Answer?, Never>? = stage.withLock { stage in
            defer { stage = .settled }
            if case .waiting(let continuation) = stage { return continuation }
            return nil
        }
        continuation?.resume(returning: answer)
    }
}
