/// A set of samples, by their number; at most ``SampleShape/sampleCountMax``.
package struct SampleSet: Hashable, Sendable {
    private var words: [UInt64] = []

    /// An empty set.
    package init() {}

    /// The samples from 0 up to a number, which is not in the set.
    package init(upTo count: Int) {
        for number in 0..<max(0, count) { insert(number) }
    }

    package var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    package var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// The least number; nil in an empty set.
    package var first: Int? {
        for (index, word) in words.enumerated() where word != 0 {
            return index * 64 + word.trailingZeroBitCount
        }
        return nil
    }

    package func contains(_ number: Int) -> Bool {
        number >= 0 && number / 64 < words.count && words[number / 64] >> UInt64(number % 64) & 1 != 0
    }

    package mutating func insert(_ number: Int) {
        guard number >= 0, number < SampleShape.sampleCountMax else { return }
        while words.count <= number / 64 { words.append(0) }
        words[number / 64] |= 1 << UInt64(number % 64)
    }

    package mutating func remove(_ number: Int) {
        guard contains(number) else { return }
        words[number / 64] &= ~(1 << UInt64(number % 64))
        while words.last == 0 { words.removeLast() }
    }

    package func union(_ other: SampleSet) -> SampleSet {
        merged(other, count: max(words.count, other.words.count)) { $0 | $1 }
    }

    package func intersection(_ other: SampleSet) -> SampleSet {
        merged(other, count: min(words.count, other.words.count)) { $0 & $1 }
    }

    /// Those that are not in the other.
    package func subtracting(_ other: SampleSet) -> SampleSet {
        merged(other, count: words.count) { $0 & ~$1 }
    }

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
