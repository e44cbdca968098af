import Foundation
import GateTestSupport
import Testing

/// hookgate-operations(7), the page of those who run the gateway.
@Suite struct OperationsPageTests {
    private static let name = "hookgate-operations.7"
    private static let examples = "/usr/share/doc/hookgate/examples"

    @Test("the configurations that are shown compile without a finding")
    func configurations() throws {
        let files = try ManualPage(Self.name).examples.filter { $0.kind == "file" }
        #expect(files.count >= 3)
        for example in files {
            let findings = ExampleFile.findings(example.text)
            #expect(findings.isEmpty, "line \(example.line): \(findings)")
        }
    }

    @Test("the commands that are shown are commands of sh, with options that hookgate has")
    func commands() throws {
        let blocks = try ManualPage(Self.name).examples.filter { $0.kind == "operator" }
        #expect(blocks.count >= 10)
        for block in blocks {
            let script = block.text.replacing(/(?m)^#[ ]/, with: "")
            let folder = try Repository.makeFolder()
            defer { try? FileManager.default.removeItem(at: folder) }
            try Data(script.utf8).write(to: folder.appendingPathComponent("script"))
            let parsed = try runShell("sh -n script", in: folder)
            #expect(parsed.status == 0, "line \(block.line): \(parsed.errors)")
            for use in script.matches(of: /(?m)^hookgate ([a-z]+)/) {
                let help = try runShell("hookgate \(use.output.1) --help")
                #expect(help.output.contains("USAGE: hookgate \(use.output.1)"), "line \(block.line)")
            }
        }
    }

    @Test("the files that the page names are installed")
    func files() throws {
        let page = try ManualPage(Self.name).source.split(separator: "\n").map { ManualPage.shown($0) }
            .joined(separator: "\n")
        let install = try Repository.text("packaging/install")
        var count = 0
        for name in ["prometheus/alerts.yaml", "grafana/hookgate.json", "notify-reload.conf"] {
            #expect(page.contains(name))
            #expect(install.contains("\"$doc/examples/\(name)\""), "\(name) is not installed")
            count += 1
        }
        for match in page.matches(of: /hookgate-(?:deploy|from-git)\.[a-z]+/) {
            let path = Repository.path("examples/deploy/\(match.output)")
            #expect(FileManager.default.fileExists(atPath: path), "\(match.output) is not there")
            count += 1
        }
        #expect(page.contains("\(Self.examples)/deploy"))
        #expect(count > 5)
    }

    @Test("every alert says here what to do")
    func alerts() throws {
        let page = try ManualPage(Self.name).source
        let rules = try Repository.text("packaging/prometheus/alerts.yaml")
        let names = rules.matches(of: /- alert: (\w+)/).map { String($0.output.1) }
        #expect(names.count > 5)
        for name in names {
            #expect(page.matches(of: /\.Pq Hookgate.*/).contains { $0.output.contains(name) }, "\(name) is not there")
        }
    }
}
