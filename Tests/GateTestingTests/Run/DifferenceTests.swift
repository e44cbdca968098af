import GateTestSupport
import GateTesting
import Testing

@Suite struct DifferenceTests {
    @Test("a difference holds both texts, whatever they are")
    func holdsBoth() {
        var random = SplitMix64(seed: 6)
        for _ in 0..<500 {
            let texts = (0..<2).map { _ in
                (0..<Int(random.next() % 9)).map { _ in "line \(random.next() % 4)" }.joined(separator: "\n")
            }
            let lines = difference(texts[0], texts[1])
            let old = lines.filter { !$0.hasPrefix("+ ") }.map { $0.dropFirst(2) }.joined(separator: "\n")
            let new = lines.filter { !$0.hasPrefix("- ") }.map { $0.dropFirst(2) }.joined(separator: "\n")
            #expect(old == texts[0] && new == texts[1])
        }
    }

    @Test("what is the same is shown once")
    func least() {
        #expect(difference("a\nb\nc", "a\nx\nc") == ["  a", "- b", "+ x", "  c"])
    }
}
