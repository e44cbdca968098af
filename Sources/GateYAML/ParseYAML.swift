package import GateDiagnostics

/// Reads a YAML file into located nodes.
///
/// - Returns: the document whenever something of it can be used, even with diagnostics, and all findings in one run.
package func parseYAML(
    _ source: SourceText,
    file: UInt32,
    limits: YAMLLimits = .init()
) -> (document: YAMLDocument?, diagnostics: [Diagnostic]) {
    (nil, [])
}
