import GateConfig
import GateDiagnostics
import GateExpression
import GateRuntime

/// What expressions of one endpoint are checked in.
struct ExpressionScope {
    var environment: ExpressionEnvironment

    init(_ variables: [VariableDeclaration]) {
        environment = ExpressionEnvironment(variables: variables)
    }

    /// Checks a condition: it must give a bool, or a value whose type is known at run time only.
    func condition(_ text: ConfigText, role: String, _ context: inout CompileContext) -> LocatedExpression? {
        let (syntax, findings) = parseExpression(text.text)
        context.report(findings, in: text)
        guard let syntax else { return nil }
        let (checked, errors) = checkCondition(syntax, environment: environment)
        context.report(errors, in: text)
        return checked.map { LocatedExpression(expression: $0, text: text, role: role) }
    }

    /// Checks a text with `${…}` in it, whose values become text.
    func template(_ text: ConfigText, role: String, _ context: inout CompileContext) -> CheckedTemplate? {
        let (template, findings) = parseTemplate(text.text)
        context.report(findings, in: text)
        guard findings.isEmpty else { return nil }
        return textTemplate(template, text, role, &context)
    }

    /// Checks a text of a `json:` tree: exactly one `${…}` keeps its type, anything else is text.
    func treeText(_ text: ConfigText, role: String, _ context: inout CompileContext) -> CheckedTree? {
        let (template, findings) = parseTemplate(text.text)
        context.report(findings, in: text)
        guard findings.isEmpty else { return nil }
        guard let syntax = template.wholeExpression else {
            return textTemplate(template, text, role, &context).map(CheckedTree.text)
        }
        return check(syntax, text, role, &context).map(CheckedTree.value)
    }

    private func textTemplate(
        _ template: TemplateSyntax,
        _ text: ConfigText,
        _ role: String,
        _ context: inout CompileContext
    ) -> CheckedTemplate? {
        var parts: [CheckedTemplate.Part] = []
        var isWhole = true
        for piece in template.pieces {
            switch piece {
            case .text(let literal, let range):
                if literal.contains("{{"), literal.contains("}}") {
                    context.report(.otherTemplate(at: text.span(of: range)))
                }
                parts.append(.literal(literal))
            case .expression(let syntax, _):
                if let expression = interpolated(syntax, text, role, &context) {
                    parts.append(.expression(expression))
                } else {
                    isWhole = false
                }
            }
        }
        return isWhole ? CheckedTemplate(parts: parts) : nil
    }

    private func check(
        _ syntax: ExpressionSyntax,
        _ text: ConfigText,
        _ role: String,
        _ context: inout CompileContext
    ) -> LocatedExpression? {
        let (checked, findings) = checkExpression(syntax, environment: environment)
        context.report(findings, in: text)
        return checked.map { LocatedExpression(expression: $0, text: text, role: role) }
    }

    /// Checks an expression within text and wraps it in `string()`.
    private func interpolated(
        _ syntax: ExpressionSyntax,
        _ text: ConfigText,
        _ role: String,
        _ context: inout CompileContext
    ) -> LocatedExpression? {
        guard let plain = check(syntax, text, role, &context) else { return nil }
        let range = syntax[syntax.root].range
        let type = plain.expression.type
        switch type.withoutNull {
        case .list, .map, .null, .type, .optional:
            context.report(.notText("\(type)", at: text.span(of: range)))
            return nil
        case .string where type == .string: return plain
        default: break
        }
        if case .nullable = type { context.report(.maybeNullInText(describe(plain), at: text.span(of: range))) }
        var wrapped = syntax
        let call = ExpressionSyntax.Kind.call(
            function: "string",
            receiver: nil,
            arguments: [syntax.root],
            nameRange: range
        )
        wrapped.nodes.append(ExpressionSyntax.Node(call, range))
        wrapped.root = ExpressionSyntax.NodeID(Int32(wrapped.nodes.count - 1))
        let (checked, findings) = checkExpression(wrapped, environment: environment)
        context.report(findings, in: text)
        return checked.map { LocatedExpression(expression: $0, text: text, role: role) }
    }

    private func describe(_ expression: LocatedExpression) -> String {
        let syntax = expression.expression.syntax
        if case .identifier(let name, _) = syntax[syntax.root].kind { return "\"\(name)\"" }
        return "the value"
    }
}
