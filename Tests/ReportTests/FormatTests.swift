import Foundation
import FoundationXML
import GateTestSupport
import Testing

/// What `hookgate check` prints in each format.
@Suite struct FormatTests {
    static let formats = ["text", "json", "sarif", "github", "junit"]
    static let folder = Repository.folder.appendingPathComponent("Tests/ReportTests/Cases")

    @Test("each format in full", arguments: formats)
    func golden(format: String) throws {
        let command = "hookgate check --format \(format) broken.yaml doubtful.yaml sound.yaml missing.yaml"
        let result = try runShell(command, in: Self.folder)
        #expect(result.status == 1)
        #expect(format == "text" || result.errors == "", "a format for machines writes to standard output alone")
        let shown = format == "text" ? result.output + result.errors : result.output
        let version = try runShell("hookgate --version").output.filter { !$0.isNewline }
        expectGolden(shown.replacing("\"\(version)\"", with: "\"VERSION\""), at: "Cases/report.\(format)")
    }

    @Test("no format shows what may be a secret", arguments: formats)
    func secrets(format: String) throws {
        let folders = ["diagnostics", "mistakes"].map { "'Tests/GateCompilerTests/Cases/\($0)/*.yaml'" }
        let command = "hookgate check --format \(format) \(folders.joined(separator: " ")) Tests/ReportTests/Cases"
        let result = try runShell(command)
        #expect(result.status == 1)
        let text = result.output + result.errors
        #expect(text.utf8.count > 10_000)
        #expect(!text.contains("hunter2") && !text.contains("s3cr3t"))
    }

    @Test("how long a secret is does not show", arguments: formats)
    func lengths(format: String) throws {
        let text = try Repository.text("Tests/ReportTests/Cases/broken.yaml")
        let folder = try Repository.makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        var found: Set<String> = []
        for secret in ["hunter2", "hunter2-and-longer"] {
            let whole = text.replacing("hunter2", with: secret)
            try Data(whole.utf8).write(to: folder.appendingPathComponent("gateway.yaml"))
            let result = try runShell("hookgate check --format \(format)", in: folder)
            found.insert(result.output + result.errors)
        }
        #expect(found.count == 1)
    }

    @Test("no text of a file ends a line, a command or an element", arguments: formats)
    func hostile(format: String) throws {
        let folder = try Repository.makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let name = "a,b:c%d <&\" \u{202E}.yaml"
        let text = "hookgate: 1\n\"k\\e[31m\\n::error::x\\u2028]]></failure>%0A\": 1\nendpoints: {}\n"
        try Data(text.utf8).write(to: folder.appendingPathComponent(name))
        let result = try runShell("hookgate check --format \(format) *.yaml", in: folder)
        #expect(result.status == 1)
        let shown = result.output + result.errors
        #expect(!shown.contains("\u{1B}") && !shown.contains("\u{202E}") && !shown.contains("\u{2028}"))
        switch format {
        case "json", "sarif":
            #expect(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) is [String: Any])
        case "github":
            let lines = result.output.split(separator: "\n")
            #expect(lines.dropLast().allSatisfy { $0.hasPrefix("::error file=a%2Cb%3Ac%25d <&\" \\u{202E}.yaml,") })
        case "junit":
            let parser = XMLParser(data: Data(result.output.utf8))
            #expect(parser.parse(), "\(parser.parserError.map(String.init(describing:)) ?? "")")
        default: break
        }
    }

    @Test("with --strict a warning refuses", arguments: formats)
    func strict(format: String) throws {
        let lenient = try runShell("hookgate check --format \(format) doubtful.yaml", in: Self.folder)
        let strict = try runShell("hookgate check --strict --format \(format) doubtful.yaml", in: Self.folder)
        #expect(lenient.status == 0)
        #expect(strict.status == 1)
        let sign =
            switch format {
            case "text": "doubtful.yaml: refused: --strict lets no warning pass\n"
            case "json": "\"ok\": false"
            case "sarif": "\"exitCode\": 1"
            case "github": "1 file: 0 ok, 1 refused for warnings, 1 warning"
            default: "<failure message=\"doubtful.yaml:6:16: "
            }
        #expect((strict.output + strict.errors).contains(sign), "\(strict.output + strict.errors)")
        #expect(!(lenient.output + lenient.errors).contains(sign))
        #expect(!strict.output.contains(": ok: "))
        #expect(try runShell("hookgate check --strict sound.yaml", in: Self.folder).status == 0)
    }

    @Test("a wrong format is wrong usage")
    func usage() throws {
        #expect(try runShell("hookgate check --format xml gateway.yaml").status == 64)
    }
}
