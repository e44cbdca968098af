package import GateRuntime

/// What becomes of an expression's value.
package enum ExpressionUse: Sendable {
    /// It chooses a branch, so null is a fault.
    case condition
    /// It becomes part of a text, so null is a fault.
    case text
    /// It may be anything.
    case value
}

/// What samples say of an expression.
package struct SampleReview: Sendable {
    package var findings: [ExpressionDiagnostic]
    /// The type that the samples give it.
    package var type: ValueType
    /// What is known of the samples for which it is true.
    package var whenTrue: SampleAssumption
    /// What is known of those for which it is false.
    package var whenFalse: SampleAssumption
}

/// Checks an expression again, with the types and values that the samples have.
///
/// Nothing of it goes into the program: the machine sees what ``checkExpression(_:environment:mode:library:)`` gave.
///
/// - Parameters:
///   - syntax: an expression that is right as far as the declared types go.
///   - environment: the names, with their places in the samples.
///   - assumption: which samples come here.
///   - use: what becomes of the value.
///   - library: the functions that it may call, by name.
/// - Returns: E304, E309 and E310 findings for what is wrong for every sample; W802, W803 and W804.
package func reviewExpression(
    _ syntax: ExpressionSyntax,
    environment: ExpressionEnvironment,
    assuming assumption: SampleAssumption,
    use: ExpressionUse,
    library: [String: FunctionSpec] = FunctionLibrary.byName
) -> SampleReview {
    guard let samples = environment.samples else {
        return SampleReview(findings: [], type: .dyn, whenTrue: assumption, whenFalse: assumption)
    }
    var checker = Checker(syntax: syntax, environment: environment, mode: .strict, library: library)
    if use == .condition {
        checker.checkBool(syntax.root, purpose: "`when`")
    } else {
        checker.check(syntax.root)
    }
    let narrowing = SampleNarrowing(syntax: syntax, places: checker.places, samples: samples)
    var walk = SampleWalk(narrowing: narrowing, library: library)
    walk.review(syntax.root, assumption, isNullFault: use != .value)
    let findings = (checker.diagnostics + walk.findings).sorted {
        ($0.range.start, $0.range.end) < ($1.range.start, $1.range.end)
    }
    let isCondition = use == .condition
    return SampleReview(
        findings: findings,
        type: checker.shownType(syntax.root),
        whenTrue: isCondition ? narrowing.assume(syntax.root, true, assumption) : assumption,
        whenFalse: isCondition ? narrowing.assume(syntax.root, false, assumption) : assumption
    )
}
