import Foundation
import GateTestSupport
import Testing

/// The completions of the shells.
@Suite struct CompletionTests {
    private static let files = [
        "bash": "usr/share/bash-completion/completions/hookgate", "zsh": "usr/share/zsh/site-functions/_hookgate",
        "fish": "usr/share/fish/vendor_completions.d/hookgate.fish",
    ]

    @Test("they know every command and option of the help", arguments: ["bash", "zsh", "fish"])
    func names(shell: String) throws {
        let text = try Installation().text(try #require(Self.files[shell]))
        #expect(!text.hasPrefix("#!"), "the file is read, not run")
        let overview = try runShell("hookgate --help").output.components(separatedBy: "SUBCOMMANDS:\n").last ?? ""
        let commands = overview.matches(of: /(?m)^  ([a-z]+)\s/).map { String($0.output.1) }
        #expect(commands.contains("run"))
        var count = 0
        for command in commands + [""] {
            #expect(command.isEmpty || text.contains(command))
            let help = try runShell("hookgate \(command) --help").output
            for match in help.matches(of: /--([a-z][a-z-]*)/) {
                let option = shell == "fish" ? "-l '\(match.output.1)'" : "--\(match.output.1)"
                #expect(text.contains(option) || text.contains("-l \(match.output.1)"), "\(shell) lacks \(option)")
                count += 1
            }
        }
        #expect(count > 5)
    }

    @Test("bash completes commands, options and files")
    func bash() throws {
        let installation = try Installation()
        let file = installation.folder.appendingPathComponent(try #require(Self.files["bash"])).path
        let cases = [
            (["hookgate", "ru"], ["run"]), (["hookgate", "w"], ["witness"]),
            (["hookgate", "check", "gateway.y"], ["gateway.yaml"]),
            (["hookgate", "test", "gateway.t"], ["gateway.test.yaml"]),
            (["hookgate", "run", "--li"], ["--listen"]),
            (["hookgate", "f"], ["fmt"]), (["hookgate", "sc"], ["schema"]),
            (["hookgate", "diff", "--format", "m"], ["markdown"]),
            (["hookgate", "check", "--explain", "E30"], (1...9).map { "E30\($0)" }),
            (["hookgate", "fmt", "pack"], ["packaging"]), (["hookgate", "witness", "--output", "pack"], ["packaging"]),
        ]
        for (words, expected) in cases {
            let line = words.joined(separator: " ")
            let script = """
                source '\(file)'
                COMP_WORDS=(\(line)) COMP_CWORD=\(words.count - 1) COMP_LINE='\(line)' COMP_POINT=\(line.utf8.count)
                _hookgate hookgate '\(words.last ?? "")' '\(words.dropLast().last ?? "")'
                printf '%s\\n' "${COMPREPLY[@]}"
                """
            let result = try runShell("bash -c '\(script.replacing("'", with: "'\\''"))'")
            let replies = result.output.split(separator: "\n").map { $0.trimmingPrefix("./") }
            #expect(replies.map(String.init) == expected, "\(line): \(result.errors)")
        }
    }
}
