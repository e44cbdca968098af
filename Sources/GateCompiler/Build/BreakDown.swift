import GateExpression
import GateRuntime

extension GraphBuilder {
    /// Adds programs for the parts of every expression that decides a way.
    ///
    /// They stand behind all others, so that the graph is otherwise the same.
    mutating func breakDown() {
        for index in graph.nodes.indices {
            let node = graph.nodes[index]
            let program: UInt32
            switch node.kind {
            case .test: program = node.a
            case .choose: program = graph.switches[Int(node.a)].program
            case .loop: program = graph.loops[Int(node.a)].program
            default:
                places.programs.append([])
                continue
            }
            let (expression, slots) = located[Int(program)]
            let parts = expressionParts(of: expression.expression)
            places.nodes[index].expressions = [GraphPlaces.Expression(parts: parts.map(\.part))]
            places.programs.append(
                parts.map { addPart(expression, root: $0.node, slots: slots) }
            )
        }
    }

    private mutating func addPart(
        _ located: LocatedExpression,
        root: ExpressionSyntax.NodeID,
        slots: Int
    ) -> Int {
        var part = located.expression
        part.syntax.root = root
        let lowered = lowerExpression(part, into: &programs, slotCount: slots)
        graph.programs.append(lowered.program)
        graph.expressions.append(site(of: located))
        graph.bounds.append(.zero)
        return graph.programs.count - 1
    }
}

/// The expression and those of its parts whose values explain it.
func expressionParts(
    of expression: CheckedExpression
) -> [(node: ExpressionSyntax.NodeID, part: ExpressionPart)] {
    var walk = PartWalk(expression: expression)
    _ = walk.add(expression.syntax.root)
    return walk.parts
}

private struct PartWalk {
    /// The most parts of an expression that are shown.
    private static let partsMax = 200

    let expression: CheckedExpression
    var parts: [(node: ExpressionSyntax.NodeID, part: ExpressionPart)] = []

    /// Adds a part and what is below it; its index.
    mutating func add(_ id: ExpressionSyntax.NodeID) -> Int {
        let index = parts.count
        let (kind, operands) = shape(of: id)
        let text = expression.syntax.text(of: id)
        parts.append((id, ExpressionPart(kind: kind, text: text, isLiteral: isLiteral(id))))
        for operand in operands where parts.count < PartWalk.partsMax {
            parts[index].part.operands.append(add(operand))
        }
        return index
    }

    private func shape(of id: ExpressionSyntax.NodeID) -> (ExpressionPart.Kind, [ExpressionSyntax.NodeID]) {
        guard !isLiteral(id) else { return (.value, []) }
        switch expression.syntax[id].kind {
        case .call(let function, let receiver, let arguments, _):
            var operands = arguments
            if let receiver, !dropsReceiver(id) { operands.insert(receiver, at: 0) }
            switch function {
            case "_&&_": return (.and, operands)
            case "_||_": return (.or, operands)
            case "!_": return (.not, operands)
            case "_?_:_": return (.conditional, operands)
            // The way into a value is no operation to explain.
            case "_[_]", "_[?_]": return (.value, [])
            default: return (.operation, operands)
            }
        case .macro(let macro): return (.operation, macro.name == .bind ? [] : [macro.operand])
        default: return (.value, [])
        }
    }

    private func dropsReceiver(_ id: ExpressionSyntax.NodeID) -> Bool {
        if case .function(_, let drops)? = expression.references[Int(id.index)] { drops } else { false }
    }

    private func isLiteral(_ id: ExpressionSyntax.NodeID) -> Bool {
        switch expression.syntax[id].kind {
        case .literal: return true
        case .list(let items, _): return items.allSatisfy(isLiteral)
        case .map(let entries): return entries.allSatisfy { isLiteral($0.key) && isLiteral($0.value) }
        case .call("-_", nil, let arguments, _): return arguments.allSatisfy(isLiteral)
        default:
            if case .type? = expression.references[Int(id.index)] { return true }
            return false
        }
    }
}

extension ExpressionSyntax {
    /// The text of a node as it is written.
    func text(of id: NodeID) -> String {
        let range = self[id].range
        let (start, end) = (Int(range.start) - Int(offset), Int(range.end) - Int(offset))
        let bytes = Array(text.utf8)
        guard start >= 0, start <= end, end <= bytes.count else { return text }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }
}
