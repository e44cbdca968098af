/// Bracketed selections (RFC 9535, section 2.3).
extension PathParser {
    /// Parses `[`, selectors separated by commas, `]`.
    mutating func parseBrackets() throws(PathFailure) -> [PathSyntax.Selector] {
        scanner.offset += 1
        var selectors: [PathSyntax.Selector] = []
        while true {
            scanner.skipBlanks()
            selectors.append(try parseSelector())
            scanner.skipBlanks()
            if scanner.take(",") { continue }
            if scanner.take("]") { return selectors }
            throw scanner.unexpected(expected: ", or ]")
        }
    }

    private mutating func parseSelector() throws(PathFailure) -> PathSyntax.Selector {
        let start = scanner.offset
        let kind: PathSyntax.Selector.Kind
        switch scanner.current {
        case UInt8(ascii: "'"), UInt8(ascii: "\""):
            kind = .name(try parseString())
        case UInt8(ascii: "*"):
            scanner.offset += 1
            kind = .wildcard
        case UInt8(ascii: "?"):
            scanner.offset += 1
            scanner.skipBlanks()
            kind = .filter(try nested { parser throws(PathFailure) in try parser.parseCondition() })
        case UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            kind = try parseIndexOrSlice()
        default:
            let note: String? =
                PathScanner.isNameStart(scanner.current)
                ? "a name in brackets is quoted: ['name']"
                : (scanner.current == UInt8(ascii: "(") ? "a filter starts with ?: [?@.id == 1]" : nil)
            throw scanner.unexpected(expected: "a name in quotes, an index, a slice, * or ?", note: note)
        }
        return .init(kind: kind, range: scanner.range(from: start))
    }

    /// Parses `int` or `[int S] ":" S [int S] [":" [S int]]`.
    private mutating func parseIndexOrSlice() throws(PathFailure) -> PathSyntax.Selector.Kind {
        let first = try parseInteger()
        let afterFirst = scanner.offset
        scanner.skipBlanks()
        guard scanner.take(":") else {
            scanner.offset = afterFirst
            guard let first else { throw scanner.unexpected(expected: "an integer") }
            return .index(first)
        }
        scanner.skipBlanks()
        let end = try parseInteger()
        var afterEnd = scanner.offset
        scanner.skipBlanks()
        var step: Int64 = 1
        if scanner.take(":") {
            afterEnd = scanner.offset
            scanner.skipBlanks()
            if let written = try parseInteger() {
                step = written
                afterEnd = scanner.offset
            }
        }
        scanner.offset = afterEnd
        return .slice(start: first, end: end, step: step)
    }

    /// Parses an integer of I-JSON's exact range; nil where none starts here.
    private mutating func parseInteger() throws(PathFailure) -> Int64? {
        let start = scanner.offset
        let isNegative = scanner.take("-")
        let digits = scanner.offset
        while PathScanner.isDigit(scanner.current) { scanner.offset += 1 }
        if scanner.offset == digits {
            if isNegative { throw scanner.unexpected(expected: "a digit after -") }
            return nil
        }
        let range = scanner.range(from: start)
        if scanner.byte(at: digits) == UInt8(ascii: "0"), isNegative || scanner.offset > digits + 1 {
            let note = isNegative && scanner.offset == digits + 1 ? "write 0" : "write it without leading zeros"
            let text = scanner.text(from: start)
            throw PathFailure(diagnostic: .invalidPathInteger(text, at: range, note: note))
        }
        if scanner.current == UInt8(ascii: ".") || scanner.current | 0x20 == UInt8(ascii: "e") {
            while PathScanner.isNamePart(scanner.current) || scanner.current == UInt8(ascii: ".") {
                scanner.offset += 1
            }
            let text = scanner.text(from: start)
            let wide = scanner.range(from: start)
            let note = "indices and slices are whole numbers in digits"
            throw PathFailure(diagnostic: .invalidPathInteger(text, at: wide, note: note))
        }
        guard let value = Int64(scanner.text(from: start)), value.magnitude <= 9_007_199_254_740_991 else {
            throw PathFailure(diagnostic: .pathIntegerRange(at: range))
        }
        return value
    }
}
