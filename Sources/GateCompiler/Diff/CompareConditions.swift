import GateExpression

/// Whether every request for which the new condition is true is one for which the old one is.
///
/// Certain where it is true. It looks at the parts of `&&` and `||` only: with more parts of `&&`, or fewer of `||`,
/// less comes through, whatever the parts are and whether or not they fail.
func isAsStrict(_ new: ExpressionSyntax, as old: ExpressionSyntax) -> Bool {
    ConditionParts(new).implies(ConditionParts(old))
}

/// Whether two conditions are true for the same requests, and fail or are false for the others.
func acceptSame(_ new: ExpressionSyntax, _ old: ExpressionSyntax) -> Bool {
    let (new, old) = (ConditionParts(new), ConditionParts(old))
    return new.implies(old) && old.implies(new)
}

/// A condition as `||` of `&&` of texts, each set without order.
///
/// `&&` and `||` do not care for the order of their operands, failures included: one false, or one true, decides.
private struct ConditionParts {
    /// Parts after which an alternative is not multiplied out.
    private static let alternativesMax = 256

    var alternatives: Set<Set<String>>

    init(_ syntax: ExpressionSyntax) {
        alternatives = ConditionParts.alternatives(of: syntax.root, in: syntax)
    }

    func implies(_ other: ConditionParts) -> Bool {
        alternatives.allSatisfy { mine in other.alternatives.contains { $0.isSubset(of: mine) } }
    }

    private static func alternatives(of id: ExpressionSyntax.NodeID, in syntax: ExpressionSyntax) -> Set<Set<String>> {
        let whole: Set<Set<String>> = [[syntax.canonicalText(of: id)]]
        guard case .call(let function, nil, let operands, _) = syntax[id].kind, operands.count == 2 else {
            return whole
        }
        let left = { alternatives(of: operands[0], in: syntax) }
        let right = { alternatives(of: operands[1], in: syntax) }
        switch function {
        case "_||_": return left().union(right())
        case "_&&_":
            let (first, second) = (left(), right())
            guard first.count * second.count <= alternativesMax else { return whole }
            return Set(first.flatMap { mine in second.map { mine.union($0) } })
        default: return whole
        }
    }
}

extension ExpressionSyntax {
    /// The canonical text of a part.
    fileprivate func canonicalText(of id: NodeID) -> String {
        var part = self
        part.root = id
        return part.canonicalText
    }
}
