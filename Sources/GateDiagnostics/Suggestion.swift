/// "Did you mean": the nearest of some known names.
package enum Suggestion {
    /// Longer words have no near name, so that hostile input costs little.
    private static let wordCountMax = 64

    /// The name that was most likely meant, or nil if none is near.
    ///
    /// Near is a Damerau-Levenshtein distance (a swap of neighbours counts once) of at most 1 for a word of up to 4
    /// characters, 2 up to 8, 3 above, and less than the whole word. Case does not count. Of equally near names the
    /// first wins; where none is near, a name that the word begins or that begins the word. A word of more than 64 characters has no near name.
    package static func nearest(to word: String, in candidates: some Sequence<String>) -> String? {
        let wanted = Array(word.lowercased().unicodeScalars)
        guard !wanted.isEmpty, wanted.count <= wordCountMax else { return nil }
        let threshold =
            switch wanted.count {
            case ...4: 1
            case ...8: 2
            default: 3
            }
        var best: (name: String, distance: Int)?
        for candidate in candidates {
            let name = Array(candidate.lowercased().unicodeScalars)
            guard abs(name.count - wanted.count) <= threshold else { continue }
            let found = distance(wanted, name)
            if found <= threshold, found < wanted.count, found < best?.distance ?? .max {
                best = (candidate, found)
            }
        }
        return best?.name ?? abbreviated(wanted, in: candidates)
    }

    /// A name that begins with the word, or begins it, from three characters on: `warn` for `warning`, `integer` for `int`.
    private static func abbreviated(_ wanted: [Unicode.Scalar], in candidates: some Sequence<String>) -> String? {
        candidates.first { candidate in
            let name = Array(candidate.lowercased().unicodeScalars)
            return min(name.count, wanted.count) >= 3 && (name.starts(with: wanted) || wanted.starts(with: name))
        }
    }

    /// Insertions, deletions, substitutions and swaps of neighbours between two words (optimal string alignment).
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for (row, character) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var cost = min(previous[column + 1] + 1, current[column] + 1)
                cost = min(cost, previous[column] + (character == other ? 0 : 1))
                let isSwap = row > 0 && column > 0 && character == right[column - 1] && left[row - 1] == other
                if isSwap { cost = min(cost, beforePrevious[column - 1] + 1) }
                current.append(cost)
            }
            (beforePrevious, previous) = (previous, current)
        }
        return previous[right.count]
    }
}
