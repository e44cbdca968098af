package import Tracing

/// What surrounds the server: where it tells how it is, and what the service manager gave it.
package struct ServerEnvironment: Sendable {
    package var sink: LogSink
    package var metrics: MetricsRegistry
    /// Makes spans of requests; nil where the process has none.
    package var tracer: (any Tracer)? = InstrumentationSystem.tracerIfAny
    /// Writes a share of the requests to files; nil where nothing is captured.
    package var capture: RequestCapture?
    package var board = StatusBoard()
    package var notifier = ServiceNotifier(socket: nil)
    package var sockets = PassedSockets()
    /// Within what time the service manager wants a sign of life; nil where it wants none.
    package var watchdogMicroseconds: Int64?

    /// No service manager.
    package init(sink: LogSink, metrics: MetricsRegistry = MetricsRegistry()) {
        self.sink = sink
        self.metrics = metrics
    }

    /// What a service manager says in the environment.
    package init(
        sink: LogSink,
        metrics: MetricsRegistry,
        variables: (String) -> String?,
        processID: Int32
    ) {
        self.init(sink: sink, metrics: metrics)
        notifier = ServiceNotifier(socket: variables("NOTIFY_SOCKET"))
        sockets = PassedSockets(environment: variables, processID: processID)
        watchdogMicroseconds = Watchdog.limitMicroseconds(variables, processID: processID)
    }
}
