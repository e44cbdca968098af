import GateConfig
import GateDiagnostics
import GateExpression
import GateRuntime

/// What a condition that is looked at decides.
enum ReachRole {
    /// Whether an arm is taken.
    case arm
    /// Whether the flow goes on; the place is the key.
    case requirement(SourceSpan)
}

extension BlockChecker {
    /// Whether no request at all can satisfy the facts.
    ///
    /// Certain where it is true; where it is false there may still be none.
    func isImpossible(_ facts: [PathFact]) -> Bool {
        false
    }

    /// Reports a condition that cannot come out so for any request that gets there.
    mutating func reviewReach(
        _ condition: LocatedExpression,
        isTrue: Bool,
        _ facts: [PathFact],
        _ role: ReachRole,
        _ context: inout CompileContext
    ) {
    }

    /// Reports a case that no request that gets there has.
    mutating func reviewCase(
        _ cases: [CheckedCase],
        _ selector: CheckedSelector,
        _ facts: [PathFact],
        _ context: inout CompileContext
    ) {
    }

    /// Reports an else that no request can reach.
    mutating func reviewElse(
        _ facts: [PathFact],
        _ walk: BranchWalk,
        at key: SourceSpan,
        _ context: inout CompileContext
    ) {
    }

    /// A path in words, a line for each condition, for messages.
    func path(of facts: [PathFact]) -> [PathLine] {
        facts.flatMap { PathLine.lines(of: $0) }
    }
}

/// A condition on a path and how it comes out there.
struct PathLine {
    var span: SourceSpan
    var text: String
    /// How it comes out: `true`, `false`.
    var outcome: String

    static func lines(of fact: PathFact) -> [PathLine] {
        switch fact {
        case .condition(let expression, let isTrue):
            let syntax = expression.expression.syntax
            let span = expression.text.span(of: syntax[syntax.root].range)
            return [PathLine(span: span, text: syntax.text, outcome: isTrue ? "true" : "false")]
        case .membership(let expression, let literals, let isMember, let span):
            let values = literals.prefix(3).map(\.shown).joined(separator: ", ") + (literals.count > 3 ? ", …" : "")
            let verb = literals.count == 1 ? (isMember ? "==" : "!=") : (isMember ? "in" : "not in")
            let list = literals.count == 1 ? values : "[\(values)]"
            let text = "\(expression.expression.syntax.text) \(verb) \(list)"
            return [PathLine(span: span, text: text, outcome: "true")]
        case .either(let ways): return (ways.first ?? []).flatMap { PathLine.lines(of: $0) }
        case .item(let list, _, _), .tooMany(let list, _):
            return [PathLine(span: list.text.span, text: list.expression.syntax.text, outcome: "a list with items")]
        }
    }
}
