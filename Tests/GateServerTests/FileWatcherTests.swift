import Foundation
import Logging
import ServiceLifecycle
import Testing

@testable import GateServer

/// Real files, real notices of the kernel.
@Suite("Watching files")
struct FileWatcherTests {
    /// A directory, a watcher on files in it, and the changes that it reported.
    private struct Watched: Sendable {
        var root: String
        var watcher: FileWatcher
        var changes: AsyncStream<Void>

        func path(_ name: String) -> String { root + "/" + name }

        func write(_ text: String, to name: String) throws {
            try text.write(toFile: path(name), atomically: false, encoding: .utf8)
        }

        /// Watches the files as they are now.
        func update(_ names: [String], directories: [String] = []) {
            var inputs = LoadInputs()
            for name in names { inputs.files.updateValue(FileStamp(path: path(name)), forKey: path(name)) }
            inputs.directories = Set(directories.map { path($0) + "/" })
            watcher.update(inputs)
        }
    }

    private static func watch(_ body: @escaping @Sendable (Watched) async throws -> Void) async throws {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("hookgate-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: root) }
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let watcher = FileWatcher(logger: logger)
        let (changes, continuation) = AsyncStream.makeStream(of: Void.self)
        watcher.onChange { continuation.yield() }
        let group = ServiceGroup(services: [watcher], logger: logger)
        let running = Task { try await group.run() }
        let result: Result<Void, any Error>
        do {
            try await body(Watched(root: root.path, watcher: watcher, changes: changes))
            result = .success(())
        } catch {
            result = .failure(error)
        }
        await group.triggerGracefulShutdown()
        try await running.value
        try result.get()
    }

    @Test(
        "however a file comes to be another one, it is seen",
        arguments: ["write", "rename", "remove", "link", "touch", "directory"]
    )
    func changes(_ way: String) async throws {
        try await Self.watch { watched in
            let files = FileManager.default
            try files.createDirectory(atPath: watched.path("real"), withIntermediateDirectories: false)
            try watched.write("one", to: "real/file")
            try files.createSymbolicLink(atPath: watched.path("link"), withDestinationPath: "real")
            watched.update(["link/file"])
            switch way {
            case "write":
                try watched.write("two", to: "real/file")
            case "rename":
                try watched.write("two", to: "real/other")
                try #require(rename(watched.path("real/other"), watched.path("real/file")) == 0)
            case "remove":
                try files.removeItem(atPath: watched.path("real/file"))
            case "link":
                try files.createDirectory(atPath: watched.path("second"), withIntermediateDirectories: false)
                try watched.write("two", to: "second/file")
                try files.createSymbolicLink(atPath: watched.path("new"), withDestinationPath: "second")
                try #require(rename(watched.path("new"), watched.path("link")) == 0)
            case "touch":
                try #require(chmod(watched.path("real/file"), 0o600) == 0)
            default:
                try #require(rename(watched.path("real"), watched.path("away")) == 0)
            }
            var changes = watched.changes.makeAsyncIterator()
            await changes.next()
        }
    }

    @Test("a file that comes, goes and comes back is seen each time")
    func comesBack() async throws {
        try await Self.watch { watched in
            var changes = watched.changes.makeAsyncIterator()
            watched.update(["sub/file"])
            for _ in 0..<3 {
                try FileManager.default.createDirectory(
                    atPath: watched.path("sub"),
                    withIntermediateDirectories: false
                )
                try watched.write("text", to: "sub/file")
                await changes.next()
                watched.update(["sub/file"])
                try FileManager.default.removeItem(atPath: watched.path("sub"))
                await changes.next()
                watched.update(["sub/file"])
            }
        }
    }

    @Test("what changed between the reading and the watching counts")
    func before() async throws {
        try await Self.watch { watched in
            try watched.write("one", to: "file")
            var inputs = LoadInputs()
            inputs.files.updateValue(FileStamp(path: watched.path("file")), forKey: watched.path("file"))
            try watched.write("three", to: "file")
            watched.watcher.update(inputs)
            var changes = watched.changes.makeAsyncIterator()
            await changes.next()
        }
    }

    @Test("a new file in a directory of samples is seen, one beside a plain file is not")
    func newFile() throws {
        let files = FileManager.default
        let root = files.temporaryDirectory.appendingPathComponent("hookgate-\(UUID().uuidString)").path
        try files.createDirectory(atPath: root + "/samples", withIntermediateDirectories: true)
        defer { try? files.removeItem(atPath: root) }
        try Data("one".utf8).write(to: URL(fileURLWithPath: root + "/file"))
        var inputs = LoadInputs()
        inputs.files.updateValue(FileStamp(path: root + "/file"), forKey: root + "/file")
        inputs.directories = [root + "/samples/"]
        var table = WatchTable()
        let hasNotices = table.hasNotices
        #expect(hasNotices)
        let missing = table.update(inputs)
        #expect(missing.isEmpty)
        // The kernel has queued the notice of a change when the call that makes it returns.
        var gate = ChangeGate()
        try Data("x".utf8).write(to: URL(fileURLWithPath: root + "/neighbour"))
        table.takeNotices(into: &gate)
        #expect(!gate.isPending)
        try Data("{}".utf8).write(to: URL(fileURLWithPath: root + "/samples/new.json"))
        table.takeNotices(into: &gate)
        #expect(gate.isPending)
    }

    @Test("where there are no notices, the files are compared")
    func compared() throws {
        let files = FileManager.default
        let root = files.temporaryDirectory.appendingPathComponent("hookgate-\(UUID().uuidString)").path
        try files.createDirectory(atPath: root, withIntermediateDirectories: true)
        defer { try? files.removeItem(atPath: root) }
        try Data("one".utf8).write(to: URL(fileURLWithPath: root + "/file"))
        var inputs = LoadInputs()
        inputs.files.updateValue(FileStamp(path: root + "/file"), forKey: root + "/file")
        var table = WatchTable(hasNotices: false)
        _ = table.update(inputs)
        var gate = ChangeGate()
        table.takeNotices(into: &gate)
        #expect(!gate.isPending)
        try Data("three".utf8).write(to: URL(fileURLWithPath: root + "/file"))
        table.takeNotices(into: &gate)
        #expect(gate.isPending)
    }
}
