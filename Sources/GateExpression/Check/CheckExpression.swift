package import GateRuntime

/// How strictly an expression is checked.
package enum CheckMode: Sendable {
    /// Names, functions and types must be right; what is of type dyn is left to the machine.
    case strict
    /// Nothing is refused: what is unknown or of the wrong type is an error when it is evaluated, and only then.
    case dynamic
}

/// Finds the meaning and the type of every node of an expression (cel-spec, "Gradual Type Checking").
///
/// All errors are found in one run. A node in error is of type dyn, so that nothing around it is reported as well.
///
/// - Parameters:
///   - syntax: what ``parseExpression(_:offset:)`` gave.
///   - environment: the names that the expression may use.
///   - mode: whether wrong types are errors now or when it runs.
///   - library: the functions that it may call, by name.
/// - Returns: the checked expression, nil if there are errors; E302 to E305, E307, E309 and E310 findings.
package func checkExpression(
    _ syntax: ExpressionSyntax,
    environment: ExpressionEnvironment,
    mode: CheckMode = .strict,
    library: [String: FunctionSpec] = FunctionLibrary.byName
) -> (CheckedExpression?, [ExpressionDiagnostic]) {
    check(syntax, purpose: nil, environment: environment, mode: mode, library: library)
}

/// Checks an expression that must give a bool; a type that is known only at run time is let pass.
///
/// - Parameters:
///   - syntax: what ``parseExpression(_:offset:)`` gave.
///   - purpose: what needs the bool, for the message: `when`, `require`.
///   - environment: the names that the expression may use.
///   - mode: whether wrong types are errors now or when it runs.
///   - library: the functions that it may call, by name.
/// - Returns: the checked expression, nil if there are errors; those of a plain expression, and E309.
package func checkCondition(
    _ syntax: ExpressionSyntax,
    purpose: String = "when",
    environment: ExpressionEnvironment,
    mode: CheckMode = .strict,
    library: [String: FunctionSpec] = FunctionLibrary.byName
) -> (CheckedExpression?, [ExpressionDiagnostic]) {
    check(syntax, purpose: purpose, environment: environment, mode: mode, library: library)
}

private func check(
    _ syntax: ExpressionSyntax,
    purpose: String?,
    environment: ExpressionEnvironment,
    mode: CheckMode,
    library: [String: FunctionSpec]
) -> (CheckedExpression?, [ExpressionDiagnostic]) {
    var checker = Checker(syntax: syntax, environment: environment, mode: mode, library: library)
    if let purpose {
        checker.checkBool(syntax.root, purpose: "`\(purpose)`")
    } else {
        checker.check(syntax.root)
    }
    let diagnostics = checker.diagnostics.sorted { ($0.range.start, $0.range.end) < ($1.range.start, $1.range.end) }
    guard diagnostics.isEmpty else { return (nil, diagnostics) }
    return (checker.finished(), [])
}
