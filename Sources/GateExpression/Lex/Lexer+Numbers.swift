extension Lexer {
    /// An int, uint or double without its sign, which is an operator of its own.
    mutating func number(from start: Int) -> Token.Kind {
        if peek() == UInt8(ascii: "0"), peek(1) == UInt8(ascii: "x") || peek(1) == UInt8(ascii: "X") {
            return hexadecimal(from: start)
        }
        skipDigits()
        var isDouble = false
        if peek() == UInt8(ascii: "."), isDigit(peek(1)) {
            isDouble = true
            position += 1
            skipDigits()
        }
        if let exponent = peek(), exponent | 0x20 == UInt8(ascii: "e") {
            let sign = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-") ? 1 : 0
            if isDigit(peek(1 + sign)) {
                isDouble = true
                position += 1 + sign
                skipDigits()
            }
        }
        if isDouble {
            let end = position
            if let failure = trailingWord(from: start) { return failure }
            guard let value = Double(text(start, end)), value.isFinite else {
                report(.doubleOutOfRange(text(start, end), at: range(start)))
                return .literal(.double(0))
            }
            return .literal(.double(value))
        }
        return integer(from: start, digits: start, radix: 10)
    }

    private mutating func hexadecimal(from start: Int) -> Token.Kind {
        let isUpper = peek(1) == UInt8(ascii: "X")
        position += 2
        let digits = position
        while hexValue(peek()) != nil { position += 1 }
        guard position > digits, !isUpper else {
            while let byte = peek(), isWordPart(byte) { position += 1 }
            report(.malformedNumber(text(start, position), isUpper: isUpper, at: range(start)))
            return .integer(0)
        }
        return integer(from: start, digits: digits, radix: 16)
    }

    private mutating func integer(from start: Int, digits: Int, radix: Int) -> Token.Kind {
        let end = position
        let isUnsigned = peek().map { $0 | 0x20 == UInt8(ascii: "u") } ?? false
        if isUnsigned { position += 1 }
        if let failure = trailingWord(from: start) { return failure }
        guard let value = UInt64(text(digits, end), radix: radix) else {
            report(.integerOutOfRange(text(start, position), isUnsigned: isUnsigned, at: range(start)))
            return isUnsigned ? .literal(.uint(0)) : .integer(0)
        }
        return isUnsigned ? .literal(.uint(value)) : .integer(value)
    }

    private mutating func skipDigits() {
        while isDigit(peek()) { position += 1 }
    }

    /// Refuses letters and digits that stick to a number, apart from the operator `in`.
    private mutating func trailingWord(from start: Int) -> Token.Kind? {
        let end = position
        while let byte = peek(), isWordPart(byte) { position += 1 }
        guard position > end else { return nil }
        if text(end, position) == "in" {
            position = end
            return nil
        }
        report(.malformedNumber(text(start, position), isUpper: false, at: range(start)))
        return .integer(0)
    }
}
