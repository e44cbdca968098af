import GateCompiler
import GateDiagnostics
import GateRuntime
import GateTesting
import Testing

/// What `hookgate witness` prints is read as requests that get what their titles say.
@Suite struct WitnessTextTests {
    @Test("the printed requests reach the branches of their titles")
    func roundTrip() throws {
        let directory = try TemporaryDirectory()
        try directory.write(CaptureTests.file, to: "gateway.yaml")
        let printed = try Program.run(["witness", "gateway.yaml"], directory: directory.url).output
        let statuses = printed.matches(of: /: ([0-9]{3}), sent from/).compactMap { Int($0.output.1) }
        let requests = try parseRawRequests(Array(printed.utf8))
        #expect(requests.count == 3)
        #expect(requests.count == statuses.count)
        let compilation = compile(SourceText(name: "gateway.yaml", bytes: Array(CaptureTests.file.utf8)))
        let gateway = OfflineGateway(BoundGraph(try #require(compilation.graph), secrets: [Array("placeholder".utf8)]))
        for (request, status) in zip(requests, statuses) {
            let result = try #require(gateway.answer(request.bytes, .init(peer: request.peer)))
            #expect(Int(result.outcome.status) == status)
        }
    }
}
