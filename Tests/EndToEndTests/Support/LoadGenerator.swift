import Foundation
import Glibc
import Synchronization

/// Clients that send one request after another, each on a connection that it keeps, until they are told to stop.
final class LoadGenerator: Sendable {
    /// What a client saw.
    struct Tally: Sendable {
        var answered = 0
        /// Requests without an answer, and answers that were not right.
        var failures: [String] = []
        /// Connections that could not be made.
        var refusedConnections = 0
    }

    private struct State {
        var isStopping = false
        var tally = Tally()
        var runningCount = 0
    }

    private let state = Mutex(State())
    private let progress = NSCondition()
    private let requestBytes: [UInt8]
    private let connect: @Sendable () throws -> Client
    /// Nil where the answer is right.
    private let judge: @Sendable (Answer) -> String?

    /// `clients` clients that begin at once.
    init(
        clients: Int,
        _ request: Request,
        connect: @escaping @Sendable () throws -> Client,
        judge: @escaping @Sendable (Answer) -> String?
    ) throws {
        requestBytes = request.bytes
        self.connect = connect
        self.judge = judge
        state.withLock { $0.runningCount = clients }
        for _ in 0..<clients {
            var thread = pthread_t()
            let context = Unmanaged.passRetained(self).toOpaque()
            let code = pthread_create(
                &thread,
                nil,
                { context in
                    guard let context else { return nil }
                    Unmanaged<LoadGenerator>.fromOpaque(context).takeRetainedValue().run()
                    return nil
                },
                context
            )
            guard code == 0 else { throw HarnessError("pthread_create: \(code)") }
            pthread_detach(thread)
        }
    }

    /// Answers so far.
    var answeredCount: Int { state.withLock { $0.tally.answered } }

    /// Waits until `count` more requests have been answered.
    func awaitAnswers(_ count: Int) throws {
        let goal = answeredCount + count
        try wait("\(count) answers") { $0.tally.answered >= goal || $0.runningCount == 0 }
    }

    /// Ends the clients, each with the answer that it waits for, and gives what they saw.
    func stop() throws -> Tally {
        state.withLock { $0.isStopping = true }
        return try finish()
    }

    /// Waits until every client has ended by itself: until nobody takes connections any more.
    func finish() throws -> Tally {
        try wait("the end of the clients") { $0.runningCount == 0 }
        return state.withLock { $0.tally }
    }

    private func wait(_ what: String, _ isDone: (State) -> Bool) throws {
        let limit = Date(timeIntervalSinceNow: 120)
        progress.lock()
        defer { progress.unlock() }
        while !state.withLock({ isDone($0) }) {
            guard progress.wait(until: limit) else { throw HarnessError("no \(what) in time") }
        }
    }

    /// Changes what the clients saw, and wakes whoever waits for it.
    private func change(_ body: (inout State) -> Void) {
        progress.lock()
        state.withLock { body(&$0) }
        progress.broadcast()
        progress.unlock()
    }

    // MARK: On a client's thread

    private func run() {
        defer { change { $0.runningCount -= 1 } }
        while !state.withLock({ $0.isStopping }) {
            guard let client = try? connect() else {
                change { state in
                    state.tally.refusedConnections += 1
                    state.isStopping = true
                }
                return
            }
            converse(client)
        }
    }

    /// Sends requests until the server or the test ends the connection.
    private func converse(_ client: Client) {
        while !state.withLock({ $0.isStopping }) {
            do {
                try client.send(requestBytes)
                let answer = try client.readAnswer()
                let complaint = judge(answer)
                change { state in
                    state.tally.answered += 1
                    if let complaint { state.tally.failures.append(complaint) }
                }
                if answer.closes { return }
            } catch {
                change { $0.tally.failures.append("\(error)") }
                return
            }
        }
    }
}
