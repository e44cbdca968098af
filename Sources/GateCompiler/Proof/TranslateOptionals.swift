import GateRuntime

/// Optionals: what `?.`, `orValue` and their like say of the fields behind them.
extension Translator {
    /// When an optional has a value, when it has none, and the value.
    struct OptionalParts {
        var present: Formula
        var missing: Formula
        var content: TermID
    }

    /// `operand.?field`, or `operand[?key]` with a constant.
    mutating func optionalField(_ operand: TermID, _ key: TermID) -> TermID {
        terms.intern(.call(.optionalField, [operand, key]), .optional(.dyn))
    }

    /// What an optional comes from; nil where that is not known.
    ///
    /// Fields are known of what can only be a map: for JSON, whatever has no fields is an error with `?.` as well.
    mutating func optionalParts(_ id: TermID) -> OptionalParts? {
        guard case .call(let function, let operands) = terms[id].term, let operand = operands.first else { return nil }
        switch function {
        case .named("optional.of"):
            return OptionalParts(present: .constant(true), missing: .constant(false), content: operand)
        case .optionalField:
            guard operands.count == 2, let name = terms.constant(operands[1])?.text else { return nil }
            if let outer = optionalParts(operand) {
                guard terms.isMapWithFields(outer.content) else { return nil }
                let isThere = has(outer.content, name)
                return OptionalParts(
                    present: .all([outer.present, literal(.holds(isThere), true)]),
                    missing: .any([outer.missing, .all([outer.present, literal(.holds(isThere), false)])]),
                    content: select(outer.content, name)
                )
            }
            guard terms.isMapWithFields(operand) else { return nil }
            let isThere = has(operand, name)
            return OptionalParts(
                present: literal(.holds(isThere), true),
                missing: literal(.holds(isThere), false),
                content: select(operand, name)
            )
        default: return nil
        }
    }

    /// `optional.orValue(other)`: one of two terms.
    mutating func orValue(_ optional: TermID, _ other: TermID) -> TermID {
        let id = terms.intern(.call(.named("orValue"), [optional, other]), .dyn)
        guard alternatives[id] == nil, let parts = optionalParts(optional) else { return id }
        alternatives[id] = Alternative(
            whenTrue: parts.present,
            whenFalse: parts.missing,
            first: parts.content,
            second: other
        )
        return id
    }
}
