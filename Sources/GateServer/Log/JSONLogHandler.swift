package import GateRuntime
package import Logging

/// Writes the process's own messages as JSON lines, through the sink of the access log.
package struct JSONLogHandler: LogHandler {
    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    private let sink: LogSink

    /// A handler that writes messages of `level` and above to `sink`.
    package init(sink: LogSink, level: LogSettings.Level) {
        self.sink = sink
        logLevel = Logger.Level(level)
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes one line: time, level, message, then the metadata by name, the event's before the handler's.
    package func log(event: LogEvent) {
        var line = LogText(capacity: 256)
        let now = LoopClock.wallTime()
        line.append("{\"time\":\"")
        line.appendTime(seconds: now.seconds, nanoseconds: now.nanoseconds)
        line.append("\",\"level\":\"")
        line.appendEscaped(event.level.rawValue.utf8)
        line.append("\",\"message\":")
        line.appendString(event.message.description)
        var fields = metadata
        if let more = event.metadata { fields.merge(more) { $1 } }
        if let error = event.error { fields["error"] = "\(error)" }
        for (key, value) in fields.sorted(by: { $0.key < $1.key }) {
            line.append(",")
            line.appendString(key)
            line.append(":")
            line.appendValue(value)
        }
        line.append("}")
        line.endLine()
        sink.write(line)
    }
}

extension Logger.Level {
    /// The level of the configuration.
    package init(_ level: LogSettings.Level) {
        switch level {
        case .debug: self = .debug
        case .info: self = .info
        case .warning: self = .warning
        case .error: self = .error
        }
    }
}

extension LogText {
    fileprivate mutating func appendValue(_ value: Logger.MetadataValue) {
        switch value {
        case .string(let text): appendString(text)
        case .stringConvertible(let convertible): appendString(convertible.description)
        case .array(let values):
            append("[")
            for (index, element) in values.enumerated() {
                if index > 0 { append(",") }
                appendValue(element)
            }
            append("]")
        case .dictionary(let fields):
            append("{")
            for (index, field) in fields.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { append(",") }
                appendString(field.key)
                append(":")
                appendValue(field.value)
            }
            append("}")
        }
    }
}
