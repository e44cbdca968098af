extension Workspace {
    /// Whether a pattern that is only known now matches in `text`: compiled, used once and freed.
    ///
    /// Its length and memory are bounded, and it costs thousands of steps.
    mutating func matches(_ text: ByteView, pattern: ByteView) throws(Fault) -> Bool {
        guard pattern.count <= 1_024 else { throw Fault(.invalidArgument) }
        // Compiling costs far more than matching: a few hundred are what a request may do.
        try charge(4_000 + pattern.count)
        let result = RegexProgram.matchOnce(pattern: pattern, text, anchoring: .none, memoryBytes: 256 << 10)
        guard let result else { throw Fault(.invalidArgument) }
        return result
    }
}

extension FunctionSpec {
    static let matches = FunctionSpec(
        "matches",
        .matches,
        [Overload([.string, .string], .bool), Overload(isMember: true, [.string, .string], .bool)],
        texts: [1: .regex],
        summary: """
            Whether an RE2 regular expression matches anywhere in the text; `^` and `$` bind it to the ends. A pattern \
            made at run time may have 1,024 bytes.
            """,
        examples: ["'order-17'.matches('^order-[0-9]+$')", "matches('banana', 'ba(na)*')"]
    )
}
