import GateExpression
import GateRuntime

extension Translator {
    /// The term of a node's value.
    mutating func term(_ id: NodeID, _ scope: Scope) -> TermID {
        switch scope.reference(id) {
        case .variable(let variable): return term(of: variable)
        case .local(let macro, let position):
            if let bound = scope.locals[Scope.Local(macro: macro, position: position)] { return bound }
            return opaque(id, scope)
        case .type(let name): return terms.intern(.call(.type(name.rawValue), []), .type)
        case .function, nil: break
        }
        switch scope.kind(id) {
        case .literal(let literal): return term(literal)
        case .select(let operand, let field, let isOptional, _):
            let operand = term(operand, scope)
            let name = ExactText(field)
            return isOptional ? optionalField(operand, constant(.string(name), .string)) : select(operand, name)
        case .has(let operand, let field, _):
            let operand = term(operand, scope)
            return has(operand, ExactText(field))
        case .call(let function, _, _, _): return call(id, function, scope.operands(id), scope)
        case .list(let elements, let optional):
            guard optional.isEmpty else { return opaque(id, scope) }
            return terms.intern(.call(.list, elements.map { term($0, scope) }), .list(.dyn))
        case .map(let entries):
            guard !entries.contains(where: \.isOptional) else { return opaque(id, scope) }
            let parts = entries.flatMap { [term($0.key, scope), term($0.value, scope)] }
            return terms.intern(.call(.map, parts), .map(.dyn, .dyn))
        case .macro(let macro):
            guard macro.name == .bind else { return opaque(id, scope) }
            return term(macro.result, binding(id, to: term(macro.operand, scope), scope))
        case .identifier: return opaque(id, scope)
        }
    }

    /// The scope inside a macro whose variable stands for a term.
    func binding(_ id: NodeID, to term: TermID, _ scope: Scope) -> Scope {
        var inner = scope
        inner.locals[Scope.Local(macro: id, position: 0)] = term
        return inner
    }

    // MARK: Literals

    mutating func constant(_ value: TermConstant, _ type: ValueType) -> TermID {
        terms.intern(.constant(value, type), type)
    }

    private mutating func term(_ literal: ExpressionSyntax.Literal) -> TermID {
        switch literal {
        case .null: return constant(.null, .null)
        case .bool(let value): return constant(.bool(value), .bool)
        case .int(let value): return constant(.int(value), .int)
        case .uint(let value):
            if let number = ExactNumber(value) { return constant(.number(number), .uint) }
            return terms.intern(.call(.literal("\(value)u"), []), .uint)
        case .double(let value):
            // -0.0 is equal to 0.0 and is written in another way.
            if let number = ExactNumber(value), value != 0 || value.sign == .plus {
                return constant(.number(number), .double)
            }
            return terms.intern(.call(.literal("\(value)"), []), .double)
        case .string(let text): return constant(.text(text), .string)
        case .bytes(let content): return constant(.bytes(content), .bytes)
        }
    }

    // MARK: Fields

    mutating func select(_ operand: TermID, _ field: ExactText) -> TermID {
        if case .call(.map, let entries) = terms[operand].term, let value = value(of: field, entries) { return value }
        if optionalParts(operand) != nil { return optionalField(operand, constant(.string(field), .string)) }
        let field = fieldName(field, of: operand)
        let (type, origin) = (terms.fieldType(of: operand), terms[operand].origin)
        return terms.intern(.select(operand, field), type, origin)
    }

    mutating func has(_ operand: TermID, _ field: ExactText) -> TermID {
        terms.intern(.has(operand, fieldName(field, of: operand)), .bool)
    }

    /// The value of a key of a map literal; nil where that is not certain.
    private func value(of field: ExactText, _ entries: [TermID]) -> TermID? {
        for position in stride(from: 0, to: entries.count, by: 2) {
            guard let key = terms.constant(entries[position]) else { return nil }
            if key == .string(field) { return entries[position + 1] }
        }
        return nil
    }

    /// Headers are the same in capital and small letters.
    private func fieldName(_ field: ExactText, of operand: TermID) -> ExactText {
        guard terms[operand].type == .map(.string, .string), isHeaders(operand) else { return field }
        return ExactText(utf8: field.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 })
    }

    private func isHeaders(_ id: TermID) -> Bool {
        if case .variable(Int(RootSlot.headers.rawValue)) = terms[id].term { true } else { false }
    }

    private mutating func index(_ operand: TermID, _ key: TermID) -> TermID? {
        switch terms.constant(key) {
        case .string(let name)?: return select(operand, name)
        case .number(.int(let position))? where position >= 0 && position < .max:
            if let elements = terms.listElements(operand) {
                return position < Int64(elements.count) ? elements[Int(position)] : nil
            }
            if case .map = terms[operand].type { return nil }
            let type = terms.elementType(of: operand)
            let origin = terms[operand].origin
            return terms.intern(.index(operand, position), type, origin)
        default: return nil
        }
    }

    // MARK: Calls

    private mutating func call(_ id: NodeID, _ name: String, _ operands: [NodeID], _ scope: Scope) -> TermID {
        guard case .function(let function, _) = scope.reference(id) else { return opaque(id, scope) }
        let parts = operands.map { term($0, scope) }
        switch (function.operation, parts.count) {
        case (.index, 2):
            if let element = index(parts[0], parts[1]) { return element }
        case (.optionalIndex, 2):
            if terms.constant(parts[1]) != nil { return optionalField(parts[0], parts[1]) }
        case (.toDyn, 1): return parts[0]
        case (.conditional, 3): return alternative(operands, parts, scope)
        case (.optionalOrValue, 2): return orValue(parts[0], parts[1])
        case (.optionalValue, 1):
            if let content = optionalParts(parts[0])?.content { return content }
        default: break
        }
        if parts.allSatisfy({ isConstant($0) }), let folded = fold(id, scope) { return folded }
        let type = terms.resultType(of: function, parts)
        return terms.intern(.call(.named(function.name), sorted(parts, function)), type)
    }

    /// The operands of what does not care for their order, in one order.
    private func sorted(_ parts: [TermID], _ function: FunctionSpec) -> [TermID] {
        switch function.operation {
        case .equal, .notEqual, .logicalAnd, .logicalOr: parts.sorted()
        default: parts
        }
    }

    private func isConstant(_ id: TermID) -> Bool {
        switch terms[id].term {
        case .constant: true
        case .call(.list, let parts), .call(.map, let parts): parts.allSatisfy { isConstant($0) }
        case .call(.literal, _): true
        default: false
        }
    }

    private mutating func alternative(_ operands: [NodeID], _ parts: [TermID], _ scope: Scope) -> TermID {
        let (first, second) = (terms[parts[1]], terms[parts[2]])
        let type = first.type == second.type ? first.type : .dyn
        let id = terms.intern(
            .call(.named("_?_:_"), parts),
            type,
            first.origin == second.origin ? first.origin : .other
        )
        guard alternatives[id] == nil, partsLeft > 0 else { return id }
        let whenTrue = formula(operands[0], is: true, scope)
        let whenFalse = formula(operands[0], is: false, scope)
        alternatives[id] =
            Alternative(whenTrue: whenTrue, whenFalse: whenFalse, first: parts[1], second: parts[2])
        return id
    }

    /// What the machine makes of a call with constant operands.
    private mutating func fold(_ id: NodeID, _ scope: Scope) -> TermID? {
        guard constantNodes(of: scope.checked)[Int(id.index)] else { return nil }
        var part = scope.checked
        part.syntax.root = id
        var builder = ProgramBuilder()
        guard let value = lowerExpression(part, into: &builder, slotCount: 0).constant else { return nil }
        return term(value, builder)
    }

    private mutating func term(_ value: Value, _ builder: ProgramBuilder) -> TermID? {
        if let known = TermConstant(value, bytes: builder.bytes) {
            return constant(known, value.plainType)
        }
        guard value.kind == .list, value.place == .constant else { return nil }
        var elements: [TermID] = []
        for element in builder.values[value.offset..<value.offset + value.count] {
            guard let element = term(element, builder) else { return nil }
            elements.append(element)
        }
        return terms.intern(.call(.list, elements), .list(.dyn))
    }
}

extension Value {
    /// The type of a scalar.
    fileprivate var plainType: ValueType {
        switch kind {
        case .absent, .null: .null
        case .bool: .bool
        case .int: .int
        case .uint: .uint
        case .double: .double
        case .string: .string
        case .bytes: .bytes
        case .timestamp: .timestamp
        case .duration: .duration
        default: .dyn
        }
    }
}
