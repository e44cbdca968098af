/// What became of one attempt to load the configuration.
package struct ReloadReport: Sendable, Equatable {
    /// Why the configuration was looked at.
    package enum Trigger: String, Sendable, CaseIterable {
        /// A file that the graph was made of changed.
        case file
        /// SIGHUP.
        case signal
        /// `POST /reload` on the admin listener.
        case admin
    }

    /// How it ended.
    package enum Result: String, Sendable, CaseIterable {
        /// The new graph serves.
        case loaded
        /// The files and secrets are what they were: nothing was done.
        case unchanged
        /// The graph from before serves on.
        case refused
    }

    package var trigger: Trigger
    package var result: Result
    /// When it ended.
    package var at: WallTime
    /// From the first read to the end, in nanoseconds.
    package var nanoseconds: UInt64
    /// The generation that serves after it.
    package var generation: Int
    /// One line in plain words.
    package var summary: String
    /// The findings of the compiler, also those of a file that was loaded with warnings.
    package var findings: [LoadFinding]

    package init(
        trigger: Trigger,
        result: Result,
        at: WallTime,
        nanoseconds: UInt64,
        generation: Int,
        summary: String,
        findings: [LoadFinding] = []
    ) {
        self.trigger = trigger
        self.result = result
        self.at = at
        self.nanoseconds = nanoseconds
        self.generation = generation
        self.summary = summary
        self.findings = findings
    }
}

/// A finding of the compiler in the form that leaves the process: no text of the file, so no secret.
package struct LoadFinding: Sendable, Equatable {
    package var isError: Bool
    /// `E302`; empty where it is no finding of the compiler, such as a secret that cannot be read.
    package var code: String
    package var message: String
    /// `gateway.yaml`; empty where it has no place.
    package var file: String
    /// From 1; 0 where it has no place.
    package var line: Int
    package var column: Int

    package init(isError: Bool, code: String, message: String, file: String, line: Int, column: Int) {
        self.isError = isError
        self.code = code
        self.message = message
        self.file = file
        self.line = line
        self.column = column
    }
}
