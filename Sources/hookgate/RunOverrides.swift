import GateRuntime
import GateServer

/// What the command line says instead of the file; it holds for every graph that is loaded.
struct RunOverrides: Sendable {
    var listeners: [ListenAddress]?
    var logLevel: LogSettings.Level?
    var logFormat: LogSettings.Format?

    /// What is captured; nil for nothing.
    var capture: CaptureSettings?

    func apply(to settings: inout ServerSettings) {
        if let listeners { settings.listeners = listeners }
        if let logLevel { settings.log.level = logLevel }
        if let logFormat { settings.log.format = logFormat }
    }
}
