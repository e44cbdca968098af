import Foundation
import Glibc
import Testing

/// Reloads while requests come.
@Suite struct ReloadLoadTests {
    private static func text(_ version: String) -> String { ReloadingGateway.configuration(version) }
    private static let broken = text("one").replacingOccurrences(of: "path: /v", with: "path: v")

    /// Clients that take any answer which is whole and of one of the versions.
    private static func load(_ gateway: Gateway, clients: Int = 4) throws -> LoadGenerator {
        let port = gateway.port
        return try LoadGenerator(clients: clients, ReloadingGateway.request) {
            try Client(port: port)
        } judge: { answer in
            let version = ReloadingGateway.version(answer)
            return version == "one" || version == "two" ? nil : "\(answer.status): \(answer.text)"
        }
    }

    @Test("A thousand reloads, every third of a broken file: no request fails, and no answer mixes two graphs")
    func thousand() throws {
        let gateway = try ReloadingGateway(Self.text("one"))
        let load = try Self.load(gateway.gateway)
        try load.awaitAnswers(100)
        var residentBytes = 0
        for round in 1...1000 {
            let version = round % 2 == 0 ? "one" : "two"
            let isBroken = round % 3 == 0
            try gateway.replaceByRename(isBroken ? Self.broken : Self.text(version))
            try gateway.hangUp()
            // The watcher may have been quicker; then the signal finds nothing new.
            let line = try gateway.awaitReload("signal")
            if isBroken {
                #expect(line.message?.hasPrefix("reload refused") == true)
            } else {
                #expect(line.message?.hasPrefix("reload refused") == false)
                try #expect(gateway.version() == version, "what a reload has reported serves new requests")
            }
            if round == 100 { residentBytes = try gateway.gateway.residentBytes() }
        }
        let grownBytes = try gateway.gateway.residentBytes() - residentBytes
        #expect(grownBytes < 10 << 20, "resident memory grew by \(grownBytes) bytes in 900 reloads")
        let tally = try load.stop()
        #expect(tally.failures.isEmpty, "\(tally.failures.prefix(3))")
        #expect(tally.refusedConnections == 0)
        #expect(tally.answered > 1000)
        try gateway.stop()
    }

    @Test("A storm of SIGHUP is as good as one")
    func storm() throws {
        let gateway = try ReloadingGateway(Self.text("one"))
        let load = try Self.load(gateway.gateway)
        for round in 0..<20 {
            try gateway.replaceByRename(Self.text(round % 2 == 0 ? "two" : "one"))
            for _ in 0..<500 { try gateway.hangUp() }
        }
        try gateway.replaceByRename(Self.text("two"))
        try gateway.hangUp()
        try load.awaitAnswers(100)
        var deadline = 0
        while try gateway.version() != "two", deadline < 1000 {
            deadline += 1
            try gateway.awaitReload()
        }
        try #expect(gateway.version() == "two")
        let tally = try load.stop()
        #expect(tally.failures.isEmpty, "\(tally.failures.prefix(3))")
        try gateway.stop()
    }

    @Test("A request that has begun ends with the graph that it began with")
    func underWay() throws {
        let gateway = try ReloadingGateway(Self.text("one"), environment: ["HOOKGATE_THREADS": "1"])
        let begun = try gateway.gateway.connect()
        let request = Request.get("/v").bytes
        try begun.send(request)
        try #expect(ReloadingGateway.version(begun.readAnswer()) == "one")
        // A head is judged by the graph that serves when it is whole.
        try begun.send(request.prefix(10))
        try gateway.replaceByRename(Self.text("two"))
        try gateway.awaitReload(endingWith: "reloaded")
        try begun.send(request.dropFirst(10))
        try #expect(ReloadingGateway.version(begun.readAnswer()) == "two")
        try gateway.stop()
    }

    @Test(
        "SIGTERM under load: every request that was taken is answered, and then no connection is",
        arguments: [SIGTERM, SIGINT]
    )
    func stopping(_ signal: CInt) throws {
        let gateway = try ReloadingGateway(Self.text("one"))
        let load = try Self.load(gateway.gateway, clients: 16)
        try load.awaitAnswers(200)
        try gateway.gateway.process.send(signal: signal)
        let tally = try load.finish()
        #expect(tally.failures.isEmpty, "\(tally.failures.prefix(3))")
        #expect(tally.answered > 200)
        try #expect(gateway.gateway.process.wait() == .exit(0))
    }
}
