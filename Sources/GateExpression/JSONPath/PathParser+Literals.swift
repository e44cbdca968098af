/// Strings, numbers and names of literals (RFC 9535, sections 2.3.1.1 and 2.3.5.1).
extension PathParser {
    /// Parses a string in single or double quotes.
    mutating func parseString() throws(PathFailure) -> String {
        let start = scanner.offset
        let quote = scanner.current
        scanner.offset += 1
        var decoded: [UInt8] = []
        while !scanner.isAtEnd {
            let byte = scanner.current
            if byte == quote {
                scanner.offset += 1
                return String(decoding: decoded, as: UTF8.self)
            }
            if byte == UInt8(ascii: "\\") {
                try parseEscape(quote: quote, into: &decoded)
            } else if byte < 0x20 {
                let diagnostic = ExpressionDiagnostic.controlInPathString(UInt32(byte), at: scanner.currentRange)
                throw PathFailure(diagnostic: diagnostic)
            } else {
                decoded.append(byte)
                scanner.offset += 1
            }
        }
        let text = String(decoding: [quote], as: UTF8.self)
        throw PathFailure(diagnostic: .unclosedPathString(scanner.range(from: start), quote: text))
    }

    private mutating func parseEscape(quote: UInt8, into decoded: inout [UInt8]) throws(PathFailure) {
        let start = scanner.offset
        scanner.offset += 1
        let escaped = scanner.current
        switch escaped {
        case quote, UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(escaped)
        case UInt8(ascii: "b"): decoded.append(0x08)
        case UInt8(ascii: "f"): decoded.append(0x0C)
        case UInt8(ascii: "n"): decoded.append(0x0A)
        case UInt8(ascii: "r"): decoded.append(0x0D)
        case UInt8(ascii: "t"): decoded.append(0x09)
        case UInt8(ascii: "u"):
            scanner.offset += 1
            decoded.append(contentsOf: String(try parseUnicodeEscape(from: start)).utf8)
            return
        default:
            scanner.offset = Int(scanner.currentRange.end)
            let note =
                escaped == UInt8(ascii: "'") || escaped == UInt8(ascii: "\"")
                ? "the other kind of quote needs no backslash"
                : "the escapes are \\b \\f \\n \\r \\t \\/ \\\\ \\uXXXX and the string's own quote"
            let text = scanner.text(from: start)
            throw PathFailure(diagnostic: .invalidPathEscape(text, at: scanner.range(from: start), note: note))
        }
        scanner.offset += 1
    }

    /// Parses the digits after `\u`, and the second half of a surrogate pair.
    private mutating func parseUnicodeEscape(from start: Int) throws(PathFailure) -> Character {
        let first = try parseHex(from: start)
        if let scalar = Unicode.Scalar(first) { return Character(scalar) }
        // 0xD800 to 0xDBFF, which the low half completes.
        if first < 0xDC00, scanner.take("\\u") {
            let second = try parseHex(from: start)
            if second >= 0xDC00, second <= 0xDFFF,
                let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
            {
                return Character(scalar)
            }
        }
        throw PathFailure(diagnostic: .lonePathSurrogate(at: scanner.range(from: start)))
    }

    private mutating func parseHex(from start: Int) throws(PathFailure) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(scanner.current)).hexDigitValue else {
                let text = scanner.text(from: start)
                let note = "\\u is followed by four hexadecimal digits"
                let range = scanner.range(from: start)
                throw PathFailure(diagnostic: .invalidPathEscape(text, at: range, note: note))
            }
            value = value << 4 | UInt32(digit)
            scanner.offset += 1
        }
        return value
    }

    /// Parses a number; an integer that 64 bits hold is an int, any other a double.
    mutating func parseNumber() throws(PathFailure) -> PathSyntax.Literal {
        let start = scanner.offset
        // Everything that can belong to a number, so that a message shows all of it.
        while isNumberPart() { scanner.offset += 1 }
        let text = scanner.text(from: start)
        let range = scanner.range(from: start)
        let form = NumberForm(text)
        if let fault = form.fault {
            throw PathFailure(diagnostic: .invalidPathNumber(text, at: range, note: fault))
        }
        if !form.hasFractionOrExponent, let value = Int64(text) { return .int(value) }
        guard let value = Double(text), value.isFinite else {
            throw PathFailure(diagnostic: .invalidPathNumber(text, at: range, note: "no double holds it"))
        }
        return .double(value)
    }

    private func isNumberPart() -> Bool {
        let byte = scanner.current
        if PathScanner.isNamePart(byte) || byte == UInt8(ascii: ".") { return true }
        guard byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") else { return false }
        return true
    }
}

/// The grammar of a number: `(int / "-0") [frac] [exp]`.
private struct NumberForm {
    private(set) var hasFractionOrExponent = false
    /// What is wrong; nil where nothing is.
    private(set) var fault: String?

    init(_ text: String) {
        var rest = text.utf8[...]
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        let integer = rest.prefix(while: PathScanner.isDigit)
        rest = rest.dropFirst(integer.count)
        if integer.isEmpty {
            fault = "a digit follows the minus sign"
        } else if integer.count > 1, integer.first == UInt8(ascii: "0") {
            fault = "write it without leading zeros"
        }
        if rest.first == UInt8(ascii: ".") {
            hasFractionOrExponent = true
            let digits = rest.dropFirst().prefix(while: PathScanner.isDigit)
            rest = rest.dropFirst(digits.count + 1)
            if digits.isEmpty { fault = fault ?? "a digit follows the decimal point" }
        }
        if let exponent = rest.first, exponent | 0x20 == UInt8(ascii: "e") {
            hasFractionOrExponent = true
            rest = rest.dropFirst()
            if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest = rest.dropFirst() }
            let digits = rest.prefix(while: PathScanner.isDigit)
            rest = rest.dropFirst(digits.count)
            if digits.isEmpty { fault = fault ?? "a digit follows the exponent's e" }
        }
        if !rest.isEmpty { fault = fault ?? "numbers are written as in JSON" }
    }
}
