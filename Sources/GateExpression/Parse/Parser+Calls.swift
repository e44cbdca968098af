extension Parser {
    /// A function, method or macro; the current token is its opening bracket.
    mutating func parseCall(
        _ name: String,
        receiver: NodeID?,
        nameRange: TextRange,
        from start: Int
    ) -> NodeID {
        if let receiver, let form = MacroForm.named(name) {
            return parseCall(macro: form, operand: receiver, nameRange: nameRange, from: start)
        }
        opened(current)
        advance()
        let failures = failureCount
        var arguments: [NodeID] = []
        while !isAtEnd(of: .rightParenthesis) {
            arguments.append(parseExpression())
            guard continues(before: .rightParenthesis) else { break }
            if current.isSymbol(.rightParenthesis) { fail(.expectedOperand(found: current)) }
        }
        close(.rightParenthesis)
        if name == "has", receiver == nil {
            guard failureCount == failures else { return placeholder() }
            return parseHas(arguments, nameRange: nameRange, from: start)
        }
        return node(
            .call(function: name, receiver: receiver, arguments: arguments, nameRange: nameRange),
            range(from: start),
            arguments + (receiver.map { [$0] } ?? [])
        )
    }

    /// `has(operand.field)`: the select that was parsed becomes a test.
    private mutating func parseHas(_ arguments: [NodeID], nameRange: TextRange, from start: Int) -> NodeID {
        let whole = range(from: start)
        guard let argument = arguments.first, arguments.count == 1 else {
            report(.macroArgumentCount("has", form: "has(operand.field)", at: nameRange))
            return placeholder()
        }
        let node = nodes[Int(argument.index)]
        guard case .select(let operand, let field, false, let fieldRange) = node.kind else {
            report(.hasNeedsField(node, at: node.range))
            return placeholder()
        }
        replace(argument, .has(operand: operand, field: field, fieldRange: fieldRange), whole)
        return argument
    }

    /// A macro, whose arguments are variables and then expressions; the current token is its opening bracket.
    mutating func parseCall(
        macro form: MacroForm,
        operand: NodeID?,
        nameRange: TextRange,
        from start: Int
    ) -> NodeID {
        opened(current)
        advance()
        let failures = failureCount
        var names: [(name: String, range: TextRange)] = []
        var expressions: [NodeID] = []
        while !isAtEnd(of: .rightParenthesis) {
            if case .identifier(let name) = current.kind, peek(1).isSymbol(.comma), expressions.isEmpty,
                names.count < form.variableCountMax
            {
                names.append((name, current.range))
                advance()
            } else {
                expressions.append(parseExpression())
            }
            guard continues(before: .rightParenthesis) else { break }
            if current.isSymbol(.rightParenthesis) { fail(.expectedOperand(found: current)) }
        }
        close(.rightParenthesis)
        let whole = range(from: start)
        guard failureCount == failures, check(form, names, expressions, nameRange: nameRange),
            let result = expressions.last, let target = operand ?? expressions.first
        else { return placeholder() }
        let filter = operand != nil && expressions.count == 2 ? expressions[0] : nil
        return node(
            .macro(
                ExpressionSyntax.Macro(
                    name: form.name,
                    operand: target,
                    variables: names.map(\.name),
                    variableRanges: names.map(\.range),
                    filter: filter,
                    result: result
                )
            ),
            whole,
            expressions + [target]
        )
    }

    /// Reports what is wrong with a macro's arguments; true if they are right.
    private mutating func check(
        _ form: MacroForm,
        _ names: [(name: String, range: TextRange)],
        _ expressions: [NodeID],
        nameRange: TextRange
    ) -> Bool {
        let count = names.count + expressions.count
        guard form.argumentCounts.contains(count) else {
            report(.macroArgumentCount(form.spelling, form: form.usage, at: nameRange))
            return false
        }
        let needed = form.variableCounts.first { form.accepts(variables: $0, expressions: count - $0) } ?? 1
        if names.count < needed {
            let node = nodes[Int(expressions[0].index)]
            report(.macroNeedsName(form.spelling, form: form.usage, at: node.range))
            return false
        }
        guard form.accepts(variables: names.count, expressions: expressions.count) else {
            report(.macroArgumentCount(form.spelling, form: form.usage, at: nameRange))
            return false
        }
        if names.count == 2, names[0].name == names[1].name {
            report(.macroSameName(names[0].name, at: names[1].range, first: names[0].range))
            return false
        }
        return true
    }
}
