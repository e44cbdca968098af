package import GateDiagnostics
import GateExpression

/// What no request to an endpoint can do, though its graph has a way for it: proven, so that there may be more.
///
/// A mistake in an endpoint's own block is an error of the file. What is left is what one caller of a flow makes
/// impossible and another may do, and conditions that only say again what is known.
package struct ImpossibleWays: Sendable {
    /// Ends that are never reached, by name.
    package private(set) var branches: Set<String> = []
    /// Conditions that are never true, and those that are never false, by the place of the expression.
    package private(set) var neverTrue: Set<SourceSpan> = []
    package private(set) var neverFalse: Set<SourceSpan> = []
    /// Switches whose value always has a case.
    package private(set) var alwaysMatched: Set<SourceSpan> = []
}

extension Compilation {
    /// What is impossible for each endpoint, in the order of the file; nothing for a file with errors.
    package func impossibleWays() -> [ImpossibleWays] {
        (checked?.endpoints ?? []).map { endpoint in
            var prover = WayProver(endpoint)
            return ImpossibleWays(&prover, endpoint)
        }
    }
}

extension ImpossibleWays {
    fileprivate init(_ prover: inout WayProver, _ endpoint: CheckedEndpoint) {
        var possible: Set<String> = []
        for leaf in endpoint.leaves {
            let known = prover.walk(leaf.facts, after: [])
            if possible.contains(leaf.branch) { continue }
            if prover.isImpossible(known) {
                branches.insert(leaf.branch)
            } else {
                possible.insert(leaf.branch)
            }
        }
        branches.subtract(possible)
        neverTrue = prover.impossible[true, default: []].subtracting(prover.possible[true, default: []])
        neverFalse = prover.impossible[false, default: []].subtracting(prover.possible[false, default: []])
        var (complete, others): (Set<SourceSpan>, Set<SourceSpan>) = ([], [])
        for branches in endpoint.block.allBranches {
            guard let selector = branches.selector else { continue }
            if branches.isComplete, branches.otherwise == nil {
                complete.insert(selector.expression.span)
            } else {
                others.insert(selector.expression.span)
            }
        }
        alwaysMatched = complete.subtracting(others)
    }
}

/// Asks the solver for each condition on the ways to the ends of a flow whether it can come out both ways.
private struct WayProver {
    /// Splits for one condition: what is settled follows from what is known nearly at once, and there may be hundreds.
    private static let splitsMax = 16

    private var translator: Translator
    /// Conditions by how they come out, where some request may get there, and where none does.
    private(set) var possible: [Bool: Set<SourceSpan>] = [:]
    private(set) var impossible: [Bool: Set<SourceSpan>] = [:]
    private var formulas: [Key: Formula] = [:]

    /// What makes the formula of a condition.
    private struct Key: Hashable {
        var span: SourceSpan
        var isTrue: Bool
        var names: [Int]
    }

    init(_ endpoint: CheckedEndpoint) {
        translator = Translator(origins: endpoint.origins)
        // No item of a loop stands for another: this is a proof.
        for id in endpoint.definitions.keys.sorted() {
            endpoint.definitions[id].map { translator.define(id, as: $0.expression) }
        }
    }

    func isImpossible(_ formulas: [Formula], budget: Int = Solver.splitsDefault) -> Bool {
        Solver(translator).solve(formulas, budget: budget).isUnsatisfiable
    }

    /// Looks at the conditions among facts, each after all that is known by then; what is known in the end.
    mutating func walk(_ facts: [PathFact], after known: [Formula]) -> [Formula] {
        var known = known
        for fact in facts {
            switch fact {
            case .condition(let condition, let outcome):
                for isTrue in [true, false] where possible[isTrue]?.contains(condition.span) != true {
                    // Made first: the solver has to know its terms.
                    let added = formula(of: condition, is: isTrue)
                    if isImpossible(known + [added], budget: WayProver.splitsMax) {
                        impossible[isTrue, default: []].insert(condition.span)
                    } else {
                        possible[isTrue, default: []].insert(condition.span)
                    }
                }
                known.append(formula(of: condition, is: outcome))
            case .either(let ways):
                let formulas = ways.map { way in Formula.all(walk(way, after: known).dropFirst(known.count).map { $0 })
                }
                known.append(.any(formulas))
            case .membership, .item, .tooMany: known.append(translator.formula(of: fact, entersLoops: false))
            }
        }
        return known
    }

    /// The formula of a condition, made once: the ways to most ends begin alike.
    private mutating func formula(of condition: LocatedExpression, is isTrue: Bool) -> Formula {
        let key = Key(span: condition.span, isTrue: isTrue, names: condition.expression.names)
        if let formula = formulas[key] { return formula }
        let formula = translator.formula(of: .condition(condition, isTrue), entersLoops: false)
        formulas[key] = formula
        return formula
    }
}

extension CheckedExpression {
    /// The names that the expression speaks of, by id: each call of a flow has its own.
    fileprivate var names: [Int] {
        references.compactMap { if case .variable(let variable)? = $0 { variable.id } else { nil } }
    }
}

extension CheckedBlock {
    /// All branches, those within arms, loops and flows included.
    fileprivate var allBranches: [CheckedBranches] {
        steps.flatMap { step -> [CheckedBranches] in
            switch step {
            case .branches(let branches):
                let inner = branches.arms.flatMap(\.block.allBranches) + (branches.otherwise?.allBranches ?? [])
                return [branches] + inner
            case .loop(let loop): return loop.block.allBranches
            case .call(let call): return call.block.allBranches
            case .set, .require, .respond, .output, .end: return []
            }
        }
    }
}
