extension Parser {
    /// Member: an operand followed by fields, methods and indices.
    mutating func parsePostfix() -> NodeID {
        let start = index
        var operand = parsePrimary()
        while true {
            switch current.kind {
            case .symbol(.dot):
                operand = parseMember(of: operand, from: start)
            case .symbol(.leftBracket):
                operand = parseIndex(of: operand, from: start)
            case .symbol(.leftBrace) where isName(operand):
                fail(.messageConstruction(at: range(from: start)))
                return placeholder()
            default:
                return operand
            }
        }
    }

    private func isName(_ id: NodeID) -> Bool {
        switch nodes[Int(id.index)].kind {
        case .identifier, .select: true
        default: false
        }
    }

    private mutating func parseMember(of operand: NodeID, from start: Int) -> NodeID {
        advance()
        let isOptional = take(.question)
        let name: String
        switch current.kind {
        case .identifier(let word), .reserved(let word), .quotedIdentifier(let word): name = word
        default:
            fail(.expectedField(found: current))
            return placeholder()
        }
        let nameToken = current
        advance()
        if current.isSymbol(.leftParenthesis) {
            if isOptional || nameToken.isQuoted { report(.badMethodName(isOptional: isOptional, at: nameToken.range)) }
            return parseCall(name, receiver: operand, nameRange: nameToken.range, from: start)
        }
        return node(
            .select(operand: operand, field: name, isOptional: isOptional, fieldRange: nameToken.range),
            range(from: start),
            [operand]
        )
    }

    private mutating func parseIndex(of operand: NodeID, from start: Int) -> NodeID {
        let bracket = current
        advance()
        opened(bracket)
        let isOptional = take(.question)
        let key = parseExpression()
        close(.rightBracket)
        return call(
            isOptional ? "_[?_]" : "_[_]",
            [operand, key],
            at: TextRange(bracket.range.start, tokens[index > 0 ? index - 1 : 0].range.end),
            from: start
        )
    }

    private mutating func parsePrimary() -> NodeID {
        let start = index
        let token = current
        switch token.kind {
        case .symbol(.minus) where isSignOfNumber:
            advance()
            return parseNumber(isNegative: true, from: start)
        case .integer:
            return parseNumber(isNegative: false, from: start)
        case .literal(let literal):
            advance()
            return node(.literal(literal), token.range)
        case .identifier("cel") where isBinding:
            for _ in 0..<3 { advance() }
            return parseCall(macro: .bind, operand: nil, nameRange: range(from: start), from: start)
        case .identifier(let name):
            advance()
            return parseName(name, isAbsolute: false, nameRange: token.range, from: start)
        case .symbol(.dot):
            guard case .identifier(let name) = peek(1).kind else { break }
            advance()
            let nameRange = current.range
            advance()
            return parseName(name, isAbsolute: true, nameRange: nameRange, from: start)
        case .symbol(.leftParenthesis):
            advance()
            opened(token)
            let inner = parseExpression()
            close(.rightParenthesis)
            return inner
        case .symbol(.leftBracket):
            return parseList(from: start)
        case .symbol(.leftBrace):
            return parseMap(from: start)
        case .invalid:
            // The lexer has said what is wrong with it; it stands for an operand.
            return skipInvalid()
        default:
            break
        }
        fail(.expectedOperand(found: token))
        return placeholder()
    }

    /// Whether the tokens here are `cel.bind(`.
    private var isBinding: Bool {
        peek(1).isSymbol(.dot) && peek(2).kind == .identifier("bind") && peek(3).isSymbol(.leftParenthesis)
    }

    private mutating func parseName(
        _ name: String,
        isAbsolute: Bool,
        nameRange: TextRange,
        from start: Int
    ) -> NodeID {
        if current.isSymbol(.leftParenthesis) {
            return parseCall(name, receiver: nil, nameRange: nameRange, from: start)
        }
        return node(.identifier(name, isAbsolute: isAbsolute), range(from: start))
    }

    private mutating func parseNumber(isNegative: Bool, from start: Int) -> NodeID {
        let kind = current.kind
        advance()
        let whole = range(from: start)
        switch kind {
        case .integer(let magnitude):
            let limit = UInt64(Int64.max) + (isNegative ? 1 : 0)
            if magnitude > limit { report(.integerOutOfRange(isNegative: isNegative, magnitude, at: whole)) }
            let bits = Int64(bitPattern: min(magnitude, limit))
            return node(.literal(.int(isNegative ? 0 &- bits : bits)), whole)
        case .literal(.double(let value)):
            return node(.literal(.double(isNegative ? -value : value)), whole)
        default:
            return placeholder()
        }
    }

    // MARK: Lists and maps

    /// `[a, ?b]`; a comma may follow the last element.
    private mutating func parseList(from start: Int) -> NodeID {
        opened(current)
        advance()
        var elements: [NodeID] = []
        var optionalIndices: [Int] = []
        while !isAtEnd(of: .rightBracket) {
            if take(.question) { optionalIndices.append(elements.count) }
            elements.append(parseExpression())
            if !continues(before: .rightBracket) { break }
        }
        close(.rightBracket)
        return node(.list(elements, optionalIndices: optionalIndices), range(from: start), elements)
    }

    /// `{k: v, ?k: v}`; a comma may follow the last entry.
    private mutating func parseMap(from start: Int) -> NodeID {
        opened(current)
        advance()
        var entries: [ExpressionSyntax.MapEntry] = []
        while !isAtEnd(of: .rightBrace) {
            let isOptional = take(.question)
            let key = parseExpression()
            if take(.colon) {
                let value = parseExpression()
                entries.append(ExpressionSyntax.MapEntry(key: key, value: value, isOptional: isOptional))
            } else {
                fail(.expected([":"], found: current, opened: nil))
            }
            if !continues(before: .rightBrace) { break }
        }
        close(.rightBrace)
        return node(.map(entries), range(from: start), entries.flatMap { [$0.key, $0.value] })
    }

    func isAtEnd(of symbol: Token.Symbol) -> Bool { current.isSymbol(symbol) || current.kind == .end }
}

extension Token {
    fileprivate var isQuoted: Bool {
        if case .quotedIdentifier = kind { true } else { false }
    }
}
