import GateConfig
import GateDiagnostics
import GateExpression
import GateRuntime

extension ExpressionScope {
    /// Checks a condition: it must give a bool, or a value whose type is known at run time only.
    ///
    /// - Returns: the condition, and what is known where it is true and where it is false.
    func condition(_ text: ConfigText, role: String, _ context: inout CompileContext) -> CheckedCondition? {
        let (syntax, findings) = parseExpression(text.text)
        context.report(findings, in: text)
        guard let syntax else { return nil }
        let (checked, errors) = checkCondition(syntax, environment: environment)
        context.report(errors, in: text)
        guard let checked else { return nil }
        context.noteNames(of: checked)
        let located = LocatedExpression(expression: checked, text: text, role: role)
        let review = review(syntax, text, .condition, &context)
        return CheckedCondition(
            expression: located,
            whenTrue: assuming(review?.whenTrue),
            whenFalse: assuming(review?.whenFalse)
        )
    }

    /// Checks an expression that stands alone and gives a value of any type.
    func expression(
        _ text: ConfigText,
        role: String,
        use: ExpressionUse,
        _ context: inout CompileContext
    ) -> LocatedExpression? {
        let (syntax, findings) = parseExpression(text.text)
        context.report(findings, in: text)
        guard let syntax, let checked = check(syntax, text, role, &context) else { return nil }
        review(syntax, text, use, &context)
        return checked
    }

    /// The same names where other samples come.
    private func assuming(_ assumption: SampleAssumption?) -> ExpressionScope {
        var scope = self
        if let assumption { scope.samples?.assumption = assumption }
        return scope
    }

    /// Checks an expression that is right against the samples.
    @discardableResult
    func review(
        _ syntax: ExpressionSyntax,
        _ text: ConfigText,
        _ use: ExpressionUse,
        _ context: inout CompileContext
    ) -> SampleReview? {
        guard let samples else { return nil }
        let review = reviewExpression(
            syntax,
            environment: samples.environment,
            assuming: samples.assumption,
            use: use
        )
        context.report(review.findings, in: text)
        return review
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
        guard let value = check(syntax, text, role, &context) else { return nil }
        review(syntax, text, .value, &context)
        return .value(value)
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
        if let checked { context.noteNames(of: checked) }
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
        default: break
        }
        let isMaybeNull = if case .nullable = type { true } else { false }
        if isMaybeNull { context.report(.maybeNullInText(describe(plain), at: text.span(of: range))) }
        if let review = review(syntax, text, isMaybeNull ? .value : .text, &context), review.type.isStructure {
            context.report(.notText("\(review.type)", at: text.span(of: range)))
        }
        if type == .string { return plain }
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

    /// How messages call the value of an expression.
    private func describe(_ expression: LocatedExpression) -> String {
        let syntax = expression.expression.syntax
        if case .identifier(let name, _) = syntax[syntax.root].kind { return "\"\(name)\"" }
        return "the value"
    }
}

/// A condition with the scopes behind it.
struct CheckedCondition {
    var expression: LocatedExpression
    /// What is known where it is true.
    var whenTrue: ExpressionScope
    /// What is known where it is false.
    var whenFalse: ExpressionScope
}

extension ValueType {
    /// Whether it is a list or a map, which no text can hold.
    fileprivate var isStructure: Bool {
        switch self {
        case .list, .map: true
        default: false
        }
    }
}
