/// A set of samples, by their number; at most ``SampleShape/sampleCountMax``.
package struct SampleSet: Hashable, Sendable {
    private var words: [UInt64] = []

    /// An empty set.
    package init() {}

    /// The samples from 0 up to a number, which is not in the set.
    package init(upTo count: Int) {
        for number in 0..<max(0, count) { insert(number) }
    }

    /// Whether there is none.
    package var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    /// How many there are.
    package var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// Whether a sample is one of them.
    package func contains(_ number: Int) -> Bool {
        number >= 0 && number / 64 < words.count && words[number / 64] >> UInt64(number % 64) & 1 != 0
    }

    /// Adds a sample; nothing happens past the limit.
    package mutating func insert(_ number: Int) {
        guard number >= 0, number < SampleShape.sampleCountMax else { return }
        while words.count <= number / 64 { words.append(0) }
        words[number / 64] |= 1 << UInt64(number % 64)
    }

    /// Takes a sample out.
    package mutating func remove(_ number: Int) {
        guard contains(number) else { return }
        words[number / 64] &= ~(1 << UInt64(number % 64))
        while words.last == 0 { words.removeLast() }
    }

    /// Those that are in either.
    package func union(_ other: SampleSet) -> SampleSet {
        merged(other, count: max(words.count, other.words.count)) { $0 | $1 }
    }

    /// Those that are in both.
    package func intersection(_ other: SampleSet) -> SampleSet {
        merged(other, count: min(words.count, other.words.count)) { $0 & $1 }
    }

    /// Those that are not in the other.
    package func subtracting(_ other: SampleSet) -> SampleSet {
        merged(other, count: words.count) { $0 & ~$1 }
    }

    /// Adds those of the other.
    package mutating func formUnion(_ other: SampleSet) { self = union(other) }

    private func merged(_ other: SampleSet, count: Int, _ operation: (UInt64, UInt64) -> UInt64) -> SampleSet {
        var result = SampleSet()
        result.words.reserveCapacity(count)
        for index in 0..<count {
            let left = index < words.count ? words[index] : 0
            let right = index < other.words.count ? other.words[index] : 0
            result.words.append(operation(left, right))
        }
        // No zero words at the end, so that equal sets are equal.
        while result.words.last == 0 { result.words.removeLast() }
        return result
    }
}
