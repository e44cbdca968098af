package import GateRuntime

/// What the gateway tells of itself: on the admin listener, to the service manager and in the log.
package struct GatewayStatus: Sendable, Equatable {
    /// Where the process is between its start and its end.
    package enum Phase: String, Sendable {
        case starting, serving, draining
    }

    package var phase = Phase.starting
    package var startedAt = WallTime()
    /// The graph that answers new requests; nil until there is one.
    package var graph: GraphStatus?
    package var lastReload: ReloadReport?
    /// Where the public listeners are, with the ports that the system chose.
    package var listeners: [ListenAddress] = []

    package init() {}
}

/// The graph that is served.
package struct GraphStatus: Sendable, Equatable {
    /// 1 for the graph of the start, one more for each that replaced it.
    package var generation: Int
    /// SHA-256 in hexadecimal over the names and bytes of the files it was made of.
    ///
    /// Secrets are not in it: a hash of a short one could be guessed.
    package var hash: String
    package var loadedAt: WallTime
    package var endpoints: [EndpointStatus]

    package init(generation: Int, hash: String, loadedAt: WallTime, endpoints: [EndpointStatus]) {
        self.generation = generation
        self.hash = hash
        self.loadedAt = loadedAt
        self.endpoints = endpoints
    }
}

/// An endpoint of the served graph.
package struct EndpointStatus: Sendable, Equatable {
    package var name: String
    /// As the file writes it, `/hooks/{tenant}`.
    package var path: String
    package var methods: [String]
    package var branches: [String]

    package init(name: String, path: String, methods: [String], branches: [String]) {
        self.name = name
        self.path = path
        self.methods = methods
        self.branches = branches
    }
}
