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

    @Test("A request whose head is whole ends with the graph that it began with; one whose head is not, with the next")
    func underWay() throws {
        func text(_ version: String) -> String {
            """
            hookgate: 1
            endpoints:
              v: { path: /v, auth: none, extract: { n: $.n }, respond: { json: { version: \(version), n: "${n}" } } }

            """
        }
        let gateway = try ReloadingGateway(text("one"), environment: ["HOOKGATE_THREADS": "1"])
        let bodyless = try gateway.gateway.connect()
        try bodyless.send(Request.post("/v", #"{"n":1}"#, ["Expect: 100-continue"]).head)
        try #expect(bodyless.readAnswer().status == 100, "the gateway waits for the body")
        let headless = try gateway.gateway.connect()
        let request = Request.post("/v", #"{"n":2}"#).bytes
        // The first answer makes sure that the bytes behind it have been seen.
        try headless.send(request + request.prefix(10))
        try #expect(headless.readAnswer().text == #"{"version":"one","n":2}"#)
        try gateway.replaceByRename(text("two"))
        try gateway.awaitReload(endingWith: "reloaded")
        try bodyless.send(#"{"n":1}"#)
        try #expect(bodyless.readAnswer().text == #"{"version":"one","n":1}"#)
        try headless.send(request.dropFirst(10))
        try #expect(headless.readAnswer().text == #"{"version":"two","n":2}"#)
        try bodyless.send(request)
        try #expect(bodyless.readAnswer().text == #"{"version":"two","n":2}"#)
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
