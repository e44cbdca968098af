import Foundation
import GateTestSupport
import Testing

/// A `hookgate run` that listens on a unix socket, for as long as a test needs it.
final class ServedFile {
    let socket: String
    private let process: Process
    private let log: URL
    private let folder: URL

    /// Starts a command that holds `hookgate run`, with its listeners replaced, and waits until it listens.
    ///
    /// - Throws: `Failure` with the log where the program ends instead.
    init(_ command: String, in working: URL = Repository.folder) async throws {
        folder = try Repository.makeFolder()
        socket = folder.appendingPathComponent("s").path
        log = folder.appendingPathComponent("log")
        let replaced = command.replacing(/\s--listen \S+/, with: "")
            .replacing("hookgate run", with: "exec hookgate run --listen unix:\(socket)")
        process = try makeShell(replaced, in: working, output: folder.appendingPathComponent("output"), errors: log)
        try process.run()
        while !FileManager.default.fileExists(atPath: socket) {
            guard process.isRunning else { throw Failure(log: text()) }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    struct Failure: Error {
        var log: String
    }

    deinit {
        if process.isRunning { process.terminate() }
    }

    /// Sends SIGTERM, waits for the end and gives the status.
    func stop() -> Int32 {
        process.terminate()
        process.waitUntilExit()
        defer { try? FileManager.default.removeItem(at: folder) }
        return process.terminationStatus
    }

    private func text() -> String {
        (try? String(decoding: Data(contentsOf: log), as: UTF8.self)) ?? ""
    }
}
