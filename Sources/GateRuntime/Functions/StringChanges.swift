extension Workspace {
    /// A copy with the ASCII letters in one case.
    mutating func asciiCase(_ text: Value, isUpper: Bool) throws(Fault) -> Value {
        let start = bytes.count
        try appendBytes(of: text)
        for index in start..<bytes.count {
            bytes[index] = isUpper ? bytes[index].asciiUppercased : bytes[index].asciiLowercased
        }
        return .string(.arena, offset: start, count: text.count)
    }

    /// A copy with the code points in reverse order.
    mutating func reverse(_ text: Value) throws(Fault) -> Value {
        let start = bytes.count
        try bytes.append(repeating: 0, count: text.count)
        let source = view(text)
        var (index, target) = (0, bytes.count)
        while index < source.count {
            let next = source.nextScalar(after: index)
            target -= next - index
            for offset in 0..<next - index { bytes[target + offset] = source[index + offset] }
            index = next
        }
        return .string(.arena, offset: start, count: text.count)
    }

    /// The text without white space (Unicode, White_Space) at its ends.
    mutating func trim(_ text: Value) -> Value {
        let content = view(text)
        var (start, end) = (0, content.count)
        while start < end, ByteView.isSpace(content.scalar(at: start)) { start = content.nextScalar(after: start) }
        while end > start {
            var last = end - 1
            while last > start, content[last] & 0xC0 == 0x80 { last -= 1 }
            guard ByteView.isSpace(content.scalar(at: last)) else { break }
            end = last
        }
        return text.part(start, end)
    }

    /// `text.replace(old, new)`, or at most `limit` times; a negative limit is none.
    ///
    /// An empty `old` is found around every code point.
    mutating func replace(_ arguments: Arguments) throws(Fault) -> Value {
        guard arguments.count == 3 || arguments.count == 4 else { throw Fault(.noSuchOverload) }
        let (text, old, new) = (arguments.first, arguments.second, arguments.third)
        try arguments.expectString(old)
        try arguments.expectString(new)
        var limit = arguments.count == 4 ? try arguments.limit(arguments.fourth) : .max
        let start = bytes.count
        var index = 0
        while limit != 0, let found = try firstIndex(of: view(old), in: view(text), paidFrom: index) {
            try charge(OperationCost.element)
            try appendBytes(of: text.part(index, found))
            try appendBytes(of: new)
            limit -= 1
            index = found + old.count
            if old.count == 0 {
                guard found < text.count else { break }
                index = view(text).nextScalar(after: found)
                try appendBytes(of: text.part(found, index))
            }
        }
        try appendBytes(of: text.part(index, text.count))
        return .string(.arena, offset: start, count: bytes.count - start)
    }

    /// A CEL string literal of the text: in double quotes, with escapes; U+FFFD for what is not UTF-8.
    mutating func quote(_ text: Value) throws(Fault) -> Value {
        let start = bytes.count
        try bytes.append(UInt8(ascii: "\""))
        var index = 0
        while index < text.count {
            let content = view(text)
            let byte = content[index]
            if let escaped = escape(byte) {
                try bytes.append(UInt8(ascii: "\\"))
                try bytes.append(escaped)
                index += 1
            } else if let length = content.scalarLength(at: index) {
                try appendBytes(of: text.part(index, index + length))
                index += length
            } else {
                try bytes.append("\u{FFFD}")
                index = content.nextScalar(after: index)
            }
        }
        try bytes.append(UInt8(ascii: "\""))
        return .string(.arena, offset: start, count: bytes.count - start)
    }

    private func escape(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x07: UInt8(ascii: "a")
        case 0x08: UInt8(ascii: "b")
        case 0x09: UInt8(ascii: "t")
        case 0x0A: UInt8(ascii: "n")
        case 0x0B: UInt8(ascii: "v")
        case 0x0C: UInt8(ascii: "f")
        case 0x0D: UInt8(ascii: "r")
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): byte
        default: nil
        }
    }
}

extension ByteView {
    /// Whether a code point has the property White_Space (Unicode, PropList).
    fileprivate static func isSpace(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }
}

extension FunctionSpec {
    static let lowerAscii = FunctionSpec(
        "lowerAscii",
        .lowerAscii,
        [Overload(isMember: true, [.string], .string)],
        summary: "The text with the letters A to Z in lower case.",
        examples: ["'TacoCat'.lowerAscii() == 'tacocat'"]
    )

    static let upperAscii = FunctionSpec(
        "upperAscii",
        .upperAscii,
        [Overload(isMember: true, [.string], .string)],
        summary: "The text with the letters a to z in upper case.",
        examples: ["'TacoCat'.upperAscii() == 'TACOCAT'"]
    )

    static let reverse = FunctionSpec(
        "reverse",
        .reverse,
        [Overload(isMember: true, [.string], .string)],
        summary: "The text with its characters in reverse order.",
        examples: ["'gums'.reverse() == 'smug'"]
    )

    static let trim = FunctionSpec(
        "trim",
        .trim,
        [Overload(isMember: true, [.string], .string)],
        summary: "The text without white space at its ends.",
        examples: ["'  a b '.trim() == 'a b'"]
    )

    static let replace = FunctionSpec(
        "replace",
        .replace,
        [
            Overload(isMember: true, [.string, .string, .string], .string),
            Overload(isMember: true, [.string, .string, .string, .int], .string),
        ],
        summary: "The text with a part replaced wherever it is, or at most as often as given.",
        examples: ["'hello'.replace('l', 'L') == 'heLLo'", "'hello'.replace('l', 'L', 1) == 'heLlo'"]
    )

    static let quote = FunctionSpec(
        "strings.quote",
        .quote,
        [Overload([.string], .string)],
        summary: "The text in double quotes, with escapes where it needs them.",
        examples: ["strings.quote('say \"hi\"') == '\"say \\\\\"hi\\\\\"\"'"]
    )
}
