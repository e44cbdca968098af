import GateExpression
import GateRuntime

/// The names that expressions of the inputs see.
let fuzzVariables: [VariableDeclaration] = [
    VariableDeclaration(name: "body", type: .dyn, slot: 0),
    VariableDeclaration(name: "headers", type: .map(.string, .string), slot: 1),
    VariableDeclaration(name: "request.time", type: .timestamp, slot: 2),
    VariableDeclaration(name: "event", type: .string, slot: 3),
    VariableDeclaration(name: "amount", type: .nullable(.int), slot: 4),
    VariableDeclaration(name: "tags", type: .list(.string), slot: 5),
]

func fuzzExpression(_ input: UnsafeBufferPointer<UInt8>) {
    let text = String(decoding: input, as: UTF8.self)
    let (syntax, findings) = parseExpression(text)
    expectInside(findings, text)
    guard let syntax else {
        precondition(!findings.isEmpty, "an expression is refused without a word")
        return
    }
    if findings.isEmpty {
        let canonical = syntax.canonicalText
        let again = parseExpression(canonical)
        // A canonical text has parentheses that the original may do without, so it may nest too deeply.
        if let second = again.0, again.1.isEmpty {
            precondition(second.canonicalText == canonical, "the canonical text is not its own")
        }
    }
    for mode in [CheckMode.strict, .dynamic] {
        let environment = ExpressionEnvironment(variables: fuzzVariables)
        let (checked, errors) = checkExpression(syntax, environment: environment, mode: mode)
        expectInside(errors, text)
        precondition(checked != nil || !errors.isEmpty, "an expression is refused without a word")
    }
}

func fuzzTemplate(_ input: UnsafeBufferPointer<UInt8>) {
    let text = String(decoding: input, as: UTF8.self)
    let (template, findings) = parseTemplate(text)
    expectInside(findings, text)
    var end: UInt32 = 0
    for piece in template.pieces {
        let range: ExpressionSyntax.TextRange
        switch piece {
        case .text(_, let place), .expression(_, let place): range = place
        }
        precondition(range.start >= end && Int(range.end) <= text.utf8.count, "a piece lies elsewhere")
        end = range.end
    }
    precondition(!findings.isEmpty || Int(end) == text.utf8.count, "a piece is missing")
}

/// Every finding points into the text.
private func expectInside(_ findings: [ExpressionDiagnostic], _ text: String) {
    let count = text.utf8.count
    for finding in findings {
        for range in [finding.range] + finding.context.map(\.range) {
            precondition(range.start <= range.end && Int(range.end) <= count, "a finding points outside the text")
        }
    }
}
