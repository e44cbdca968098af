import GateRuntime
import Synchronization

/// Where the parts of the gateway write how they are, and where whoever asks reads it.
package final class StatusBoard: Sendable {
    private let current: Mutex<GatewayStatus>

    /// A board of a gateway that starts now.
    package init() {
        var status = GatewayStatus()
        status.startedAt = .now()
        current = Mutex(status)
    }

    /// How the gateway is now.
    package var status: GatewayStatus { current.withLock { $0 } }

    /// Writes what `change` does to the status.
    package func update(_ change: (inout GatewayStatus) -> Void) {
        current.withLock { change(&$0) }
    }
}

extension GatewayStatus {
    /// The state in one line, for the service manager.
    package var line: String {
        var line = "Serving"
        if let graph {
            let count = graph.endpoints.count
            line += " generation \(graph.generation) with \(count) endpoint\(count == 1 ? "" : "s")"
        }
        line += " on \(listeners.map(\.description).joined(separator: ", "))"
        if let lastReload, lastReload.result == .refused { line += "; reload refused: \(lastReload.summary)" }
        return line
    }
}
