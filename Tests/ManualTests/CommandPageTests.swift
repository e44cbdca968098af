import Foundation
import GateTestSupport
import Testing

/// hookgate(1) beside what the program says of itself.
@Suite struct CommandPageTests {
    @Test(
        "the page names every option, command and variable",
        arguments: ["", "run", "check", "graph", "routes", "witness"]
    )
    func names(command: String) throws {
        let source = try ManualPage("hookgate.1").source
        let help = try runShell("hookgate \(command) --help").output
        #expect(help.hasPrefix("OVERVIEW:"))
        let options = help.matches(of: /--[a-z][a-z-]*/).map { String($0.output) }
        #expect(options.contains("--help"))
        for option in Set(options) {
            // mdoc writes the first hyphen itself.
            let macro = "Fl \\-\(option.dropFirst(2))"
            #expect(source.contains(macro), "\(option) is not in the page")
        }
        for name in help.matches(of: /[A-Z]+_[A-Z_]+/) {
            #expect(source.contains(".It Ev \(name.output)"), "\(name.output) is not in the page")
        }
        guard let list = help.components(separatedBy: "SUBCOMMANDS:\n").dropFirst().first else { return }
        let commands = list.split(separator: "\n").prefix { $0.hasPrefix("  ") }.compactMap {
            $0.firstMatch(of: /^  ([a-z]+)\s/)?.output.1
        }
        #expect(!commands.isEmpty)
        for command in commands {
            #expect(source.contains(".It Cm \(command) "), "the command \(command) is not in the page")
        }
    }

    @Test("the exit statuses are those of the page")
    func exitStatuses() throws {
        let source = try ManualPage("hookgate.1").source
        for (command, status) in [
            ("hookgate check gateway.yaml", 0), ("hookgate check no-such-file.yaml", 1),
            ("hookgate check --no-such-option", 64), ("hookgate no-such-command", 64),
            ("HOOKGATE_THREADS=0 hookgate run", 64), ("env -u SYSTEMEIO_PASSWORD hookgate run", 1),
        ] {
            let result = try runShell(command)
            #expect(result.status == Int32(status), "\(command): \(result.errors)")
            #expect(source.contains("\n.It \(status)\n"), "the page does not explain \(status)")
        }
    }
}
