package import GateRuntime
package import Logging

/// Writes the process's own messages as lines, through the sink of the access log.
package struct LineLogHandler: LogHandler {
    package var metadata: Logger.Metadata = [:]
    private let control: LogControl
    private var floor: Logger.Level

    /// A handler that writes what `control` lets through, and of that only messages of level `floor` and above.
    package init(control: LogControl, floor: Logger.Level = .trace) {
        self.control = control
        self.floor = floor
    }

    /// A handler with a level of its own.
    package init(sink: LogSink, level: LogSettings.Level) {
        var settings = LogSettings()
        settings.level = level
        self.init(control: LogControl(sink: sink, settings: settings))
    }

    package var logLevel: Logger.Level {
        get { max(floor, control.threshold) }
        set { floor = newValue }
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes one line: time, level, message, then the metadata by name, the event's before the handler's.
    package func log(event: LogEvent) {
        var line = EventLine(for: control.sink, level: event.level, message: event.message.description)
        var fields = metadata
        if let more = event.metadata { fields.merge(more) { $1 } }
        if let error = event.error { fields["error"] = "\(error)" }
        for (key, value) in fields.sorted(by: { $0.key < $1.key }) { line.add(key, value) }
        control.sink.write(line.finish())
    }
}
