import GateConfig
import GateDiagnostics
import GateExpression
import GateRuntime
import GateYAML

extension BlockChecker {
    /// Checks what a `switch` compares: a value that can equal a constant.
    func checkSelector(
        _ block: BlockConfig,
        _ place: Place,
        _ context: inout CompileContext
    ) -> CheckedSelector? {
        guard let text = block.selector, let key = block.selectorKey else { return nil }
        guard !text.isBlank else {
            context.report(.emptyExpression("switch", at: key))
            return nil
        }
        let role = place.branch.isEmpty ? "switch" : "switch of \"\(place.branch)\""
        guard let expression = scope.expression(text, role: role, use: .value, &context) else { return nil }
        switch expression.expression.type.withoutNull {
        case .string, .int, .uint, .double, .bool, .dyn, .null: break
        case let type:
            context.report(.switchType("\(type)", at: text.span))
            return nil
        }
        return CheckedSelector(expression: expression)
    }

    /// Checks the values of an arm: constants that the switch's value can have, none of them given before.
    func checkCases(
        _ arm: ArmConfig,
        _ selector: CheckedSelector,
        _ walk: inout BranchWalk,
        _ context: inout CompileContext
    ) -> [CheckedCase]? {
        guard let trees = arm.cases, !trees.isEmpty else { return nil }
        let known = context.errorCount
        var cases: [CheckedCase] = []
        for tree in trees {
            guard let literal = literal(of: tree) else {
                context.report(.invalidCase(at: tree.span))
                continue
            }
            let checked = CheckedCase(literal: literal, span: tree.span)
            if let first = walk.cases[literal.normalized],
                first.isTaken || cases.contains(where: { $0.span == first.span })
            {
                context.report(.duplicateCase(literal.shown, at: tree.span, first: first.span))
                continue
            }
            walk.cases[literal.normalized] = (tree.span, arm.whenKey == nil)
            reviewCaseType(checked, selector, &context)
            cases.append(checked)
        }
        return context.errorCount == known ? cases : nil
    }

    /// Narrows what is known of the samples in an arm and after it.
    func narrow(_ head: inout ArmHead, _ selector: CheckedSelector, _ cases: [CheckedCase]) {
        guard let samples = head.scope.samples else { return }
        var taken: SampleAssumption?
        var rest = samples.assumption
        for item in cases {
            let review = reviewExpression(
                selector.comparison(with: item.literal),
                environment: samples.environment,
                assuming: rest,
                use: .condition
            )
            taken = taken?.either(review.whenTrue) ?? review.whenTrue
            rest = review.whenFalse
        }
        if let taken { head.scope.samples?.assumption = taken }
        head.scopeAfter.samples?.assumption = rest
    }

    /// Reports a case that the type of the value, or what the samples hold, rules out.
    private func reviewCaseType(_ item: CheckedCase, _ selector: CheckedSelector, _ context: inout CompileContext) {
        let comparison = selector.comparison(with: item.literal)
        let (_, errors) = checkExpression(comparison, environment: scope.environment)
        if let error = errors.first {
            context.report(moved(error, to: item.span))
            return
        }
        guard let samples = scope.samples else { return }
        let review = reviewExpression(
            comparison,
            environment: samples.environment,
            assuming: samples.assumption,
            use: .condition
        )
        // What concerns the value alone was said where it stands.
        let findings = review.findings.filter { $0.code == .unseenValue || $0.severity == .error }
        if let finding = findings.first { context.report(moved(finding, to: item.span)) }
    }

    private func moved(_ finding: ExpressionDiagnostic, to span: SourceSpan) -> Diagnostic {
        Diagnostic(
            finding.severity,
            finding.code,
            finding.message,
            at: span,
            label: finding.label,
            notes: finding.notes
        )
    }

    private func literal(of tree: ConfigTree) -> ExpressionSyntax.Literal? {
        switch tree {
        case .null(let span): span.start == span.end ? nil : .null
        case .bool(let value, _): .bool(value)
        case .int(let value, _): .int(value)
        case .double(let value, _): .double(value)
        case .string(let text): .string(text.text)
        case .list, .map: nil
        }
    }
}

extension CheckedSelector {
    /// The comparison of the value with a constant, as an expression.
    func comparison(with literal: ExpressionSyntax.Literal) -> ExpressionSyntax {
        var syntax = expression.expression.syntax
        let range = syntax[syntax.root].range
        syntax.nodes.append(ExpressionSyntax.Node(.literal(literal), range))
        let operand = ExpressionSyntax.NodeID(Int32(syntax.nodes.count - 1))
        let call = ExpressionSyntax.Kind.call(
            function: "_==_",
            receiver: nil,
            arguments: [syntax.root, operand],
            nameRange: range
        )
        syntax.nodes.append(ExpressionSyntax.Node(call, range))
        syntax.root = ExpressionSyntax.NodeID(Int32(syntax.nodes.count - 1))
        return syntax
    }
}

extension ExpressionSyntax.Literal {
    /// The same for literals that are equal: an integral double is an int.
    var normalized: ExpressionSyntax.Literal {
        if case .double(let value) = self, let whole = Int64(exactly: value) { return .int(whole) }
        return self
    }

    /// The literal as a message shows it.
    var shown: String {
        switch self {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .int(let value): "\(value)"
        case .uint(let value): "\(value)u"
        case .double(let value): "\(value)"
        case .string(let text): "\"\(text)\""
        case .bytes: "bytes"
        }
    }
}
