import Foundation
import GateTestSupport
import Testing

/// The examples of the manual pages.
@Suite struct ExampleTests {
    @Test(
        "every block of the pages says how it is tried",
        arguments: CommandPageTests.pages + [
            "hookgate-capture.5", "hookgate-coverage.7", "hookgate.yaml.5", "hookgate-cel.7", "hookgate-metrics.7",
            "hookgate-operations.7",
        ]
    )
    func kinds(page: String) throws {
        let examples = try ManualPage(page).examples
        #expect(!examples.isEmpty)
        let known = [
            "file", "endpoint", "extract", "conditions", "problem", "shell", "quiet", "repository", "log", "text",
            "expressions", "query", "operator", "unit", "tests",
        ]
        for example in examples {
            #expect(known.contains(example.kind ?? ""), "\(page):\(example.line): no kind that is tried")
        }
    }

    @Test("the tests that are shown pass beside the example that they are of")
    func testFiles() throws {
        let example = try #require(try ManualPage("hookgate-test.1").examples.first { $0.kind == "tests" })
        let folder = try Repository.makeFolder()
        let file = folder.appendingPathComponent("gateway.test.yaml")
        let copy = try runShell("cp -r examples/payment/gateway.yaml examples/payment/payloads '\(folder.path)'")
        #expect(copy.status == 0)
        try Data(example.text.utf8).write(to: file)
        let result = try runShell("hookgate test '\(file.path)'")
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        #expect(result.output == "4 tests in 1 file: 4 passed\n")
    }

    @Test("the files that are shown elsewhere compile without a finding")
    func otherFiles() throws {
        let examples = try ManualPage("hookgate-metrics.7").examples.filter { $0.kind == "file" }
        #expect(!examples.isEmpty)
        for example in examples { expectSound(example.text, example) }
    }

    @Test("the examples of hookgate.yaml(5) compile without a finding")
    func configurations() throws {
        let examples = try ManualPage("hookgate.yaml.5").examples
        let entries = try #require(examples.first { $0.kind == "extract" }).text
        for example in examples {
            switch example.kind {
            case "file": expectSound(example.text, example)
            case "endpoint": expectSound(ExampleFile.endpoint(example.text), example)
            case "extract": expectSound(ExampleFile.extract(example.text), example)
            case "conditions":
                for condition in example.text.split(separator: "\n") {
                    expectSound(ExampleFile.extract(entries, when: String(condition)), example)
                }
            default: continue
            }
        }
    }

    private func expectSound(_ file: String, _ example: ManualPage.Example) {
        let findings = ExampleFile.findings(file)
        #expect(findings.isEmpty, "line \(example.line): \(findings)")
    }

    @Test("the commands of the pages work", .timeLimit(.minutes(2)), arguments: CommandPageTests.pages)
    func commands(page: String) async throws {
        for example in try ManualPage(page).examples where ["shell", "quiet"].contains(example.kind) {
            let command = example.text.replacing("\\\n", with: " ")
            if command.contains("hookgate run") {
                let served = try await ServedFile(command)
                #expect(served.stop() == 0, "\(page):\(example.line)")
            } else {
                let result = try runShell(command)
                #expect(result.status == 0, "\(page):\(example.line): \(result.errors)")
                #expect(result.errors.isEmpty, "\(page):\(example.line): \(result.errors)")
                let isQuiet = example.kind == "quiet"
                #expect(result.output.isEmpty == isQuiet, "\(page):\(example.line) prints \(isQuiet ? "" : "nothing")")
            }
        }
    }

    @Test("the line for people tells what the line of JSON beside it does")
    func textLine() throws {
        let examples = try ManualPage("hookgate-run.1").examples
        let json = try #require(examples.first { $0.kind == "log" }).text.replacing("\n", with: "")
        let text = try #require(examples.first { $0.kind == "text" }).text.replacing("\n", with: " ")
        let fields = try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        #expect(text.hasPrefix("\(try #require(fields["time"])) info request "))
        for (name, value) in fields where !["time", "level"].contains(name) {
            let shown = "\(value)".contains(" ") ? "\"\(value)\"" : "\(value)"
            #expect(text.contains(" \(name)=\(shown) "), "\(name)")
        }
    }

    @Test("the lines of the log and the problem documents that are shown are JSON")
    func documents() throws {
        for page in ["hookgate-run.1", "hookgate.yaml.5"] {
            for example in try ManualPage(page).examples where ["log", "problem"].contains(example.kind) {
                let line = example.text.replacing("\n", with: "")
                let value = try? JSONSerialization.jsonObject(with: Data(line.utf8))
                #expect(value is [String: Any], "\(page):\(example.line)")
            }
        }
    }
}
