import ArgumentParser
import GateCompiler
import GateDiagnostics
import GateTesting

/// `hookgate replay`: says which recorded requests a file decides otherwise.
struct ReplayCommand: ParsableCommand {
    /// How the report is written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, markdown, json
    }

    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Say which recorded requests a file decides otherwise.",
        discussion: """
            Evaluates captured requests on two files, or on one beside what was answered when they were captured, and \
            prints those whose endpoint, branch, status, headers, body or refusal changed, and where the ways part. \
            Nothing is sent. Exit status: 0 where all are decided alike, 1 where one is not, 3 where a file is not \
            sound or no request could be replayed, 64 for wrong usage.
            """
    )

    @Argument(help: "The directory of the captures, or one file.", completion: .directory)
    var captures: String

    @Argument(help: "The new configuration file.", completion: .file(extensions: ["yaml", "yml"]))
    var new = "gateway.yaml"

    @Option(
        help: ArgumentHelp(
            "Compare with this file, or a file of a git revision, instead of the recorded answers.",
            valueName: "old"
        ),
        completion: .file(extensions: ["yaml", "yml"])
    )
    var against: String?

    @Flag(help: "List every request that changed, not the first of each kind alone.")
    var all = false

    @Option(help: "text, markdown or json.")
    var format = Format.text

    /// The status where nothing could be compared.
    private static let nothingCompared = ExitCode(3)

    func run() throws {
        let old = try against.map { try compiled($0, companion: new.contains(":") ? nil : new) }
        guard let replay = Replay(old: old, new: try compiled(new, companion: nil), keepsAll: all) else {
            throw ReplayCommand.nothingCompared
        }
        let files: [String]
        do throws(FileError) {
            files = try listFiles(captures)
        } catch {
            Terminal.printError("error: cannot read \(captures): \(error.reason)")
            throw ReplayCommand.nothingCompared
        }
        if files.isEmpty {
            Terminal.printError("error: there are no captures in \(captures): hookgate run --capture makes them")
            throw ReplayCommand.nothingCompared
        }
        for file in files { add(file, to: replay) }
        let report = replay.report
        let text =
            switch format {
            case .text: report.text
            case .markdown: report.markdown
            case .json: report.json.pretty + "\n"
            }
        Terminal.printOutput(String(text.dropLast()))
        if report.requestCount == 0 {
            Terminal.printError("error: no request could be replayed")
            throw ReplayCommand.nothingCompared
        }
        if report.changedCount > 0 { throw ExitCode(1) }
    }

    private func compiled(_ file: String, companion: String?) throws -> Compilation {
        let compilation: Compilation
        do throws(VersionError) {
            compilation = try FileVersion(file, companion: companion).compile()
        } catch {
            throw ValidationError(error.reason)
        }
        // Warnings are for "check": here they would drown what changed.
        guard compilation.graph != nil else {
            Terminal.printError(compilation.renderedDiagnostics())
            throw ReplayCommand.nothingCompared
        }
        return compilation
    }

    /// Replays the requests of a file; one that cannot be read is named in the report.
    private func add(_ path: String, to replay: Replay) {
        let name = path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try readRequestFile(path)
        } catch {
            return replay.skip(name, "it cannot be read: \(error.reason)")
        }
        do throws(RequestTextError) {
            let requests = try parseRequests(bytes) { path throws(RequestTextError) in
                throw RequestTextError("a curl line of a replay may not name the file \(path)")
            }
            for (index, request) in requests.enumerated() {
                replay.add(requests.count == 1 ? name : "\(name)#\(index + 1)", request)
            }
        } catch {
            replay.skip(name, error.description)
        }
    }
}
