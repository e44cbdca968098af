package import Logging
import NIOPosix
import ServiceLifecycle
import Synchronization

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// Watches the files of the configuration on a thread of its own, and says when to look at them again.
package final class FileWatcher: Service {
    private let state: Mutex<State>
    private let wake: WakePipe
    private let logger: Logger
    private let thread = NIOThreadPool(numberOfThreads: 1)

    private struct State {
        var inputs = LoadInputs()
        /// Whether the thread has yet to take over ``inputs``.
        var isNew = true
        var isStopped = false
        var onChange: @Sendable () async -> Void = {}
    }

    /// A watcher of nothing yet.
    package init(logger: Logger) {
        self.logger = logger
        state = Mutex(State())
        wake = WakePipe()
    }

    /// Calls `body` when the files of the last ``update(_:)`` have changed and come to rest.
    package func onChange(_ body: @escaping @Sendable () async -> Void) {
        state.withLock { $0.onChange = body }
    }

    /// Watches these files instead.
    ///
    /// A change since they were read counts: none is missed between the reading and the watching.
    package func update(_ inputs: LoadInputs) {
        state.withLock { state in
            state.inputs = inputs
            state.isNew = true
        }
        wake.signal()
    }

    /// Watches until graceful shutdown or cancellation.
    package func run() async throws {
        thread.start()
        let (changes, reports) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        thread.submit { _ in
            self.watch { reports.yield() }
            reports.finish()
        }
        await withTaskCancellationOrGracefulShutdownHandler {
            for await _ in changes { await state.withLock { $0.onChange }() }
        } onCancelOrGracefulShutdown: {
            self.state.withLock { $0.isStopped = true }
            self.wake.signal()
        }
        // An error would say that the thread is gone already.
        try? await thread.shutdownGracefully()
    }

    // MARK: On the watching thread

    private func watch(_ report: () -> Void) {
        var watches = WatchTable()
        if !watches.hasNotices { warn("the system gives no notices of changes (inotify)") }
        var gate = ChangeGate()
        while true {
            let (inputs, isStopped) = state.withLock { state in
                defer { state.isNew = false }
                return (state.isNew ? state.inputs : nil, state.isStopped)
            }
            if isStopped { return }
            if let inputs {
                let missing = watches.update(inputs)
                if !missing.isEmpty { warn("no notices of changes come from \(missing.joined(separator: ", "))") }
                if !inputs.areCurrent { gate.note(at: LoopClock.monotonicTime()) }
            }
            watches.wait(wake.reader, until: gate.dueAt)
            wake.drain()
            watches.takeNotices(into: &gate)
            if gate.take(at: LoopClock.monotonicTime()) { report() }
        }
    }

    private func warn(_ reason: String) {
        logger.warning("changes are looked for every two seconds", metadata: ["reason": "\(reason)"])
    }
}

/// A pipe that ends a wait.
private final class WakePipe: Sendable {
    let reader: CInt
    private let writer: CInt

    init() {
        var ends: [CInt] = [-1, -1]
        // Where the process has no descriptors left, updates are seen with the next change.
        _ = pipe(&ends)
        (reader, writer) = (ends[0], ends[1])
        for end in ends where end >= 0 {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
    }

    deinit {
        for end in [reader, writer] where end >= 0 { close(end) }
    }

    func signal() {
        var byte: UInt8 = 0
        // A full pipe wakes as well.
        _ = write(writer, &byte, 1)
    }

    func drain() {
        withUnsafeTemporaryAllocation(byteCount: 64, alignment: 1) { buffer in
            while read(reader, buffer.baseAddress, buffer.count) > 0 {}
        }
    }
}
