extension Workspace {
    /// `base64.encode` and `base64.decode` (RFC 4648, section 4).
    mutating func callEncoding(_ operation: Operation, _ arguments: Arguments) throws(Fault) -> Value {
        try arguments.expect(1)
        let value = arguments.first
        let start = bytes.count
        if operation == .base64Encode {
            guard value.kind == .bytes else { throw Fault(.noSuchOverload) }
            try bytes.reserve((value.count + 2) / 3 * 4)
            // Room is reserved, so that the operand stays where it is.
            try bytes.append(base64: view(value))
            return .string(.arena, offset: start, count: bytes.count - start)
        }
        guard value.kind == .string else { throw Fault(.noSuchOverload) }
        try bytes.reserve(value.count)
        guard try appendDecoded(base64: view(value)) else {
            bytes.truncate(to: start)
            throw Fault(.invalidArgument)
        }
        return .bytes(.arena, offset: start, count: bytes.count - start)
    }

    /// Appends what base64 text stands for to the byte arena; false where it is not base64.
    ///
    /// Room must be reserved where the text lies in that arena. Padding may be left out, but not be wrong.
    mutating func appendDecoded(base64 input: ByteView) throws(Fault) -> Bool {
        var count = input.count
        while count > 0, input[count - 1] == UInt8(ascii: "=") { count -= 1 }
        let padding = input.count - count
        guard padding == 0 || (padding <= 2 && input.count % 4 == 0), count % 4 != 1 else { return false }
        var group: UInt32 = 0
        for index in 0..<count {
            guard let digit = base64Digit(input[index]) else { return false }
            group = group << 6 | digit
            if index % 4 == 3 { try append(group, byteCount: 3) }
        }
        if count % 4 == 2 { try append(group << 12, byteCount: 1) }
        if count % 4 == 3 { try append(group << 6, byteCount: 2) }
        return true
    }

    private mutating func append(_ group: UInt32, byteCount: Int) throws(Fault) {
        for index in 0..<byteCount { try bytes.append(UInt8(truncatingIfNeeded: group >> (16 - 8 * index))) }
    }

    private func base64Digit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}

/// The encoders extension.
enum EncodingSpecs {
    static let all: [FunctionSpec] = [
        FunctionSpec(
            "base64.encode",
            .base64Encode,
            [.init([.bytes], .string)],
            summary: "The base64 of bytes, with padding.",
            examples: ["base64.encode(b'hello') == 'aGVsbG8='"]
        ),
        FunctionSpec(
            "base64.decode",
            .base64Decode,
            [.init([.string], .bytes)],
            summary: "The bytes of base64 text, with or without padding. Other text is an error.",
            examples: ["base64.decode('aGVsbG8') == b'hello'"]
        ),
    ]
}
