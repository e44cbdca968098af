import GateDiagnostics

/// Builds the syntax of an expression from its tokens by recursive descent.
///
/// After an error it skips to the next comma or closing bracket and goes on, so that one run reports every independent
/// error; two findings never concern the same token.
struct Parser {
    typealias NodeID = ExpressionSyntax.NodeID
    typealias TextRange = ExpressionSyntax.TextRange

    let tokens: [Token]
    let isTruncated: Bool
    private(set) var nodes: [ExpressionSyntax.Node] = []
    var diagnostics: [ExpressionDiagnostic] = []
    private(set) var hasFailed = false
    /// Counts what could not be parsed, so that a caller can tell whether its parts are sound.
    private(set) var failureCount = 0
    private(set) var index = 0
    /// The height of each node's tree.
    private var heights: [Int] = []
    private var nesting = 0
    /// Brackets that are open, innermost last.
    private var open: [Token] = []
    private var lastFailure = -1

    init(tokens: [Token], isTruncated: Bool) {
        self.tokens = tokens
        self.isTruncated = isTruncated
    }

    // MARK: Tokens

    var current: Token { tokens[index] }

    func peek(_ distance: Int) -> Token { tokens[min(index + distance, tokens.count - 1)] }

    mutating func advance() {
        if index < tokens.count - 1 { index += 1 }
    }

    /// Takes the symbol if it comes next.
    mutating func take(_ symbol: Token.Symbol) -> Bool {
        guard current.isSymbol(symbol) else { return false }
        advance()
        return true
    }

    /// From the first byte of the token at `start` to the last one read.
    func range(from start: Int) -> TextRange {
        let last = tokens[max(start, index - 1)].range
        return TextRange(tokens[start].range.start, last.end)
    }

    // MARK: Errors

    /// Reports an error at the current token, unless this very token has been reported or is what a bad token left.
    mutating func fail(_ diagnostic: ExpressionDiagnostic) {
        hasFailed = true
        failureCount += 1
        let isKnown = current.kind == .invalid || current.kind == .end && isTruncated || lastFailure == index
        if !isKnown { report(diagnostic) }
        synchronise()
        lastFailure = index
    }

    /// Reports an error that leaves the parser where it is.
    mutating func report(_ diagnostic: ExpressionDiagnostic) {
        if diagnostic.code != .celLiteral { hasFailed = true }
        if diagnostics.count < ExpressionLimits.diagnosticCountMax { diagnostics.append(diagnostic) }
    }

    /// Skips to the next comma or closing bracket of the innermost open bracket, or to the end.
    private mutating func synchronise() {
        var depth = 0
        while true {
            switch current.kind {
            case .end:
                return
            case .symbol(.leftParenthesis), .symbol(.leftBracket), .symbol(.leftBrace):
                depth += 1
            case .symbol(.rightParenthesis), .symbol(.rightBracket), .symbol(.rightBrace):
                // One that closes nothing stands here by mistake and is skipped too.
                if depth > 0 {
                    depth -= 1
                } else if open.contains(where: { current.isSymbol(closing(of: $0)) }) {
                    return
                }
            case .symbol(.comma) where depth == 0 && !open.isEmpty:
                return
            default:
                break
            }
            advance()
        }
    }

    /// Gives up: the rest of the text is not looked at.
    private mutating func stop(_ diagnostic: ExpressionDiagnostic) {
        if lastFailure != tokens.count - 1 { report(diagnostic) }
        index = tokens.count - 1
        lastFailure = index
        open = []
    }

    // MARK: Nodes

    mutating func node(_ kind: ExpressionSyntax.Kind, _ range: TextRange, _ children: [NodeID] = []) -> NodeID {
        var height = 1
        for child in children { height = max(height, heights[Int(child.index)] + 1) }
        if height > ExpressionLimits.depthMax { stop(.tooDeep(at: range)) }
        if nodes.count >= ExpressionLimits.nodeCountMax { stop(.tooManyNodes(at: current.range)) }
        nodes.append(ExpressionSyntax.Node(kind, range))
        heights.append(height)
        return NodeID(Int32(truncatingIfNeeded: nodes.count - 1))
    }

    mutating func replace(_ id: NodeID, _ kind: ExpressionSyntax.Kind, _ range: TextRange) {
        nodes[Int(id.index)] = ExpressionSyntax.Node(kind, range)
    }

    /// Reads a token that the lexer has reported, so that what follows it directly is no news.
    mutating func skipInvalid() -> NodeID {
        advance()
        lastFailure = index
        return placeholder()
    }

    /// Stands for what could not be parsed; the syntax is not handed out then.
    mutating func placeholder() -> NodeID {
        hasFailed = true
        failureCount += 1
        return node(.literal(.null), current.range)
    }

    mutating func call(_ function: String, _ arguments: [NodeID], at name: TextRange, from start: Int) -> NodeID {
        node(
            .call(function: function, receiver: nil, arguments: arguments, nameRange: name),
            range(from: start),
            arguments
        )
    }

    // MARK: Brackets

    /// Remembers that the bracket before the current token is open.
    mutating func opened(_ bracket: Token) { open.append(bracket) }

    /// Whether another element follows in a list that ends with the symbol; reads the comma before it.
    mutating func continues(before symbol: Token.Symbol) -> Bool {
        if take(.comma) { return true }
        if current.isSymbol(symbol) { return false }
        fail(.expected([",", symbol.rawValue], found: current, opened: open.last?.range))
        return take(.comma)
    }

    /// Reads the closing bracket; reports what stands there instead.
    mutating func close(_ symbol: Token.Symbol) {
        guard let bracket = open.last else { return }
        if !current.isSymbol(symbol) { fail(.expected([symbol.rawValue], found: current, opened: bracket.range)) }
        while current.isSymbol(.comma) {
            advance()
            synchronise()
        }
        open.removeLast()
        // A bracket of another kind closes an outer one.
        _ = take(symbol)
    }

    private func closing(of bracket: Token) -> Token.Symbol {
        if bracket.isSymbol(.leftParenthesis) { return .rightParenthesis }
        return bracket.isSymbol(.leftBracket) ? .rightBracket : .rightBrace
    }

    // MARK: Entry

    mutating func parseWhole() -> NodeID {
        if current.kind == .end {
            if !isTruncated { report(.emptyExpression(at: current.range)) }
            return placeholder()
        }
        let root = parseExpression()
        if current.kind != .end { fail(.trailing(current, after: index > 0 ? tokens[index - 1] : current)) }
        return root
    }

    /// Expr = ConditionalOr ["?" ConditionalOr ":" Expr].
    mutating func parseExpression() -> NodeID {
        nesting += 1
        defer { nesting -= 1 }
        guard nesting <= ExpressionLimits.depthMax else {
            stop(.tooDeep(at: current.range))
            return placeholder()
        }
        let start = index
        let condition = parseBinary(minimum: .or)
        let question = current
        guard take(.question) else { return condition }
        let first = parseBinary(minimum: .or)
        if current.isSymbol(.question) {
            report(.nestedConditional(at: current.range))
            advance()
            _ = parseExpression()
            if take(.colon) { _ = parseExpression() }
        }
        guard current.isSymbol(.colon) else {
            fail(.expected([":"], found: current, opened: question.range))
            return placeholder()
        }
        advance()
        let second = parseExpression()
        return call("_?_:_", [condition, first, second], at: question.range, from: start)
    }
}
