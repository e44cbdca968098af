/// Reads a path into the query string: `page`, `page[0].id`, `filter["a.b"]`, `["a.b"]`; nil for anything else.
///
/// Not JSONPath: parameter names commonly hold hyphens, and a name alone needs no quotes.
func parseQueryPath(_ text: String) -> [QueryPathStep]? {
    var steps: [QueryPathStep] = []
    var rest = Substring(text)
    if !rest.hasPrefix("[\"") && !rest.hasPrefix("['") {
        guard let first = takeName(&rest) else { return nil }
        steps.append(.key(first))
    }
    while let mark = rest.first {
        rest.removeFirst()
        switch mark {
        case ".":
            guard let name = takeName(&rest) else { return nil }
            steps.append(.key(name))
        case "[":
            guard let step = takeBracket(&rest) else { return nil }
            steps.append(step)
        default: return nil
        }
    }
    return steps.count <= 17 ? steps : nil
}

private func takeName(_ rest: inout Substring) -> String? {
    let name = rest.prefix { !".[]\"'".contains($0) }
    guard !name.isEmpty else { return nil }
    rest.removeFirst(name.count)
    return String(name)
}

private func takeBracket(_ rest: inout Substring) -> QueryPathStep? {
    if let quote = rest.first, quote == "\"" || quote == "'" {
        let inner = rest.dropFirst()
        guard let end = inner.firstIndex(of: quote) else { return nil }
        let name = inner[..<end]
        rest = inner[inner.index(after: end)...]
        guard rest.first == "]" else { return nil }
        rest.removeFirst()
        return .key(String(name))
    }
    guard let end = rest.firstIndex(of: "]") else { return nil }
    let content = rest[..<end]
    rest = rest[rest.index(after: end)...]
    guard !content.isEmpty, !content.contains("[") else { return nil }
    if content.allSatisfy({ $0.isASCII && $0.isNumber }), content.count <= 6, let index = Int(content) {
        return .index(index)
    }
    return .key(String(content))
}
