import GateConfig
package import GateDiagnostics
package import GateRuntime
import GateYAML

/// What compiling a file gives: the graph where nothing is wrong, and all findings.
package struct Compilation: Sendable {
    /// Nil where there is an error.
    package var graph: Graph?
    package var diagnostics: DiagnosticBag
    package var sources: SourceMap
    /// What was checked, by endpoint; empty where there is an error.
    package var endpoints: [EndpointSummary]
    /// What was built from; nil where there is an error.
    var checked: CheckedGateway?
    /// Where the graph's pieces stand in the file.
    package internal(set) var places = GraphPlaces()
    /// What was decoded, for the places of keys; nil where there is an error.
    var document: YAMLDocument?
}

/// Compiles a configuration file: parse, decode, check, build.
///
/// The one way from text to graph, for every command.
///
/// Reads nothing but the text, and through `files` the samples that it names: no secret, network or clock.
///
/// Without `files`, `samples:` says nothing; the graph is the same with and without.
package func compile(_ source: SourceText, files: FileSource? = nil) -> Compilation {
    let parsed = parseYAML(source, file: 0)
    let document = parsed.document
    let findings = hidingSecrets(parsed.diagnostics, in: source)
    var diagnostics = DiagnosticBag(findings)
    let sources = SourceMap([source])
    guard let document else {
        return Compilation(graph: nil, diagnostics: diagnostics, sources: sources, endpoints: [])
    }
    let (config, decoded, redactions) = decodeConfig(document)
    var context = CompileContext()
    context.redactions = redactions
    context.isWhole = !(findings + decoded).contains { $0.severity == .error }
    // Where a syntax error made the reader skip a part, names and answers may only seem to be missing.
    let checked = document.skipped.isEmpty ? config.flatMap { checkGateway($0, files: files, &context) } : nil
    let mayBuild = !(findings + decoded + context.diagnostics).contains { $0.severity == .error }
    let built = mayBuild ? checked.map { buildGraph($0, sources: sources, &context) } : nil
    diagnostics = DiagnosticBag()
    for var diagnostic in findings + (decoded + context.diagnostics).map({ namingAliases($0, in: document) }) {
        diagnostic.redacted += context.redactions
        diagnostics.append(diagnostic)
    }
    guard !diagnostics.hasErrors, let built, let checked else {
        return Compilation(graph: nil, diagnostics: diagnostics, sources: sources, endpoints: [])
    }
    return Compilation(
        graph: built.graph,
        diagnostics: diagnostics,
        sources: sources,
        endpoints: checked.endpoints.map(EndpointSummary.init),
        checked: checked,
        places: built.places,
        document: document
    )
}

/// A finding inside an anchor's node, with the places where the node is used again.
///
/// It may be right where the anchor stands, and wrong only where an alias uses it.
private func namingAliases(_ finding: Diagnostic, in document: YAMLDocument) -> Diagnostic {
    let place = finding.primary.span
    let uses = document.aliases.lazy.filter { alias in
        let node = document[alias.target].span
        return node.file == place.file && node.start <= place.start && place.end <= node.end
    }
    var finding = finding
    finding.context += uses.prefix(3).map { Diagnostic.Label($0.span, "used here") }
    return finding
}

/// Findings of the YAML reader, which knows nothing of secrets, with what may be one covered.
private func hidingSecrets(_ findings: [Diagnostic], in source: SourceText) -> [Diagnostic] {
    guard !findings.isEmpty else { return [] }
    let spans = possibleSecrets(in: source, file: 0)
    return findings.map { finding in
        let primary = finding.primary.span
        let isInside = spans.contains { $0.start <= primary.end && primary.start < $0.end }
        var covered = isInside ? finding.withoutQuotedText() : finding
        covered.redacted += spans
        return covered
    }
}

extension Compilation {
    /// The same graph with what it takes to explain its conditions; nil where there is an error.
    package func explaining() -> (graph: Graph, places: GraphPlaces)? {
        var context = CompileContext()
        return checked.map { buildGraph($0, sources: sources, explaining: true, &context) }
    }

    /// The compilation of a file that could not be read.
    package static func unreadable(_ name: String, _ diagnostic: Diagnostic) -> Compilation {
        Compilation(
            graph: nil,
            diagnostics: DiagnosticBag([diagnostic]),
            sources: SourceMap([SourceText(name: name, bytes: [])]),
            endpoints: []
        )
    }
}
