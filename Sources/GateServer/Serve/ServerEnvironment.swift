package import Tracing

/// What surrounds the server: where it tells how it is, and what the service manager gave it.
package struct ServerEnvironment: Sendable {
    package var sink: LogSink
    package var metrics = MetricsRegistry()
    /// Gets a span of each request; nil where the process has no tracer.
    package var tracer: (any Tracer)? = InstrumentationSystem.tracerIfAny
    package var board = StatusBoard()
    package var notifier = ServiceNotifier(socket: nil)
    package var sockets = PassedSockets()
    /// Within what time the service manager wants a sign of life; nil where it wants none.
    package var watchdogMicroseconds: Int64?

    /// No service manager.
    package init(sink: LogSink) {
        self.sink = sink
    }

    /// What a service manager says in the environment.
    package init(sink: LogSink, variables: (String) -> String?, processID: Int32) {
        self.sink = sink
        notifier = ServiceNotifier(socket: variables("NOTIFY_SOCKET"))
        sockets = PassedSockets(environment: variables, processID: processID)
        watchdogMicroseconds = Watchdog.limitMicroseconds(variables, processID: processID)
    }
}
