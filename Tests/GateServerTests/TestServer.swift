import Foundation
import GateRuntime
import GateServer
import Logging
import ServiceLifecycle
import Synchronization

/// A gateway on a port of the system's choice, for the length of a test.
struct TestServer: Sendable {
    let addresses: [ListenAddress]
    let server: GatewayServer
    private let group: ServiceGroup

    var address: ListenAddress { addresses[0] }

    func connect() throws -> RawClient { try RawClient(address) }

    /// Begins graceful shutdown; returns at once.
    func stop() {
        Task { await group.triggerGracefulShutdown() }
    }

    /// Starts a server, runs `body` on a thread of its own (it may block), stops the server and returns the log.
    @discardableResult
    static func serve(
        threads: Int = 1,
        listeners: [ListenAddress] = [.tcp(host: "127.0.0.1", port: 0)],
        _ adjust: (inout ServerSettings) -> Void = { _ in },
        surround: (inout ServerEnvironment) -> Void = { _ in },
        body: @escaping @Sendable (TestServer) throws -> Void
    ) async throws -> [String] {
        var settings = ServerSettings()
        settings.listeners = listeners
        adjust(&settings)
        let file = try LogFile()
        let sink = LogSink(descriptor: file.descriptor)
        let logger = Logger(label: "test") { _ in LineLogHandler(sink: sink, level: .info) }
        var environment = ServerEnvironment(sink: sink)
        surround(&environment)
        let server = GatewayServer(
            graph: try TestGraph.source(settings),
            settings: settings,
            threads: threads,
            environment: environment,
            logger: logger
        )
        let group = ServiceGroup(services: [server], logger: logger)
        let running = Task { try await group.run() }
        var failure: (any Error)?
        do {
            let test = TestServer(addresses: try await server.ready(), server: server, group: group)
            try await onThread { try body(test) }
        } catch {
            failure = error
        }
        await group.triggerGracefulShutdown()
        let result = await running.result
        await sink.close()
        if let failure { throw failure }
        try result.get()
        return try file.lines()
    }

    /// Serves other settings and waits until every loop does.
    func install(_ settings: ServerSettings) throws {
        let server = server
        let source = try TestGraph.source(settings)
        try TestServer.waitFor {
            await server.commit(try await server.prepare(source, settings))
        }
    }

    /// Runs asynchronous code from a thread that may wait.
    static func waitFor<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) throws -> Value {
        let box = ResultBox<Value>()
        Task {
            do { box.finish(.success(try await body())) } catch { box.finish(.failure(error)) }
        }
        return try box.wait()
    }

    /// Runs blocking code where it keeps no task from running.
    static func onThread(_ body: @escaping @Sendable () throws -> Void) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            let thread = Thread { continuation.resume(with: Result { try body() }) }
            thread.start()
        }
    }
}

/// Brings a task's result to a thread that waits for it.
final class ResultBox<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, any Error>?>(nil)
    private let done = DispatchSemaphore(value: 0)

    func finish(_ result: Result<Value, any Error>) {
        self.result.withLock { $0 = result }
        done.signal()
    }

    func wait() throws -> Value {
        done.wait()
        guard let result = result.withLock({ $0 }) else { throw CancellationError() }
        return try result.get()
    }
}

/// A file without a name that takes a log.
final class LogFile: Sendable {
    let descriptor: CInt

    init() throws {
        let path = NSTemporaryDirectory() + "hookgate-log-\(UUID().uuidString)"
        descriptor = open(path, O_RDWR | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else { throw RawClient.Failure.cannotConnect(errno) }
        unlink(path)
    }

    deinit {
        close(descriptor)
    }

    func lines() throws -> [String] {
        lseek(descriptor, 0, SEEK_SET)
        let data = try FileHandle(fileDescriptor: descriptor, closeOnDealloc: false).readToEnd() ?? Data()
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
