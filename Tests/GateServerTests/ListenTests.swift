import Foundation
import GateRuntime
import GateServer
import Testing

@Suite("Listening")
struct ListenTests {
    private static func path() -> String { NSTemporaryDirectory() + "hookgate-\(UUID().uuidString.prefix(8)).sock" }

    private static func mode(_ path: String) -> mode_t? {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode : nil
    }

    @Test("several listeners, IPv6 among them, report the ports that the system chose")
    func several() async throws {
        let listeners: [ListenAddress] = [.tcp(host: "127.0.0.1", port: 0), .tcp(host: "::1", port: 0)]
        try await TestServer.serve(listeners: listeners) { server in
            #expect(server.addresses.count == 2)
            for address in server.addresses {
                guard case .tcp(_, let port) = address else { throw RawClient.Failure.malformed("\(address)") }
                #expect(port > 0)
                let client = try RawClient(address)
                try client.send(ServingTests.post("/hook", "{}"))
                #expect(try client.answer().status == 200)
            }
        }
    }

    @Test("a unix socket serves its owner and group, and is removed at the end")
    func unixSocket() async throws {
        let path = Self.path()
        try await TestServer.serve(listeners: [.unix(path: path)]) { server in
            #expect(Self.mode(path) == S_IFSOCK | 0o660)
            let client = try server.connect()
            try client.send(ServingTests.post("/hook", "{}"))
            #expect(try client.answer().status == 200)
        }
        #expect(Self.mode(path) == nil)
    }

    @Test("a socket file that is in use is left alone")
    func usedSocket() async throws {
        let path = Self.path()
        defer { unlink(path) }
        try await TestServer.serve(listeners: [.unix(path: path)]) { _ in
            #expect(Self.failureNow(.unix(path: path))?.reason == "the address is in use")
            #expect(Self.mode(path) != nil)
        }
    }

    @Test("a stale socket file is replaced")
    func staleSocket() async throws {
        let path = Self.path()
        defer { unlink(path) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
        let result = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        close(descriptor)
        try #require(result == 0 && Self.mode(path) != nil)
        try await TestServer.serve(listeners: [.unix(path: path)]) { server in
            let client = try server.connect()
            try client.send(ServingTests.post("/hook", "{}"))
            #expect(try client.answer().status == 200)
        }
    }

    @Test("a file that is no socket is left alone")
    func otherFile() async throws {
        let path = Self.path()
        defer { unlink(path) }
        try Data("text".utf8).write(to: URL(fileURLWithPath: path))
        let failure = await Self.failure(.unix(path: path))
        #expect(failure?.reason == "the file exists and is not a socket")
        #expect(FileManager.default.contents(atPath: path) == Data("text".utf8))
    }

    @Test("an address that cannot be had is named, with what to do")
    func failures() async throws {
        try await TestServer.serve { server in
            let failure = Self.failureNow(server.address)
            #expect(failure?.address == server.address)
            #expect(
                failure?.description.hasPrefix("cannot listen on \(server.address): the address is in use; ") == true
            )
        }
        let remote = await Self.failure(.tcp(host: "192.0.2.1", port: 0))
        #expect(remote?.reason == "the address is not one of this machine")
        let missing = await Self.failure(.unix(path: "/nowhere/at/all.sock"))
        #expect(missing?.reason == "the directory does not exist")
    }

    /// Why a server cannot listen on `address`.
    private static func failure(_ address: ListenAddress) async -> ListenFailure? {
        await #expect(throws: ListenFailure.self) { try await TestServer.serve(listeners: [address]) { _ in } }
    }

    /// The same, from a thread that may wait.
    private static func failureNow(_ address: ListenAddress) -> ListenFailure? {
        try? TestServer.waitFor { await failure(address) }
    }
}
