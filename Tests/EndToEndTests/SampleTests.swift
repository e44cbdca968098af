import Foundation
import Testing

/// Samples on disk: how their names are resolved, and who reads them.
@Suite struct SampleTests {
    static func file(_ samples: String, when condition: String = "body.n == 1") -> String {
        """
        hookgate: 1
        endpoints:
          a:
            path: /a
            auth: none
            samples: \(samples)
            branches:
              - { when: '\(condition)', respond: { status: 202 } }
              - { else: , respond: { status: 204 } }
        """
    }

    @Test(
        "the example is clean by either name, from anywhere",
        arguments: ["gateway.yaml", "examples/systemeio/gateway.yaml"]
    )
    func example(_ path: String) throws {
        let folder = try TemporaryDirectory()
        for (file, directory) in [(path, Program.root), (Program.root.appendingPathComponent(path).path, folder.url)] {
            let result = try Program.run(["check", file], directory: directory)
            #expect(result.end == .exit(0))
            #expect(result.errors == "")
        }
    }

    @Test("names are relative to the file, whose directory is no pattern")
    func names() throws {
        let folder = try TemporaryDirectory()
        let directory = folder.url.appendingPathComponent("a [x]*? \\b")
        let inner = directory.appendingPathComponent("in/deeper.json")
        try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
        try Data("{\"n\": \"text\"}".utf8).write(to: directory.appendingPathComponent("in/b.json"))
        let path = directory.appendingPathComponent("gateway.yaml").path
        for samples in [
            "[in/b.json]", "[\"in/*.json\"]", "[\"i[mn]/?.json\"]", "[\"\(folder.url.path)/a*/in/b.json\"]",
        ] {
            try Data(Self.file(samples).utf8).write(to: URL(fileURLWithPath: path))
            let result = try Program.run(["check", path])
            #expect(result.end == .exit(1), "\(samples)")
            #expect(result.errors.contains("error[E304]"), "\(samples): \(result.errors)")
        }
        for samples in ["[in/none.json]", "[\"in/*.jsn\"]", "[in]"] {
            try Data(Self.file(samples).utf8).write(to: URL(fileURLWithPath: path))
            let result = try Program.run(["check", path])
            #expect(result.errors.contains("error[E420]"), "\(samples): \(result.errors)")
        }
    }

    @Test("a sample that cannot be read, or is too large, is named")
    func unreadable() throws {
        let folder = try TemporaryDirectory()
        let manager = FileManager.default
        try manager.createSymbolicLink(atPath: folder.url.path + "/dangling.json", withDestinationPath: "nowhere")
        try folder.write("[\"" + String(repeating: "x", count: 1 << 20) + "\"]", to: "large.json")
        try folder.write(Self.file("[\"*.json\"]"), to: "gateway.yaml")
        let result = try Program.run(["check"], directory: folder.url)
        #expect(result.end == .exit(1))
        #expect(result.errors.contains("error[E421]: cannot read the sample dangling.json: no such file"))
        #expect(result.errors.contains("error[E423]: the sample large.json is larger than 1048576 bytes"))
    }

    @Test("run reads no sample")
    func run() throws {
        let folder = try TemporaryDirectory()
        try folder.write(Self.file("[missing.json]"), to: "gateway.yaml")
        #expect(try Program.run(["check"], directory: folder.url).end == .exit(1))
        // An address that cannot be listened on ends it after the file was taken.
        let result = try Program.run(["run", "--listen", "unix:/nowhere/socket"], directory: folder.url)
        #expect(!result.errors.contains("missing.json"), "\(result.errors)")
        #expect(result.errors.contains("/nowhere/socket"), "\(result.errors)")
    }
}
