import GateConfig
import GateDiagnostics
import GateExpression
import GateRuntime

/// Says so where a request can make an expression pass `limits.steps` by its macros alone.
///
/// Only macros inside one another that multiply their turns: one that goes over a list once takes as long as the list is,
/// and comes to the limit only with bodies that are nothing but that list.
func reviewCost(_ bound: ExpressionBound, of expression: LocatedExpression, limits: ServerLimits) -> Diagnostic? {
    let elements = limits.elements
    guard bound.turns.power >= 2, let macro = bound.macro,
        bound.turns.value(at: elements) > Double(limits.evaluation.steps)
    else { return nil }
    let most = StepBound.rounded(bound.steps.value(at: elements))
    let turns = StepBound.rounded(bound.turns.value(at: elements))
    let span = expression.text.span(of: expression.expression.syntax[macro].range)
    return Diagnostic(
        .warning,
        .costlyExpression,
        "a request can ask for up to \(turns) turns of this macro, and \"steps\" allows \(limits.evaluation.steps)",
        at: span,
        label: "goes over its list again for each element of another",
        notes: [
            "at worst the expression takes \(bound.steps.text) steps for lists of n elements, \(most) where n is \(elements), "
                + "as \"body\" lets it be",
            "a request that passes \"steps\" is answered 500; where the lists are always short, nothing need be done",
            "otherwise go over one list only, lower \"body\" or raise \"steps\" in \"server: limits:\"",
        ]
    )
}
