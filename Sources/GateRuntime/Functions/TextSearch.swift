#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

extension ByteView {
    /// Code points of UTF-8 text: its bytes that do not continue another.
    var codePointCount: Int {
        guard let first = unsafeBytes.first else { return 0 }
        var count = first & 0xC0 == 0x80 ? 1 : 0
        for byte in unsafeBytes where byte & 0xC0 != 0x80 { count += 1 }
        return count
    }

    func hasPrefix(_ prefix: ByteView) -> Bool {
        prefix.count <= count && slice(0, prefix.count) == prefix
    }

    func hasSuffix(_ suffix: ByteView) -> Bool {
        suffix.count <= count && slice(count - suffix.count, suffix.count) == suffix
    }

    /// The first place of `byte` at or after `start`; nil where there is none.
    func firstIndex(of byte: UInt8, from start: Int) -> Int? {
        guard start < count else { return nil }
        let rest = slice(start, count - start)
        guard let base = rest.unsafeBytes.baseAddress, let found = memchr(base, Int32(byte), rest.count) else {
            return nil
        }
        return start + (UnsafeRawPointer(found) - base)
    }
}

extension Workspace {
    /// The first place of `part` in `text` at or after byte `start`; nil where there is none.
    ///
    /// Takes steps for what is passed, and for every place where the first byte stands; most for those where the second
    /// byte follows, so that the whole is compared.
    mutating func firstIndex(of part: ByteView, in text: ByteView, from start: Int) throws(Fault) -> Int? {
        guard start <= text.count else { return nil }
        try charge(bytes: text.count - start)
        return try firstIndex(of: part, in: text, paidFrom: start)
    }

    /// As ``firstIndex(of:in:from:)`` where the length of the text has been paid for.
    mutating func firstIndex(of part: ByteView, in text: ByteView, paidFrom start: Int) throws(Fault) -> Int? {
        guard start <= text.count else { return nil }
        if part.isEmpty { return start }
        guard part.count <= text.count - start else { return nil }
        if part.count == 1 { return text.firstIndex(of: part[0], from: start) }
        let searched = text.slice(0, text.count - part.count + 1)
        var index = start
        var candidates = 0
        while let candidate = searched.firstIndex(of: part[0], from: index) {
            candidates += 1
            if candidates % OperationCost.candidatesPerStep == 0 { try charge(1) }
            if text[candidate + 1] == part[1] {
                if text.slice(candidate, part.count) == part { return candidate }
                try charge(1)
                try charge(bytes: part.count)
            }
            index = candidate + 1
        }
        return nil
    }
}

extension FunctionSpec {
    static let contains = FunctionSpec(
        "contains",
        .contains,
        [Overload(isMember: true, [.string, .string], .bool)],
        summary: "Whether the text has another text in it.",
        examples: ["'a@b'.contains('@')", "!'abc'.contains('ac')"]
    )

    static let startsWith = FunctionSpec(
        "startsWith",
        .startsWith,
        [Overload(isMember: true, [.string, .string], .bool)],
        summary: "Whether the text begins with another.",
        examples: ["'customer.sale'.startsWith('customer.')"]
    )

    static let endsWith = FunctionSpec(
        "endsWith",
        .endsWith,
        [Overload(isMember: true, [.string, .string], .bool)],
        summary: "Whether the text ends with another.",
        examples: ["'a.json'.endsWith('.json')"]
    )
}
