import GateCompiler
import GateExpression
import GateRuntime
import Testing

/// Names of many types, and conditions over them as formulas.
struct ProofNames {
    static let variables: [VariableDeclaration] = {
        let types: [(String, ValueType)] = [
            ("body", .dyn), ("query", .map(.string, .dyn)), ("headers", .map(.string, .string)),
            ("params", .map(.string, .string)),
            ("n", .int), ("m", .int), ("u", .uint), ("x", .double), ("price", .double),
            ("maybe", .nullable(.int)), ("event", .string), ("other", .string), ("name", .nullable(.string)),
            ("flag", .bool), ("hint", .nullable(.bool)), ("any", .dyn), ("item", .dyn), ("time", .timestamp),
            ("wait", .duration), ("tags", .list(.dyn)), ("raw", .bytes),
        ]
        return types.enumerated().map { index, entry in
            VariableDeclaration(name: entry.0, type: entry.1, slot: UInt16(index))
        }
    }()

    static var environment: ExpressionEnvironment { ExpressionEnvironment(variables: variables) }

    static func variable(_ name: String) throws -> VariableDeclaration {
        try #require(variables.first { $0.name == name })
    }

    /// A translator that knows `item` and `price` to come from JSON.
    static func translator() throws -> Translator {
        try Translator(origins: [variable("item").id: .json, variable("price").id: .json])
    }

    static func checked(_ text: String, mode: CheckMode = .strict) throws -> CheckedExpression {
        let (syntax, findings) = parseExpression(text)
        let parsed = try #require(syntax, "\(text): \(findings.map(\.message))")
        let (checked, errors) = checkExpression(parsed, environment: environment, mode: mode)
        return try #require(checked, "\(text): \(errors.map(\.message))")
    }

    /// A path as text: conditions, one a line, with a minus before those that come out false.
    static func conditions(_ text: String) throws -> [(checked: CheckedExpression, isTrue: Bool)] {
        try text.split(separator: "\n").map { line in
            let isFalse = line.hasPrefix("- ")
            return (try checked(String(isFalse ? line.dropFirst(2) : line)), !isFalse)
        }
    }

    static func path(_ text: String, _ translator: inout Translator) throws -> [Formula] {
        try conditions(text).map { translator.translate($0.checked, is: $0.isTrue) }
    }

    static func outcome(_ text: String) throws -> Solver.Outcome {
        var translator = try translator()
        let formulas = try path(text, &translator)
        return Solver(translator).solve(formulas)
    }
}
