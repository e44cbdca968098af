import GateExpression
import GateRuntime

/// The names that the checker's cases use.
let testEnvironment = ExpressionEnvironment(variables: [
    declare("amount", .int),
    declare("price", .double),
    declare("event", .string),
    declare("email", .nullable(.string)),
    declare("count", .nullable(.int)),
    declare("flag", .bool),
    declare("body", .dyn),
    declare("page", .string, origin: "the header X-Page", isText: true),
    declare("rate", .nullable(.string), origin: "the query parameter rate", isText: true),
    declare("headers", .map(.string, .string), isText: true),
    declare("items", .list(.map(.string, .dyn))),
    declare("tags", .list(.string)),
    declare("codes", .list(.int)),
    declare("totals", .map(.string, .int)),
    declare("request.id", .string),
    declare("request.time", .timestamp),
])

private func declare(
    _ name: String,
    _ type: ValueType,
    origin: String = "",
    isText: Bool = false
) -> VariableDeclaration {
    VariableDeclaration(name: name, type: type, slot: 0, origin: origin, isText: isText)
}

/// Parses and checks with the test environment and library.
func checked(
    _ text: String,
    in environment: ExpressionEnvironment = testEnvironment,
    mode: CheckMode = .strict
) -> (CheckedExpression?, [ExpressionDiagnostic]) {
    let (syntax, found) = parseExpression(text)
    guard let syntax else { return (nil, found) }
    let (checked, more) = checkExpression(syntax, environment: environment, mode: mode, library: TestLibrary.byName)
    return (found.isEmpty ? checked : nil, found + more)
}
