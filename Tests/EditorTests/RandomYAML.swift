import GateTestSupport

/// Random YAML in an untidy layout, with comments and blank lines.
struct RandomYAML {
    private(set) var text = ""
    /// The comments in order, without the sign and the blanks around.
    private(set) var comments: [String] = []
    private var random: SplitMix64
    private var anchors = 0

    init(seed: Int) {
        random = SplitMix64(seed: UInt64(seed))
        if chance(3) { text += "\n\n" }
        comment(0)
        mapping(indent: 0, depth: 3)
        if chance(2) { text += "\n\n\n" }
        if chance(4) { comment(0) }
        if chance(4), text.hasSuffix("\n") { text.removeLast() }
        if chance(6) { text = text.replacing("\n", with: "\r\n") }
    }

    private mutating func chance(_ count: Int) -> Bool { Int.random(in: 0..<count, using: &random) == 0 }
    private mutating func pick(_ texts: [String]) -> String { texts.randomElement(using: &random) ?? "" }
    private func margin(_ count: Int) -> String { String(repeating: " ", count: count) }
    private mutating func blanks() -> String { margin(Int.random(in: 1...3, using: &random)) }

    private mutating func lineEnd() {
        if chance(4) {
            let words = "note \(comments.count): {x} - 'y' #z"
            comments.append(words)
            text += blanks() + "#" + pick(["", " ", "  "]) + words
        }
        if chance(4) { text += pick([" ", "  ", "\t"]) }
        text += "\n"
        if chance(5) { text += pick(["\n", "\n\n", "   \n\n\n"]) }
    }

    private mutating func comment(_ indent: Int) {
        guard chance(3) else { return }
        let words = pick(["note", "- item", "key: value", "!x", "-- x"]) + " \(comments.count)"
        comments.append(words)
        text += margin(max(0, indent + Int.random(in: -2...2, using: &random))) + "#" + pick([" ", ""]) + words + "\n"
    }

    private mutating func mapping(indent: Int, depth: Int, isCompact: Bool = false) {
        for index in 0..<Int.random(in: 1...4, using: &random) {
            if index > 0 || !isCompact {
                comment(indent)
                text += margin(indent)
            }
            text += pick(
                ["k", "'q'", "\"d e\"", "x-y"].map { $0.hasPrefix("k") || $0 == "x-y" ? "\($0)\(index)" : $0 + "" }
            )
            if text.hasSuffix("'") || text.hasSuffix("\"") {
                let quote = text.removeLast()
                text += "\(index)\(quote)"
            }
            text += pick([":", ":", " :"])
            value(indent: indent, depth: depth)
        }
    }

    private mutating func sequence(indent: Int, depth: Int, isCompact: Bool = false) {
        for index in 0..<Int.random(in: 1...3, using: &random) {
            if index > 0 || !isCompact {
                comment(indent)
                text += margin(indent)
            }
            text += "-"
            let gap = Int.random(in: 1...3, using: &random)
            switch Int.random(in: 0..<(depth > 0 ? 4 : 2), using: &random) {
            case 0, 1:
                text += margin(gap)
                scalar(indent: indent)
            case 2:
                text += margin(gap)
                mapping(indent: indent + 1 + gap, depth: depth - 1, isCompact: true)
            default:
                text += margin(gap)
                sequence(indent: indent + 1 + gap, depth: depth - 1, isCompact: true)
            }
        }
    }

    private mutating func value(indent: Int, depth: Int) {
        switch Int.random(in: 0..<(depth > 0 ? 7 : 4), using: &random) {
        case 0: lineEnd()
        case 1, 2, 3:
            text += blanks()
            scalar(indent: indent)
        case 4:
            if chance(5) {
                text += " &a\(anchors)"
                anchors += 1
            }
            lineEnd()
            mapping(indent: indent + Int.random(in: 1...4, using: &random), depth: depth - 1)
        default:
            lineEnd()
            sequence(indent: indent + Int.random(in: 0...3, using: &random), depth: depth - 1)
        }
    }

    private mutating func scalar(indent: Int) {
        let inner = margin(indent + Int.random(in: 1...5, using: &random))
        switch Int.random(in: 0..<8, using: &random) {
        case 0, 1:
            text += pick(["word", "two words", "12", "true", "'it''s # no'", "\"a: #b\"", "http://x/y#z", "~", "a  b"])
            lineEnd()
        case 2:
            flow(depth: 2, inner: inner)
            lineEnd()
        case 3:
            text += "\"a\n\(inner)b \\\n\n\(inner) c\"\n"
        case 4:
            text += "plain\n\(inner)more\n\n\(inner)  last\n"
        case 5 where anchors > 0 && chance(2):
            text += "word"
            lineEnd()
        default:
            text += pick(["|", ">", "|-", ">+", "|+", "|  "]) + "\n"
            text += "\(inner)line # no comment\n\(inner)  in\n\n\(inner)end: x  \n"
            if chance(3) { text += "\n\n" }
        }
    }

    private mutating func flow(depth: Int, inner: String) {
        let isMap = chance(2)
        text += isMap ? "{" : "["
        for index in 0..<Int.random(in: 0...3, using: &random) {
            if index > 0 { text += pick([",", " ,", ", "]) }
            if chance(5) {
                let words = "flow \(comments.count)"
                comments.append(words)
                text += " #\(words)\n\(inner)"
            } else if chance(5) {
                text += "\n\(inner)"
            }
            text += pick(["", " ", "  "])
            if isMap { text += pick(["k\(index): ", "\"k\(index)\":", "'k\(index)' : "]) }
            if depth > 0, chance(3) {
                flow(depth: depth - 1, inner: inner)
            } else {
                text += pick(["1", "x y", "'s'", "\"d\"", "a-b", isMap ? "" : "z"])
            }
        }
        text += pick(["", " "]) + (isMap ? "}" : "]")
    }
}
