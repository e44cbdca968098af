extension KeyRule {
    /// The rule as keywords of JSON Schema.
    var schema: SchemaValue {
        switch self {
        case .exactlyOne(let keys): return ["oneOf": .array(keys.map(present))]
        case .atLeastOne(let keys): return ["anyOf": .array(keys.map(present))]
        case .atMostOne(let keys):
            let pairs = keys.indices.flatMap { first in keys[(first + 1)...].map { [keys[first], $0] } }
            return without(pairs.map { ["required": .strings($0)] })
        case .without(let keys): return without(keys.map(present))
        case .needs(let key, let other): return ["dependencies": .object([.init(name: key, value: [.string(other)])])]
        case .ifPresent(let key, let rules, let otherwise):
            return condition(present(key), rules, otherwise)
        case .ifEqual(let key, let value, let rules, let otherwise):
            let equal: SchemaValue = ["const": value.schema]
            return condition(property(key, equal).with(present(key)), rules, otherwise)
        case .items(let key, let rules): return property(key, ["items": all(rules)])
        case .filled(let key): return property(key, ["minItems": .int(1), "minProperties": .int(1)])
        case .distinct(let key): return property(key, ["uniqueItems": .bool(true)])
        case .notEmpty: return ["minProperties": .int(1)]
        }
    }

    private func present(_ key: String) -> SchemaValue { ["required": .strings([key])] }

    private func property(_ key: String, _ value: SchemaValue) -> SchemaValue {
        ["properties": .object([.init(name: key, value: value)])]
    }

    private func without(_ cases: [SchemaValue]) -> SchemaValue {
        ["not": cases.count == 1 ? cases[0] : ["anyOf": .array(cases)]]
    }

    private func condition(_ test: SchemaValue, _ rules: [KeyRule], _ otherwise: [KeyRule]) -> SchemaValue {
        var result: SchemaValue = ["if": test]
        if !rules.isEmpty { result = result.with(["then": all(rules)]) }
        if !otherwise.isEmpty { result = result.with(["else": all(otherwise)]) }
        return result
    }

    private func all(_ rules: [KeyRule]) -> SchemaValue {
        rules.count == 1 ? rules[0].schema : ["allOf": .array(rules.map(\.schema))]
    }
}

extension KeyRule.KeyValue {
    fileprivate var schema: SchemaValue {
        switch self {
        case .word(let word): .string(word)
        case .flag(let value): .bool(value)
        }
    }
}
