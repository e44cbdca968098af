/// How strongly an operator binds.
enum Precedence: Int, Comparable {
    case or, and, relation, sum, product

    static func < (left: Precedence, right: Precedence) -> Bool { left.rawValue < right.rawValue }

    var tighter: Precedence? { Precedence(rawValue: rawValue + 1) }
}

extension Token.Symbol {
    /// How strongly this binds between two operands; nil for what is no such operator.
    var precedence: Precedence? {
        switch self {
        case .or: .or
        case .and: .and
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .isIn: .relation
        case .plus, .minus: .sum
        case .star, .slash, .percent: .product
        default: nil
        }
    }

    /// CEL's name of the operator between two operands.
    var functionName: String { self == .isIn ? "@in" : "_\(rawValue)_" }
}

extension Parser {
    /// Operators between two operands, by precedence climbing: the stack grows with brackets, not with operators.
    mutating func parseBinary(minimum: Precedence) -> NodeID {
        let start = index
        var left = parseUnary()
        while case .symbol(let symbol) = current.kind, let precedence = symbol.precedence, precedence >= minimum {
            let name = current.range
            if precedence <= .and {
                left = parseChain(symbol, precedence, first: left, start: start)
            } else {
                advance()
                let right = precedence.tighter.map { parseBinary(minimum: $0) } ?? parseUnary()
                left = call(symbol.functionName, [left, right], at: name, from: start)
            }
        }
        return left
    }

    /// `a && b && c …`: the operands in a balanced tree, so that a long chain is not a deep one.
    ///
    /// The operators do not care how they are grouped.
    private mutating func parseChain(
        _ symbol: Token.Symbol,
        _ precedence: Precedence,
        first: NodeID,
        start: Int
    ) -> NodeID {
        var operands = [first]
        var names: [TextRange] = []
        var starts = [tokens[start].range.start]
        var ends = [range(from: start).end]
        while current.isSymbol(symbol) {
            names.append(current.range)
            advance()
            let operandStart = index
            operands.append(precedence.tighter.map { parseBinary(minimum: $0) } ?? parseUnary())
            starts.append(tokens[operandStart].range.start)
            ends.append(range(from: operandStart).end)
        }
        var chain = Chain(function: symbol.functionName, operands: operands, names: names, starts: starts, ends: ends)
        return balance(&chain, 0, operands.count)
    }

    private struct Chain {
        var function: String
        var operands: [NodeID]
        var names: [TextRange]
        var starts: [UInt32]
        var ends: [UInt32]
    }

    private mutating func balance(_ chain: inout Chain, _ from: Int, _ to: Int) -> NodeID {
        guard to - from > 1 else { return chain.operands[from] }
        let middle = from + (to - from + 1) / 2
        let left = balance(&chain, from, middle)
        let right = balance(&chain, middle, to)
        let kind = ExpressionSyntax.Kind.call(
            function: chain.function,
            receiver: nil,
            arguments: [left, right],
            nameRange: chain.names[middle - 1]
        )
        return node(kind, TextRange(chain.starts[from], chain.ends[to - 1]), [left, right])
    }

    /// `!` and `-` before an operand.
    ///
    /// A minus before digits belongs to the number, so that the least int can be written.
    private mutating func parseUnary() -> NodeID {
        let start = index
        while current.isSymbol(.not) || current.isSymbol(.minus) && !isSignOfNumber { advance() }
        let operandStart = index
        var operand = parsePostfix()
        for position in (start..<max(start, operandStart)).reversed() {
            let name = tokens[position].isSymbol(.not) ? "!_" : "-_"
            operand = call(name, [operand], at: tokens[position].range, from: position)
        }
        return operand
    }

    /// Whether the minus here stands before an int or double.
    var isSignOfNumber: Bool {
        guard current.isSymbol(.minus) else { return false }
        switch peek(1).kind {
        case .integer, .literal(.double): return true
        default: return false
        }
    }
}
