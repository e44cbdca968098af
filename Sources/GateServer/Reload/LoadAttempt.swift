package import GateRuntime

/// What one look at the configuration gave.
package struct LoadAttempt: Sendable {
    /// How it ended.
    package enum Result: Sendable {
        case loaded(LoadedGateway)
        /// Every file and secret is what the graph that serves was made of.
        case unchanged
        /// One line that says why.
        case refused(String)
    }

    package var result: Result
    /// The compiler's findings, warnings included.
    package var findings: [LoadFinding] = []
    /// The same as the text that `check` prints; empty where there is none.
    package var rendered = ""
    /// What was read, and so what is worth watching.
    package var inputs = LoadInputs()

    package init(_ result: Result) {
        self.result = result
    }
}

/// A configuration that compiled and whose secrets are there: all that the server needs to serve it.
package struct LoadedGateway: Sendable {
    package var source: GraphSource
    package var settings: ServerSettings
    /// See ``GraphStatus/hash``.
    package var hash: String
    package var endpoints: [EndpointStatus]
    package var adminToken: AdminToken?

    package init(
        source: GraphSource,
        settings: ServerSettings,
        hash: String,
        endpoints: [EndpointStatus],
        adminToken: AdminToken? = nil
    ) {
        self.source = source
        self.settings = settings
        self.hash = hash
        self.endpoints = endpoints
        self.adminToken = adminToken
    }
}

/// The files that a load looked at.
package struct LoadInputs: Sendable, Equatable {
    /// Each path with what it was when it was read; nil where it could not be.
    package var files: [String: FileStamp?] = [:]
    /// Directories of which any file may come to matter: those of samples given as globs.
    package var directories: Set<String> = []

    package init() {}

    /// Whether the files are still what they were when they were read.
    package var areCurrent: Bool {
        files.allSatisfy { FileStamp(path: $0.key) == $0.value }
    }
}
