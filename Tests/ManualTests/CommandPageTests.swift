import Foundation
import GateTestSupport
import Testing

/// The pages of the commands beside what the program says of itself.
@Suite struct CommandPageTests {
    /// The commands that `hookgate --help` lists.
    static let commands: [String] = {
        let help = (try? runShell("hookgate --help").output) ?? ""
        let list = help.components(separatedBy: "SUBCOMMANDS:\n").dropFirst().first ?? ""
        return list.split(separator: "\n").prefix { $0.hasPrefix("  ") }.compactMap {
            $0.firstMatch(of: /^  ([a-z][a-z-]*)(?:\s|$)/).map { String($0.output.1) }
        }
    }()

    /// hookgate(1) and the page of every command.
    static var pages: [String] { ["hookgate.1"] + commands.map { "hookgate-\($0).1" } }

    @Test("the program lists its commands")
    func found() {
        #expect(Set(["check", "run", "graph", "routes", "witness"]).isSubset(of: CommandPageTests.commands))
    }

    @Test("hookgate(1) has a line for every command, and no page is of none")
    func overview() throws {
        let source = try ManualPage("hookgate.1").source
        for command in CommandPageTests.commands {
            #expect(source.contains("\n.It Cm \(command)\n"), "the command \(command) is not in the page")
            #expect(source.contains("\n.Xr hookgate-\(command) 1 .\n"), "the line of \(command) names no page")
            #expect(source.contains("\n.Xr hookgate-\(command) 1 ,\n"), "SEE ALSO lacks hookgate-\(command)")
        }
        let pages = try FileManager.default.contentsOfDirectory(atPath: Repository.path("man"))
        for page in pages where page.hasPrefix("hookgate-") && page.hasSuffix(".1") {
            #expect(CommandPageTests.pages.contains(page), "\(page) is of no command")
        }
    }

    @Test("the page of a command names its options and variables", arguments: commands)
    func names(command: String) throws {
        let source = try ManualPage("hookgate-\(command).1").source
        let help = try runShell("hookgate \(command) --help").output
        #expect(help.hasPrefix("OVERVIEW:"))
        #expect(source.contains(".Dt HOOKGATE-\(command.uppercased()) 1\n"))
        #expect(source.contains(".Nm hookgate-\(command)\n"))
        #expect(source.contains(".Nm hookgate\n.Cm \(command)\n"), "the page has no synopsis")
        let options = help.matches(of: /--[a-z][a-z-]*/).map { String($0.output) }
        #expect(options.contains("--help"))
        for option in Set(options) {
            // mdoc writes the first hyphen itself.
            let item = source.contains(".It Fl \\-\(option.dropFirst(2))")
            let pair = source.contains(", Fl \\-\(option.dropFirst(2))")
            #expect(item || pair, "\(option) is not in the page")
        }
        for name in help.matches(of: /[A-Z]+_[A-Z_]+/) {
            #expect(source.contains(".It Ev \(name.output)"), "\(name.output) is not in the page")
        }
        for option in source.matches(of: /(?m)^\.It (?:Fl [a-z] , )?Fl \\-([a-z-]+)/) {
            #expect(options.contains("--\(option.output.1)"), "there is no option --\(option.output.1)")
        }
        for section in ["DESCRIPTION", "EXIT STATUS", "EXAMPLES", "SEE ALSO"] {
            #expect(source.contains("\n.Sh \(section)\n"), "the page has no section \(section)")
        }
    }

    @Test("the page of a command explains the exit statuses", arguments: commands)
    func usage(command: String) throws {
        let source = try ManualPage("hookgate-\(command).1").source
        for status in [0, 1, 64] {
            #expect(source.contains("\n.It \(status)\n"), "the page does not explain \(status)")
        }
        #expect(try runShell("hookgate \(command) --help").status == 0)
        #expect(try runShell("hookgate \(command) --no-such-option").status == 64)
    }

    @Test("the exit statuses are those of the pages")
    func exitStatuses() throws {
        for (page, command, status) in [
            ("hookgate.1", "hookgate no-such-command", 64),
            ("hookgate-check.1", "hookgate check gateway.yaml", 0),
            ("hookgate-check.1", "hookgate check no-such-file.yaml", 1),
            ("hookgate-run.1", "HOOKGATE_THREADS=0 hookgate run", 64),
            ("hookgate-run.1", "env -u SYSTEMEIO_PASSWORD hookgate run", 1),
            ("hookgate-graph.1", "hookgate graph --endpoint no-such-endpoint", 1),
            ("hookgate-graph.1", "hookgate graph --format no-such-format", 64),
            ("hookgate-routes.1", "hookgate routes no-such-file.yaml", 1),
            ("hookgate-witness.1", "hookgate witness --endpoint no-such-endpoint", 1),
            ("hookgate-diff.1", "hookgate diff --format no-such-format", 64),
            ("hookgate-diff.1", "sed s/sale/sold/ gateway.yaml | hookgate diff gateway.yaml -", 1),
            ("hookgate-diff.1", "sed 's/auth:.*/auth: none/' gateway.yaml | hookgate diff gateway.yaml -", 3),
            ("hookgate-fmt.1", "printf 'a:   1' | hookgate fmt --check -", 1),
            ("hookgate-fmt.1", "hookgate fmt - -", 64),
            ("hookgate-infer.1", "echo '{}' | hookgate infer -", 1),
            ("hookgate-infer.1", "hookgate infer", 64),
            ("hookgate-schema.1", "hookgate schema > /dev/full", 1),
            ("hookgate-schema.1", "hookgate schema --for no-such-kind", 64),
        ] {
            let result = try runShell(command)
            #expect(result.status == Int32(status), "\(command): \(result.errors)")
            #expect(try ManualPage(page).source.contains("\n.It \(status)\n"), "\(page) does not explain \(status)")
        }
    }

    @Test("the help of every command ends its text with the exit statuses", arguments: commands)
    func helpStatuses(command: String) throws {
        let help = try runShell("hookgate \(command) --help").output.replacing("\n", with: " ")
        #expect(help.contains(/Exit status: 0 ?[^.]*, 1 [^.]*, 64 for wrong usage\./), "\(help)")
    }

    @Test("no title of a section begins with a word that mdoc takes for a macro")
    func titles() throws {
        for page in try FileManager.default.contentsOfDirectory(atPath: Repository.path("man")) {
            for match in try ManualPage(page).source.matches(of: /(?m)^\.S[hs] "?[A-Z][a-z]\b.*/) {
                Issue.record("\(page): \(match.output): put \\& before its first word")
            }
        }
    }

    @Test("a page of hookgate that is referred to is there")
    func references() throws {
        let pages = try FileManager.default.contentsOfDirectory(atPath: Repository.path("man"))
        var count = 0
        for page in pages {
            for match in try ManualPage(page).source.matches(of: /(?m)^\.Xr (hookgate[a-z.-]*) ([1-9])/) {
                #expect(pages.contains("\(match.output.1).\(match.output.2)"), "\(page): \(match.output.0)")
                count += 1
            }
        }
        for match in try Repository.text("packaging/hookgate.service").matches(of: /man:([a-z.-]+)\(([1-9])\)/) {
            #expect(pages.contains("\(match.output.1).\(match.output.2)"), "hookgate.service: \(match.output.0)")
        }
        #expect(count > 10)
    }
}
