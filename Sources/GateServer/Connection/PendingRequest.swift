import GateRuntime

/// What is known of a request between its head and its answer.
struct PendingRequest {
    /// The graph that it began with, and ends with.
    var served: ServedGraph
    var id: RequestID
    /// When its head was complete: seconds since 1970 and nanoseconds.
    var seconds: Int64
    var nanoseconds: Int32
    /// Nil where the head leads to none.
    var endpoint: Int?
    /// Nil where nobody traces.
    var span: RequestSpan?

    /// A request that begins now, with the graph that the loop serves now.
    init(_ loop: GatewayLoop) {
        served = loop.served
        id = loop.nextID()
        seconds = loop.clock.seconds
        nanoseconds = loop.clock.nanoseconds
    }
}
