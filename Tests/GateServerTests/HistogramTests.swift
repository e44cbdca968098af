import Foundation
import GateServer
import GateTestSupport
import Testing

@Suite("Histogram")
struct HistogramTests {
    @Test("each value is in the bucket whose bounds are around it")
    func keys() {
        var random = SplitMix64(seed: 7)
        for _ in 0..<100_000 {
            let nanoseconds = UInt64.random(in: 1...(1 << UInt64.random(in: 1...43, using: &random)), using: &random)
            let key = HistogramScale.duration.key(nanoseconds)
            let value = Double(nanoseconds) / 1e9
            #expect(value <= pow(2, Double(key) / 8))
            #expect(value > pow(2, Double(key - 1) / 8))
        }
        for bytes in [1, 2, 3, 4, 5, 1023, 1024, 1025, 1 << 26, (1 << 26) + 1] as [UInt64] {
            let key = HistogramScale.size.key(bytes)
            #expect(Double(bytes) <= pow(2, Double(key)))
            #expect(bytes == 1 || Double(bytes) > pow(2, Double(key - 1)))
        }
    }

    @Test("the classic buckets hold exactly the values up to their bound")
    func classicBuckets() {
        var random = SplitMix64(seed: 11)
        var histogram = Histogram(.size)
        var values: [UInt64] = [0, 0, 64, 65, 256, 257, 1 << 26, (1 << 26) + 1]
        for _ in 0..<1000 {
            let bits = UInt64.random(in: 1...27, using: &random)
            values.append(UInt64.random(in: 0...(1 << bits), using: &random))
        }
        for value in values { histogram.record(value) }
        #expect(histogram.count == UInt64(values.count))
        #expect(histogram.zeroCount == UInt64(values.filter { $0 == 0 }.count))
        #expect(histogram.sum == values.reduce(0, +))
        #expect(histogram.classicBuckets.count == 11)
        for (bound, count) in histogram.classicBuckets {
            #expect(count == UInt64(values.filter { Double($0) <= bound }.count), "le \(bound)")
        }
    }

    @Test("the classic buckets of durations hold exactly the values up to their bound")
    func classicDurations() {
        var random = SplitMix64(seed: 13)
        var histogram = Histogram(.duration)
        var values: [UInt64] = [1, 976_562, 976_563, 1_000_000_000, 2_000_000_000, 2_000_000_001, 32_000_000_000]
        for _ in 0..<1000 {
            let bits = UInt64.random(in: 1...36, using: &random)
            values.append(UInt64.random(in: 0...(1 << bits), using: &random))
        }
        for value in values { histogram.record(value) }
        for (bound, count) in histogram.classicBuckets {
            #expect(count == UInt64(values.filter { Double($0) / 1e9 <= bound }.count), "le \(bound)")
        }
    }

    @Test("values beyond the ends are kept in the outermost buckets")
    func ends() {
        var histogram = Histogram(.duration)
        histogram.record(1)
        histogram.record(.max)
        #expect(histogram.filledBuckets.map(\.key) == [-24 * 8, 13 * 8])
        #expect(histogram.filledBuckets.map(\.count) == [1, 1])
    }

    @Test("two histograms add up to one of all values")
    func adding() {
        var (left, right, both) = (Histogram(.size), Histogram(.size), Histogram(.size))
        for value in [0, 1, 5, 100, 70_000] as [UInt64] {
            left.record(value)
            both.record(value)
        }
        for value in [0, 5, 9] as [UInt64] {
            right.record(value)
            both.record(value)
        }
        var sum = Histogram(.size)
        sum.add(left)
        sum.add(right)
        #expect(sum == both)
    }
}
