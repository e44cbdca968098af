package import Foundation

/// The files of this repository, and the program that was built with the tests.
package enum Repository {
    /// Where it lies.
    package static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The path of a file.
    package static func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    /// The text of a file.
    package static func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: folder.appendingPathComponent(name)), as: UTF8.self)
    }

    /// `hookgate`, which the build puts beside the bundle of the tests.
    package static let program: String = {
        let bundle = URL(fileURLWithPath: CommandLine.arguments.first ?? "").deletingLastPathComponent()
        return bundle.appendingPathComponent("hookgate").path
    }()

    /// A new folder under the system's folder for temporary files, with a short path: a unix socket's has 107 bytes.
    package static func makeFolder() throws -> URL {
        let url = URL(fileURLWithPath: NSTemporaryDirectory())
            .appendingPathComponent("hookgate-\(UInt32.random(in: 0 ... .max))")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        return url
    }
}

/// What a finished command left.
package struct CommandResult {
    package var status: Int32
    package var output: String
    package var errors: String
}

/// Runs a command of `sh` to its end.
///
/// `hookgate` is the built program.
package func runShell(_ command: String, in folder: URL = Repository.folder) throws -> CommandResult {
    let scratch = try Repository.makeFolder()
    defer { try? FileManager.default.removeItem(at: scratch) }
    let output = scratch.appendingPathComponent("output")
    let errors = scratch.appendingPathComponent("errors")
    let process = try makeShell(command, in: folder, output: output, errors: errors)
    try process.run()
    process.waitUntilExit()
    return CommandResult(
        status: process.terminationStatus,
        output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
        errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self)
    )
}

/// A command of `sh` that writes to files, so that no pipe can fill.
package func makeShell(_ command: String, in folder: URL, output: URL, errors: URL) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = folder
    var environment = ProcessInfo.processInfo.environment
    let programs = URL(fileURLWithPath: Repository.program).deletingLastPathComponent().path
    environment["PATH"] = programs + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
    process.environment = environment
    for url in [output, errors] { try Data().write(to: url) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    return process
}
