import GateConfig
import GateDiagnostics
import GateExpression
import GateRuntime

/// Something that is known on a path, and what it comes to for the solver.
struct Fact {
    var path: PathFact
    var formula: Formula
}

extension BlockChecker {
    // MARK: Facts

    /// What is known where a fact holds.
    mutating func fact(_ path: PathFact) -> Fact {
        Fact(path: path, formula: translator.formula(of: path, entersLoops: false))
    }

    /// What is known where one of several ways was gone.
    func either(_ ways: [[Fact]]) -> Fact {
        Fact(
            path: .either(ways.map { $0.map(\.path) }),
            formula: .any(ways.map { .all($0.map(\.formula)) })
        )
    }

    /// What is known where ways meet that all began with `entry`: that it was one of them.
    func meeting(_ ways: [[Fact]], after entry: [Fact]) -> [Fact] {
        let rest = ways.map { Array($0.dropFirst(entry.count)) }
        switch rest.count {
        case 0: return entry
        case 1: return entry + rest[0]
        default: return entry + [either(rest)]
        }
    }

    /// Lets the solver see a name as what it stands for.
    mutating func define(_ variable: VariableDeclaration, as expression: LocatedExpression) {
        definitions[variable.id] = expression
        translator.define(variable.id, as: expression.expression)
    }

    // MARK: What can never be

    /// Whether no request at all can satisfy the facts.
    ///
    /// Certain where it is true; where it is false there may still be none.
    func isImpossible(_ facts: [Fact]) -> Bool {
        Solver(translator).solve(facts.map(\.formula)).isUnsatisfiable
    }

    /// The facts that an impossible path is impossible for, in the order of the path.
    private func reasons(_ facts: [Fact]) -> [Fact] {
        Solver(translator).core(of: facts.map(\.formula)).map { facts[$0] }
    }

    /// Reports an arm whose condition is true for no request that gets there.
    mutating func reviewArm(_ condition: LocatedExpression, _ facts: [Fact], _ context: inout CompileContext) {
        let taken = facts + [fact(.condition(condition, true))]
        guard !isInlined, isImpossible(taken), !isImpossible(facts) else { return }
        let reasons = reasons(taken).dropLast()
        context.report(.neverTaken(labels(of: Array(reasons)), at: condition.span))
    }

    /// Reports a requirement that every request that gets there meets, or none.
    mutating func reviewRequirement(
        _ condition: LocatedExpression,
        _ facts: [Fact],
        at key: SourceSpan,
        _ context: inout CompileContext
    ) {
        guard !isInlined else { return }
        for isTrue in [true, false] {
            let path = facts + [fact(.condition(condition, isTrue))]
            guard isImpossible(path), !isImpossible(facts) else { continue }
            let reasons = reasons(path).filter { reason in
                if case .condition(let other, _) = reason.path { return other.span != condition.span }
                return true
            }
            context.report(.settledRequirement(isMet: !isTrue, labels(of: reasons), at: condition.span))
            return
        }
    }

    /// Reports a case that no request that gets there has.
    mutating func reviewCase(
        _ cases: [CheckedCase],
        _ selector: CheckedSelector,
        _ facts: [Fact],
        _ context: inout CompileContext
    ) {
        guard !isInlined, !isImpossible(facts) else { return }
        for item in cases {
            let path = facts + [fact(.membership(selector, [item.literal], true, span: item.span))]
            guard isImpossible(path) else { continue }
            let reasons = reasons(path).dropLast()
            context.report(.neverTaken(labels(of: Array(reasons)), at: item.span))
        }
    }

    /// Reports an else that no request can reach.
    mutating func reviewElse(_ facts: [Fact], _ walk: BranchWalk, at key: SourceSpan, _ context: inout CompileContext) {
        guard !isInlined, isImpossible(facts), !isImpossible(walk.entry) else { return }
        context.report(.unreachableElse(labels(of: reasons(facts)), at: key))
    }

    private func labels(of facts: [Fact]) -> [Diagnostic.Label] {
        facts.flatMap { fact in
            // Of ways that meet again, each may be the one.
            let ways = if case .either(let ways) = fact.path { ways } else { [[fact.path]] }
            let words = ways.count > 1 ? "on one of the ways here" : "for all that get that far"
            return ways.flatMap { way in
                way.flatMap { PathLine.lines(of: $0) }.map { line in
                    Diagnostic.Label(line.span, (line.text == nil ? "" : "is ") + "\(line.outcome) \(words)")
                }
            }
        }
    }

    // MARK: Paths in words

    /// A path in words, a line for each condition, for messages.
    func path(of facts: [Fact]) -> [PathLine] {
        facts.map(\.path).flatMap { PathLine.lines(of: $0) }
    }
}

/// A condition on a path and how it comes out there.
struct PathLine {
    var span: SourceSpan
    /// Nil where the outcome says it all.
    var text: String?
    /// How it comes out: `true`, `false`.
    var outcome: String

    /// The path as a note says it.
    var sentence: String { text.map { "\($0) is \(outcome)" } ?? outcome }

    static func lines(of fact: PathFact) -> [PathLine] {
        switch fact {
        case .condition(let expression, let isTrue):
            let text = expression.expression.syntax.text
            return [PathLine(span: expression.span, text: text, outcome: isTrue ? "true" : "false")]
        case .membership(let selector, let literals, let isMember, let span):
            let values = literals.prefix(3).map(\.shown).joined(separator: ", ") + (literals.count > 3 ? ", ..." : "")
            let verb = literals.count == 1 ? (isMember ? "is" : "is not") : (isMember ? "is one of" : "is none of")
            let text = "\(selector.expression.expression.syntax.text) \(verb) \(values)"
            return [PathLine(span: span, text: nil, outcome: text)]
        case .either(let ways): return (ways.first ?? []).flatMap { PathLine.lines(of: $0) }
        case .item(let list, _, _):
            return [PathLine(span: list.span, text: list.expression.syntax.text, outcome: "not empty")]
        case .tooMany(let list, let max):
            return [PathLine(span: list.span, text: list.expression.syntax.text, outcome: "longer than \(max)")]
        }
    }
}

extension LocatedExpression {
    /// Where the expression stands in the file, without what is around it in its text.
    var span: SourceSpan {
        text.span(of: expression.syntax[expression.syntax.root].range)
    }
}
