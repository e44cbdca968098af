import GateRuntime
import GateServer

/// The gateway of the tests: `POST /hook` answers `{"status":"ok"}`, `POST /echo` the body.
enum TestGraph {
    static func source(_ settings: ServerSettings) -> GraphSource {
        GraphSource(
            make: { BoundGraph(settings: settings, endpointNames: ["hook", "echo \"it\""], branchNames: ["all"]) }
        )
    }
}
