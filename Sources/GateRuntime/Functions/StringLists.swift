extension Workspace {
    /// `text.split(separator)`, or into at most `limit` parts; a negative limit is none.
    ///
    /// An empty separator splits between code points.
    mutating func split(_ arguments: Arguments) throws(Fault) -> Value {
        guard arguments.count == 2 || arguments.count == 3 else { throw Fault(.noSuchOverload) }
        let (text, separator) = (arguments.first, arguments.second)
        try arguments.expectString(separator)
        var limit = arguments.count == 3 ? try arguments.limit(arguments.third) : .max
        let mark = pending.count
        var start = 0
        while limit != 0 {
            let end = limit == 1 ? nil : try partEnd(of: text, separator, from: start)
            try charge(OperationCost.element)
            guard let end else {
                if separator.count > 0 || start < text.count { try pending.append(text.part(start, text.count)) }
                break
            }
            try pending.append(text.part(start, end))
            start = end + separator.count
            limit -= 1
        }
        return try closeList(from: mark)
    }

    /// Where the part that begins at `start` ends because a separator follows; nil for the last part.
    private mutating func partEnd(of text: Value, _ separator: Value, from start: Int) throws(Fault) -> Int? {
        if separator.count > 0 { return try firstIndex(of: view(separator), in: view(text), paidFrom: start) }
        guard start < text.count else { return nil }
        let end = view(text).nextScalar(after: start)
        return end < text.count ? end : nil
    }

    /// `list.join()` and `list.join(separator)` of a list of strings.
    mutating func join(_ arguments: Arguments) throws(Fault) -> Value {
        guard arguments.count == 1 || arguments.count == 2, arguments.first.kind == .list else {
            throw Fault(.noSuchOverload)
        }
        let separator = arguments.second
        if arguments.count == 2 { try arguments.expectString(separator) }
        let start = bytes.count
        var isFirst = true
        var cursor = try cursor(over: arguments.first)
        while let (_, element) = try advance(&cursor) {
            try charge(OperationCost.element)
            guard element.kind == .string else { throw Fault(.noSuchOverload) }
            if !isFirst && arguments.count == 2 { try appendBytes(of: separator) }
            isFirst = false
            try appendBytes(of: element)
        }
        return .string(.arena, offset: start, count: bytes.count - start)
    }
}

extension FunctionSpec {
    static let split = FunctionSpec(
        "split",
        .split,
        [
            Overload(isMember: true, [.string, .string], .list(.string)),
            Overload(isMember: true, [.string, .string, .int], .list(.string)),
        ],
        summary: "The parts of the text between separators, at most as many as given.",
        examples: ["'a,b,c'.split(',') == ['a', 'b', 'c']", "'a,b,c'.split(',', 2) == ['a', 'b,c']"]
    )

    static let join = FunctionSpec(
        "join",
        .join,
        [
            Overload(isMember: true, [.list(.string)], .string),
            Overload(isMember: true, [.list(.string), .string], .string),
        ],
        summary: "The texts of a list, one after the other, with a separator between them if given.",
        examples: ["['a', 'b'].join('-') == 'a-b'", "['a', 'b'].join() == 'ab'"]
    )
}
