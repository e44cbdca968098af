import GateRuntime

/// What one operand of a call must be so that the call gives a value.
struct Inversion {
    var operand: TermID
    /// Values to try, the likeliest first.
    var values: [TermConstant]
}

extension TermTable {
    /// Ways to make a call give a value, by what `known` says of terms that have but one value.
    ///
    /// Empty where none is known.
    func inversions(
        of id: TermID,
        giving value: TermConstant,
        known: (TermID) -> TermConstant?
    ) -> [Inversion] {
        guard case .call(.named(let name), let operands) = self[id].term else { return [] }
        switch operands.count {
        case 1:
            let values = arguments(name, operands[0], giving: value)
            return values.isEmpty ? [] : [Inversion(operand: operands[0], values: values)]
        case 2:
            return operands.indices.compactMap { position in
                guard let other = known(operands[1 - position]) else { return nil }
                let values = arguments(name, position, other, giving: value)
                return values.isEmpty ? nil : Inversion(operand: operands[position], values: values)
            }
        default: return []
        }
    }

    private func arguments(_ name: String, _ operand: TermID, giving value: TermConstant) -> [TermConstant] {
        let kinds = possibleKinds(operand)
        switch (name, value) {
        case ("int", .number), ("uint", .number), ("double", .number):
            return (WitnessValue(value, .dyn)?.text).map { [.text($0), value] } ?? [value]
        case ("string", .string(let text)):
            var values: [TermConstant] = [value]
            if kinds.contains(.number), let number = Int64(text.string) { values.append(.int(number)) }
            if kinds.contains(.bool), text == ExactText("true") { values.append(.bool(true)) }
            if kinds.contains(.bool), text == ExactText("false") { values.append(.bool(false)) }
            return values
        case ("bool", .bool(let isTrue)): return [.text(isTrue ? "true" : "false"), value]
        case ("timestamp", .timestamp): return (WitnessValue(value, .dyn)?.text).map { [.text($0), value] } ?? [value]
        case ("bytes", .bytes(let content)): return [.string(ExactText(utf8: content))]
        // What the function changes nothing about.
        case ("lowerAscii", .string), ("upperAscii", .string), ("trim", .string): return [value]
        case ("reverse", .string(let text)):
            return [.string(ExactText(String(String.UnicodeScalarView(text.string.unicodeScalars.reversed()))))]
        case ("-_", .number(let number)): return difference(.int(0), number).map { [.number($0)] } ?? []
        case ("math.abs", .number), ("math.floor", .number), ("math.ceil", .number), ("math.round", .number),
            ("math.trunc", .number):
            return [value]
        default: return []
        }
    }

    /// The operand at a position, where the other one is constant.
    private func arguments(
        _ name: String,
        _ position: Int,
        _ other: TermConstant,
        giving value: TermConstant
    ) -> [TermConstant] {
        switch (name, value, other) {
        case ("_+_", .string(let text), .string(let part)):
            let count = text.utf8.count - part.utf8.count
            if position == 0, text.hasSuffix(part) { return [.string(ExactText(utf8: Array(text.utf8.prefix(count))))] }
            if position == 1, text.hasPrefix(part) { return [.string(ExactText(utf8: Array(text.utf8.suffix(count))))] }
            return []
        case ("_+_", .number(let sum), .number(let part)):
            return difference(sum, part).map { [.number($0)] } ?? []
        case ("_-_", .number(let result), .number(let part)):
            let number = position == 0 ? self.sum(result, part) : difference(part, result)
            return number.map { [.number($0)] } ?? []
        case ("_*_", .number(let product), .number(let factor)): return quotients(product, factor)
        case ("_/_", .number(let quotient), .number(let divisor)):
            return position == 0 ? self.product(quotient, divisor).map { [.number($0)] } ?? [] : []
        case ("_%_", .number, .number): return position == 0 ? [value] : []
        default: return []
        }
    }

    // MARK: Exact arithmetic

    private func sum(_ left: ExactNumber, _ right: ExactNumber) -> ExactNumber? {
        guard case .int(let left) = left, case .int(let right) = right else {
            return ExactNumber(left.approximate + right.approximate)
        }
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? nil : .int(sum)
    }

    private func difference(_ left: ExactNumber, _ right: ExactNumber) -> ExactNumber? {
        guard case .int(let left) = left, case .int(let right) = right else {
            return ExactNumber(left.approximate - right.approximate)
        }
        let (difference, overflow) = left.subtractingReportingOverflow(right)
        return overflow ? nil : .int(difference)
    }

    private func product(_ left: ExactNumber, _ right: ExactNumber) -> ExactNumber? {
        guard case .int(let left) = left, case .int(let right) = right else {
            return ExactNumber(left.approximate * right.approximate)
        }
        let (product, overflow) = left.multipliedReportingOverflow(by: right)
        return overflow ? nil : .int(product)
    }

    private func quotients(_ product: ExactNumber, _ factor: ExactNumber) -> [TermConstant] {
        guard factor.approximate != 0 else { return [] }
        let quotient = ExactNumber(product.approximate / factor.approximate)
        guard case .int(let whole) = product, case .int(let part) = factor, part != -1 else {
            return quotient.map { [.number($0)] } ?? []
        }
        return whole.isMultiple(of: part) ? [.int(whole / part)] : quotient.map { [.number($0)] } ?? []
    }
}
