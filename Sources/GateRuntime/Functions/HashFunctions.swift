private import Crypto

extension Workspace {
    /// Hashes of text or bytes, as text.
    ///
    /// None takes a key: a secret is never a value of an expression.
    mutating func callHash(_ operation: Operation, _ arguments: Arguments) throws(Fault) -> Value {
        let value = arguments.first
        guard value.kind == .string || value.kind == .bytes else { throw Fault(.noSuchOverload) }
        var isHexadecimal = true
        if arguments.count != 1 {
            try arguments.expect(2)
            try arguments.expectString(arguments.second)
            isHexadecimal = view(arguments.second).isEqual(to: "hex")
            guard isHexadecimal || view(arguments.second).isEqual(to: "base64") else { throw Fault(.invalidArgument) }
        }
        switch operation {
        case .sha256: return try text(of: digest(value, SHA256()), isHexadecimal)
        case .sha1: return try text(of: digest(value, Insecure.SHA1()), isHexadecimal)
        default: return try text(of: digest(value, Insecure.MD5()), isHexadecimal)
        }
    }

    private func digest<Function: HashFunction>(_ value: Value, _ function: Function) -> Function.Digest {
        var function = function
        function.update(bufferPointer: view(value).unsafeBytes)
        return function.finalize()
    }

    private mutating func text(of digest: some Digest, _ isHexadecimal: Bool) throws(Fault) -> Value {
        let start = bytes.count
        if isHexadecimal {
            for byte in digest { try bytes.append(hexadecimal: byte, isUpper: false) }
        } else {
            let content = Array(digest)
            // Room is there, so that nothing can fail inside.
            try bytes.reserve((content.count + 2) / 3 * 4)
            content.withUnsafeBytes { try? bytes.append(base64: ByteView($0)) }
        }
        return .string(.arena, offset: start, count: bytes.count - start)
    }
}

extension Arena where Entry == UInt8 {
    /// Appends a byte as two hexadecimal digits.
    mutating func append(hexadecimal byte: UInt8, isUpper: Bool) throws(Fault) {
        let letters = UInt8(ascii: isUpper ? "A" : "a") - 10
        let (high, low) = (byte >> 4, byte & 15)
        try append(high < 10 ? UInt8(ascii: "0") + high : letters + high)
        try append(low < 10 ? UInt8(ascii: "0") + low : letters + low)
    }
}

/// Hashes without a key.
enum HashSpecs {
    static let all: [FunctionSpec] = [
        hash(
            "hash.sha256",
            .sha256,
            "SHA-256 (FIPS 180-4)",
            [
                "hash.sha256('abc') == 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'",
                "hash.sha256(b'abc', 'base64') == 'ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='",
            ]
        ),
        hash(
            "hash.sha1",
            .sha1,
            "SHA-1 (FIPS 180-4), which is not secure any more,",
            ["hash.sha1('abc') == 'a9993e364706816aba3e25717850c26c9cd0d89d'"]
        ),
        hash(
            "hash.md5",
            .md5,
            "MD5 (RFC 1321), which is not secure any more,",
            [
                "hash.md5('abc') == '900150983cd24fb0d6963f7d28e17f72'",
                "hash.md5(' User@Example.com '.trim().lowerAscii()) == 'b58996c504c5638798eb6b511e6f49af'",
            ]
        ),
    ]

    private static func hash(
        _ name: String,
        _ operation: Operation,
        _ words: String,
        _ examples: [String]
    ) -> FunctionSpec {
        FunctionSpec(
            name,
            operation,
            [
                .init([.string], .string), .init([.bytes], .string),
                .init([.string, .string], .string), .init([.bytes, .string], .string),
            ],
            texts: [1: .word(name: "encoding", ["hex", "base64"])],
            summary: """
                The \(words) of the UTF-8 of a text, or of bytes, in an encoding: hex (lower case, the default) or base64.
                """,
            examples: examples
        )
    }
}
