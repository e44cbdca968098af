package import GateRuntime
import Logging
import Synchronization

/// What decides how much the process logs, and how: shared by all loggers, so that a reload reaches every one of them.
package final class LogControl: Sendable {
    let sink: LogSink
    private let rank: Atomic<Int>
    private let level: LogSettings.Level?
    private let format: LogSettings.Format?

    /// A control of what goes to `sink`; `level` and `format` are those of the command line, which go before the file's.
    package init(
        sink: LogSink,
        settings: LogSettings = LogSettings(),
        level: LogSettings.Level? = nil,
        format: LogSettings.Format? = nil
    ) {
        self.sink = sink
        self.level = level
        self.format = format
        rank = Atomic(0)
        apply(settings)
    }

    /// The file's settings with those of the command line.
    ///
    /// The settings of a graph are passed through it before the graph is served: event loops look at them, not here.
    package func effective(_ settings: LogSettings) -> LogSettings {
        var settings = settings
        if let level { settings.level = level }
        if let format { settings.format = format }
        return settings
    }

    /// Logs as `settings` of the file and the command line say, from the next line on.
    package func apply(_ settings: LogSettings) {
        let settings = effective(settings)
        rank.store(settings.level.rank, ordering: .relaxed)
        sink.isText.store(settings.format == .text, ordering: .relaxed)
    }

    /// The least severe level that is written.
    var threshold: Logger.Level {
        switch rank.load(ordering: .relaxed) {
        case LogSettings.Level.debug.rank: .debug
        case LogSettings.Level.info.rank: .info
        case LogSettings.Level.warning.rank: .warning
        default: .error
        }
    }
}
