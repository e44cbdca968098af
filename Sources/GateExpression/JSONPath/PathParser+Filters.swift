private import GateDiagnostics

/// Filter conditions (RFC 9535, section 2.3.5).
extension PathParser {
    typealias Condition = PathSyntax.Condition
    typealias Operand = PathSyntax.Operand

    /// Parses `logical-or-expr`.
    mutating func parseCondition() throws(PathFailure) -> Condition {
        var terms = [try parseConjunction()]
        while try takeOperator("||") { terms.append(try parseConjunction()) }
        return terms.count == 1 ? terms[0] : .or(terms)
    }

    private mutating func parseConjunction() throws(PathFailure) -> Condition {
        var terms = [try parseTerm()]
        while try takeOperator("&&") { terms.append(try parseTerm()) }
        return terms.count == 1 ? terms[0] : .and(terms)
    }

    /// Takes `S op S`; where another thing follows, the position stays before the white space.
    private mutating func takeOperator(_ text: StaticString) throws(PathFailure) -> Bool {
        let before = scanner.offset
        scanner.skipBlanks()
        if scanner.take(text) {
            scanner.skipBlanks()
            return true
        }
        if scanner.current == text.utf8Start[0] {
            throw scanner.unexpected(expected: "\(text)", note: "\"and\" is written &&, \"or\" is written ||")
        }
        scanner.offset = before
        return false
    }

    /// Parses `basic-expr`: a condition in parentheses, a comparison or a test, with `!` before the first and last.
    private mutating func parseTerm() throws(PathFailure) -> Condition {
        let start = scanner.offset
        guard scanner.take("!") else { return try parsePositiveTerm() }
        let not = scanner.range(from: start)
        scanner.skipBlanks()
        if scanner.current == UInt8(ascii: "!") {
            throw scanner.unexpected(expected: "a path, a function or (", note: "two negations cancel out")
        }
        if scanner.current == UInt8(ascii: "(") { return .not(try parseParentheses()) }
        let operand = try parseOperand()
        if let (_, range) = try takeComparison() {
            throw PathFailure(diagnostic: .negatedPathComparison(range, not: not))
        }
        return .not(try test(operand))
    }

    private mutating func parsePositiveTerm() throws(PathFailure) -> Condition {
        if scanner.current == UInt8(ascii: "(") { return try parseParentheses() }
        let left = try parseOperand()
        guard let (comparison, _) = try takeComparison() else { return try test(left) }
        let right = try parseOperand()
        if let (_, range) = try takeComparison() { throw PathFailure(diagnostic: .chainedPathComparison(at: range)) }
        try checkComparable(left)
        try checkComparable(right)
        return .comparison(left, comparison, right)
    }

    private mutating func parseParentheses() throws(PathFailure) -> Condition {
        scanner.offset += 1
        scanner.skipBlanks()
        let condition = try nested { parser throws(PathFailure) in try parser.parseCondition() }
        scanner.skipBlanks()
        guard scanner.take(")") else { throw scanner.unexpected(expected: ")") }
        return condition
    }

    /// Takes `S op S` of a comparison; nil, at the old position, where there is none.
    private mutating func takeComparison() throws(PathFailure) -> (PathSyntax.Comparison, TextRange)? {
        let before = scanner.offset
        scanner.skipBlanks()
        let start = scanner.offset
        let comparison: PathSyntax.Comparison? =
            if scanner.take("==") {
                .equal
            } else if scanner.take("!=") {
                .notEqual
            } else if scanner.take("<=") {
                .lessOrEqual
            } else if scanner.take(">=") {
                .greaterOrEqual
            } else if scanner.take("<") {
                .less
            } else if scanner.take(">") {
                .greater
            } else {
                nil
            }
        guard let comparison else {
            if scanner.current == UInt8(ascii: "=") {
                let isMatch = scanner.byte(at: start + 1) == UInt8(ascii: "~")
                let note = isMatch ? "use match(@.a, 'pattern') or search(…)" : "\"equals\" is written =="
                throw scanner.unexpected(expected: "a comparison", note: note)
            }
            scanner.offset = before
            return nil
        }
        let range = scanner.range(from: start)
        scanner.skipBlanks()
        return (comparison, range)
    }

    /// Parses a literal, a query or a function call.
    mutating func parseOperand() throws(PathFailure) -> Operand {
        let start = scanner.offset
        switch scanner.current {
        case UInt8(ascii: "@"), UInt8(ascii: "$"):
            let isAbsolute = scanner.current == UInt8(ascii: "$")
            scanner.offset += 1
            var segments: [PathSyntax.Segment] = []
            try parseSegments(into: &segments)
            return .query(.init(isAbsolute: isAbsolute, segments: segments, range: scanner.range(from: start)))
        case UInt8(ascii: "'"), UInt8(ascii: "\""):
            let text = try parseString()
            return .literal(.string(text), scanner.range(from: start))
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            let number = try parseNumber()
            return .literal(number, scanner.range(from: start))
        case let byte where PathScanner.isNameStart(byte):
            return try parseWord()
        default:
            let note: String? = scanner.current == UInt8(ascii: "(") ? "only conditions stand in parentheses" : nil
            throw scanner.unexpected(expected: "@, $, a literal or a function", note: note)
        }
    }

    /// Parses `true`, `false`, `null` or a function call.
    private mutating func parseWord() throws(PathFailure) -> Operand {
        let start = scanner.offset
        while PathScanner.isNamePart(scanner.current) { scanner.offset += 1 }
        let word = scanner.text(from: start)
        let range = scanner.range(from: start)
        if scanner.current == UInt8(ascii: "(") { return .function(try parseCall(word, at: range)) }
        switch word {
        case "true": return .literal(.bool(true), range)
        case "false": return .literal(.bool(false), range)
        case "null": return .literal(.null, range)
        default: break
        }
        let note: String =
            if ["true", "false", "null"].contains(word.lowercased()) {
                "write \(word.lowercased())"
            } else if PathFunction(rawValue: word) != nil {
                "the ( follows the function's name at once"
            } else {
                "a member of the current node is @.\(word); text is quoted: '\(word)'"
            }
        let expected = "@, $, a literal or a function"
        throw PathFailure(diagnostic: .unexpectedInPath(word, expected: expected, at: range, note: note))
    }

    /// An operand on its own, as a condition.
    private func test(_ operand: Operand) throws(PathFailure) -> Condition {
        switch operand {
        case .literal(_, let range): throw PathFailure(diagnostic: .literalAsPathCondition(at: range))
        case .query(let query): return .exists(query)
        case .function(let call):
            guard call.function.result == .logical else {
                throw PathFailure(diagnostic: .valueFunctionAsCondition(call.function, at: call.range))
            }
            return .function(call)
        }
    }

    private func checkComparable(_ operand: Operand) throws(PathFailure) {
        switch operand {
        case .literal: return
        case .query(let query):
            if !query.isSingular { throw PathFailure(diagnostic: .notSingularPath(query.range)) }
        case .function(let call):
            if call.function.result != .value {
                throw PathFailure(diagnostic: .logicalFunctionCompared(call.function, at: call.range))
            }
        }
    }
}
