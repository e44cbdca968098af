/// Makes texts that simple regular expressions match: literals, classes, groups, repetitions, alternatives.
///
/// Whatever it does not know it leaves out, so that a text need not match.
struct PatternText {
    private let pattern: [UInt8]
    private var position = 0
    /// How often a repetition that is free to choose repeats.
    private let repetitions: Int
    /// Which alternative is taken.
    private let choice: Int
    private var depth = 0

    /// Texts to try for a pattern, some of which may match.
    static func examples(of pattern: ExactText) -> [ExactText] {
        var found: [ExactText] = []
        for (repetitions, choice) in [(1, 0), (0, 0), (2, 0), (8, 0), (1, 1), (1, 2)] {
            var maker = PatternText(pattern: pattern.utf8, repetitions: repetitions, choice: choice)
            let text = ExactText(utf8: maker.alternatives())
            if !found.contains(text) { found.append(text) }
        }
        return found
    }

    private init(pattern: [UInt8], repetitions: Int, choice: Int) {
        self.pattern = pattern
        self.repetitions = repetitions
        self.choice = choice
    }

    private var current: UInt8? { position < pattern.count ? pattern[position] : nil }

    private mutating func take(_ character: Character) -> Bool {
        guard let byte = character.asciiValue, current == byte else { return false }
        position += 1
        return true
    }

    private mutating func alternatives() -> [UInt8] {
        var options = [sequence()]
        while take("|") { options.append(sequence()) }
        return options[min(choice, options.count - 1)]
    }

    private mutating func sequence() -> [UInt8] {
        var text: [UInt8] = []
        while let byte = current, byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") {
            let part = element()
            let count = repetitionCount()
            // Repetitions of repetitions stay short enough for a header.
            guard text.count + part.count * count <= 4_096 else { continue }
            for _ in 0..<count { text += part }
        }
        return text
    }

    /// How often the element before is repeated, by what stands behind it.
    private mutating func repetitionCount() -> Int {
        var count = 1
        if take("*") {
            count = repetitions
        } else if take("+") {
            count = max(repetitions, 1)
        } else if take("?") {
            count = min(repetitions, 1)
        } else if current == UInt8(ascii: "{") {
            count = countedRepetition()
        }
        _ = take("?")
        return count
    }

    private mutating func countedRepetition() -> Int {
        let start = position
        position += 1
        guard let least = number() else {
            position = start + 1
            return 1
        }
        let isOpen = take(",")
        let most = isOpen ? number() : least
        _ = take("}")
        return min(max(least, repetitions), most ?? max(least, repetitions))
    }

    private mutating func number() -> Int? {
        var value: Int?
        while let byte = current, (0x30...0x39).contains(byte), (value ?? 0) < 1_000 {
            value = (value ?? 0) * 10 + Int(byte - 0x30)
            position += 1
        }
        return value
    }

    private mutating func element() -> [UInt8] {
        guard let byte = current else { return [] }
        position += 1
        switch byte {
        case UInt8(ascii: "^"), UInt8(ascii: "$"): return []
        case UInt8(ascii: "."): return Array("x".utf8)
        case UInt8(ascii: "["): return set()
        case UInt8(ascii: "("): return group()
        case UInt8(ascii: "\\"): return escape()
        default: return [byte]
        }
    }

    private mutating func group() -> [UInt8] {
        depth += 1
        defer { depth -= 1 }
        if take("?") {
            // Flags, names and the sign of a group that does not capture.
            while let byte = current, byte != UInt8(ascii: ":"), byte != UInt8(ascii: ">"), byte != UInt8(ascii: ")") {
                position += 1
            }
            if current != UInt8(ascii: ")") { position += 1 }
        }
        guard depth < 64 else {
            position = pattern.count
            return []
        }
        let text = alternatives()
        _ = take(")")
        return text
    }

    private mutating func escape() -> [UInt8] {
        guard let byte = current else { return [] }
        position += 1
        switch byte {
        case UInt8(ascii: "d"): return Array("1".utf8)
        case UInt8(ascii: "w"), UInt8(ascii: "S"), UInt8(ascii: "D"): return Array("x".utf8)
        case UInt8(ascii: "s"), UInt8(ascii: "W"): return Array(" ".utf8)
        case UInt8(ascii: "n"): return Array("\n".utf8)
        case UInt8(ascii: "t"): return Array("\t".utf8)
        case UInt8(ascii: "A"), UInt8(ascii: "z"), UInt8(ascii: "b"), UInt8(ascii: "B"): return []
        default: return [byte]
        }
    }

    /// A character of a class: the first that is in it, or for an excluding one the first plain one that is not.
    private mutating func set() -> [UInt8] {
        let isExcluding = take("^")
        var members: Set<UInt8> = []
        var first: UInt8?
        while let byte = current, byte != UInt8(ascii: "]") || first == nil {
            position += 1
            let start = byte == UInt8(ascii: "\\") ? escape().first ?? byte : byte
            first = first ?? start
            members.insert(start)
            guard current == UInt8(ascii: "-"), position + 1 < pattern.count else { continue }
            let end = pattern[position + 1]
            guard end != UInt8(ascii: "]") else { continue }
            position += 2
            if start <= end { members.formUnion(start...end) }
        }
        _ = take("]")
        guard isExcluding else { return first.map { [$0] } ?? [] }
        return "xa1 -".utf8.first { !members.contains($0) }.map { [$0] } ?? []
    }
}
