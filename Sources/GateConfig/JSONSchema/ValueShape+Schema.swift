extension ValueShape {
    /// What a value of the shape is, as keywords of JSON Schema; `pattern` is what its text matches besides.
    ///
    /// A number, true and false are text too where a text is expected: YAML writes a text without quotes.
    func schema(pattern: TextPattern? = nil) -> SchemaValue {
        switch self {
        case .text: return text(pattern)
        case .integer(let range) where range.count == 1: return ["const": .int(Int64(range.lowerBound))]
        case .integer(let range): return .joined(["type": "integer"], bounds(range))
        case .boolean: return ["type": "boolean"]
        case .nothing: return ["type": "null"]
        case .size(let range):
            return .joined(["type": ["string", "integer"], "pattern": "^[0-9]+(B|[KMG]iB|[kKMG]B)?$"], bounds(range))
        case .duration: return ["type": "string", "pattern": "^[0-9]+(ms|s|m|h)$"]
        case .share:
            return ["type": "string", "pattern": "^(0?[0-9]{1,2}([.][0-9]{1,4})?|100([.]0{1,4})?)%$"]
        case .word(let words): return ["enum": .strings(words)]
        case .listenAddress:
            let forms = [
                "systemd:[!-9;-~]{1,255}", "unix:/.*", "\\[[^\\]]+\\]:[0-9]{1,}", "(localhost|[0-9.]+):[0-9]{1,}",
            ]
            return ["type": "string", "pattern": .string("^(\(forms.joined(separator: "|")))$")]
        case .addressRange(let words):
            let forms = words + ["[0-9A-Fa-f:.]+(/[0-9]{1,3})?"]
            return ["type": "string", "pattern": .string("^(\(forms.joined(separator: "|")))$")]
        case .secretName, .template: return text(nil)
        case .expression, .jsonPath: return text(TextPattern("[^ \\t\\r\\n]", takesBareWords: true))
        case .templateTree, .tree: return .object([])
        case .list(let element): return ["type": "array", "items": element.schema(pattern: pattern)]
        case .oneOrMore(.tree): return ["minItems": .int(1)]
        case .oneOrMore(let element):
            let one = element.schema(pattern: pattern)
            return ["anyOf": [one, ["type": "array", "items": one, "minItems": .int(1)]]]
        case .map(let key, let value):
            return .joined(["type": "object"], key.schema, ["additionalProperties": value.schema(pattern: pattern)])
        case .object(let name): return ["$ref": .string("#/definitions/\(name)")]
        case .either(let shapes): return ["anyOf": .array(shapes.map { $0.schema(pattern: pattern) })]
        }
    }

    private func text(_ pattern: TextPattern?) -> SchemaValue {
        guard let pattern else { return ["type": ["string", "number", "boolean"]] }
        let types: SchemaValue = pattern.takesBareWords ? ["string", "number", "boolean"] : "string"
        return ["type": types, "pattern": .string(pattern.regex)]
    }

    private func bounds(_ range: ClosedRange<Int>) -> SchemaValue {
        ["minimum": .int(Int64(range.lowerBound)), "maximum": .int(Int64(range.upperBound))]
    }
}

extension KeyShape {
    /// What the names of a mapping are, as keywords.
    fileprivate var schema: SchemaValue {
        guard let pattern else { return .object([]) }
        var names: SchemaValue = ["pattern": .string(pattern.regex)]
        if !reserved.isEmpty { names = names.with(["not": ["enum": .strings(reserved)]]) }
        return ["propertyNames": names]
    }
}
