/// How far past the end of a match a pattern may have to read before it is known to end there.
///
/// RE2 reads a text once for one match. Where many are looked for, one after the other, what was read past a match is read
/// again for the next: for `a(.*b)?` the rest of the text, every time. What a search costs depends on it.
enum RegexReach: UInt8 {
    /// To the end of the text.
    case unbounded
    /// As many bytes as the program has instructions: nothing in it repeats without end, or only counted repetitions
    /// stand in the way of ``short``.
    case program
    /// Up to the next match, so that all searches together read the text a few times.
    ///
    /// So it is with a row of single characters or classes, each repeated or not, without alternatives and repeated groups:
    /// what goes on behind a match passes over the next one, whose last parts would then have ended this one.
    case short

    /// Looks at a pattern that RE2 has accepted; what it does not know makes it ``unbounded``.
    init(of pattern: [UInt8]) {
        var scan = RegexScan(pattern: pattern)
        guard scan.readAll() else {
            self = .unbounded
            return
        }
        if scan.hasAlternatives || scan.repeatsGroup {
            self = scan.repeatsWithoutEnd ? .unbounded : .program
        } else {
            self = scan.hasCounts ? .program : .short
        }
    }
}

/// Goes over a pattern's syntax without understanding more than its repetitions.
private struct RegexScan {
    let pattern: [UInt8]
    var index = 0
    /// Whether a group ends right before `index`.
    var isBehindGroup = false
    var hasAlternatives = false
    var repeatsGroup = false
    var repeatsWithoutEnd = false
    var hasCounts = false

    init(pattern: [UInt8]) {
        self.pattern = pattern
    }

    /// False where it meets something that it does not know.
    mutating func readAll() -> Bool {
        while index < pattern.count {
            let byte = pattern[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\\"):
                guard skipEscape() else { return false }
                isBehindGroup = false
            case UInt8(ascii: "["):
                guard skipClass() else { return false }
                isBehindGroup = false
            case UInt8(ascii: "("):
                guard skipGroupStart() else { return false }
                isBehindGroup = false
            case UInt8(ascii: ")"): isBehindGroup = true
            case UInt8(ascii: "|"):
                hasAlternatives = true
                isBehindGroup = false
            case UInt8(ascii: "*"), UInt8(ascii: "+"): noteRepetition(isEndless: true)
            case UInt8(ascii: "?"): noteRepetition(isEndless: false)
            case UInt8(ascii: "{"): readCount()
            default: isBehindGroup = false
            }
        }
        return true
    }

    /// A second `?` or `+` behind a repetition changes nothing that matters here.
    private mutating func noteRepetition(isEndless: Bool) {
        if isBehindGroup { repeatsGroup = true }
        if isEndless { repeatsWithoutEnd = true }
        isBehindGroup = false
    }

    private mutating func skipEscape() -> Bool {
        guard index < pattern.count else { return false }
        let byte = pattern[index]
        index += 1
        switch byte {
        case UInt8(ascii: "Q"), UInt8(ascii: "E"): return false
        case UInt8(ascii: "p"), UInt8(ascii: "P"), UInt8(ascii: "x"):
            if index < pattern.count, pattern[index] == UInt8(ascii: "{") { return skip(past: UInt8(ascii: "}")) }
            return true
        default: return true
        }
    }

    private mutating func skip(past end: UInt8) -> Bool {
        guard let found = pattern[index...].firstIndex(of: end) else { return false }
        index = found + 1
        return true
    }

    /// The rest of a class; a bracket at its start means itself.
    private mutating func skipClass() -> Bool {
        if index < pattern.count, pattern[index] == UInt8(ascii: "^") { index += 1 }
        if index < pattern.count, pattern[index] == UInt8(ascii: "]") { index += 1 }
        while index < pattern.count {
            let byte = pattern[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\\"): index += 1
            case UInt8(ascii: "]"): return true
            case UInt8(ascii: "[") where index < pattern.count && pattern[index] == UInt8(ascii: ":"):
                guard skip(past: UInt8(ascii: "]")) else { return false }
            default: break
            }
        }
        return false
    }

    /// `?:`, flags or a name behind a parenthesis; flags alone are no group, and nothing repeats them.
    private mutating func skipGroupStart() -> Bool {
        guard index < pattern.count, pattern[index] == UInt8(ascii: "?") else { return true }
        guard let end = pattern[index...].firstIndex(where: { $0 == 0x3A || $0 == 0x3E || $0 == 0x29 }) else {
            return false
        }
        index = end + 1
        return true
    }

    /// `{n}`, `{n,}` or `{n,m}`; anything else is a brace as it is.
    private mutating func readCount() {
        var end = index
        while end < pattern.count, pattern[end] &- 0x30 <= 9 || pattern[end] == UInt8(ascii: ",") { end += 1 }
        guard end > index, end < pattern.count, pattern[end] == UInt8(ascii: "}") else {
            isBehindGroup = false
            return
        }
        hasCounts = true
        noteRepetition(isEndless: pattern[end - 1] == UInt8(ascii: ","))
        index = end + 1
    }
}
