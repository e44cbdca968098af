import GateDiagnostics
import GateYAML

/// Finds where keys stand in a file, for what the checked model has no place of.
struct PlaceFinder {
    let document: YAMLDocument?

    /// The place of the last key of a path of keys, `["server", "limits", "body"]`.
    ///
    /// - Returns: nil where the file does not have the whole path.
    func span(_ path: String...) -> SourceSpan? { span(path) }

    /// The same for a path that is an array.
    func span(_ path: [String]) -> SourceSpan? {
        guard let document else { return nil }
        var node = document.root
        var span: SourceSpan?
        for key in path {
            guard case .mapping(let entries) = document[node].content,
                let entry = entries.first(where: { $0.key.text == key })
            else { return nil }
            (node, span) = (entry.value, entry.keySpan)
        }
        return span
    }

    /// The place of a key of an endpoint, or of the endpoint's name where it does not have it.
    func span(of endpoint: String, _ path: String...) -> SourceSpan? {
        span(["endpoints", endpoint] + path) ?? span("endpoints", endpoint)
    }
}
