package import CoreMetrics
import GateRuntime
import Logging
import NIOPosix
import Synchronization

/// Writes sampled requests to files, on one thread of its own behind a bounded queue.
///
/// Event loops never wait for it: what does not fit in the queue is dropped and counted. Trouble with the directory is
/// one line in the log, and its end another.
package final class RequestCapture: Sendable {
    /// Milliseconds that ``close()`` waits for the last files.
    private static let closingMilliseconds = 2000

    private struct Queue {
        var records: [CaptureRecord] = []
        var byteCount = 0
        var isWriting = false
    }

    let settings: CaptureSettings
    private let sink: LogSink
    private let queue = Mutex(Queue())
    /// Used on the writer's thread only; the lock is never contended.
    private let folder: Mutex<CaptureFolder>
    private let trouble = Mutex<CaptureFolder.Failure?>(nil)
    private let written: Counter
    private let dropped: Counter
    private let failed: Counter
    private let writer = NIOThreadPool(numberOfThreads: 1)

    /// A capture into a directory, which is made now if it is missing; a failure is a line in the log.
    package init(_ settings: CaptureSettings, sink: LogSink, metrics: any MetricsFactory) {
        self.settings = settings
        self.sink = sink
        let folder = CaptureFolder(settings)
        self.folder = Mutex(folder)
        written = RequestCapture.counter("written", metrics)
        dropped = RequestCapture.counter("dropped", metrics)
        failed = RequestCapture.counter("failed", metrics)
        writer.start()
        do throws(CaptureFolder.Failure) {
            try folder.make()
            if folder.isOpenToOthers {
                warn("other users can enter the directory of captures, which hold payloads; chmod 0700", nil)
            }
        } catch {
            tell(error)
        }
    }

    static func counter(_ result: String, _ metrics: any MetricsFactory) -> Counter {
        Counter(label: MetricName.captures, dimensions: [("result", result)], factory: metrics)
    }

    /// Queues a request to be written.
    func take(_ record: CaptureRecord) {
        let starts: Bool? = queue.withLock { queue in
            guard record.byteCount <= settings.waitingBytesMax - queue.byteCount else { return nil }
            queue.byteCount += record.byteCount
            queue.records.append(record)
            defer { queue.isWriting = true }
            return !queue.isWriting
        }
        guard let starts else { return dropped.increment() }
        if starts { writer.submit { _ in self.drain() } }
    }

    /// Waits until what was queued is written, at most a short while, and stops the thread.
    package func close() async {
        for _ in 0..<RequestCapture.closingMilliseconds / 10 {
            if queue.withLock({ !$0.isWriting }) { break }
            try? await Task.sleep(nanoseconds: 10_000_000)
        }
        // An error would say that the pool is stopped already.
        try? await writer.shutdownGracefully()
    }

    // MARK: On the writer's thread

    private func drain() {
        while true {
            let records = queue.withLock { queue in
                let taken = queue.records
                queue.records = []
                if taken.isEmpty { queue.isWriting = false }
                return taken
            }
            if records.isEmpty { return }
            for record in records {
                write(record)
                queue.withLock { $0.byteCount -= record.byteCount }
            }
        }
    }

    private func write(_ record: CaptureRecord) {
        let now = LoopClock.wallTime().seconds
        do throws(CaptureFolder.Failure) {
            try folder.withLock { folder throws(CaptureFolder.Failure) in
                try folder.write(record.fileName, record.json, now: now)
            }
            written.increment()
            tell(nil)
        } catch {
            if error == .full { dropped.increment() } else { failed.increment() }
            tell(error)
        }
    }

    /// Says once that there is trouble, and once that it is over.
    private func tell(_ failure: CaptureFolder.Failure?) {
        let previous = trouble.withLock { trouble in
            defer { trouble = failure }
            return trouble
        }
        if let failure, previous == nil {
            let message: String =
                if failure == .full {
                    "capturing pauses: the directory is full; move files away or raise --capture-max"
                } else {
                    "requests cannot be captured; serving goes on"
                }
            warn(message, failure.reason)
        } else if failure == nil, previous != nil {
            var line = EventLine(for: sink, level: .notice, message: "requests are captured again")
            line.add("directory", .string(settings.directory))
            sink.write(line.finish())
        }
    }

    private func warn(_ message: String, _ reason: String?) {
        var line = EventLine(for: sink, level: .warning, message: message)
        line.add("directory", .string(settings.directory))
        if let reason { line.add("reason", .string(reason)) }
        sink.write(line.finish())
    }
}
