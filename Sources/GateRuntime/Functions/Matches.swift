extension Workspace {
    /// Whether a pattern that is only known now matches in `text`: compiled, used once and freed.
    ///
    /// Its length, memory and program are bounded, and it costs thousands of steps.
    mutating func matches(_ text: ByteView, pattern: ByteView) throws(Fault) -> Bool {
        let regex = try compile(patternBytes: pattern.count) { () throws(RegexProgram.CompileError) in
            try OwnedRegex(pattern)
        }
        try charge(matching: regex.handle, bytes: text.count)
        return RegexProgram.isMatch(handle: regex.handle, text, anchoring: .none)
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
