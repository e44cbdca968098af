import Foundation
import Glibc
import Testing

/// A reload that changes where the gateway listens.
@Suite struct ListenerChangeTests {
    private static func text(_ version: String, _ listen: String) -> String {
        ReloadingGateway.configuration(version, server: "listen: [\(listen)]")
    }

    private static func version(_ client: Client) throws -> String? {
        try client.send(ReloadingGateway.request.bytes)
        return try ReloadingGateway.version(client.readAnswer())
    }

    @Test("New listeners are bound, kept ones go on, and connections of old ones end with their next answer")
    func changed() throws {
        let root = try TemporaryDirectory()
        func socket(_ name: String) -> String { root.url.appendingPathComponent(name).path }
        let kept = "\"unix:\(socket("kept"))\""
        let gateway = try ReloadingGateway(
            Self.text("one", "\"127.0.0.1:0\", \(kept), \"unix:\(socket("old"))\""),
            arguments: []
        )
        let onKept = try Client(path: socket("kept"))
        try #expect(Self.version(onKept) == "one")
        let onOld = try Client(path: socket("old"))
        try #expect(Self.version(onOld) == "one")
        try gateway.replaceByRename(Self.text("two", "\"127.0.0.1:0\", \(kept), \"unix:\(socket("new"))\""))
        try gateway.awaitReload(endingWith: "reloaded")
        try #expect(Self.version(Client(path: socket("new"))) == "two")
        #expect(throws: HarnessError.self) { try Client(path: socket("old")) }
        #expect(!FileManager.default.fileExists(atPath: socket("old")))
        try onOld.send(ReloadingGateway.request.bytes)
        let last = try onOld.readAnswer()
        #expect(ReloadingGateway.version(last) == "two")
        #expect(last.closes)
        try #expect(onOld.readToEnd().isEmpty)
        try onKept.send(ReloadingGateway.request.bytes)
        let next = try onKept.readAnswer()
        #expect(ReloadingGateway.version(next) == "two")
        #expect(!next.closes)
        // The port that the system chose is kept with its listener.
        try #expect(gateway.version() == "two")
        try gateway.stop()
    }

    @Test("An address that cannot be bound refuses the reload whole")
    func refused() throws {
        let root = try TemporaryDirectory()
        let first = root.url.appendingPathComponent("first").path
        let taken = try root.write("not a socket", to: "taken")
        let gateway = try ReloadingGateway(Self.text("one", "\"127.0.0.1:0\""), arguments: [])
        try gateway.replaceByRename(
            Self.text("two", "\"127.0.0.1:0\", \"unix:\(first)\", \"unix:\(taken)\"")
        )
        let line = try gateway.awaitReload()
        #expect(line.message?.hasPrefix("reload refused") == true)
        #expect(line.string("reason")?.contains("the file exists and is not a socket") == true)
        try #expect(gateway.version() == "one")
        #expect(!FileManager.default.fileExists(atPath: first), "what was bound for it is given up")
        // It is tried again as soon as it is asked for.
        try FileManager.default.removeItem(atPath: taken)
        try gateway.hangUp()
        try gateway.awaitReload(endingWith: "reloaded")
        try #expect(gateway.version() == "two")
        try gateway.stop()
    }

    @Test("Limits and the log follow the file")
    func settings() throws {
        func text(_ server: String) -> String { ReloadingGateway.configuration("one", server: server) }
        let gateway = try ReloadingGateway(text("limits: { header: 1KiB }"))
        let long = Request.get("/v", ["X-Long: " + String(repeating: "x", count: 2000)])
        try #expect(gateway.gateway.send(long).status == 431)
        try gateway.replaceByRename(text("limits: { header: 8KiB }"))
        try gateway.awaitReload(endingWith: "reloaded")
        try #expect(gateway.gateway.send(long).status == 200)
        try gateway.stop()
    }

    @Test("What the command line says holds after a reload")
    func overrides() throws {
        let gateway = try ReloadingGateway(Self.text("one", "\"127.0.0.1:1\""))
        try gateway.replaceByRename(Self.text("two", "\"127.0.0.1:2\""))
        try gateway.awaitReload(endingWith: "reloaded")
        try #expect(gateway.version() == "two")
        try gateway.stop()
    }
}
