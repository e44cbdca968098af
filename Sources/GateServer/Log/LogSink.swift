package import CoreMetrics
import Logging
import NIOPosix
import Synchronization

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// Where log lines go: a bounded queue and one thread that writes it to a file descriptor.
///
/// Event loops hand over whole batches, so that they never wait for a slow reader of the log. What does not fit in the
/// queue is dropped and counted, and the count is logged when there is room again.
package final class LogSink: Sendable {
    /// Bytes that may wait to be written.
    package static let waitingBytesMax = 8 << 20
    /// Milliseconds that ``close()`` waits for the last lines to be taken.
    private static let closingMilliseconds = 2000

    private struct Queue {
        var batches: [[UInt8]] = []
        var byteCount = 0
        var droppedLines = 0
        var isWriting = false
        /// Whether the descriptor takes nothing any more (its reader is gone).
        var isBroken = false
    }

    /// Whether each line begins with its priority, `<3>` to `<7>` (sd-daemon(3)).
    let writesPriorities: Bool
    /// Whether the process's own lines are for people; changes at a reload.
    let isText = Atomic(false)

    private let queue = Mutex(Queue())
    private let descriptor: CInt
    private let limitBytes: Int
    private let dropCounter: Counter
    private let writer = NIOThreadPool(numberOfThreads: 1)

    /// A sink that writes to `descriptor`, which stays open.
    ///
    /// `limitBytes` bounds what waits, `metrics` counts what is dropped.
    package init(
        descriptor: CInt,
        limitBytes: Int = LogSink.waitingBytesMax,
        writesPriorities: Bool = false,
        metrics: any MetricsFactory = MetricsSystem.factory
    ) {
        self.descriptor = descriptor
        self.limitBytes = limitBytes
        self.writesPriorities = writesPriorities
        dropCounter = Counter(label: MetricName.logLinesDropped, dimensions: [], factory: metrics)
        writer.start()
    }

    /// Queues lines to be written.
    package func write(_ text: consuming LogText) {
        let lineCount = text.lineCount
        let bytes = text.bytes
        guard !bytes.isEmpty else { return }
        let starts: Bool? = queue.withLock { queue in
            guard !queue.isBroken, bytes.count <= limitBytes - queue.byteCount else {
                queue.droppedLines += lineCount
                return nil
            }
            queue.byteCount += bytes.count
            queue.batches.append(bytes)
            defer { queue.isWriting = true }
            return !queue.isWriting
        }
        guard let starts else { return dropCounter.increment(by: lineCount) }
        if starts { writer.submit { _ in self.drain() } }
    }

    /// Waits until what was queued is written, at most a short while, and stops the thread.
    package func close() async {
        for _ in 0..<LogSink.closingMilliseconds / 10 {
            let isDone = queue.withLock { !$0.isWriting }
            if isDone {
                // An error would say that the pool is stopped already.
                try? await writer.shutdownGracefully()
                return
            }
            try? await Task.sleep(nanoseconds: 10_000_000)
        }
    }

    /// Lines that were dropped and not reported yet.
    package var droppedLineCount: Int { queue.withLock { $0.droppedLines } }

    // MARK: On the writer's thread

    private func drain() {
        while true {
            let (batches, droppedLines) = queue.withLock { queue in
                let taken = (queue.batches, queue.isBroken ? 0 : queue.droppedLines)
                queue.batches = []
                if !queue.isBroken { queue.droppedLines = 0 }
                if taken.0.isEmpty, taken.1 == 0 { queue.isWriting = false }
                return taken
            }
            if batches.isEmpty, droppedLines == 0 { return }
            for batch in batches {
                let isWritten = writeAll(batch)
                queue.withLock { queue in
                    queue.byteCount -= batch.count
                    if !isWritten { queue.isBroken = true }
                }
            }
            if droppedLines > 0 { _ = writeAll(report(droppedLines)) }
        }
    }

    private func report(_ droppedLines: Int) -> [UInt8] {
        var line = EventLine(for: self, level: .warning, message: "log lines dropped")
        line.add("lines", droppedLines)
        return line.finish().bytes
    }

    /// Writes every byte; false where the descriptor takes no more.
    private func writeAll(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let written = writeOnce(descriptor, UnsafeRawBufferPointer(rebasing: rest))
                if written >= 0 {
                    rest = rest.dropFirst(written)
                } else if errno == EAGAIN {
                    var poller = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    _ = poll(&poller, 1, 1000)
                } else if errno != EINTR {
                    return false
                }
            }
            return true
        }
    }
}

/// `write(2)`.
private func writeOnce(_ descriptor: CInt, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}
