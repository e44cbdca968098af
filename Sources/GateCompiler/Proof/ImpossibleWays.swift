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
            prover.walk(leaf.facts[...], after: [])
            if possible.contains(leaf.branch) { continue }
            if prover.isImpossible(leaf.facts) {
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
    private var translator: Translator
    /// Conditions by how they come out, where some request may get there, and where none does.
    private(set) var possible: [Bool: Set<SourceSpan>] = [:]
    private(set) var impossible: [Bool: Set<SourceSpan>] = [:]

    init(_ endpoint: CheckedEndpoint) {
        translator = Translator(origins: endpoint.origins)
        // No item of a loop stands for another: this is a proof.
        for id in endpoint.definitions.keys.sorted() {
            endpoint.definitions[id].map { translator.define(id, as: $0.expression) }
        }
    }

    mutating func isImpossible(_ facts: [PathFact]) -> Bool {
        let formulas = facts.map { translator.formula(of: $0, entersLoops: false) }
        return Solver(translator).solve(formulas).isUnsatisfiable
    }

    /// Looks at the conditions among facts, each after all that is known by then.
    mutating func walk(_ facts: ArraySlice<PathFact>, after known: [PathFact]) {
        var known = known
        for fact in facts {
            switch fact {
            case .condition(let condition, _):
                for isTrue in [true, false] where possible[isTrue]?.contains(condition.span) != true {
                    if isImpossible(known + [.condition(condition, isTrue)]) {
                        impossible[isTrue, default: []].insert(condition.span)
                    } else {
                        possible[isTrue, default: []].insert(condition.span)
                    }
                }
            case .either(let ways): for way in ways { walk(way[...], after: known) }
            case .membership, .item, .tooMany: break
            }
            known.append(fact)
        }
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
