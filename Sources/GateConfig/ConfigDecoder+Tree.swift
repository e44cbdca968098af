import GateDiagnostics
import GateYAML

extension ConfigDecoder {
    /// Deepest nesting of a value such as that of `json:`.
    private static let treeDepthMax = 64

    /// Any value as a tree; tags and styles of YAML are gone, places are kept.
    mutating func tree(_ id: YAMLDocument.NodeID, depth: Int = 0) -> ConfigTree? {
        let node = document[id]
        guard depth < ConfigDecoder.treeDepthMax else {
            report(.treeTooDeep(limit: ConfigDecoder.treeDepthMax, at: node.span))
            return nil
        }
        switch node.content {
        case .scalar(let scalar): return leaf(scalar, ConfigText(scalar: scalar, span: node.span))
        case .sequence(let items):
            return .list(items.compactMap { tree($0, depth: depth + 1) }, node.span)
        case .mapping(let entries):
            var members: [ConfigTree.Member] = []
            for entry in entries {
                guard let value = tree(entry.value, depth: depth + 1) else { continue }
                let key = ConfigText(scalar: entry.key, span: entry.keySpan)
                members.append(ConfigTree.Member(key: key, value: value))
            }
            return .map(members, node.span)
        }
    }

    private mutating func leaf(_ scalar: YAMLScalar, _ text: ConfigText) -> ConfigTree? {
        switch scalar.value {
        case .null: return .null(text.span)
        case .bool(let value): return .bool(value, text.span)
        case .int(let value): return .int(value, text.span)
        case .string: return .string(text)
        case .float(let value):
            guard value.isFinite else {
                report(.notJSON(scalar.text, at: text.span))
                return nil
            }
            return .double(value, text.span)
        }
    }
}
