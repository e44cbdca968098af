import GateRuntime

extension Checker {
    mutating func checkMacro(_ id: NodeID, _ macro: ExpressionSyntax.Macro) -> ValueType {
        let operand = check(macro.operand)
        switch macro.name {
        case .bind:
            return scoped(id, macro, [operand]) { checker in checker.check(macro.result) }
        case .optMap, .optFlatMap:
            let variable = optionalValue(operand, macro)
            let result = scoped(id, macro, [variable]) { checker in checker.check(macro.result) }
            return macro.name == .optMap ? .optional(result) : flattened(result, macro)
        default:
            break
        }
        let variables = elements(of: operand, macro)
        if macro.name == .filter { setPlace(of: id, to: place(of: macro.operand)) }
        return scoped(id, macro, variables) { checker in
            let name = "`\(macro.spelling)`"
            if let filter = macro.filter { checker.checkBool(filter, purpose: name) }
            switch macro.name {
            case .all, .exists, .existsOne:
                checker.checkBool(macro.result, purpose: name)
                return .bool
            case .filter:
                checker.checkBool(macro.result, purpose: name)
                return .list(variables[0])
            case .map, .transformList:
                return .list(checker.check(macro.result))
            case .transformMap:
                return .map(variables[0], checker.check(macro.result))
            default:
                return checker.entryType(macro.result)
            }
        }
    }

    /// Runs a check with the macro's variables in scope.
    private mutating func scoped(
        _ id: NodeID,
        _ macro: ExpressionSyntax.Macro,
        _ types: [ValueType],
        _ body: (inout Checker) -> ValueType
    ) -> ValueType {
        let outer = locals.count
        for (position, name) in macro.variables.enumerated() {
            let type = position < types.count ? types[position] : .dyn
            let place = sampledVariable(of: macro, at: position)
            locals.append(Local(name: name, macro: id, position: position, type: type, place: place))
        }
        let result = body(&self)
        locals.removeSubrange(outer...)
        return result
    }

    /// The types of a macro's variables: the element, or the index or key and the value.
    private mutating func elements(of operand: ValueType, _ macro: ExpressionSyntax.Macro) -> [ValueType] {
        let isPair = macro.variables.count == 2
        switch operand {
        case .list(let element):
            let element = inference.resolved(element)
            return isPair ? [.int, element] : [element]
        case .map(let key, let value):
            return isPair ? [inference.resolved(key), inference.resolved(value)] : [inference.resolved(key)]
        case .dyn:
            return [.dyn, .dyn]
        case .parameter(let name):
            inference.bind(name, to: .dyn)
            return [.dyn, .dyn]
        case .nullable(let wrapped):
            return elements(of: inference.resolved(wrapped), macro)
        default:
            report(.macroOperand(macro.spelling, found: shown(operand), at: range(macro.operand)))
            return [.dyn, .dyn]
        }
    }

    private mutating func optionalValue(_ operand: ValueType, _ macro: ExpressionSyntax.Macro) -> ValueType {
        switch operand {
        case .optional(let wrapped): return inference.resolved(wrapped)
        case .dyn, .parameter: return .dyn
        default:
            report(.macroOperandNotOptional(macro.spelling, found: shown(operand), at: range(macro.operand)))
            return .dyn
        }
    }

    private mutating func flattened(_ result: ValueType, _ macro: ExpressionSyntax.Macro) -> ValueType {
        switch inference.resolved(result) {
        case .optional, .dyn: return result
        case .parameter: return .optional(.dyn)
        default:
            report(.needsOptional(shown(result), at: range(macro.result)))
            return .optional(.dyn)
        }
    }

    /// The map that `transformMapEntry` makes of its entries.
    private mutating func entryType(_ id: NodeID) -> ValueType {
        let type = check(id)
        switch type {
        case .map, .dyn: return type
        case .parameter: return .dyn
        default:
            report(.needsEntry(shown(type), at: range(id)))
            return .dyn
        }
    }
}

extension ExpressionSyntax.Macro {
    /// The name as text, for messages and canonical text.
    var spelling: String {
        switch name {
        case .existsOne: variables.count == 2 ? "existsOne" : name.rawValue
        case .bind: "cel.bind"
        default: name.rawValue
        }
    }
}
