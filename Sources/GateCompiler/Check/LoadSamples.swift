import GateConfig
import GateDiagnostics
import GateExpression
import GateRuntime

/// The samples of an endpoint.
struct LoadedSamples {
    /// What they have in common.
    var shape: SampleShape
    /// The bodies, as the files have them.
    var bodies: [[UInt8]]
}

/// Reads the samples of endpoints, each file once.
struct SampleLoader: ~Copyable {
    /// Largest sample, in bytes; a smaller limit for bodies counts as well.
    static let fileBytesMax = 1 << 20
    /// Most bytes of all samples of a configuration.
    static let totalBytesMax = 64 << 20

    private let files: FileSource
    private let bodyBytesMax: Int
    private var known: [String: Outcome] = [:]
    /// Endpoints often share their samples.
    private var loaded: [[String]: LoadedSamples] = [:]
    private var totalBytes = 0
    private var parser = JSONParser()

    private enum Outcome {
        case bytes([UInt8])
        case unreadable(String)
        case tooLarge
        case overTotal
    }

    init(files: FileSource, limits: ServerLimits) {
        self.files = files
        self.bodyBytesMax = limits.bodyBytes
    }

    /// An endpoint's samples and what they have in common; nil where it has none, or where one of them is wrong.
    mutating func load(_ patterns: [ConfigText], _ context: inout CompileContext) -> LoadedSamples? {
        guard !patterns.isEmpty else { return nil }
        guard let named = names(patterns, &context) else { return nil }
        let key = named.map(\.name)
        if let known = loaded[key] { return known }
        var shape = SampleShape()
        var isWhole = true
        for (name, span) in named {
            guard let problem = add(name, to: &shape, at: span) else { continue }
            context.report(problem)
            isWhole = false
        }
        guard isWhole else { return nil }
        let bodies = key.compactMap { name -> [UInt8]? in
            if case .bytes(let bytes) = known[name] { bytes } else { nil }
        }
        let samples = LoadedSamples(shape: shape, bodies: bodies)
        loaded[key] = samples
        return samples
    }

    /// The files that are named, each once; nil where a pattern names none or all are too many.
    private func names(
        _ patterns: [ConfigText],
        _ context: inout CompileContext
    ) -> [(name: String, span: SourceSpan)]? {
        var named: [(name: String, span: SourceSpan)] = []
        var seen: Set<String> = []
        var isWhole = true
        for pattern in patterns {
            guard let names = expand(pattern, &context) else {
                isWhole = false
                continue
            }
            for name in names where seen.insert(name).inserted { named.append((name, pattern.span)) }
            if named.count > SampleShape.sampleCountMax {
                context.report(.tooManySamples(SampleShape.sampleCountMax, at: pattern.span))
                return nil
            }
        }
        return isWhole ? named : nil
    }

    private func expand(_ pattern: ConfigText, _ context: inout CompileContext) -> [String]? {
        switch files.expand(pattern.text) {
        case .success(let names) where names.isEmpty && files.mayLackFiles: return nil
        case .success(let names) where names.isEmpty: context.report(.sampleNotFound(pattern.text, at: pattern.span))
        case .success(let names): return names
        case .failure(let failure):
            context.report(.sampleUnreadable(pattern.text, failure.reason, at: pattern.span))
        }
        return nil
    }

    private mutating func add(_ name: String, to shape: inout SampleShape, at span: SourceSpan) -> Diagnostic? {
        switch read(name) {
        case .unreadable(let reason): return .sampleUnreadable(name, reason, at: span)
        case .tooLarge: return .sampleTooLarge(name, min(bodyBytesMax, Self.fileBytesMax), at: span)
        case .overTotal: return .samplesTooLarge(name, Self.totalBytesMax, at: span)
        case .bytes(let bytes):
            do throws(JSONError) {
                try shape.merge(bytes, name: name, parser: &parser)
                return nil
            } catch {
                return .sampleMalformed(name, error, at: span)
            }
        }
    }

    private mutating func read(_ name: String) -> Outcome {
        if let known = known[name] { return known }
        let limit = min(bodyBytesMax, Self.fileBytesMax)
        let outcome: Outcome
        switch files.read(name, limit) {
        case .failure(let failure): outcome = .unreadable(failure.reason)
        case .success(let bytes) where bytes.count > limit: outcome = .tooLarge
        case .success(let bytes) where totalBytes + bytes.count > Self.totalBytesMax: outcome = .overTotal
        case .success(let bytes):
            totalBytes += bytes.count
            outcome = .bytes(bytes)
        }
        known[name] = outcome
        return outcome
    }
}
