import Foundation
import Glibc
import Testing

/// What the service manager is told, and what it passes.
@Suite struct ServiceManagerTests {
    private static func text(_ version: String, _ server: String = "") -> String {
        ReloadingGateway.configuration(version, server: server)
    }

    @Test("It is told of readiness, of each reload however it ends, and of the end")
    func notifications() throws {
        let manager = try NotifySocket()
        let gateway = try ReloadingGateway(Self.text("one"), environment: ["NOTIFY_SOCKET": manager.path])
        let ready = try manager.message()
        #expect(ready["READY"] == "1")
        let place = "127.0.0.1:\(gateway.gateway.port)"
        #expect(ready["STATUS"] == "Serving generation 1 with 1 endpoint on \(place)")

        try gateway.replaceByRename(Self.text("two"))
        let reloading = try manager.message()
        #expect(reloading["RELOADING"] == "1")
        #expect(reloading["MONOTONIC_USEC"].flatMap(UInt64.init) != nil)
        let reloaded = try manager.message()
        #expect(reloaded["READY"] == "1")
        #expect(reloaded["STATUS"] == "Serving generation 2 with 1 endpoint on \(place)")

        try gateway.replaceByRename("hookgate: 2\n")
        try #expect(manager.message()["RELOADING"] == "1")
        let refused = try manager.message()
        #expect(refused["READY"] == "1", "a refused reload is over as well")
        #expect(
            refused["STATUS"]?.hasPrefix(
                "Serving generation 2 with 1 endpoint on \(place); reload refused: gateway.yaml:1:"
            )
                == true
        )
        try gateway.gateway.process.send(signal: SIGTERM)
        let stopping = try manager.message()
        #expect(stopping["STOPPING"] == "1")
        try #expect(gateway.gateway.process.wait() == .exit(0))
    }

    @Test("It gets signs of life as often as it asks for; SystemdTests has what a stuck loop does to them")
    func watchdog() throws {
        let manager = try NotifySocket()
        let gateway = try ReloadingGateway(
            Self.text("one"),
            environment: ["NOTIFY_SOCKET": manager.path, "WATCHDOG_USEC": "200000"]
        )
        for _ in 0..<3 {
            while try manager.message(withSignsOfLife: true)["WATCHDOG"] == nil {}
        }
        try gateway.stop()
    }

    @Test("Sockets that it holds are served, by their names, over a reload, and closing one here closes it for nobody")
    func activation() throws {
        let held = try HeldSocket()
        let process = try held.activate(Self.text("one", "listen: [\"systemd:http\"]"))
        let client = try Client(port: held.port)
        try client.send(ReloadingGateway.request.bytes)
        try #expect(ReloadingGateway.version(client.readAnswer()) == "one")
        // Not listened on for one reload, then again.
        try held.directory.write(Self.text("two", "listen: [\"127.0.0.1:0\"]"), to: "gateway.yaml")
        try held.awaitLine(process, "no longer listening")
        try held.awaitLine(process, "reloaded")
        try held.directory.write(Self.text("three", "listen: [\"systemd:http\"]"), to: "gateway.yaml")
        let waiting = try Client(port: held.port)
        try waiting.send(ReloadingGateway.request.bytes)
        try #expect(ReloadingGateway.version(waiting.readAnswer()) == "three")
        try process.send(signal: SIGTERM)
        try #expect(process.wait() == .exit(0), "\(process.errorText)")
    }

    @Test("A name that was not passed is refused with those that were")
    func unknownName() throws {
        let held = try HeldSocket()
        let process = try held.activate(Self.text("one", "listen: [\"systemd:https\"]"))
        _ = try? Client(port: held.port)
        try #expect(process.wait() == .exit(1))
        #expect(process.errorText.contains("FileDescriptorName=https"))
        #expect(process.errorText.contains("passed were: http"))
    }

    @Test("Restarts under load: requests wait in the held socket, and none is refused or lost")
    func restarts() throws {
        let held = try HeldSocket()
        let configuration = Self.text("one", "listen: [\"systemd:http\"]")
        var process = try held.activate(configuration)
        let port = held.port
        let load = try LoadGenerator(clients: 8, ReloadingGateway.request) {
            try Client(port: port)
        } judge: { answer in
            ReloadingGateway.version(answer) == "one" ? nil : "\(answer.status): \(answer.text)"
        }
        for _ in 0..<5 {
            try load.awaitAnswers(200)
            try process.send(signal: SIGTERM)
            try #expect(process.wait() == .exit(0), "\(process.errorText)")
            process = try held.activate(configuration)
        }
        try load.awaitAnswers(200)
        let tally = try load.stop()
        #expect(tally.refusedConnections == 0)
        #expect(tally.failures.isEmpty, "\(tally.failures.prefix(3))")
        try process.send(signal: SIGTERM)
        try #expect(process.wait() == .exit(0))
    }
}

/// A listening socket that the test holds as systemd does, and programs that it is passed to.
private final class HeldSocket {
    let directory: TemporaryDirectory
    let port: Int
    private let descriptor: CInt

    init() throws {
        directory = try TemporaryDirectory()
        let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        self.descriptor = descriptor
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, size) + listen(descriptor, 1024) + getsockname(descriptor, address, &size)
            }
        }
        guard result == 0 else { throw HarnessError.system("listen") }
        port = Int(UInt16(bigEndian: address.sin_port))
    }

    deinit {
        close(descriptor)
    }

    /// Runs the gateway under systemd's own systemd-socket-activate, which starts it with the first connection.
    ///
    /// The shell gives the socket the number that the protocol begins with, and its own process id, which stays.
    func activate(_ configuration: String) throws -> ChildProcess {
        try directory.write(configuration, to: "gateway.yaml")
        let script = """
            cd "$0" && exec 3<&\(descriptor) && export LISTEN_FDS=1 LISTEN_PID=$$ && \
            exec systemd-socket-activate --fdname=http -E HOOKGATE_THREADS=2 "$@"
            """
        let environment = ["PATH": "/usr/bin:/bin"].merging(Program.loaderEnvironment) { own, _ in own }
        let flags = fcntl(descriptor, F_GETFD)
        _ = fcntl(descriptor, F_SETFD, flags & ~FD_CLOEXEC)
        defer { _ = fcntl(descriptor, F_SETFD, flags) }
        return try ChildProcess(
            "/bin/bash",
            ["-c", script, directory.url.path, Program.path, "run", "gateway.yaml"],
            environment: environment
        )
    }

    func awaitLine(_ process: ChildProcess, _ message: String) throws {
        let deadline = Deadline()
        while !process.errorText.contains("\"message\":\"\(message)\"") {
            guard try process.read(until: deadline) else { throw HarnessError("no \(message):\n\(process.errorText)") }
        }
    }
}
