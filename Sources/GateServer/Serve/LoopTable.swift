import GateRuntime
import NIOCore
import NIOPosix

/// The state of every event loop, each for use on its own loop.
struct LoopTable: Sendable {
    let loops: [NIOLoopBound<GatewayLoop>]

    /// A loop that has no state: a bug.
    struct UnknownLoop: Error {}

    /// Makes the state of each of the group's loops, with a graph of its own, on that loop.
    init(
        _ group: MultiThreadedEventLoopGroup,
        source: GraphSource,
        environment: ServerEnvironment,
        census: ConnectionCensus
    ) async throws {
        var loops: [NIOLoopBound<GatewayLoop>] = []
        for eventLoop in group.makeIterator() {
            let made = eventLoop.submit {
                let loop = GatewayLoop(
                    eventLoop: eventLoop,
                    source: source,
                    sink: environment.sink,
                    census: census,
                    tracer: environment.tracer,
                    capture: environment.capture
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
