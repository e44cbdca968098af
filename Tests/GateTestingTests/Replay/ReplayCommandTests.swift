import Foundation
import GateTestSupport
import GateTesting
import Testing

/// `hookgate replay` on captures that are made from the samples.
@Suite struct ReplayCommandTests {
    /// A folder with captures of requests to gateway.yaml, a changed file and what disturbs.
    private static func makeFolder(copies: Int = 1) throws -> URL {
        let folder = try Repository.makeFolder()
        let captures = folder.appendingPathComponent("captures")
        try FileManager.default.createDirectory(at: captures, withIntermediateDirectories: true)
        let payloads = Repository.path("examples/systemeio/payloads")
        let names = try FileManager.default.contentsOfDirectory(atPath: payloads).sorted()
        for copy in 0..<copies {
            for name in names {
                let body = try Repository.text("examples/systemeio/payloads/\(name)")
                let text = capture(body, branch: name == "contact.tag.added.json" ? "tag added" : nil)
                try Data(text.utf8).write(to: captures.appendingPathComponent("\(copy)-\(name)"))
            }
        }
        let changed = try Repository.text("gateway.yaml")
            .replacingOccurrences(of: "amount >= 500", with: "amount >= 50000")
            .replacingOccurrences(of: "status: tag-removed", with: "status: gone")
        try Data(changed.utf8).write(to: folder.appendingPathComponent("new.yaml"))
        try FileManager.default.copyItem(
            atPath: Repository.path("gateway.yaml"),
            toPath: folder.appendingPathComponent("old.yaml").path
        )
        return folder
    }

    private static func capture(_ body: String, branch: String?, cut: Bool = false) -> String {
        let tree = JSONTree.map([
            .init("hookgate_capture", .int(1)), .init("id", .string("01980000-0000-7000-8000-000000000001")),
            .init("time", .string("2026-01-02T03:04:05.000000006Z")), .init("peer", .string("185.236.142.1")),
            .init("method", .string("POST")), .init("target", .string("/hooks/systemeio")),
            .init(
                "headers",
                .list([
                    .list([.string("Content-Type"), .string("application/json")]),
                    .list([.string("Authorization"), .string("***")]),
                ])
            ),
            .init("verified", .list([.string("source_ip"), .string("basic")])), .init("body", .string(body)),
            .init("body_bytes", .int(Int64(body.utf8.count) + (cut ? 1 : 0))), .init("truncated", .bool(cut)),
            .init(
                "answer",
                .map([
                    .init("status", .int(200)), .init("endpoint", .string("systemeio")),
                    .init("branch", branch.map(JSONTree.string) ?? .string("big sale")),
                ])
            ),
        ])
        return tree.pretty
    }

    @Test("what changed is told with where the ways part", arguments: ["text", "markdown", "json"])
    func changes(format: String) throws {
        let folder = try Self.makeFolder(copies: 2)
        defer { try? FileManager.default.removeItem(at: folder) }
        let command = "hookgate replay captures --against old.yaml new.yaml --format \(format)"
        let result = try runShell(command, in: folder)
        #expect(result.status == 1, "\(result.errors)")
        expectGolden(result.output, at: "../Cases/Replay/changes.\(format)")
        #expect(try runShell(command, in: folder).output == result.output)
    }

    @Test("every change is listed where that is wanted")
    func all() throws {
        let folder = try Self.makeFolder(copies: 2)
        defer { try? FileManager.default.removeItem(at: folder) }
        let result = try runShell("hookgate replay captures --against old.yaml new.yaml --all", in: folder)
        for copy in 0..<2 {
            #expect(
                result.output.contains("\(copy)-customer.sale.completed.json: systemeio, branch \"big sale\", 200 ->")
            )
            #expect(result.output.contains("\(copy)-contact.tag.removed.json: systemeio, branch \"tag removed\""))
        }
        #expect(!result.output.contains("like it"))
    }

    @Test("the same file decides the same")
    func same() throws {
        let folder = try Self.makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let result = try runShell("hookgate replay captures --against old.yaml old.yaml", in: folder)
        #expect(result.status == 0)
        #expect(result.output.hasSuffix(" the same, 0 changed\n"))
    }

    @Test("recorded answers are compared where there is no other file")
    func recorded() throws {
        let folder = try Self.makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let name = "captures/0-contact.tag.added.json"
        #expect(
            try runShell("hookgate replay \(name) old.yaml", in: folder).output == "1 request: 1 the same, 0 changed\n"
        )
        let result = try runShell("hookgate replay captures/0-contact.course.enrolled.json old.yaml", in: folder)
        #expect(result.status == 1)
        #expect(result.output.contains("branch \"big sale\", 200 -> systemeio, branch \"course\", 200"))
    }

    @Test("what cannot be replayed is named")
    func skipped() throws {
        let folder = try Self.makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let captures = folder.appendingPathComponent("captures")
        let cut = Self.capture("{", branch: nil, cut: true)
        for (name, text) in [("cut.json", cut), ("noise.json", "[]"), ("empty", ""), (".hidden", "x")] {
            try Data(text.utf8).write(to: captures.appendingPathComponent(name))
        }
        let result = try runShell("hookgate replay captures --against old.yaml old.yaml", in: folder)
        #expect(result.status == 0)
        for line in ["cut.json: the body was cut", "noise.json: it is JSON, but neither", "empty: it is empty"] {
            #expect(result.output.contains("not replayed: \(line)"), "\(result.output)")
        }
        #expect(result.output.hasSuffix("; 3 not replayed\n"))
    }

    @Test(
        "where nothing can be compared the status is 3",
        arguments: [
            ("hookgate replay none old.yaml", 3, "cannot read none"),
            ("hookgate replay hollow old.yaml", 3, "there are no captures in hollow"),
            ("hookgate replay captures no-such.yaml", 3, "cannot read no-such.yaml"),
            ("hookgate replay captures old.yaml --against no-such.yaml", 3, "cannot read no-such.yaml"),
            ("hookgate replay old.yaml old.yaml", 3, "no request could be replayed"),
            ("hookgate replay", 64, "Missing expected argument"),
            ("hookgate replay captures --format xml", 64, "xml"),
        ]
    )
    func nothing(_ command: String, _ status: Int, _ words: String) throws {
        let folder = try Self.makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("hollow"),
            withIntermediateDirectories: true
        )
        let result = try runShell(command, in: folder)
        #expect(result.status == Int32(status), "\(result.output)")
        #expect(result.errors.contains(words), "\(result.errors)")
    }
}
