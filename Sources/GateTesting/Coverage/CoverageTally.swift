/// Points that were reached, of all that there are.
package struct CoverageTally: Sendable, Hashable {
    package var reached = 0
    package var total = 0

    /// Whether nothing is missing; so where there is nothing to reach.
    package var isComplete: Bool { reached == total }

    /// Tenths of a percent, rounded down, so that 1000 is complete and nothing else.
    package var permille: Int { total == 0 ? 1000 : reached * 1000 / total }

    /// The share in percent with one digit after the point, rounded down.
    package var percent: String { "\(permille / 10).\(permille % 10)" }

    mutating func add(_ isReached: Bool) {
        total += 1
        if isReached { reached += 1 }
    }
}
