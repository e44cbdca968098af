/// What checking one file found, and for a sound file what it holds.
package struct FileReport: Sendable {
    /// An endpoint of a sound file.
    package struct Endpoint: Sendable {
        package var name: String
        package var methods: [String]
        package var path: String
        package var branchCount: Int
        /// Statuses of the answers of the file, ascending.
        package var statuses: [Int]
        /// Statuses with which the gateway refuses, ascending.
        package var refusals: [Int]

        package init(
            name: String,
            methods: [String],
            path: String,
            branchCount: Int,
            statuses: [Int],
            refusals: [Int]
        ) {
            self.name = name
            self.methods = methods
            self.path = path
            self.branchCount = branchCount
            self.statuses = statuses
            self.refusals = refusals
        }
    }

    /// The name of the file as it was given.
    package var name: String
    package var diagnostics: DiagnosticBag
    package var sources: SourceMap
    /// Empty where the file is not sound.
    package var endpoints: [Endpoint]

    package init(name: String, diagnostics: DiagnosticBag, sources: SourceMap, endpoints: [Endpoint]) {
        self.name = name
        self.diagnostics = diagnostics
        self.sources = sources
        self.endpoints = endpoints
    }

    /// The findings in order, with their places as people count them.
    package var findings: [Finding] { diagnostics.diagnostics.map { Finding($0, in: sources) } }
}

/// What one run of `hookgate check` found.
package struct CheckReport: Sendable {
    package var files: [FileReport]
    /// Whether a warning refuses a file too.
    package var isStrict: Bool
    /// The version of the program.
    package var version: String

    package init(files: [FileReport], isStrict: Bool, version: String) {
        self.files = files
        self.isStrict = isStrict
        self.version = version
    }

    /// Whether a file passes: without an error, and without a warning where the run is strict.
    package func passes(_ file: FileReport) -> Bool {
        !file.diagnostics.hasErrors && !(isStrict && file.diagnostics.warningCount > 0)
    }

    /// Whether every file passes.
    package var passes: Bool { files.allSatisfy(passes) }

    /// The errors of all files.
    package var errorCount: Int { files.reduce(0) { $0 + $1.diagnostics.errorCount } }

    /// The warnings of all files.
    package var warningCount: Int { files.reduce(0) { $0 + $1.diagnostics.warningCount } }

    /// `12 files: 10 ok, 2 with errors, 3 warnings`.
    package var totalLine: String {
        let withErrors = files.count { $0.diagnostics.hasErrors }
        let passing = files.count(where: passes)
        var parts = ["\(passing) ok"]
        if withErrors > 0 { parts.append("\(withErrors) with errors") }
        let refused = files.count - passing - withErrors
        if refused > 0 { parts.append("\(refused) refused for warnings") }
        if warningCount > 0 { parts.append("\(warningCount) warning\(warningCount == 1 ? "" : "s")") }
        return "\(files.count) file\(files.count == 1 ? "" : "s"): " + parts.joined(separator: ", ")
    }
}
