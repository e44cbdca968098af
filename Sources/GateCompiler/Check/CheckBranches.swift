import GateConfig
import GateDiagnostics
import GateExpression
import GateRuntime
import GateYAML

extension BlockChecker {
    /// Checks branches in order.
    ///
    /// `stepNumber` is the number of the step that they are, nil where they are a block by themselves.
    mutating func checkBranches(
        _ arms: [ArmConfig],
        of block: BlockConfig,
        _ place: Place,
        stepNumber: Int?,
        _ context: inout CompileContext
    ) -> Checked? {
        guard !arms.isEmpty else {
            context.report(.noBranches(at: place.span))
            return nil
        }
        var walk = BranchWalk(place: place, entry: facts, scope: scope, slot: nextSlot)
        var selector: CheckedSelector?
        if block.selectorKey != nil {
            guard let checked = checkSelector(block, place, &context) else { return nil }
            selector = checked
        }
        walk.selector = selector
        let prefix = stepNumber.map { "\($0)." } ?? ""
        for (index, arm) in arms.enumerated() {
            guard count(at: arm.span.startPoint, &context) else { return nil }
            if let first = walk.elseKey { context.report(.armAfterElse(at: arm.span.startPoint, first: first)) }
            let standard = prefix + (arm.elseKey != nil ? "else" : "\(index + 1)")
            let name = branchName(arm.name, or: standard, inside: place.branch, at: arm.span.startPoint, &context)
            checkArm(arm, name, &walk, &context)
        }
        return finish(walk, place, &context)
    }

    private mutating func checkArm(
        _ arm: ArmConfig,
        _ name: String,
        _ walk: inout BranchWalk,
        _ context: inout CompileContext
    ) {
        // What the arm before bound and found out is gone.
        scope = walk.scope
        let head = checkHead(of: arm, name, &walk, &context)
        if let head {
            facts = walk.entry + walk.refuted + head.facts
            scope = head.scope
        } else {
            // What is known is not, as the condition is wrong; the block is looked at all the same.
            facts = walk.entry + walk.refuted
        }
        let inner = Place(
            branch: name,
            owner: "the branch \"\(name)\"",
            span: arm.name?.span ?? arm.whenKey ?? arm.caseKey ?? arm.elseKey ?? arm.span,
            depth: walk.place.depth + 1,
            mustEnd: walk.place.mustEnd
        )
        let begun = facts
        let checked = check(arm.block, inner, &context)
        nextSlot = walk.slot
        // Of an arm in which something is wrong it is not known how it ends: it may go on.
        if checked == nil { walk.falling.append((begun, nil)) }
        if let checked, checked.fallsThrough {
            walk.falling.append((facts, scope.samples?.assumption))
        }
        if let checked, !checked.fallsThrough { walk.endSpan = checked.endSpan }
        if let elseKey = arm.elseKey {
            if walk.elseKey == nil {
                (walk.elseKey, walk.otherwise) = (elseKey, checked?.block)
            }
            if checked == nil { walk.isSound = false }
            return
        }
        guard let head, let checked else {
            walk.isSound = false
            return
        }
        walk.refuted += head.refuted
        walk.scope = head.scopeAfter
        walk.arms.append(
            CheckedArm(
                name: name,
                cases: head.cases,
                condition: head.condition,
                block: checked.block,
                span: inner.span
            )
        )
    }

    private mutating func finish(
        _ walk: BranchWalk,
        _ place: Place,
        _ context: inout CompileContext
    ) -> Checked? {
        facts = walk.entry + walk.refuted
        scope = walk.scope
        var isComplete = false
        var walk = walk
        if walk.elseKey == nil {
            isComplete = walk.isSound && isImpossible(facts)
            if !isComplete, place.mustEnd {
                context.report(.missingElse(path(of: facts), at: place.span))
                return nil
            }
            if !isComplete { walk.falling.append((facts, scope.samples?.assumption)) }
        } else if let elseKey = walk.elseKey, walk.isSound {
            reviewElse(facts, walk, at: elseKey, &context)
        }
        restore(walk)
        guard walk.isSound else { return nil }
        var result = Checked()
        let branches = CheckedBranches(
            selector: walk.selector,
            arms: walk.arms,
            otherwise: walk.otherwise,
            isComplete: isComplete
        )
        result.block.steps.append(.branches(branches))
        if walk.falling.isEmpty { result.end(at: walk.endSpan ?? place.span) }
        return result
    }

    /// What is known and visible where the branches meet again.
    private mutating func restore(_ walk: BranchWalk) {
        let assumptions = walk.falling.compactMap(\.samples)
        scope = walk.outer
        if let first = assumptions.first, assumptions.count == walk.falling.count {
            scope.samples?.assumption = assumptions.dropFirst().reduce(first) { $0.either($1) }
        }
        facts = meeting(walk.falling.map(\.facts), after: walk.entry)
    }
}

/// The state of checking the arms of branches one after the other.
struct BranchWalk {
    let place: BlockChecker.Place
    /// What was known before the first arm.
    let entry: [Fact]
    /// What was visible before the first arm.
    let outer: ExpressionScope
    /// The next free register before the first arm.
    let slot: Int
    /// What was visible before the first arm, with what is known of the samples after the arms so far.
    var scope: ExpressionScope
    var selector: CheckedSelector?
    /// What is known where none of the arms so far was taken.
    var refuted: [Fact] = []
    var arms: [CheckedArm] = []
    var otherwise: CheckedBlock?
    var elseKey: SourceSpan?
    /// What is known behind the arms that go on, ``entry`` included.
    var falling: [(facts: [Fact], samples: SampleAssumption?)] = []
    /// What ended the last arm that does not go on.
    var endSpan: SourceSpan?
    var isSound = true
    /// The values of cases so far, with where they stand and whether an arm without a condition has them.
    var cases: [ExpressionSyntax.Literal: (span: SourceSpan, isTaken: Bool)] = [:]

    init(place: BlockChecker.Place, entry: [Fact], scope: ExpressionScope, slot: Int) {
        self.place = place
        self.entry = entry
        self.outer = scope
        self.scope = scope
        self.slot = slot
    }
}

/// What decides whether an arm is taken.
struct ArmHead {
    var cases: [CheckedCase] = []
    var condition: LocatedExpression?
    /// What is known where the arm is taken.
    var facts: [Fact]
    /// What is known where it is not.
    var refuted: [Fact]
    var scope: ExpressionScope
    var scopeAfter: ExpressionScope
}
