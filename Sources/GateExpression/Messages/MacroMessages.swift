import GateDiagnostics

/// What the parser says about macros, E307.
extension ExpressionDiagnostic {
    static func macroArgumentCount(_ name: String, form: String, at range: TextRange) -> Self {
        Self(.celMacro, "`\(name)` has the wrong number of arguments", at: range, notes: ["the form is \(form)"])
    }

    static func macroNeedsName(_ name: String, form: String, at range: TextRange) -> Self {
        Self(
            .celMacro,
            "`\(name)` needs a plain name here",
            at: range,
            notes: ["the form is \(form)"]
        )
    }

    static func macroSameName(_ name: String, at range: TextRange, first: TextRange) -> Self {
        Self(
            .celMacro,
            "both variables are called `\(name)`",
            at: range,
            context: [Context(first, "first here")],
            notes: ["give them different names, e.g. i and x"]
        )
    }

    static func hasNeedsField(_ node: ExpressionSyntax.Node, at range: TextRange) -> Self {
        var notes = ["the form is has(operand.field), e.g. has(body.data.coupon)"]
        switch node.kind {
        case .identifier(let name, _): notes.append("to ask whether a value was found, write \(name) != null")
        case .call("_[_]", _, _, _): notes.append("to ask whether a map has a key, write key in map")
        case .select(_, _, true, _): notes.append("to ask whether an optional has a value, write a.?b.hasValue()")
        default: break
        }
        return Self(.celMacro, "`has` needs a field of something", at: range, notes: notes)
    }

    static func hasOfName(_ name: String, at range: TextRange) -> Self {
        Self(
            .celMacro,
            "`\(name)` is a name that is always there, not a field",
            at: range,
            notes: ["to ask whether a value was found, write \(name) != null"]
        )
    }
}
