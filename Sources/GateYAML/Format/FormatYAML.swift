package import GateDiagnostics

/// What formatting a file comes to.
package enum FormattedYAML: Sendable {
    /// The file in the canonical layout.
    case formatted([UInt8])
    /// The file has findings of the YAML reader and is left alone.
    case unreadable([Diagnostic])
    /// The layout would change what the file says, or lose a comment; it is left alone.
    case unsafe
}

/// Brings a YAML file into the canonical layout.
///
/// It moves text and removes blanks; scalars, their quotes, comments, anchors, and the order of everything stay. The
/// result is read again, and given only if it is the same document with the same comments, and is its own layout.
package func formatYAML(_ source: SourceText) -> FormattedYAML {
    let (document, diagnostics) = parseYAML(source, file: 0)
    guard let document, diagnostics.isEmpty else { return .unreadable(diagnostics) }
    guard let tokens = layoutTokens(source.bytes, document) else { return .unsafe }
    let output = layout(source.bytes, tokens)
    let (again, findings) = parseYAML(SourceText(name: source.name, bytes: output), file: 0)
    guard let again, findings.isEmpty, document.isSame(as: again), let newTokens = layoutTokens(output, again),
        comments(source.bytes, tokens) == comments(output, newTokens), layout(output, newTokens) == output
    else { return .unsafe }
    return .formatted(output)
}

private func layout(_ bytes: [UInt8], _ tokens: [LayoutToken]) -> [UInt8] {
    var writer = LayoutWriter(bytes, tokens)
    writer.write()
    return writer.output
}

/// The comments in order, without the blanks around their text.
private func comments(_ bytes: [UInt8], _ tokens: [LayoutToken]) -> [[UInt8]] {
    tokens.filter { $0.kind == .comment }.map { token in
        Array(bytes[token.range].dropFirst().drop { $0.isBlank })
    }
}

extension YAMLDocument {
    /// Whether another document says the same: the same values, written in the same styles, in the same order.
    fileprivate func isSame(as other: YAMLDocument) -> Bool {
        guard nodes.count == other.nodes.count, root == other.root else { return false }
        return zip(nodes, other.nodes).allSatisfy { left, right in
            switch (left.content, right.content) {
            case (.scalar(let one), .scalar(let two)): one.isSame(as: two)
            case (.sequence(let one), .sequence(let two)): one == two
            case (.mapping(let one), .mapping(let two)):
                one.count == two.count
                    && zip(one, two).allSatisfy { $0.key.isSame(as: $1.key) && $0.value == $1.value }
            default: false
            }
        }
    }
}

extension YAMLScalar {
    fileprivate func isSame(as other: YAMLScalar) -> Bool {
        text == other.text && style == other.style
            && (value == other.value || "\(value)" == "\(other.value)")
    }
}
