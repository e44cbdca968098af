import Foundation
import Testing

/// A disk of a few pages in memory, which a test fills; it is unmounted at the end.
final class SmallDisk {
    let path: String
    private let directory: TemporaryDirectory

    /// Whether such a disk can be mounted: it takes the superuser, and a container may keep even that one from it.
    static let isPossible: Bool = (try? SmallDisk()) != nil
    /// Why a test of a full disk is skipped.
    static let absence = Comment("a small disk cannot be mounted here, which takes the superuser")

    init(bytes: Int = 16_384) throws {
        directory = try TemporaryDirectory()
        path = directory.url.appendingPathComponent("disk").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        guard try SmallDisk.run("mount", "-t", "tmpfs", "-o", "size=\(bytes)", "tmpfs", path) == .exit(0) else {
            throw HarnessError("a disk cannot be mounted on \(path)")
        }
    }

    deinit { _ = try? SmallDisk.run("umount", path) }

    /// Takes all room that is left.
    func fill() throws {
        let end = try SmallDisk.run("dd", "if=/dev/zero", "of=\(path)/ballast", "bs=1024")
        guard end != .exit(0) else { throw HarnessError("the disk is not full") }
    }

    /// Gives the room back.
    func empty() throws { try FileManager.default.removeItem(atPath: path + "/ballast") }

    private static func run(_ words: String...) throws -> ChildProcess.End {
        let arguments = ["-c", "exec \"$@\" 2>/dev/null", "sh"] + words
        return try ChildProcess("/bin/sh", arguments, environment: ["PATH": "/usr/sbin:/usr/bin:/bin"]).wait()
    }
}
