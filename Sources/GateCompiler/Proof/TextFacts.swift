/// What is known of a text: parts that it has and has not.
struct TextFacts: Hashable, Sendable {
    var prefix = ExactText("")
    var suffix = ExactText("")
    var parts: [ExactText] = []
    var otherPrefixes: [ExactText] = []
    var otherSuffixes: [ExactText] = []
    var otherParts: [ExactText] = []
    var patterns: [TermPattern] = []
    var otherPatterns: [TermPattern] = []

    /// Adds what a test says.
    ///
    /// - Returns: false where no text can be so any more.
    mutating func assume(_ test: TermTest, _ isTrue: Bool) -> Bool {
        switch (test, isTrue) {
        case (.startsWith(let part), true):
            guard part.hasPrefix(prefix) || prefix.hasPrefix(part) else { return false }
            if part.hasPrefix(prefix) { prefix = part }
            return isPossible
        case (.endsWith(let part), true):
            guard part.hasSuffix(suffix) || suffix.hasSuffix(part) else { return false }
            if part.hasSuffix(suffix) { suffix = part }
            return isPossible
        case (.contains(let part), true):
            parts.append(part)
            return isPossible
        case (.startsWith(let part), false):
            otherPrefixes.append(part)
            return !prefix.hasPrefix(part)
        case (.endsWith(let part), false):
            otherSuffixes.append(part)
            return !suffix.hasSuffix(part)
        case (.contains(let part), false):
            otherParts.append(part)
            return !needed.contains { $0.contains(part) }
        case (.matches(let pattern), true):
            patterns.append(pattern)
            return !otherPatterns.contains(pattern)
        case (.matches(let pattern), false):
            otherPatterns.append(pattern)
            return !patterns.contains(pattern)
        case (.compare, _), (.isIn, _): return true
        }
    }

    /// Adds what is known of a text that is equal.
    mutating func assume(_ other: TextFacts) -> Bool {
        assume(.startsWith(other.prefix), true) && assume(.endsWith(other.suffix), true)
            && other.parts.allSatisfy { assume(.contains($0), true) }
            && other.otherPrefixes.allSatisfy { assume(.startsWith($0), false) }
            && other.otherSuffixes.allSatisfy { assume(.endsWith($0), false) }
            && other.otherParts.allSatisfy { assume(.contains($0), false) }
            && other.patterns.allSatisfy { assume(.matches($0), true) }
            && other.otherPatterns.allSatisfy { assume(.matches($0), false) }
    }

    /// Whether nothing that the text must have is something that it must not have.
    private var isPossible: Bool {
        let needed = needed
        return !otherPrefixes.contains { prefix.hasPrefix($0) } && !otherSuffixes.contains { suffix.hasSuffix($0) }
            && !otherParts.contains { part in needed.contains { $0.contains(part) } }
    }

    private var needed: [ExactText] { [prefix, suffix] + parts }

    /// Whether a text is as these say.
    func admits(_ text: ExactText) -> Bool {
        text.hasPrefix(prefix) && text.hasSuffix(suffix) && parts.allSatisfy { text.contains($0) }
            && !otherPrefixes.contains { text.hasPrefix($0) } && !otherSuffixes.contains { text.hasSuffix($0) }
            && !otherParts.contains { text.contains($0) }
            && patterns.allSatisfy { $0.matches(text) } && !otherPatterns.contains { $0.matches(text) }
    }

    /// Code points that the text has at least.
    var sizeMin: Int { needed.map(\.codePointCount).max() ?? 0 }
}
