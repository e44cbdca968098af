/// A word of a command line.
struct ShellWord {
    var bytes: [UInt8]
    /// Where it begins, from 1.
    var line: Int

    /// The word as text.
    func text() throws(RequestTextError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw RequestTextError("a word of the command is not UTF-8", line: line)
        }
        return text
    }
}

/// Splits a command line into words as sh does: quotes, backslashes and `$'...'` (POSIX.1-2024, XCU 2.2).
///
/// - Throws: ``RequestTextError`` for what only a shell can know (variables, commands), for a second command, and for
///   the quoting of other systems.
func splitShellWords(_ bytes: [UInt8]) throws(RequestTextError) -> [ShellWord] {
    var splitter = ShellSplitter(bytes)
    return try splitter.split()
}

private struct ShellSplitter {
    private let bytes: [UInt8]
    private var index = 0
    private var line = 1
    private var words: [ShellWord] = []
    private var word: ShellWord?

    init(_ bytes: [UInt8]) {
        // A line end of Windows is one of sh where it ends a line, and part of a text where it stands in quotes.
        self.bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    }

    private func peek(_ distance: Int = 0) -> UInt8? {
        index + distance < bytes.count ? bytes[index + distance] : nil
    }

    private mutating func take() -> UInt8? {
        guard let byte = peek() else { return nil }
        index += 1
        if byte == 0x0A { line += 1 }
        return byte
    }

    private mutating func begin() {
        if word == nil { word = ShellWord(bytes: [], line: line) }
    }

    private mutating func append(_ byte: UInt8) {
        begin()
        word?.bytes.append(byte)
    }

    private mutating func end() {
        if let word { words.append(word) }
        word = nil
    }

    private func failure(_ reason: String) -> RequestTextError { RequestTextError(reason, line: line) }

    mutating func split() throws(RequestTextError) -> [ShellWord] {
        while let byte = take() {
            switch byte {
            case 0x20, 0x09, 0x0D: end()
            case 0x0A:
                end()
                if !words.isEmpty, bytes[index...].contains(where: { !isSpace($0) }) {
                    throw failure("a second line follows: keep one command, and end its lines with \\ to go on")
                }
            case UInt8(ascii: "#") where word == nil:
                while let next = peek(), next != 0x0A { index += 1 }
            case UInt8(ascii: "\\"): try takeEscape()
            case UInt8(ascii: "'"): try takeSingleQuotes()
            case UInt8(ascii: "\""): try takeDoubleQuotes()
            case UInt8(ascii: "$"): try takeDollar()
            case UInt8(ascii: "`"):
                throw failure(
                    "a backquote runs a command in sh, and goes on a line in PowerShell: write the line for sh"
                )
            case UInt8(ascii: "^") where isCommandPrompt:
                throw failure(
                    "this is written for cmd.exe, with ^ before quotes or line ends: copy the command for bash"
                )
            case UInt8(ascii: "|"), UInt8(ascii: ";"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "("),
                UInt8(ascii: ")"):
                throw failure(
                    "\(shown(String(UnicodeScalar(byte)))) ends the command for sh: keep the curl command alone, "
                        + "or quote the text that it belongs to"
                )
            case UInt8(ascii: "&"):
                throw failure(
                    "\"&\" ends the command for sh: put the address in single quotes, or take off what follows"
                )
            default: append(byte)
            }
        }
        end()
        return words
    }

    /// Whether a caret just taken is one of cmd.exe: before a quote or a line end.
    private var isCommandPrompt: Bool {
        guard let next = peek() else { return false }
        return next == 0x0A || next == 0x0D || next == UInt8(ascii: "\"")
    }

    private mutating func takeEscape() throws(RequestTextError) {
        if peek() == 0x0D, peek(1) == 0x0A { index += 1 }
        guard let next = take() else { return }
        if next != 0x0A { append(next) }
    }

    private mutating func takeSingleQuotes() throws(RequestTextError) {
        begin()
        let start = line
        while let byte = take() {
            if byte == UInt8(ascii: "'") { return }
            append(byte)
        }
        throw RequestTextError("a single quote that opens here is not closed", line: start)
    }

    private mutating func takeDoubleQuotes() throws(RequestTextError) {
        begin()
        let start = line
        while let byte = take() {
            switch byte {
            case UInt8(ascii: "\""): return
            case UInt8(ascii: "\\"):
                guard let next = take() else { break }
                // The backslash stays before anything that is not special there.
                if !"$`\"\\\n".utf8.contains(next) { append(byte) }
                if next != 0x0A { append(next) }
            case UInt8(ascii: "`"): throw failure("a backquote runs a command in sh: put the text in single quotes")
            case UInt8(ascii: "$"):
                try checkExpansion()
                append(byte)
            default: append(byte)
            }
        }
        throw RequestTextError("a double quote that opens here is not closed", line: start)
    }

    private mutating func takeDollar() throws(RequestTextError) {
        switch peek() {
        case UInt8(ascii: "'"):
            index += 1
            try takeDollarQuotes()
        case UInt8(ascii: "\""): break
        default:
            try checkExpansion()
            append(UInt8(ascii: "$"))
        }
    }

    /// Refuses what only a shell knows the value of.
    private func checkExpansion() throws(RequestTextError) {
        guard let next = peek() else { return }
        let isLetter = (next | 0x20) >= 0x61 && (next | 0x20) <= 0x7A
        guard isLetter || (0x30...0x39).contains(next) || "_{(@*#?!".utf8.contains(next) else { return }
        let rest = bytes[index...].prefix { !isSpace($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'") }
        throw failure(
            "sh would put a value for \(shown("$" + String(decoding: rest, as: UTF8.self))): write the value in its place, "
                + "or use single quotes"
        )
    }

    /// `$'...'` with the escapes of C.
    private mutating func takeDollarQuotes() throws(RequestTextError) {
        begin()
        let start = line
        while let byte = take() {
            if byte == UInt8(ascii: "'") { return }
            guard byte == UInt8(ascii: "\\"), let escape = take() else {
                append(byte)
                continue
            }
            switch escape {
            case UInt8(ascii: "n"): append(0x0A)
            case UInt8(ascii: "r"): append(0x0D)
            case UInt8(ascii: "t"): append(0x09)
            case UInt8(ascii: "a"): append(0x07)
            case UInt8(ascii: "b"): append(0x08)
            case UInt8(ascii: "e"), UInt8(ascii: "E"): append(0x1B)
            case UInt8(ascii: "f"): append(0x0C)
            case UInt8(ascii: "v"): append(0x0B)
            case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "?"): append(escape)
            case UInt8(ascii: "x"): try appendByte(digits: takeHexadecimal(2))
            case UInt8(ascii: "u"): try appendScalars(takeHexadecimal(4))
            case UInt8(ascii: "U"): try appendScalars(takeHexadecimal(8))
            case UInt8(ascii: "0")...UInt8(ascii: "7"):
                var value = UInt32(escape - 0x30)
                for _ in 0..<2 {
                    guard let next = peek(), (0x30...0x37).contains(next) else { break }
                    index += 1
                    value = value * 8 + UInt32(next - 0x30)
                }
                append(UInt8(truncatingIfNeeded: value))
            default:
                append(byte)
                append(escape)
            }
        }
        throw RequestTextError("a quote that opens here with $' is not closed", line: start)
    }

    private mutating func takeHexadecimal(_ most: Int) -> String {
        var digits = ""
        while digits.utf8.count < most, let next = peek(), isHexadecimal(next) {
            index += 1
            digits.unicodeScalars.append(UnicodeScalar(next))
        }
        return digits
    }

    private mutating func appendByte(digits: String) throws(RequestTextError) {
        guard let value = UInt8(digits, radix: 16) else { throw failure("\\x wants one or two hexadecimal digits") }
        append(value)
    }

    /// Appends a code point as UTF-8; browsers write those above U+FFFF as two halves (UTF-16).
    private mutating func appendScalars(_ digits: String) throws(RequestTextError) {
        guard var value = UInt32(digits, radix: 16) else { throw failure("\\u wants hexadecimal digits") }
        if (0xD800...0xDBFF).contains(value), peek() == UInt8(ascii: "\\"), peek(1) == UInt8(ascii: "u") {
            index += 2
            guard let low = UInt32(takeHexadecimal(4), radix: 16), (0xDC00...0xDFFF).contains(low) else {
                throw failure("\\u\(digits) is the first half of a character, and the second does not follow")
            }
            value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = UnicodeScalar(value) else { throw failure("\\u\(digits) is no character") }
        for byte in String(Character(scalar)).utf8 { append(byte) }
    }
}
