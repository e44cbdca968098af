import NIOCore
import Synchronization

extension LoopTable {
    /// How long a loop may take to tell its numbers; one that is stuck must not hold up those who look for the reason.
    private static let sampleLimit = Duration.seconds(2)

    /// The numbers of each loop; nil for one that does not answer.
    func samples() async -> [[EndpointSample]?] {
        var samples: [[EndpointSample]?] = []
        let pending = loops.map { loop in
            Task {
                await LoopTable.first(within: LoopTable.sampleLimit) { answer in
                    loop.eventLoop.execute { answer(loop.value.served.meters.samples()) }
                }
            }
        }
        for task in pending { samples.append(await task.value) }
        return samples
    }

    /// What `ask` is answered, or nil once `limit` has passed.
    private static func first<Answer: Sendable>(
        within limit: Duration,
        _ ask: (@escaping @Sendable (Answer) -> Void) -> Void
    ) async -> Answer? {
        let waiting = OneAnswer<Answer>()
        let timer = Task {
            // Throws where it is cancelled: there is an answer.
            try? await Task.sleep(for: limit)
            waiting.settle(nil)
        }
        defer { timer.cancel() }
        return await withCheckedContinuation { continuation in
            waiting.begin(continuation)
            ask { waiting.settle($0) }
        }
    }
}

/// A continuation that is resumed once, by whoever comes first.
private final class OneAnswer<Answer: Sendable>: Sendable {
    private enum Stage {
        case new
        case waiting(CheckedContinuation<Answer?, Never>)
        case settled
    }

    private let stage = Mutex(Stage.new)

    func begin(_ continuation: CheckedContinuation<Answer?, Never>) {
        let isLate = stage.withLock { stage in
            guard case .new = stage else { return true }
            stage = .waiting(continuation)
            return false
        }
        if isLate { continuation.resume(returning: nil) }
    }

    func settle(_ answer: Answer?) {
        let continuation: CheckedContinuation<Answer?, Never>? = stage.withLock { stage in
            defer { stage = .settled }
            if case .waiting(let continuation) = stage { return continuation }
            return nil
        }
        continuation?.resume(returning: answer)
    }
}
