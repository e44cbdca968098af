import GateCompiler
import GateDiagnostics
import GateRuntime
import GateTestSupport
import GateTesting
import Testing

/// Hostile texts: no parser traps, and what it takes for a request is one that the gateway answers.
@Suite struct RequestFuzzTests {
    static let seeds =
        ParseCurlTests.lines.map(\.command) + [
            ParseDocumentTests.capture,
            #"{"log": {"entries": [{"startedDateTime": "2026-01-02T03:04:05Z", "request": {"method": "POST", "url": "http://a/b?c", "headers": [{"name": "A", "value": "b"}], "postData": {"mimeType": "a/b", "encoding": "base64", "text": "e30="}}}]}}"#,
            "# x, sent from 192.0.2.1\nPOST /a?b=c HTTP/1.1\nHost: x\nContent-Length: 2\n\n{}\n\n### y\nGET /z HTTP/1.1\n\n",
            "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        ]

    @Test("mutated texts", arguments: 0..<seeds.count)
    func mutations(_ index: Int) throws {
        let source = """
            hookgate: 1
            endpoints:
              a: { path: /a, auth: none, respond: { status: 200 } }
            """
        let compilation = compile(SourceText(name: "gateway.yaml", bytes: Array(source.utf8)))
        let graph = try #require(compilation.graph)
        let gateway = OfflineGateway(BoundGraph(graph, secrets: []))
        let seed = Array(RequestFuzzTests.seeds[index].utf8)
        var random = SplitMix64(seed: UInt64(index) + 1)
        var parsed = 0
        for round in 0..<2000 {
            var bytes = seed
            for _ in 0..<(round == 0 ? 0 : Int.random(in: 1...4, using: &random)) { mutate(&bytes, &random) }
            guard let requests = try? parseRequests(bytes, readFile: testFiles) else { continue }
            for request in requests {
                parsed += 1
                let text = String(decoding: bytes, as: UTF8.self)
                _ = try #require(
                    gateway.answer(request.bytes),
                    "\(text)\n\(String(decoding: request.bytes, as: UTF8.self))"
                )
                let again = try parseRawRequests(request.bytes)
                #expect(again.count == 1 && again.first?.bytes == request.bytes, "\(text)")
            }
        }
        #expect(parsed > 20)
    }

    private func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
        guard !bytes.isEmpty else { return bytes.append(UInt8.random(in: 0...255, using: &random)) }
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let interesting = Array("\r\n\0 :#'\"\\$^`&|;-@={}[]%,/0".utf8)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes[place] = interesting.randomElement(using: &random) ?? 0
        case 2: bytes.insert(interesting.randomElement(using: &random) ?? 0, at: place)
        case 3: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...8, using: &random)))
        default:
            let from = Int.random(in: 0..<bytes.count, using: &random)
            bytes.insert(contentsOf: bytes[from..<min(bytes.count, from + 12)], at: place)
        }
    }
}
