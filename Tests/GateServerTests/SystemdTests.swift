import Foundation
import GateRuntime
import NIOCore
import NIOPosix
import Testing

@testable import GateServer

/// The service manager's side of sd_notify(3): a socket of the test's own.
final class NotifySocket: Sendable {
    let path: String
    private let descriptor: CInt

    init() throws {
        path = NSTemporaryDirectory() + "hookgate-notify-\(UUID().uuidString.prefix(8))"
        descriptor = socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let result = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(result == 0)
    }

    deinit {
        close(descriptor)
        unlink(path)
    }

    /// The next message; nil where none comes in time.
    func message(withinMilliseconds limit: CInt = 20_000) -> [String: String]? {
        var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&polled, 1, limit) == 1 else { return nil }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        let lines = String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n")
        return Dictionary(
            lines.map { line in
                let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
                return (parts[0], parts.count > 1 ? parts[1] : "")
            },
            uniquingKeysWith: { $1 }
        )
    }
}

@Suite("The service manager")
struct SystemdTests {
    @Test("is told of readiness, reloads and the end, each message whole")
    func messages() throws {
        let manager = try NotifySocket()
        let notifier = ServiceNotifier(socket: manager.path)
        notifier.ready("Serving\nREADY=0")
        #expect(manager.message() == ["READY": "1", "STATUS": "Serving READY=0"])
        notifier.reloading()
        let reloading = try #require(manager.message())
        #expect(reloading["RELOADING"] == "1")
        let now = LoopClock.monotonicTime() / 1000
        let sent = try #require(reloading["MONOTONIC_USEC"].flatMap(UInt64.init))
        #expect(sent <= now)
        #expect(sent + 60_000_000 > now)
        var drain = DrainSettings()
        drain.delayMilliseconds = 2000
        notifier.stopping(drain)
        let stopping = try #require(manager.message())
        #expect(stopping["STOPPING"] == "1")
        #expect(stopping["EXTEND_TIMEOUT_USEC"] == "17000000")
    }

    @Test("an abstract socket is reached as well")
    func abstract() throws {
        let name = "hookgate-\(UUID().uuidString)"
        let descriptor = socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: [0] + Array(name.utf8)) }
        let size = socklen_t(2 + 1 + name.utf8.count)
        let result = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) }
        }
        try #require(result == 0)
        ServiceNotifier(socket: "@" + name).ready("x")
        var bytes = [UInt8](repeating: 0, count: 100)
        let count = recv(descriptor, &bytes, bytes.count, 0)
        #expect(String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self) == "READY=1\nSTATUS=x")
    }

    @Test("who has none is told nothing", arguments: [nil, "", "relative", "/" + String(repeating: "x", count: 200)])
    func nobody(_ name: String?) {
        let notifier = ServiceNotifier(socket: name)
        #expect(!notifier.isActive)
        notifier.ready("x")
    }

    @Test("gets a sign of life while every loop runs, and none while one is stuck")
    func watchdog() throws {
        let manager = try NotifySocket()
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
        defer { try? group.syncShutdownGracefully() }
        let loops = Array(group.makeIterator()) as [any EventLoop]
        let notifier = ServiceNotifier(socket: manager.path)
        Watchdog(loops, limitMicroseconds: 40_000, notifier: notifier).start()
        for _ in 0..<3 { #expect(manager.message() == ["WATCHDOG": "1"]) }
        for loop in loops {
            let isStuck = DispatchSemaphore(value: 0)
            let isReleased = DispatchSemaphore(value: 0)
            loop.execute {
                isStuck.signal()
                isReleased.wait()
            }
            isStuck.wait()
            // A sign may have been on its way.
            while manager.message(withinMilliseconds: 0) != nil {}
            _ = manager.message(withinMilliseconds: 100)
            #expect(manager.message(withinMilliseconds: 400) == nil, "ten times the limit without a sign")
            isReleased.signal()
            #expect(manager.message() == ["WATCHDOG": "1"])
        }
    }

    @Test(
        "the limit is taken where it is meant for this process",
        arguments: [
            (["WATCHDOG_USEC": "3000000"], 3_000_000), (["WATCHDOG_USEC": "3000000", "WATCHDOG_PID": "7"], 3_000_000),
            (["WATCHDOG_USEC": "3000000", "WATCHDOG_PID": "8"], nil), (["WATCHDOG_USEC": "0"], nil),
            (["WATCHDOG_USEC": "x"], nil), ([:], nil),
        ] as [([String: String], Int64?)]
    )
    func limit(_ variables: [String: String], _ expected: Int64?) {
        #expect(Watchdog.limitMicroseconds({ variables[$0] }, processID: 7) == expected)
    }

    @Test("sockets are taken by their names, where they are meant for this process")
    func sockets() {
        var variables = ["LISTEN_PID": "7", "LISTEN_FDS": "3", "LISTEN_FDNAMES": "http:admin:http"]
        func passed() -> PassedSockets { PassedSockets(environment: { variables[$0] }, processID: 7) }
        #expect(passed().sockets.map(\.descriptor) == [3, 4, 5])
        #expect(passed().names == ["http", "admin"])
        variables["LISTEN_FDNAMES"] = nil
        #expect(passed().names == ["unknown"])
        variables["LISTEN_PID"] = "8"
        #expect(passed().sockets.isEmpty)
    }
}
