import GateDiagnostics
import GateTestSupport
import GateYAML
import Testing

@Suite("random input")
struct FuzzTests {
    private static func seeds() throws -> [[UInt8]] {
        let documents = caseNames(in: "Cases/documents", extension: "yaml")
        let diagnostics = caseNames(in: "Cases/diagnostics", extension: "yaml")
        return try documents.map { try caseBytes("Cases/documents/\($0).yaml") }
            + diagnostics.map { try caseBytes("Cases/diagnostics/\($0).yaml") }
    }

    private static let tokens = [
        "'", "\"", "[", "]", "{", "}", ": ", "- ", "? ", "\n", "\r\n", "\r", "  ", "\t", "#", " #", "&a ", "*a",
        "!!str ", "!x ",
        "|\n", ">-\n ", "|2\n", "\\u00e9", "\\", "\\\n", "é", "😀", "\u{FEFF}", "---\n", "...\n", "%YAML 1.2\n", "<<",
        "@", "`",
        ",", "\u{2028}", "null", "0x1", "a: ", "\n  b: ", "\n - c", "\u{0}", "''",
    ]

    @Test("changed files never crash and every place stays within the file", arguments: 0..<10)
    func mutations(_ seed: Int) throws {
        let seeds = try Self.seeds()
        var random = SplitMix64(seed: UInt64(seed) &+ 100)
        var limits = YAMLLimits()
        limits.expandedNodeCountMax = 2_000
        var found: [String] = []
        var usableCount = 0
        for _ in 0..<1_000 {
            var bytes = Array((seeds.randomElement(using: &random) ?? []).prefix(900))
            for _ in 0..<Int.random(in: 1...6, using: &random) { Self.mutate(&bytes, &random) }
            let parsed = Parsed(bytes, limits: limits)
            if parsed.document != nil { usableCount += 1 }
            found += faults(of: parsed).map { "\($0) in \(String(decoding: bytes, as: UTF8.self).debugDescription)" }
            // Rendering meets the same places.
            if parsed.diagnostics.count < 3, parsed.rendered.isEmpty != parsed.diagnostics.isEmpty {
                found.append("no text")
            }
        }
        #expect(found.isEmpty, "\(found.prefix(3))")
        #expect(usableCount > 300)
    }

    @Test("random tokens never crash", arguments: 0..<4)
    func tokens(_ seed: Int) {
        var random = SplitMix64(seed: UInt64(seed) &+ 1_000)
        var found: [String] = []
        for _ in 0..<1_000 {
            let text = (0..<Int.random(in: 1...20, using: &random))
                .map { _ in Self.tokens.randomElement(using: &random) ?? "" }.joined()
            let parsed = Parsed(text)
            found += faults(of: parsed).map { "\($0) in \(text.debugDescription)" }
        }
        #expect(found.isEmpty, "\(found.prefix(3))")
    }

    private static func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
        let index = bytes.isEmpty ? 0 : Int.random(in: 0...bytes.count, using: &random)
        let end = min(bytes.count, index + Int.random(in: 0...8, using: &random))
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes.removeSubrange(index..<end)
        case 1: bytes.insert(contentsOf: Array((tokens.randomElement(using: &random) ?? "").utf8), at: index)
        case 2: bytes.insert(contentsOf: bytes[index..<end], at: index)
        case 3: bytes.replaceSubrange(index..<end, with: Array((tokens.randomElement(using: &random) ?? "").utf8))
        default:
            // One random byte, printable most of the time.
            let byte =
                UInt8.random(in: 0...9, using: &random) == 0
                ? UInt8.random(in: 0...255, using: &random) : UInt8.random(in: 0x20...0x7E, using: &random)
            bytes.insert(byte, at: index)
        }
    }
}
