import Foundation

/// The program under test, built beside the tests.
enum Program {
    /// Where the program is.
    static let path = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appendingPathComponent("hookgate").path

    /// The root of the package.
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Where the loader finds libraries, in case the tests themselves need to be told.
    static let loaderEnvironment = ProcessInfo.processInfo.environment.filter { $0.key == "LD_LIBRARY_PATH" }

    /// What a command left.
    struct Result {
        var end: ChildProcess.End
        var output: String
        var errors: String
    }

    /// Starts the program, in the tests' own directory unless another is given.
    static func start(
        _ arguments: [String],
        environment: [String: String] = [:],
        directory: URL? = nil
    ) throws -> ChildProcess {
        let variables = environment.merging(loaderEnvironment) { own, _ in own }
        guard let directory else { return try ChildProcess(path, arguments, environment: variables) }
        // The shell becomes the program, so the process is the same.
        let words = ["-c", "cd \"$0\" && exec \"$@\"", directory.path, path] + arguments
        return try ChildProcess("/bin/sh", words, environment: variables)
    }

    /// Runs the program to its end.
    static func run(
        _ arguments: [String],
        environment: [String: String] = [:],
        directory: URL? = nil
    ) throws -> Result {
        let process = try start(arguments, environment: environment, directory: directory)
        let end = try process.wait()
        return Result(end: end, output: process.outputText, errors: process.errorText)
    }
}

/// A directory of a test's own; removed with all that is in it at the end.
final class TemporaryDirectory {
    let url: URL

    init() throws {
        let name = "hookgate-\(UUID().uuidString.prefix(13))"
        url = FileManager.default.temporaryDirectory.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    /// Writes a file and gives its path.
    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        let file = url.appendingPathComponent(name)
        try Data(text.utf8).write(to: file)
        return file.path
    }
}
