import GateDiagnostics
import GateExpression

/// The steps of a JSONPath that matches one place at most (RFC 9535, section 2.3.5.1), `$.a[0].b`.
///
/// - Returns: the steps, or what is wrong with the path in a sentence.
package func parseSingularPath(_ text: String) -> Result<[InputStep], SingularPathError> {
    let (syntax, findings) = parseJSONPath(text)
    guard let syntax, !findings.contains(where: { $0.severity == .error }) else {
        return .failure(SingularPathError(reason: findings.first?.message ?? "it is no JSONPath"))
    }
    guard let steps = syntax.inputSteps else {
        return .failure(SingularPathError(reason: "it can match more than one place, or counts from the end"))
    }
    return .success(steps)
}

/// Why a text is no path of one place.
package struct SingularPathError: Error {
    package var reason: String
}
