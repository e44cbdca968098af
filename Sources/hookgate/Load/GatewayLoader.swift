import GateCompiler
import GateDiagnostics
import GateRuntime
import GateServer
import GateYAML
import Synchronization

/// Makes a gateway of the configuration file, at the start and whenever it is asked to look again.
final class GatewayLoader: Sendable {
    private let file: String
    private let overrides: RunOverrides
    /// What serves, and what was loaded last and may be about to.
    private let sources = Mutex((served: Served?.none, candidate: Served?.none))

    /// What the gateway that serves was made of.
    private struct Served {
        var log: InputLog
        var references: [SecretReference]
        var secrets: [[UInt8]]
        /// The configuration file's bytes.
        var bytes: [UInt8]
    }

    /// How often a load begins anew because a file changed meanwhile.
    private static let attemptsMax = 5

    init(_ file: String, overrides: RunOverrides) {
        self.file = file
        self.overrides = overrides
    }

    /// Reads, compiles and reads the secrets; `trigger` is nil at the start.
    ///
    /// Where a file changed meanwhile it begins anew, so that the parts belong together.
    func load(_ trigger: ReloadReport.Trigger? = nil) -> LoadAttempt {
        var attempt = LoadAttempt(.unchanged)
        for _ in 0..<GatewayLoader.attemptsMax {
            attempt = loadOnce(trigger)
            if attempt.inputs.areCurrent { return attempt }
        }
        attempt.result = .refused("the files keep changing while they are read")
        return attempt
    }

    /// What was loaded last serves now: later loads compare with it.
    func accept() {
        sources.withLock { $0.served = $0.candidate }
    }

    private func loadOnce(_ trigger: ReloadReport.Trigger?) -> LoadAttempt {
        if let served = sources.withLock({ $0.served }), isCurrent(served) {
            var attempt = LoadAttempt(.unchanged)
            attempt.inputs = served.log.inputs
            return attempt
        }
        let log = InputLog()
        let compilation = compileFile(file, needsSamples: false, log: log)
        let bytes = compilation.sources[0].bytes
        var attempt = LoadAttempt(.unchanged)
        attempt.findings = compilation.findings
        attempt.rendered = compilation.renderedDiagnostics(trigger == nil ? Terminal.standardErrorStyle : .plain)
        attempt.result = result(compilation, bytes, trigger, log, &attempt)
        attempt.inputs = log.inputs
        return attempt
    }

    private func isCurrent(_ served: Served) -> Bool {
        guard let secrets = try? readSecrets(served.references, log: served.log) else { return false }
        return secrets == served.secrets && served.log.isCurrent()
    }

    private func result(
        _ compilation: Compilation,
        _ bytes: [UInt8],
        _ trigger: ReloadReport.Trigger?,
        _ log: InputLog,
        _ attempt: inout LoadAttempt
    ) -> LoadAttempt.Result {
        guard var graph = compilation.graph else { return .refused(compilation.refusal) }
        if trigger == .file, let reason = cutOff(bytes) { return .refused(reason) }
        let secrets: [[UInt8]]
        do {
            secrets = try readSecrets(graph.secrets, log: log)
        } catch {
            for failure in error.failures {
                attempt.findings.append(LoadFinding(failure))
                attempt.rendered += "error: \(failure)\n"
            }
            return .refused(error.failures.joined(separator: "; "))
        }
        overrides.apply(to: &graph.settings)
        let describe = FaultDescription(graph: graph, file: file)
        let compiled = graph
        let source = GraphSource(
            make: { BoundGraph(compiled, secrets: secrets) },
            describeFault: { describe.text(of: $0) }
        )
        let token = graph.settings.admin?.token.flatMap { secrets.indices.contains($0) ? secrets[$0] : nil }
        let gateway = LoadedGateway(
            source: source,
            settings: graph.settings,
            hash: log.hash,
            endpoints: compilation.endpoints.map(EndpointStatus.init),
            adminToken: token.map(AdminToken.init)
        )
        let candidate = Served(log: log, references: compiled.secrets, secrets: secrets, bytes: bytes)
        sources.withLock { $0.candidate = candidate }
        return .loaded(gateway)
    }

    /// Why a file that compiles looks as if it was written only in part; nil where it does not.
    ///
    /// A full disk, or a copy that was broken off, leaves the beginning of a file, and that may well be sound. This is
    /// asked only when the file changed by itself: who asks for a reload means the file as it is.
    private func cutOff(_ bytes: [UInt8]) -> String? {
        guard let before = sources.withLock({ $0.served?.bytes }) else { return nil }
        let lineFeed = UInt8(ascii: "\n")
        if before.last == lineFeed, bytes.last != lineFeed {
            return "\(file) ends in the middle of a line, as if it were not written whole; "
                + "end it with a line break, or send SIGHUP to take it as it is"
        }
        if bytes.count < before.count, before.starts(with: bytes) {
            return "\(file) is only the beginning of the file that serves, as if it were not written whole; "
                + "send SIGHUP to take it as it is"
        }
        return nil
    }
}
