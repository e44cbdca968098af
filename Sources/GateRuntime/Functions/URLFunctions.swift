extension Workspace {
    /// Percent-encoding of parts of URLs, and of forms.
    mutating func callURL(_ operation: Operation, _ arguments: Arguments) throws(Fault) -> Value {
        try arguments.expect(1)
        let value = arguments.first
        let start = bytes.count
        switch operation {
        case .urlQuery: try appendQuery(value)
        default:
            try arguments.expectString(value)
            // Room for the longest form, so that the operand stays where it is.
            let isEncoding = operation == .urlEncode || operation == .urlEncodeForm
            try bytes.reserve(value.count * (isEncoding ? 3 : 1))
            let isForm = operation == .urlEncodeForm || operation == .urlDecodeForm
            let text = view(value)
            if isEncoding {
                try bytes.append(percentEncoded: text, isForm: isForm)
            } else {
                guard try bytes.append(percentDecoded: text, isForm: isForm) else {
                    bytes.truncate(to: start)
                    throw Fault(.invalidConversion)
                }
                guard bytes.view(from: start, count: bytes.count - start).isUTF8 else {
                    bytes.truncate(to: start)
                    throw Fault(.invalidConversion)
                }
            }
        }
        return .string(.arena, offset: start, count: bytes.count - start)
    }

    // MARK: Queries

    /// Appends `key=value&…` of a map: a key for each element of a list, a bare key for null.
    private mutating func appendQuery(_ map: Value) throws(Fault) {
        guard map.kind == .map else { throw Fault(.noSuchOverload) }
        let start = bytes.count
        var cursor = try cursor(over: map)
        while let (key, value) = try advance(&cursor) {
            try charge(OperationCost.element)
            guard value.kind == .list else {
                try appendParameter(key, value, isFirst: bytes.count == start)
                continue
            }
            var elements = try self.cursor(over: value)
            while let (_, element) = try advance(&elements) {
                try charge(OperationCost.element)
                try appendParameter(key, element, isFirst: bytes.count == start)
            }
        }
    }

    private mutating func appendParameter(_ key: Value, _ value: Value, isFirst: Bool) throws(Fault) {
        if !isFirst { try bytes.append(UInt8(ascii: "&")) }
        try appendEncoded(key)
        guard !value.isNullOrAbsent else { return }
        try bytes.append(UInt8(ascii: "="))
        try appendEncoded(value)
    }

    /// Appends the percent-encoded text of a scalar.
    private mutating func appendEncoded(_ value: Value) throws(Fault) {
        let text = value.kind == .bytes ? try toString(value) : value
        var plain = text
        if text.kind != .string {
            let start = bytes.count
            try appendText(of: text)
            plain = .string(.arena, offset: start, count: bytes.count - start)
        }
        try charge(OperationCost.parameter)
        try charge(bytes: plain.count, .rewritten)
        try bytes.reserve(plain.count * 3)
        let encodedStart = bytes.count
        try bytes.append(percentEncoded: view(plain), isForm: false)
        guard text.kind != .string else { return }
        // What was written to be encoded goes.
        let length = bytes.count - encodedStart
        for index in 0..<length { bytes[plain.offset + index] = bytes[encodedStart + index] }
        bytes.truncate(to: plain.offset + length)
    }
}

extension Arena where Entry == UInt8 {
    /// Appends text with every byte that is not unreserved as `%XX` (RFC 3986, section 2.1); in a form a space is `+` and
    /// other bytes stay (URL Standard, "application/x-www-form-urlencoded").
    ///
    /// The text may lie in this arena where there is room for three times its length.
    fileprivate mutating func append(percentEncoded text: ByteView, isForm: Bool) throws(Fault) {
        for index in 0..<text.count {
            let byte = text[index]
            if isForm, byte == UInt8(ascii: " ") {
                try append(UInt8(ascii: "+"))
            } else if byte.isUnreserved(inForm: isForm) {
                try append(byte)
            } else {
                try append(UInt8(ascii: "%"))
                try append(hexadecimal: byte, isUpper: true)
            }
        }
    }

    /// Appends text with `%XX` as the byte; false where a percent sign stands alone.
    fileprivate mutating func append(percentDecoded text: ByteView, isForm: Bool) throws(Fault) -> Bool {
        var index = 0
        while index < text.count {
            let byte = text[index]
            index += 1
            if byte == UInt8(ascii: "%") {
                guard index + 2 <= text.count, let high = text[index].hexadecimalValue,
                    let low = text[index + 1].hexadecimalValue
                else { return false }
                try append(high << 4 | low)
                index += 2
            } else {
                try append(isForm && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return true
    }
}

extension UInt8 {
    /// Whether the byte stays as it is: letters, digits and `-._~`, in a form `*-._`.
    fileprivate func isUnreserved(inForm isForm: Bool) -> Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        case UInt8(ascii: "~"): !isForm
        case UInt8(ascii: "*"): isForm
        default: false
        }
    }

    /// The value of a hexadecimal digit; nil for any other byte.
    fileprivate var hexadecimalValue: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

/// Parts of URLs.
enum URLSpecs {
    private static func text(
        _ name: String,
        _ operation: Operation,
        _ summary: String,
        _ examples: [String]
    ) -> FunctionSpec {
        FunctionSpec(name, operation, [.init([.string], .string)], summary: summary, examples: examples)
    }

    static let all: [FunctionSpec] = [
        text(
            "url.encode",
            .urlEncode,
            "The text for one part of a URL: all but letters, digits and -._~ as %XX of its UTF-8 (RFC 3986).",
            ["url.encode('a b/\\u00e9?') == 'a%20b%2F%C3%A9%3F'"]
        ),
        text(
            "url.decode",
            .urlDecode,
            "The text with %XX decoded; + stays. A percent sign alone, and bytes that are no UTF-8, are an error.",
            ["url.decode('a%20b%2f+') == 'a b/+'"]
        ),
        text(
            "url.encodeForm",
            .urlEncodeForm,
            "The text for application/x-www-form-urlencoded: as url.encode, with + for a space and * left alone.",
            ["url.encodeForm('a b&c') == 'a+b%26c'"]
        ),
        text(
            "url.decodeForm",
            .urlDecodeForm,
            "The text of application/x-www-form-urlencoded: as url.decode, with a space for +.",
            ["url.decodeForm('a+b%26c') == 'a b&c'"]
        ),
        FunctionSpec(
            "url.query",
            .urlQuery,
            [.init([.map(.string, .dyn)], .string)],
            summary: """
                A query string of a map, encoded as by url.encode: a parameter for each key and for each element of a \
                list, a bare key for null. A map or a list in a list is an error.
                """,
            examples: [
                "url.query({'q': 'a b', 'page': 2}) == 'q=a%20b&page=2'",
                "url.query({'tag': ['x', 'y'], 'flag': null}) == 'tag=x&tag=y&flag'",
            ]
        ),
    ]
}
