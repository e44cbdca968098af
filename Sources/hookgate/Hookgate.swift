import ArgumentParser

/// The `hookgate` command: one file per subcommand under `Commands`.
@main
struct Hookgate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hookgate",
        abstract: "A declarative webhook gateway: one YAML file says who may call, what is read, and what is answered.",
        discussion: """
            The file is compiled before it serves: a mistake is reported with its place, and nothing fails open. \
            See man hookgate for the commands and man hookgate.yaml for the file.
            """,
        version: hookgateVersion,
        subcommands: [
            Check.self, Run.self, TestCommand.self, Explain.self, ReplayCommand.self, DrawGraph.self, Routes.self,
            WitnessCommand.self, Diff.self, PrintSchema.self, InferCommand.self, FormatCommand.self,
        ]
    )
}

/// The version of the program.
let hookgateVersion = "0.1.0"
