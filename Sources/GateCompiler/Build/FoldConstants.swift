import GateExpression
import GateRuntime

extension Lowering {
    /// Steps that a constant part may take while it is computed ahead; a longer one is left for the request.
    private static var stepsMax: Int { 100_000 }

    /// The value of a node that depends on nothing but the expression; nil where it does, or where it fails.
    mutating func fold(_ id: NodeID) -> Value? {
        guard isConstant[Int(id.index)] else { return nil }
        if let known = constants[id] { return known }
        if let value = immediate(id) {
            constants[id] = value
            return value
        }
        guard isFolding, !failed.contains(id) else { return nil }
        let start = builder.nextIndex
        var part = Lowering(checked: checked, builder: builder, expression: expression, isConstant: isConstant)
        builder = ProgramBuilder()
        part.lowerResult(id)
        part.resolveLabels()
        let program = Program(entry: UInt32(start), registerCount: UInt32(part.registerCount))
        let value = part.builder.runConstant(program, steps: Lowering.stepsMax)
        for fault in part.faults { report(fault) }
        if let value, !value.isError {
            constants[id] = value
        } else {
            failed.insert(id)
            if let value { report(value.fault, part.builder.sites, id) }
        }
        part.builder.truncate(to: start)
        builder = part.builder
        return constants[id]
    }

    /// Computes all constant parts below a node, so that it is known which of them fail.
    mutating func foldParts(of id: NodeID) {
        if fold(id) != nil { return }
        for part in parts(of: syntax[id], reference(id)) { foldParts(of: part) }
    }

    /// Notes a fault once, however often its part is tried.
    mutating func report(_ fault: ConstantFault) {
        if !faults.contains(fault) { faults.append(fault) }
    }

    private mutating func report(_ fault: Fault, _ sites: [ProgramSite], _ id: NodeID) {
        if fault.code == .stepsExceeded || fault.code == .memoryExceeded { return }
        var range = syntax[id].range
        if Int(fault.site) < sites.count {
            let site = sites[Int(fault.site)]
            range = ExpressionSyntax.TextRange(site.start, site.end)
        }
        // A part with a refused regular expression was reported with RE2's words.
        if faults.contains(where: {
            $0.range.start >= range.start && $0.range.end <= range.end && $0.code == fault.code
        }) {
            return
        }
        report(ConstantFault(range: range, code: fault.code, detail: ""))
    }

    /// The value of a literal or the name of a type.
    private mutating func immediate(_ id: NodeID) -> Value? {
        if case .type(let name) = reference(id) { return .type(name) }
        guard case .literal(let literal) = syntax[id].kind else { return nil }
        switch literal {
        case .null: return .null
        case .bool(let value): return .bool(value)
        case .int(let value): return .int(value)
        case .uint(let value): return .uint(value)
        case .double(let value): return .double(value)
        case .string(let text): return builder.string(text)
        case .bytes(let content): return builder.bytes(content)
        }
    }
}

/// Whether each node's value depends on neither variables, unknown names, nor variables of macros around it.
func constantNodes(of checked: CheckedExpression) -> [Bool] {
    let syntax = checked.syntax
    var isConstant = [Bool](repeating: false, count: syntax.nodes.count)
    // The macros around a node whose variables it uses.
    var uses = [Set<ExpressionSyntax.NodeID>](repeating: [], count: syntax.nodes.count)
    for index in syntax.nodes.indices {
        let node = syntax.nodes[index]
        switch checked.references[index] {
        case .variable: continue
        case .type:
            isConstant[index] = true
            continue
        case .local(let macro, _):
            uses[index] = [macro]
            isConstant[index] = true
            continue
        case .function, nil: break
        }
        var result = true
        switch node.kind {
        case .identifier: result = false
        case .call where checked.references[index] == nil: result = false
        default: break
        }
        for child in parts(of: node, checked.references[index]) {
            result = result && isConstant[Int(child.index)]
            uses[index].formUnion(uses[Int(child.index)])
        }
        if case .macro = node.kind { uses[index].remove(ExpressionSyntax.NodeID(Int32(index))) }
        isConstant[index] = result
    }
    for index in syntax.nodes.indices where !uses[index].isEmpty { isConstant[index] = false }
    return isConstant
}

/// The nodes whose values a node needs.
///
/// A select that is a variable's qualified name has none.
private func parts(
    of node: ExpressionSyntax.Node,
    _ reference: CheckedExpression.Reference?
) -> [ExpressionSyntax.NodeID] {
    switch reference {
    case .variable, .local, .type: return []
    case .function, nil: break
    }
    switch node.kind {
    case .literal, .identifier: return []
    case .select(let operand, _, _, _), .has(let operand, _, _): return [operand]
    case .call(_, let receiver, let arguments, _):
        if case .function(_, true) = reference { return arguments }
        return (receiver.map { [$0] } ?? []) + arguments
    case .list(let elements, _): return elements
    case .map(let entries): return entries.flatMap { [$0.key, $0.value] }
    case .macro(let macro): return [macro.operand] + (macro.filter.map { [$0] } ?? []) + [macro.result]
    }
}
