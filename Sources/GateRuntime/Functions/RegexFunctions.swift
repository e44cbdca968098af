extension Workspace {
    /// The regex extension with a pattern that is only known now: the second argument.
    ///
    /// As for `matches`, its length, memory and program are bounded, and it costs thousands of steps.
    mutating func callRegex(_ operation: Operation, _ arguments: Arguments) throws(Fault) -> Value {
        guard arguments.count >= 2 else { throw Fault(.noSuchOverload) }
        try arguments.expectString(arguments.second)
        let pattern = view(arguments.second)
        let regex = try compile(patternBytes: pattern.count) { () throws(RegexProgram.CompileError) in
            try OwnedRegex(pattern)
        }
        let others = Arguments(arguments.count - 1, arguments.first, arguments.third, arguments.fourth, .null)
        return try callRegex(operation, regex.handle, others)
    }

    /// The regex extension with a compiled pattern; `arguments` are the others.
    mutating func callRegex(_ operation: Operation, _ regex: UInt, _ arguments: Arguments) throws(Fault) -> Value {
        let text = arguments.first
        try arguments.expectString(text)
        switch operation {
        case .regexExtract:
            try arguments.expect(1)
            return try extract(from: text, regex)
        case .regexExtractAll:
            try arguments.expect(1)
            return try extractAll(from: text, regex)
        default:
            guard arguments.count == 2 || arguments.count == 3 else { throw Fault(.noSuchOverload) }
            try arguments.expectString(arguments.second)
            let limit = arguments.count == 3 ? try arguments.limit(arguments.third) : .max
            return try replace(in: text, regex, by: arguments.second, limit: limit)
        }
    }

    private mutating func extract(from text: Value, _ regex: UInt) throws(Fault) -> Value {
        let groups = RegexProgram.groupCount(handle: regex)
        guard groups <= 1 else { throw Fault(.invalidArgument) }
        var matches = RegexMatches()
        guard let spans = try matches.next(in: text, regex, &self), !spans[groups].isMissing else {
            return .noneOptional
        }
        // An empty group is none, as in cel-go; an empty match is not.
        if groups == 1, spans[1].start == spans[1].end { return .noneOptional }
        return try optional(of: text.part(spans[groups].start, spans[groups].end))
    }

    private mutating func extractAll(from text: Value, _ regex: UInt) throws(Fault) -> Value {
        let groups = RegexProgram.groupCount(handle: regex)
        guard groups <= 1 else { throw Fault(.invalidArgument) }
        let mark = pending.count
        var matches = RegexMatches()
        while let spans = try matches.next(in: text, regex, &self) {
            let span = spans[groups]
            if groups == 1, span.isMissing || span.start == span.end { continue }
            try pending.append(text.part(span.start, span.end))
        }
        return try closeList(from: mark)
    }

    private mutating func replace(
        in text: Value,
        _ regex: UInt,
        by replacement: Value,
        limit: Int64
    ) throws(Fault) -> Value {
        let groups = RegexProgram.groupCount(handle: regex)
        guard RegexReplacement.problem(with: view(replacement), groups: groups) == nil else {
            throw Fault(.invalidArgument)
        }
        let start = bytes.count
        var (end, left) = (0, limit)
        var matches = RegexMatches()
        while left > 0, let spans = try matches.next(in: text, regex, &self) {
            try appendBytes(of: text.part(end, spans[0].start))
            try append(replacement, for: spans, of: text)
            end = spans[0].end
            left -= 1
        }
        try appendBytes(of: text.part(end, text.count))
        return .string(.arena, offset: start, count: bytes.count - start)
    }

    /// Appends a replacement, with the text of the groups that it refers to.
    private mutating func append(
        _ replacement: Value,
        for spans: RegexMatches.Spans,
        of text: Value
    ) throws(Fault) {
        var start = 0
        while start < replacement.count {
            let content = view(replacement)
            let end = content.firstIndex(of: UInt8(ascii: "\\"), from: start) ?? content.count
            try appendBytes(of: replacement.part(start, end))
            guard end + 1 < replacement.count else { return }
            let following = view(replacement)[end + 1]
            if following == UInt8(ascii: "\\") {
                try bytes.append(following)
            } else {
                let span = spans[Int(following &- UInt8(ascii: "0")) % 10]
                if !span.isMissing { try appendBytes(of: text.part(span.start, span.end)) }
            }
            start = end + 2
        }
    }
}

/// What `regex.replace` puts in the place of a match: `\1` to `\9` are its groups, `\0` is all of it, `\\` a backslash.
package enum RegexReplacement {
    /// What is wrong with a replacement for a pattern with so many groups; nil where nothing is.
    package static func problem(with text: ByteView, groups: Int) -> String? {
        var index = 0
        while index < text.count {
            guard text[index] == UInt8(ascii: "\\") else {
                index += 1
                continue
            }
            guard index + 1 < text.count else { return "a backslash at the end; for one write \\\\" }
            let following = text[index + 1]
            if following != UInt8(ascii: "\\") {
                let group = following &- UInt8(ascii: "0")
                guard group <= 9 else { return "a backslash goes before a group's digit or another backslash" }
                guard Int(group) <= groups else { return "the pattern has no group \(group)" }
            }
            index += 2
        }
        return nil
    }
}

/// The regex extension.
enum RegexSpecs {
    static let all: [FunctionSpec] = [
        FunctionSpec(
            "regex.extract",
            .regexExtract,
            [.init([.string, .string], .optional(.string))],
            texts: [1: .regex],
            summary: """
                An optional of the first match of an RE2 regular expression, or of its group where it has one. A pattern \
                with more groups is an error.
                """,
            examples: [
                "regex.extract('order #1042, paid', '#([0-9]+)') == optional.of('1042')",
                "regex.extract('no order', '#([0-9]+)').orValue('none') == 'none'",
            ]
        ),
        FunctionSpec(
            "regex.extractAll",
            .regexExtractAll,
            [.init([.string, .string], .list(.string))],
            texts: [1: .regex],
            summary: "All matches of a regular expression, or of its group where that is not empty, as regex.extract.",
            examples: [
                "regex.extractAll('id:1, id:23', '[0-9]+') == ['1', '23']",
                "regex.extractAll('#a and #b', '#([a-z])') == ['a', 'b']",
            ]
        ),
        FunctionSpec(
            "regex.replace",
            .regexReplace,
            [
                .init([.string, .string, .string], .string), .init([.string, .string, .string, .int], .string),
            ],
            texts: [1: .regex, 2: .replacement],
            summary: """
                The text with every match of a regular expression replaced, or at most as many as given; a negative number \
                is no limit. In the replacement, which is best a raw string, \\1 to \\9 are groups, \\0 is the match, \\\\ \
                a backslash; anything else after a backslash, and a group that the pattern does not have, is an error.
                """,
            examples: [
                "regex.replace('Doe, Jane', '([a-zA-Z]+), ([a-zA-Z]+)', r'\\2 \\1') == 'Jane Doe'",
                "regex.replace('banana', 'a', 'x', 2) == 'bxnxna'",
            ]
        ),
    ]
}
