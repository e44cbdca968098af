import Foundation
import GateTestSupport
import Testing

/// `hookgate check` needs the file and its samples, and nothing else of the machine.
@Suite struct SandboxTests {
    /// The words that start a command in namespaces of its own; nil where the machine lets nobody make any.
    private static let namespaces: String? = ["unshare", "unshare --user --map-root-user"].map { "\($0) --net --mount" }
        .first { words in
            let trial = "\(words) sh -c 'mount --bind . . && mount -o remount,bind,ro .'"
            return (try? runShell(trial).status) == 0
        }

    @Test("without network, environment and writable folder it says the same", arguments: FormatTests.formats)
    func sealed(format: String) throws {
        let check = "check --format \(format) gateway.yaml examples Tests/ReportTests/Cases"
        let free = try runShell("hookgate \(check)")
        let command = "exec env -i '\(Repository.program)' \(check)"
        guard let namespaces = Self.namespaces else {
            print("no namespaces can be made on this machine: tried with an empty environment alone")
            let result = try runShell(command)
            #expect(result.output == free.output && result.errors == free.errors && result.status == free.status)
            return
        }
        // What the program could write to, its folder and that for temporary files, is read-only; 64 is no status of
        // a check that ran.
        let script = """
            seal() { mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" || exit 64; }
            seal "$PWD"
            seal /tmp
            cd "$PWD" || exit 64
            ! touch sealed 2>/dev/null || exit 64
            ! touch /tmp/sealed 2>/dev/null || exit 64
            [ "$(grep -c : /proc/net/dev)" -le 1 ] || exit 64
            \(command)
            """
        let quoted = script.replacing("'", with: "'\\''")
        let result = try runShell("\(namespaces) sh -c '\(quoted)'")
        #expect(result.status == free.status, "\(result.errors)")
        #expect(result.output == free.output)
        #expect(result.errors == free.errors)
    }

    @Test("it opens the file and its samples, writes to no file, and makes no socket")
    func traced() throws {
        guard try runShell("command -v strace").status == 0 else {
            Issue.record("strace is not installed: run \"make test\", or install the package strace")
            return
        }
        guard try runShell("strace -o /dev/null true").status == 0 else {
            print("this machine lets nobody trace a process: not tried")
            return
        }
        let folder = try Repository.makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let log = folder.appendingPathComponent("log").path
        let traced = "strace -f -qq -e trace=%file,%network,%process -o '\(log)' hookgate check gateway.yaml"
        let result = try runShell(traced)
        #expect(result.status == 0, "\(result.errors)")
        let lines = String(decoding: try Data(contentsOf: URL(fileURLWithPath: log)), as: UTF8.self)
            .split(separator: "\n")
        let first = try #require(lines.firstIndex { $0.contains("\"gateway.yaml\"") && $0.contains("open") })
        let samples = Repository.path("examples/systemeio/payloads")
        var count = 0
        for line in lines[first...] {
            guard let call = line.firstMatch(of: /^\d+\s+([a-z0-9_]+)\((.*)/) else { continue }
            let path = call.output.2.firstMatch(of: /"([^"]*)"/).map { String($0.output.1) } ?? ""
            let isOwn = path == "gateway.yaml" || path.hasPrefix(samples)
            if call.output.1.hasPrefix("open") {
                #expect(isOwn, "\(line)")
                count += 1
            }
            // Children, links, renames and the like are neither.
            let known = [
                "open", "openat", "stat", "lstat", "newfstatat", "statx", "readlink", "access", "getcwd", "exit_group",
            ]
            let isThread = line.contains("CLONE_THREAD")
            #expect(isThread || known.contains(String(call.output.1)), "\(line)")
        }
        #expect(count > 5, "the samples were not opened")
        for line in lines {
            #expect(!line.contains("O_WRONLY") && !line.contains("O_RDWR") && !line.contains("O_CREAT"), "\(line)")
            #expect(line.firstMatch(of: /^\d+\s+(socket|connect|bind|sendto)\(/) == nil, "\(line)")
        }
    }
}
