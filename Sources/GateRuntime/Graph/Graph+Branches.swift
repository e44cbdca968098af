extension Graph {
    /// Why an admitted route's requests can be refused, as far as the file decides that.
    func refusals(of endpoint: Int) -> [Refusal] {
        let entry = endpoints[endpoint]
        var found: [Refusal] = [.bodyTooLarge, .unsupportedMediaType, .slowBody, .malformedBody, .malformedTarget]
        if entry.checksAddress { found.append(.forbiddenAddress) }
        if entry.basic >= 0 { found.append(.unauthenticated) }
        let values = entry.extractions.indices.map { extractions[$0] }
        if values.contains(where: \.isRequired) { found.append(.missingValue) }
        if values.contains(where: { $0.target != .any }) { found.append(.mistypedValue) }
        if entry.firstAnswer < 0 {
            let own = Set(entry.nodes.indices.lazy.filter { nodes[$0].kind == .refuse }.map { nodes[$0].a })
            found += [.unmetRequirement, .tooManyItems].filter { own.contains(UInt32($0.rawValue)) }
        }
        return entry.canFault ? found + [.fault] : found
    }
}
