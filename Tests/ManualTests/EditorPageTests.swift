import GateTestSupport
import Testing

/// The pages of the commands that help with writing files: schema, infer, fmt.
@Suite struct EditorPageTests {
    static let commands = ["schema", "infer", "fmt"]

    @Test("the page names every option that the command takes", arguments: commands)
    func options(command: String) throws {
        let source = try ManualPage("hookgate-\(command).1").source
        let help = try runShell("hookgate \(command) --help").output
        let options = Set(help.matches(of: /--[a-z][a-z-]*/).map { String($0.output) })
        #expect(options.contains("--help"))
        for option in options {
            let macro = "\\-\(option.dropFirst(2).replacing("-", with: "\\-"))"
            #expect(source.contains(macro), "\(option) is not in the page")
        }
    }

    @Test("the commands of the page work", arguments: commands)
    func examples(command: String) throws {
        let examples = try ManualPage("hookgate-\(command).1").examples
        #expect(!examples.isEmpty)
        for example in examples where example.kind != "text" {
            #expect(example.kind == "shell", "line \(example.line): no kind that is tried")
            let result = try runShell(example.text.replacing("\\\n", with: " "))
            #expect(result.status == 0, "line \(example.line): \(result.errors)")
            #expect(result.errors == "", "line \(example.line)")
        }
    }
}
