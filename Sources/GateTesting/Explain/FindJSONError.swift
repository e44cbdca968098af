/// Where a text stops being JSON (RFC 8259): the offset of the first byte that cannot follow; nil where it is JSON.
///
/// The gateway's parser says what is wrong, and for most mistakes not where.
func findJSONError(_ bytes: [UInt8]) -> Int? {
    var scanner = JSONScanner(bytes: bytes)
    return scanner.scan() ? nil : scanner.index
}

private struct JSONScanner {
    let bytes: [UInt8]
    var index = 0
    /// The closing brackets that are awaited.
    private var open: [UInt8] = []

    init(bytes: [UInt8]) { self.bytes = bytes }

    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { index += 1 }
    }

    /// Whether the whole text is one value; otherwise ``index`` is where it goes wrong.
    mutating func scan() -> Bool {
        guard scanValue() else { return false }
        while true {
            skipBlanks()
            guard let closing = open.last else { return index == bytes.count }
            guard let byte = next else { return false }
            if byte == closing {
                index += 1
                open.removeLast()
            } else if byte == UInt8(ascii: ",") {
                index += 1
                guard closing == UInt8(ascii: "]") ? scanValue() : scanMember() else { return false }
            } else {
                return false
            }
        }
    }

    /// Scans a value, or into the beginnings of one that holds others.
    private mutating func scanValue() -> Bool {
        while true {
            skipBlanks()
            switch next {
            case UInt8(ascii: "{"):
                index += 1
                open.append(UInt8(ascii: "}"))
                skipBlanks()
                if next == UInt8(ascii: "}") { return true }
                guard scanName() else { return false }
            case UInt8(ascii: "["):
                index += 1
                open.append(UInt8(ascii: "]"))
                skipBlanks()
                if next == UInt8(ascii: "]") { return true }
            case UInt8(ascii: "\""): return scanText()
            case UInt8(ascii: "t"): return scanWord("true")
            case UInt8(ascii: "f"): return scanWord("false")
            case UInt8(ascii: "n"): return scanWord("null")
            default: return scanNumber()
            }
        }
    }

    private mutating func scanMember() -> Bool { scanName() && scanValue() }

    private mutating func scanName() -> Bool {
        skipBlanks()
        guard next == UInt8(ascii: "\""), scanText() else { return false }
        skipBlanks()
        guard next == UInt8(ascii: ":") else { return false }
        index += 1
        return true
    }

    private mutating func scanText() -> Bool {
        index += 1
        while let byte = next {
            if byte < 0x20 { return false }
            index += 1
            if byte == UInt8(ascii: "\"") { return true }
            guard byte == UInt8(ascii: "\\") else { continue }
            guard let escape = next, "\"\\/bfnrtu".utf8.contains(escape) else { return false }
            index += 1
            guard escape == UInt8(ascii: "u") else { continue }
            for _ in 0..<4 {
                guard let digit = next, isHexadecimal(digit) else { return false }
                index += 1
            }
        }
        return false
    }

    private mutating func scanWord(_ word: String) -> Bool {
        for byte in word.utf8 {
            guard next == byte else { return false }
            index += 1
        }
        return true
    }

    private mutating func scanNumber() -> Bool {
        if next == UInt8(ascii: "-") { index += 1 }
        let start = index
        guard scanDigits() else { return false }
        if bytes[start] == UInt8(ascii: "0"), index > start + 1 {
            index = start + 1
            return false
        }
        if next == UInt8(ascii: ".") {
            index += 1
            guard scanDigits() else { return false }
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            index += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { index += 1 }
            guard scanDigits() else { return false }
        }
        return true
    }

    private mutating func scanDigits() -> Bool {
        let start = index
        while let byte = next, (0x30...0x39).contains(byte) { index += 1 }
        return index > start
    }
}
