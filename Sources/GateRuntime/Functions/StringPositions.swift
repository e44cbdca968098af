extension Workspace {
    /// `text.charAt(position)`: one code point, or nothing at the end.
    mutating func charAt(_ arguments: Arguments) throws(Fault) -> Value {
        try arguments.expect(2)
        let text = view(arguments.first)
        guard let start = text.byteIndex(ofScalar: try arguments.int(arguments.second)) else {
            throw Fault(.indexOutOfRange)
        }
        return arguments.first.part(start, start < text.count ? text.nextScalar(after: start) : start)
    }

    /// `text.substring(start)` and `text.substring(start, end)`.
    mutating func substring(_ arguments: Arguments) throws(Fault) -> Value {
        guard arguments.count == 2 || arguments.count == 3 else { throw Fault(.noSuchOverload) }
        let text = view(arguments.first)
        guard let start = text.byteIndex(ofScalar: try arguments.int(arguments.second)) else {
            throw Fault(.indexOutOfRange)
        }
        guard arguments.count == 3 else { return arguments.first.part(start, text.count) }
        guard let end = text.byteIndex(ofScalar: try arguments.int(arguments.third)), end >= start else {
            throw Fault(.indexOutOfRange)
        }
        return arguments.first.part(start, end)
    }

    /// `text.indexOf(part)`, `text.lastIndexOf(part)`, each with a position to search from; -1 where there is none.
    mutating func indexOf(_ arguments: Arguments, isLast: Bool) throws(Fault) -> Value {
        guard arguments.count == 2 || arguments.count == 3 else { throw Fault(.noSuchOverload) }
        try arguments.expectString(arguments.second)
        let (text, part) = (view(arguments.first), view(arguments.second))
        var from = isLast ? text.count : 0
        if arguments.count == 3 {
            guard let index = text.byteIndex(ofScalar: try arguments.int(arguments.third)) else {
                throw Fault(.indexOutOfRange)
            }
            from = index
        }
        let found =
            isLast
            ? try lastIndex(of: part, in: text, from: from) : try firstIndex(of: part, in: text, paidFrom: from)
        guard let found else { return .int(-1) }
        return .int(Int64(text.slice(0, found).codePointCount))
    }

    /// The last place of `part` that is not after byte `from`; nil where there is none.
    private mutating func lastIndex(of part: ByteView, in text: ByteView, from: Int) throws(Fault) -> Int? {
        guard part.count <= text.count else { return nil }
        var index = min(from, text.count - part.count)
        while index >= 0 {
            if part.isEmpty || text[index] == part[0] {
                try charge(1)
                if text.slice(index, part.count) == part { return index }
                try charge(bytes: part.count)
            }
            index -= 1
        }
        return nil
    }
}

extension FunctionSpec {
    static let charAt = FunctionSpec(
        "charAt",
        .charAt,
        [Overload(isMember: true, [.string, .int], .string)],
        summary: "The character at a position from 0; empty at the end, an error past it.",
        examples: ["'tacocat'.charAt(3) == 'o'", "'ab'.charAt(2) == ''"]
    )

    static let substring = FunctionSpec(
        "substring",
        .substring,
        [
            Overload(isMember: true, [.string, .int], .string),
            Overload(isMember: true, [.string, .int, .int], .string),
        ],
        summary: "The text from a position on, up to a second one if given. A position outside the text is an error.",
        examples: ["'tacocat'.substring(4) == 'cat'", "'tacocat'.substring(0, 4) == 'taco'"]
    )

    private static let positionOverloads = [
        Overload(isMember: true, [.string, .string], .int), Overload(isMember: true, [.string, .string, .int], .int),
    ]

    static let indexOf = FunctionSpec(
        "indexOf",
        .indexOf,
        positionOverloads,
        summary: "The first position of a text, searched from a position if given; -1 where it is not.",
        examples: ["'hello'.indexOf('l') == 2", "'hello'.indexOf('l', 3) == 3", "'hello'.indexOf('x') == -1"]
    )

    static let lastIndexOf = FunctionSpec(
        "lastIndexOf",
        .lastIndexOf,
        positionOverloads,
        summary: "The last position of a text, not after a position if given; -1 where it is not.",
        examples: ["'hello'.lastIndexOf('l') == 3", "'hello'.lastIndexOf('l', 2) == 2"]
    )
}
