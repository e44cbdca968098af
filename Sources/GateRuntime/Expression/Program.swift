/// An expression that is ready to run: where it starts in the graph's instruction table and what it needs.
package struct Program: BitwiseCopyable, Sendable, Equatable {
    /// Index of the first instruction.
    package var entry: UInt32
    /// Registers that must exist, slots and temporaries together.
    package var registerCount: UInt32

    package init(entry: UInt32, registerCount: UInt32) {
        self.entry = entry
        self.registerCount = registerCount
    }
}

/// The graph's tables that programs run on, borrowed.
///
/// Constants are in the workspace, where values find them.
package struct ProgramTables {
    package var instructions: TableView<Instruction>
    /// Handles of the compiled regular expressions (``RegexProgram/handle``); the graph keeps them alive.
    package var regexes: TableView<UInt>

    package init(instructions: TableView<Instruction>, regexes: TableView<UInt>) {
        self.instructions = instructions
        self.regexes = regexes
    }
}

/// Where an instruction comes from, for messages and the log.
package struct ProgramSite: BitwiseCopyable, Sendable, Equatable {
    /// Index of the expression among those that were lowered, in order.
    package var expression: UInt32
    /// Bytes of the expression's text, half-open.
    package var start: UInt32
    package var end: UInt32

    package init(expression: UInt32, start: UInt32, end: UInt32) {
        self.expression = expression
        self.start = start
        self.end = end
    }
}
