/// Splits an expression's text into tokens (cel-spec, "Syntax").
///
/// A bad token is reported once and replaced by what was probably meant, so that parsing goes on after it.
struct Lexer {
    let bytes: [UInt8]
    /// Added to every range.
    let offset: UInt32
    var position: Int
    var diagnostics: [ExpressionDiagnostic] = []
    /// Set when a string was not closed: the rest of the text is not read, and what is missing there is no news.
    var isTruncated = false

    init(bytes: [UInt8], from position: Int = 0, offset: UInt32) {
        self.bytes = bytes
        self.position = position
        self.offset = offset
    }

    /// All tokens of the text, the last one being `end`.
    mutating func tokens() -> [Token] {
        var tokens: [Token] = []
        tokens.reserveCapacity(bytes.count / 3 + 1)
        while true {
            let token = next()
            tokens.append(token)
            if token.kind == .end { return tokens }
        }
    }

    mutating func next() -> Token {
        if isTruncated { position = bytes.count }
        skipBlanks()
        let start = position
        guard let byte = peek() else { return Token(kind: .end, range: range(start)) }
        let kind =
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): number(from: start)
            case UInt8(ascii: ".") where isDigit(peek(1)): number(from: start)
            case UInt8(ascii: "'"), UInt8(ascii: "\""): string(from: start, isRaw: false, isBytes: false)
            case UInt8(ascii: "`"): quotedIdentifier(from: start)
            case _ where isWordStart(byte): word(from: start)
            default: symbol(byte, from: start)
            }
        return Token(kind: kind, range: range(start))
    }

    // MARK: Bytes

    func peek(_ distance: Int = 0) -> UInt8? {
        let index = position + distance
        return index < bytes.count ? bytes[index] : nil
    }

    func range(_ start: Int) -> ExpressionSyntax.TextRange { range(start, position) }

    func range(_ start: Int, _ end: Int) -> ExpressionSyntax.TextRange {
        ExpressionSyntax.TextRange(offset &+ UInt32(clamping: start), offset &+ UInt32(clamping: end))
    }

    func text(_ start: Int, _ end: Int) -> String { String(decoding: bytes[start..<end], as: UTF8.self) }

    mutating func report(_ diagnostic: ExpressionDiagnostic) {
        if diagnostics.count < ExpressionLimits.diagnosticCountMax { diagnostics.append(diagnostic) }
    }

    /// Skips white space and comments.
    private mutating func skipBlanks() {
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), 0x0C:
                position += 1
            case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"):
                while let next = peek(), next != UInt8(ascii: "\n"), next != UInt8(ascii: "\r") { position += 1 }
            default:
                return
            }
        }
    }

    // MARK: Words

    private mutating func word(from start: Int) -> Token.Kind {
        while let byte = peek(), isWordPart(byte) { position += 1 }
        let word = text(start, position)
        if let quote = peek(), quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") {
            switch word {
            case "r", "R": return string(from: start, isRaw: true, isBytes: false)
            case "b", "B": return string(from: start, isRaw: false, isBytes: true)
            case "br", "bR", "Br", "BR": return string(from: start, isRaw: true, isBytes: true)
            case "rb", "rB", "Rb", "RB":
                report(.misorderedPrefix(word, at: range(start)))
                return string(from: start, isRaw: true, isBytes: true)
            default: break
            }
        }
        switch word {
        case "true": return .literal(.bool(true))
        case "false": return .literal(.bool(false))
        case "null": return .literal(.null)
        case "in": return .symbol(.isIn)
        default: return reservedWords.contains(word) ? .reserved(word) : .identifier(word)
        }
    }

    private mutating func quotedIdentifier(from start: Int) -> Token.Kind {
        position += 1
        let first = position
        while let byte = peek(), isWordPart(byte) || quotable.contains(byte) { position += 1 }
        guard peek() == UInt8(ascii: "`"), position > first else {
            while let byte = peek(), byte != UInt8(ascii: "`"), byte != UInt8(ascii: "\n") { position += 1 }
            if peek() == UInt8(ascii: "`") { position += 1 }
            report(.badQuotedField(at: range(start)))
            return .quotedIdentifier("")
        }
        position += 1
        return .quotedIdentifier(text(first, position - 1))
    }

    // MARK: Operators

    private mutating func symbol(_ byte: UInt8, from start: Int) -> Token.Kind {
        if let next = peek(1) {
            let pair = String(decoding: [byte, next], as: UTF8.self)
            if let symbol = Token.Symbol(rawValue: pair) {
                position += 2
                if symbol == .equal || symbol == .notEqual, peek() == UInt8(ascii: "=") {
                    position += 1
                    report(.unknownOperator(text(start, position), meant: pair, at: range(start)))
                }
                return .symbol(symbol)
            }
        }
        position += 1
        switch byte {
        case UInt8(ascii: "="): return repaired(.equal, from: start)
        case UInt8(ascii: "&"): return repaired(.and, from: start)
        case UInt8(ascii: "|"): return repaired(.or, from: start)
        default: break
        }
        if byte < 0x80, let symbol = Token.Symbol(rawValue: String(decoding: [byte], as: UTF8.self)) {
            return .symbol(symbol)
        }
        if curvedQuote(from: start) { return .literal(.string("")) }
        // What cannot be a token at all is one finding, however long it is.
        while let next = peek(), byte >= 0x80 ? next >= 0x80 : next == byte { position += 1 }
        report(.unexpectedCharacter(text(start, position), isTemplate: peek() == UInt8(ascii: "{"), at: range(start)))
        return .invalid
    }

    /// Takes a text in curved quotes as a whole, so that it is one finding.
    private mutating func curvedQuote(from start: Int) -> Bool {
        let openings: [[UInt8]] = [Array("“".utf8), Array("„".utf8), Array("‘".utf8)]
        let closings: [[UInt8]] = [Array("”".utf8), Array("“".utf8), Array("’".utf8)]
        guard openings.contains(where: { bytes[start...].starts(with: $0) }) else { return false }
        position = start + 3
        while let byte = peek(), byte != UInt8(ascii: "\n") {
            if byte == 0xE2, closings.contains(where: { bytes[position...].starts(with: $0) }) {
                position += 3
                break
            }
            position += 1
        }
        report(.curvedQuotes(at: range(start)))
        return true
    }

    private mutating func repaired(_ symbol: Token.Symbol, from start: Int) -> Token.Kind {
        report(.unknownOperator(text(start, position), meant: symbol.rawValue, at: range(start)))
        return .symbol(symbol)
    }
}

/// What may stand in backquotes besides letters, digits and `_`.
private let quotable: [UInt8] = [UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: " ")]

func isDigit(_ byte: UInt8?) -> Bool {
    guard let byte else { return false }
    return byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
}

func isWordStart(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z") || byte == UInt8(ascii: "_")
}

func isWordPart(_ byte: UInt8) -> Bool { isWordStart(byte) || isDigit(byte) }

/// The value of a hexadecimal digit.
func hexValue(_ byte: UInt8?) -> UInt32? {
    switch byte {
    case .some(let byte) where isDigit(byte): UInt32(byte - UInt8(ascii: "0"))
    case .some(let byte) where byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "f"):
        UInt32(byte - UInt8(ascii: "a")) + 10
    case .some(let byte) where byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "F"):
        UInt32(byte - UInt8(ascii: "A")) + 10
    default: nil
    }
}
