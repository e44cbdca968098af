import Foundation
import GateTestSupport

/// What `make install` copies, with the program that was built with the tests, into a folder of its own.
final class Installation {
    let folder: URL
    /// The folder as `PREFIX`, so that the units name a program that is there.
    var prefix: String { folder.appendingPathComponent("usr").path }
    var configuration: URL { folder.appendingPathComponent("etc/hookgate/gateway.yaml") }

    init() throws {
        folder = try Repository.makeFolder()
        try make("install")
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    struct Failure: Error {
        var errors: String
    }

    /// Runs `make` with the folder's places.
    func make(_ target: String) throws {
        let result = try runShell(
            """
            SYSCONFDIR='\(folder.path)/etc' make --no-print-directory \(target) \
            PREFIX='\(prefix)' BINARY='\(Repository.program)'
            """
        )
        guard result.status == 0 else { throw Failure(errors: result.output + result.errors) }
    }

    /// The paths of all files below the folder, sorted.
    func files() throws -> [String] {
        let found = try runShell("find . -type f -printf '%P\\n'", in: folder)
        return found.output.split(separator: "\n").map(String.init).sorted()
    }

    func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: folder.appendingPathComponent(path)), as: UTF8.self)
    }

    func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.appendingPathComponent(path).path)
        return (attributes[.posixPermissions] as? Int) ?? 0
    }
}
