import GateExpression
import GateRuntime

extension Translator {
    /// A translator that knows an endpoint's names; an item of a loop stands for the first of its list.
    ///
    /// With `throughInputs`, a flow's input stands for what it is made of, though its type may be narrower. All that
    /// is no proof, since other turns have other items; it is how a request gets into a loop.
    init(witnessing endpoint: CheckedEndpoint, throughInputs: Bool) {
        self.init(origins: endpoint.origins)
        var definitions = endpoint.definitions.mapValues(\.expression)
        if throughInputs { definitions.merge(endpoint.sources.mapValues(\.expression)) { first, _ in first } }
        for loop in endpoint.block.loops {
            let list = loop.list.expression
            definitions[loop.itemID] = list.call("_[_]", with: .int(0), list.type.element ?? .dyn)
            if let index = loop.indexID { definitions[index] = CheckedExpression(literal: .int(0), .int) }
        }
        for id in definitions.keys.sorted() { definitions[id].map { define(id, as: $0) } }
    }

    /// What a request must satisfy to go a way.
    mutating func formula(of fact: PathFact) -> Formula {
        switch fact {
        case .condition(let condition, let isTrue): return translate(condition.expression, is: isTrue)
        case .membership(let selector, let literals, let isMember, _):
            let formulas = literals.map {
                translate(selector.expression.expression.call("_==_", with: $0, .bool), is: isMember)
            }
            return isMember ? .any(formulas) : .all(formulas)
        case .either(let ways): return .any(ways.map { way in .all(way.map { formula(of: $0) }) })
        case .item(let list, _, _): return longer(list, than: 0)
        case .tooMany(let list, let max): return longer(list, than: Int64(max))
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

extension CheckedEndpoint {
    /// Where the values of extractions come from, which says more than their types.
    var origins: [Int: TermOrigin] { GateCompiler.origins(of: extractions) }
}

/// Where the values of extractions come from, by the id of their names.
func origins(of extractions: [CheckedExtraction]) -> [Int: TermOrigin] {
    var origins: [Int: TermOrigin] = [:]
    for extraction in extractions {
        switch extraction.places.first {
        case .body: origins[extraction.slot] = .json
        case .query where extraction.target == .any: origins[extraction.slot] = .query
        // A double in text is a number that JSON could hold as well.
        case .query, .header, .parameter: if extraction.target == .double { origins[extraction.slot] = .json }
        case nil: break
        }
    }
    return origins
}
