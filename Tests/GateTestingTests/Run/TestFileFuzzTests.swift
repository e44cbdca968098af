import GateCompiler
import GateDiagnostics
import GateTestSupport
import GateTesting
import Testing

/// Broken files of tests: whatever stands there, the reader tells of it or runs it.
@Suite struct TestFileFuzzTests {
    @Test("a file of tests with anything in it is told of or run", arguments: 1...6)
    func mutations(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        let gateway = compile(
            SourceText(name: "gateway.yaml", bytes: Array(try Repository.text("examples/orders/gateway.yaml").utf8))
        )
        let original = Array(try Repository.text("examples/orders/gateway.test.yaml").utf8)
        let payload = Array(try Repository.text("examples/orders/payloads/order.json").utf8)
        let files = TestFiles(expand: { .success([$0]) }, read: { _ in .success(payload) })
        let pieces = [
            "${", "}", "[", "]", "{ ", ": ", "null", "&a ", "*a", "\"", "- ", "\n", "$.items[99999]", "-1", "1e400",
            "é",
            "each: [{}]", "recorded: x", "path: /hooks/orders?a=%00", "time: 9999-12-31T23:59:59Z", "from: ::",
        ]
        var sound = 0
        for _ in 0..<150 {
            var bytes = original
            for _ in 0...Int(random.next() % 3) {
                let place = Int(random.next() % UInt64(bytes.count))
                let end = min(bytes.count, place + Int(random.next() % 9))
                bytes.replaceSubrange(place..<end, with: pieces[Int(random.next() % UInt64(pieces.count))].utf8)
            }
            let loaded = loadTests(SourceText(name: "a.test.yaml", bytes: bytes), files: files) { _ in gateway }
            #expect((loaded.suite == nil) == loaded.diagnostics.hasErrors)
            guard let suite = loaded.suite else { continue }
            sound += 1
            let results = await runSuite(suite)
            #expect(results.results.count == suite.tests.count)
            for format in TestReportFormat.allCases { #expect(!renderTestReport([results], format).isEmpty) }
        }
        #expect(sound > 5 && sound < 150)
    }
}
