import GateExpression
import GateRuntime

extension Translator {
    /// What a request must satisfy to go a way.
    ///
    /// That a loop has an item is part of it for one who looks for such a request, and none of a proof: with
    /// `entersLoops` false nothing is concluded from it, since another turn of the loop has another item.
    mutating func formula(of fact: PathFact, entersLoops: Bool) -> Formula {
        switch fact {
        case .condition(let condition, let isTrue): return translate(condition.expression, is: isTrue)
        case .membership(let selector, let literals, let isMember, _):
            let formulas = literals.map {
                translate(selector.expression.expression.call("_==_", with: $0, .bool), is: isMember)
            }
            return isMember ? .any(formulas) : .all(formulas)
        case .either(let ways):
            return .any(ways.map { way in .all(way.map { formula(of: $0, entersLoops: entersLoops) }) })
        case .item(let list, _, _): return entersLoops ? longer(list, than: 0) : .constant(true)
        case .tooMany(let list, let max): return entersLoops ? longer(list, than: Int64(max)) : .constant(true)
        }
    }

    private mutating func longer(_ list: LocatedExpression, than count: Int64) -> Formula {
        translate(list.expression.call("size", with: nil, .int).call("_>_", with: .int(count), .bool), is: true)
    }
}

extension CheckedExpression {
    /// A literal alone.
    init(literal: ExpressionSyntax.Literal, _ type: ValueType) {
        let range = ExpressionSyntax.TextRange(0, 0)
        let node = ExpressionSyntax.Node(.literal(literal), range)
        let syntax = ExpressionSyntax(text: "", nodes: [node], root: ExpressionSyntax.NodeID(0))
        self.init(syntax: syntax, types: [type], references: [nil])
    }

    /// A function of the expression's value, and of a constant if there is one.
    func call(_ function: String, with literal: ExpressionSyntax.Literal?, _ type: ValueType) -> CheckedExpression {
        var result = self
        let range = syntax[syntax.root].range
        var arguments = [syntax.root]
        if let literal {
            arguments.append(result.append(.literal(literal), .dyn, nil, range))
        }
        let reference = FunctionLibrary.byName[function].map { Reference.function($0, dropsReceiver: false) }
        let call = ExpressionSyntax.Kind.call(
            function: function,
            receiver: nil,
            arguments: arguments,
            nameRange: range
        )
        result.syntax.root = result.append(call, type, reference, range)
        return result
    }

    private mutating func append(
        _ kind: ExpressionSyntax.Kind,
        _ type: ValueType,
        _ reference: Reference?,
        _ range: ExpressionSyntax.TextRange
    ) -> ExpressionSyntax.NodeID {
        syntax.nodes.append(ExpressionSyntax.Node(kind, range))
        types.append(type)
        references.append(reference)
        return ExpressionSyntax.NodeID(Int32(syntax.nodes.count - 1))
    }
}
