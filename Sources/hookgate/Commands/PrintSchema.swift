import ArgumentParser
import GateConfig

/// `hookgate schema`: prints the JSON Schema that an editor checks and completes files with.
struct PrintSchema: ParsableCommand {
    /// The kinds of files that there are schemas of.
    enum Kind: String, ExpressibleByArgument, CaseIterable {
        case gateway, test
    }

    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of configuration files.",
        discussion: """
            The schema (draft-07) is made from the tables that the program reads files with. An editor that speaks to \
            yaml-language-server completes, explains and checks a file with it; the first line of the file says where it \
            lies: # yaml-language-server: $schema=FILE. Whatever "hookgate check" accepts is valid; what a schema cannot \
            know, such as names and types, only "check" tells. Exit status: 0, 1 where the schema cannot be \
            written, 64 for wrong usage.
            """
    )

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp("The kind of file: gateway, the configuration, or test, a file of tests.", valueName: "kind")
    )
    var kind = Kind.gateway

    func run() {
        switch kind {
        case .gateway: Terminal.printOutput(ConfigSchema.gatewaySchema(), terminator: "")
        case .test: Terminal.printOutput(ConfigSchema.testSchema(), terminator: "")
        }
    }
}
