import GateConfig
import GateDiagnostics
import GateExpression
import GateRuntime
import GateYAML

extension BlockChecker {
    /// Checks the condition or case of an arm; nil for else, and where it is wrong, which is reported.
    mutating func checkHead(
        of arm: ArmConfig,
        _ name: String,
        _ walk: inout BranchWalk,
        _ context: inout CompileContext
    ) -> ArmHead? {
        if arm.elseKey != nil {
            if let whenKey = arm.whenKey { context.report(.whenAndElse("when", at: whenKey)) }
            if let caseKey = arm.caseKey { context.report(.whenAndElse("case", at: caseKey)) }
            return nil
        }
        guard let selector = walk.selector else { return checkCondition(arm, name, walk, &context) }
        guard let caseKey = arm.caseKey else {
            if !arm.hasUnknownKey { context.report(.armWithoutCase(at: arm.whenKey ?? arm.span.startPoint)) }
            return nil
        }
        guard let cases = checkCases(arm, selector, &walk, &context) else { return nil }
        let span = arm.cases?.count == 1 ? cases[0].span : caseKey
        let literals = cases.map(\.literal)
        let isOne = fact(.membership(selector, literals, true, span: span))
        let isNone = fact(.membership(selector, literals, false, span: span))
        var head = ArmHead(
            cases: cases,
            facts: [isOne],
            refuted: [isNone],
            scope: walk.scope,
            scopeAfter: walk.scope
        )
        narrow(&head, selector, cases)
        reviewCase(cases, selector, walk.entry, &context)
        guard arm.whenKey != nil else { return head }
        let known = context.errorCount
        guard let condition = condition(of: arm, name, head.scope, &context) else { return nil }
        // What the samples say of it is why it can never be true.
        if context.errorCount == known {
            reviewArm(condition.expression, walk.entry + walk.refuted + [isOne], &context)
        }
        head.condition = condition.expression
        head.facts = [isOne, fact(.condition(condition.expression, true))]
        head.refuted = [either([[isNone], [isOne, fact(.condition(condition.expression, false))]])]
        head.scope = condition.whenTrue
        head.scopeAfter = walk.scope
        return head
    }

    private mutating func checkCondition(
        _ arm: ArmConfig,
        _ name: String,
        _ walk: BranchWalk,
        _ context: inout CompileContext
    ) -> ArmHead? {
        if let caseKey = arm.caseKey {
            context.report(.caseWithoutSwitch(at: caseKey))
            return nil
        }
        let known = context.errorCount
        guard let condition = condition(of: arm, name, walk.scope, &context) else { return nil }
        if context.errorCount == known { reviewArm(condition.expression, walk.entry + walk.refuted, &context) }
        return ArmHead(
            condition: condition.expression,
            facts: [fact(.condition(condition.expression, true))],
            refuted: [fact(.condition(condition.expression, false))],
            scope: condition.whenTrue,
            scopeAfter: condition.whenFalse
        )
    }

    private func condition(
        of arm: ArmConfig,
        _ name: String,
        _ scope: ExpressionScope,
        _ context: inout CompileContext
    ) -> CheckedCondition? {
        guard let whenKey = arm.whenKey else {
            if !arm.hasUnknownKey { context.report(.emptyCondition(at: arm.span.startPoint)) }
            return nil
        }
        // A "when" that is no scalar, or misspelt, has been reported.
        guard let when = arm.when else { return nil }
        guard !when.isBlank else {
            context.report(.emptyCondition(at: whenKey))
            return nil
        }
        return scope.condition(when, role: "when of \"\(name)\"", &context)
    }
}
