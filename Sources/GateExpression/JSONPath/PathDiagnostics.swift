private import GateDiagnostics

/// The findings about JSONPath text. Codes E351 to E354.
extension ExpressionDiagnostic {
    typealias PathRange = ExpressionSyntax.TextRange

    static func emptyPath() -> Self {
        Self(.error, .pathSyntax, "empty path", at: PathRange(0, 0), notes: ["write $ for the whole document"])
    }

    static func unexpectedInPath(_ found: String, expected: String, at range: PathRange, note: String? = nil) -> Self {
        Self(
            .error,
            .pathSyntax,
            "unexpected \(found), expected \(expected)",
            at: range,
            notes: note.map { [$0] } ?? []
        )
    }

    static func spaceInPath(_ place: String, at range: PathRange) -> Self {
        Self(.error, .pathSyntax, "white space \(place)", at: range, notes: ["leave the white space out"])
    }

    static func currentNodeOutsideFilter(at range: PathRange) -> Self {
        Self(
            .error,
            .pathSyntax,
            "@ outside a filter",
            at: range,
            notes: ["@ is the node that a filter looks at, as in items[?@.id == 1]; a path starts with $"]
        )
    }

    static func leadingPathDot(at range: PathRange) -> Self {
        Self(
            .error,
            .pathSyntax,
            "a path cannot start with a dot",
            at: range,
            notes: ["write $ before it, or leave it out"]
        )
    }

    static func literalAsPathCondition(at range: PathRange) -> Self {
        Self(
            .error,
            .pathSyntax,
            "a literal is not a condition",
            at: range,
            notes: ["compare it with something, as in @.a == 1"]
        )
    }

    static func notSingularPath(_ query: PathRange) -> Self {
        Self(
            .error,
            .pathSyntax,
            "this query can match several places and cannot be compared",
            at: query,
            notes: ["use names and indices only, or value(…) or count(…) around it"]
        )
    }

    static func negatedPathComparison(_ operatorRange: PathRange, not: PathRange) -> Self {
        Self(
            .error,
            .pathSyntax,
            "a comparison cannot be negated without parentheses",
            at: operatorRange,
            context: [.init(not, "this ! binds to the left side only")],
            notes: ["write !(… == …), or use the opposite operator"]
        )
    }

    static func chainedPathComparison(at range: PathRange) -> Self {
        Self(.error, .pathSyntax, "comparisons cannot be chained", at: range, notes: ["join two comparisons with &&"])
    }

    static func unclosedPathString(_ range: PathRange, quote: String) -> Self {
        Self(.error, .pathSyntax, "string without its closing \(quote)", at: range)
    }

    static func controlInPathString(_ scalar: UInt32, at range: PathRange) -> Self {
        let hex = String(scalar, radix: 16)
        let escape = "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        return Self(.error, .pathLiteral, "control character in a string", at: range, notes: ["write \(escape)"])
    }

    static func invalidPathEscape(_ text: String, at range: PathRange, note: String) -> Self {
        Self(.error, .pathLiteral, "\(text) is no escape", at: range, notes: [note])
    }

    static func lonePathSurrogate(at range: PathRange) -> Self {
        Self(
            .error,
            .pathLiteral,
            "half of a surrogate pair",
            at: range,
            notes: ["a character above U+FFFF is a pair: \\uD800 to \\uDBFF, then \\uDC00 to \\uDFFF"]
        )
    }

    static func invalidPathInteger(_ text: String, at range: PathRange, note: String) -> Self {
        Self(.error, .pathLiteral, "\(text) is no valid integer", at: range, notes: [note])
    }

    static func pathIntegerRange(at range: PathRange) -> Self {
        Self(
            .error,
            .pathLiteral,
            "integer out of range",
            at: range,
            notes: ["indices and slices go from -9007199254740991 to 9007199254740991"]
        )
    }

    static func invalidPathNumber(_ text: String, at range: PathRange, note: String) -> Self {
        Self(.error, .pathLiteral, "\(text) is no valid number", at: range, notes: [note])
    }

    static func invalidPathPattern(_ message: String, at range: PathRange, note: String?) -> Self {
        Self(
            .error,
            .pathLiteral,
            "invalid regular expression: \(message)",
            at: range,
            notes: note.map { [$0] } ?? ["patterns are I-Regexp (RFC 9485)"]
        )
    }

    static func unknownPathFunction(_ name: String, at range: PathRange, nearest: String?) -> Self {
        let known = PathFunction.allCases.map(\.rawValue).joined(separator: ", ")
        return Self(
            .error,
            .pathFunction,
            "unknown function \(name)",
            at: range,
            label: nearest.map { "did you mean \($0)?" } ?? "",
            notes: ["the functions are \(known)"]
        )
    }

    static func pathArgumentCount(_ function: PathFunction, found: Int, at range: PathRange) -> Self {
        let wanted = function.parameters.count
        return Self(
            .error,
            .pathFunction,
            "\(function.rawValue)() takes \(wanted) argument\(wanted == 1 ? "" : "s"), found \(found)",
            at: range,
            notes: ["it is \(function.signature)"]
        )
    }

    static func pathArgument(_ function: PathFunction, wants: PathFunction.Form, at range: PathRange) -> Self {
        let note =
            switch wants {
            case .nodes: "give it a path, as in \(function.rawValue)(@.items[*])"
            default: "give it a literal, or a path that can match one place only, or value(…)"
            }
        return Self(
            .error,
            .pathFunction,
            "\(function.rawValue)() wants \(wants.rawValue) here",
            at: range,
            notes: [note]
        )
    }

    static func logicalFunctionCompared(_ function: PathFunction, at range: PathRange) -> Self {
        Self(
            .error,
            .pathFunction,
            "\(function.rawValue)() is true or false and cannot be compared",
            at: range,
            notes: ["use it as a condition by itself, with ! for the opposite"]
        )
    }

    static func valueFunctionAsCondition(_ function: PathFunction, at range: PathRange) -> Self {
        Self(
            .error,
            .pathFunction,
            "\(function.rawValue)() gives a value and is not a condition",
            at: range,
            notes: ["compare it with something, as in \(function.signature) > 0"]
        )
    }

    static func patternNotText(at range: PathRange) -> Self {
        Self(.warning, .pathFunction, "only text can match a pattern: this is always false", at: range)
    }

    static func pathLimit(_ what: String, at range: PathRange) -> Self {
        Self(.error, .pathLimit, what, at: range)
    }
}
