extension Workspace {
    /// `text.format(list)`: each clause in the text takes the next element (CEL strings extension, "Format").
    ///
    /// Clauses: `%s` anything as text, `%d` integers in decimal, `%f` and `%e` numbers with a precision (`%.2f`),
    /// `%b`, `%o`, `%x`, `%X` in binary, octal and hexadecimal, `%%` a percent sign.
    mutating func format(_ arguments: Arguments) throws(Fault) -> Value {
        try arguments.expect(2)
        let (text, list) = (arguments.first, arguments.second)
        guard list.kind == .list else { throw Fault(.noSuchOverload) }
        let start = bytes.count
        var cursor = try cursor(over: list)
        var index = 0
        do throws(Fault) {
            while index < text.count {
                guard let percent = view(text).firstIndex(of: UInt8(ascii: "%"), from: index) else {
                    try appendBytes(of: text.part(index, text.count))
                    break
                }
                try appendBytes(of: text.part(index, percent))
                index = percent + 1
                let clause = try clause(in: text, at: &index)
                if clause.verb == UInt8(ascii: "%") {
                    try bytes.append(clause.verb)
                    continue
                }
                try charge(OperationCost.element)
                guard let (_, element) = try advance(&cursor) else { throw Fault(.invalidArgument) }
                try append(element, clause)
            }
        } catch {
            bytes.truncate(to: start)
            throw error
        }
        return .string(.arena, offset: start, count: bytes.count - start)
    }

    private struct Clause {
        var verb: UInt8
        var precision: Int
    }

    /// The clause after a percent sign; `index` moves past it.
    private mutating func clause(in text: Value, at index: inout Int) throws(Fault) -> Clause {
        let content = view(text)
        var precision: Int?
        if index < content.count, content[index] == UInt8(ascii: ".") {
            index += 1
            let first = index
            while index < content.count, content[index] &- UInt8(ascii: "0") <= 9 { index += 1 }
            guard let number = content.number(at: first, digits: min(index - first, 4)), index - first < 4 else {
                throw Fault(.invalidArgument)
            }
            precision = number
        }
        guard index < content.count else { throw Fault(.invalidArgument) }
        index += 1
        return Clause(verb: content[index - 1], precision: precision ?? 6)
    }

    private mutating func append(_ value: Value, _ clause: Clause) throws(Fault) {
        switch clause.verb {
        case UInt8(ascii: "s"):
            try appendShown(value, depth: 0)
        case UInt8(ascii: "d"):
            switch value.kind {
            case .int, .uint: try appendText(of: value)
            case .double where !value.asDouble.isFinite: try appendText(of: value)
            default: throw Fault(.invalidArgument)
            }
        case UInt8(ascii: "f"), UInt8(ascii: "e"):
            try appendFloat(value, isScientific: clause.verb == UInt8(ascii: "e"), clause.precision)
        case UInt8(ascii: "b"):
            if value.kind == .bool {
                try bytes.append(value.isTrue ? UInt8(ascii: "1") : UInt8(ascii: "0"))
            } else {
                try appendDigits(value, bitsPerDigit: 1)
            }
        case UInt8(ascii: "o"):
            try appendDigits(value, bitsPerDigit: 3)
        case UInt8(ascii: "x"), UInt8(ascii: "X"):
            let isUpper = clause.verb == UInt8(ascii: "X")
            switch value.kind {
            case .string, .bytes: try appendHex(of: value, isUpper: isUpper)
            default: try appendDigits(value, bitsPerDigit: 4, isUpper: isUpper)
            }
        default:
            throw Fault(.invalidArgument)
        }
    }

    private mutating func appendFloat(_ value: Value, isScientific: Bool, _ precision: Int) throws(Fault) {
        let number: Double
        switch value.kind {
        case .double: number = value.asDouble
        case .int: number = Double(value.asInt)
        case .uint: number = Double(value.payload)
        default: throw Fault(.invalidArgument)
        }
        guard number.isFinite else { return try bytes.appendDouble(number) }
        try charge(OperationCost.decimal + precision >> 3)
        for byte in decimalText(number, isScientific: isScientific, precision: precision) { try bytes.append(byte) }
    }

    private mutating func appendDigits(
        _ value: Value,
        bitsPerDigit: UInt64,
        isUpper: Bool = false
    ) throws(Fault) {
        guard value.kind == .int || value.kind == .uint else { throw Fault(.invalidArgument) }
        let isNegative = value.kind == .int && value.asInt < 0
        if isNegative { try bytes.append(UInt8(ascii: "-")) }
        let number = isNegative ? value.asInt.magnitude : value.payload
        let bits = UInt64(max(64 - number.leadingZeroBitCount, 1))
        var shift = (bits + bitsPerDigit - 1) / bitsPerDigit * bitsPerDigit
        while shift > 0 {
            shift -= bitsPerDigit
            try bytes.append(UInt8.hexDigit(number >> shift & (1 << bitsPerDigit - 1), isUpper: isUpper))
        }
    }

    private mutating func appendHex(of value: Value, isUpper: Bool) throws(Fault) {
        try charge(bytes: value.count, .rewritten)
        for index in 0..<value.count {
            let byte = UInt64(view(value)[index])
            try bytes.append(UInt8.hexDigit(byte >> 4, isUpper: isUpper))
            try bytes.append(UInt8.hexDigit(byte & 15, isUpper: isUpper))
        }
    }
}

extension UInt8 {
    /// The digit for 0 to 15.
    fileprivate static func hexDigit(_ value: UInt64, isUpper: Bool) -> UInt8 {
        let digit = UInt8(truncatingIfNeeded: value)
        if digit < 10 { return UInt8(ascii: "0") + digit }
        return (isUpper ? UInt8(ascii: "A") : UInt8(ascii: "a")) + digit - 10
    }
}

extension FunctionSpec {
    static let format = FunctionSpec(
        "format",
        .format,
        [Overload(isMember: true, [.string, .list(.dyn)], .string)],
        summary: """
            The text with its clauses filled from the list: %s as text, %d decimal, %f and %e with a precision such as \
            %.2f, %b binary, %o octal, %x and %X hexadecimal, %% a percent sign. A wrong type or too short a list is an \
            error.
            """,
        examples: ["'%s: %d of %.1f'.format(['a', 1, 2.5]) == 'a: 1 of 2.5'", "'%x'.format([255]) == 'ff'"]
    )
}
