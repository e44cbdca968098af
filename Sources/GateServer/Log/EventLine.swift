import Logging
import Synchronization

/// A line of the process's own, while it is written.
struct EventLine {
    private var text = LogText(capacity: 256)
    private let isText: Bool

    /// A line that begins with the time now, in the sink's format.
    init(for sink: LogSink, level: Logger.Level, message: String) {
        isText = sink.isText.load(ordering: .relaxed)
        let now = LoopClock.wallTime()
        if sink.writesPriorities { text.appendPriority(level) }
        if isText {
            text.appendTime(seconds: now.seconds, nanoseconds: now.nanoseconds)
            text.append(" ")
            text.appendPlain(level.rawValue)
            text.append(" ")
            text.appendMessage(message)
        } else {
            text.append("{\"time\":\"")
            text.appendTime(seconds: now.seconds, nanoseconds: now.nanoseconds)
            text.append("\",\"level\":")
            text.appendString(level.rawValue)
            text.append(",\"message\":")
            text.appendString(message)
        }
    }

    /// Adds a field.
    mutating func add(_ name: String, _ value: Logger.MetadataValue) {
        guard isText else {
            appendKey(name)
            return text.appendJSON(value)
        }
        text.append(" ")
        text.appendPlain(name)
        text.append("=")
        switch value {
        case .string(let string): text.appendPlain(string)
        case .stringConvertible(let convertible): text.appendPlain(convertible.description)
        case .array, .dictionary: text.appendJSON(value)
        }
    }

    /// Adds a number.
    mutating func add(_ name: String, _ number: Int) {
        guard isText else {
            appendKey(name)
            return text.append(number)
        }
        add(name, .stringConvertible(number))
    }

    /// The whole line.
    consuming func finish() -> LogText {
        if !isText { text.append("}") }
        text.endLine()
        return text
    }

    private mutating func appendKey(_ name: String) {
        text.append(",")
        text.appendString(name)
        text.append(":")
    }
}

extension LogText {
    /// Appends the priority that the journal reads, `<3>` to `<7>` (sd-daemon(3)).
    mutating func appendPriority(_ level: Logger.Level) {
        switch level {
        case .trace, .debug: append("<7>")
        case .info: append("<6>")
        case .notice: append("<5>")
        case .warning: append("<4>")
        case .error: append("<3>")
        case .critical: append("<2>")
        }
    }

    fileprivate mutating func appendJSON(_ value: Logger.MetadataValue) {
        switch value {
        case .string(let text): appendString(text)
        case .stringConvertible(let convertible): appendString(convertible.description)
        case .array(let values):
            append("[")
            for (index, element) in values.enumerated() {
                if index > 0 { append(",") }
                appendJSON(element)
            }
            append("]")
        case .dictionary(let fields):
            append("{")
            for (index, field) in fields.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { append(",") }
                appendString(field.key)
                append(":")
                appendJSON(field.value)
            }
            append("}")
        }
    }
}
