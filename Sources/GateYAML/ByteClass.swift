/// The bytes that YAML gives a meaning, by name.
enum Byte {
    static let tab = UInt8(ascii: "\t")
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let space = UInt8(ascii: " ")
    static let hash = UInt8(ascii: "#")
    static let singleQuote = UInt8(ascii: "'")
    static let doubleQuote = UInt8(ascii: "\"")
    static let backslash = UInt8(ascii: "\\")
    static let colon = UInt8(ascii: ":")
    static let dash = UInt8(ascii: "-")
    static let comma = UInt8(ascii: ",")
    static let ampersand = UInt8(ascii: "&")
    static let exclamation = UInt8(ascii: "!")
    static let asterisk = UInt8(ascii: "*")
    static let openBracket = UInt8(ascii: "[")
    static let closeBracket = UInt8(ascii: "]")
    static let openBrace = UInt8(ascii: "{")
    static let closeBrace = UInt8(ascii: "}")
}

extension UInt8 {
    /// A space or a tab.
    var isBlank: Bool { self == Byte.space || self == Byte.tab }
    /// LF or CR; the other breaks of YAML 1.1 are refused before parsing.
    var isBreak: Bool { self == Byte.lineFeed || self == Byte.carriageReturn }
    /// What may stand in the name of an anchor, as libyaml reads it.
    var isAnchorName: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), Byte.dash:
            true
        default: false
        }
    }
}

extension [UInt8] {
    /// The offset after the line break at `index`, where CR LF is one break; `index` itself if there is none.
    func afterBreak(_ index: Int) -> Int {
        guard index < count, self[index].isBreak else { return index }
        let isPair = self[index] == Byte.carriageReturn && index + 1 < count && self[index + 1] == Byte.lineFeed
        return index + (isPair ? 2 : 1)
    }

    /// The offset of the first byte of the line that holds `index`.
    func lineStart(_ index: Int) -> Int {
        var start = Swift.min(index, count)
        while start > 0, !self[start - 1].isBreak { start -= 1 }
        return start
    }

    /// The offset of the line break, or of the end of the text, that ends the line that holds `index`.
    func lineEnd(_ index: Int) -> Int {
        var end = Swift.min(index, count)
        while end < count, !self[end].isBreak { end += 1 }
        return end
    }

    /// Whether a line's text reads like a key or an item of a block.
    func looksLikeEntry(_ line: Range<Int>) -> Bool {
        let text = self[line]
        let hasKey = zip(text, text.dropFirst()).contains { $0 == Byte.colon && $1.isBlank }
        return hasKey || text.last == Byte.colon || text.starts(with: [Byte.dash, Byte.space])
    }

    /// The first offset from `index` on that holds neither a space nor a tab.
    func skippingBlanks(_ index: Int) -> Int {
        var index = index
        while index < count, self[index].isBlank { index += 1 }
        return index
    }
}
