#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

extension ByteView {
    /// Code points of UTF-8 text: its bytes that do not continue another.
    var codePointCount: Int {
        var count = 0
        for byte in unsafeBytes where byte & 0xC0 != 0x80 { count += 1 }
        return count
    }

    func hasPrefix(_ prefix: ByteView) -> Bool {
        prefix.count <= count && slice(0, prefix.count) == prefix
    }

    func hasSuffix(_ suffix: ByteView) -> Bool {
        suffix.count <= count && slice(count - suffix.count, suffix.count) == suffix
    }

    /// The first place of `part` at or after byte `start`; nil where there is none. Linear (two-way search).
    func firstIndex(of part: ByteView, from start: Int) -> Int? {
        guard start <= count else { return nil }
        if part.isEmpty { return start }
        guard part.count <= count - start else { return nil }
        let rest = slice(start, count - start)
        guard let base = rest.unsafeBytes.baseAddress, let needle = part.unsafeBytes.baseAddress else { return nil }
        if part.count == 1 {
            guard let found = memchr(base, Int32(part[0]), rest.count) else { return nil }
            return start + (UnsafeRawPointer(found) - base)
        }
        guard let found = memmem(base, rest.count, needle, part.count) else { return nil }
        return start + (UnsafeRawPointer(found) - base)
    }
}

extension FunctionSpec {
    static let contains = FunctionSpec(
        "contains", .contains, [Overload(isMember: true, [.string, .string], .bool)],
        summary: "Whether the text has another text in it.",
        examples: ["'a@b'.contains('@')", "!'abc'.contains('ac')"]
    )

    static let startsWith = FunctionSpec(
        "startsWith", .startsWith, [Overload(isMember: true, [.string, .string], .bool)],
        summary: "Whether the text begins with another.",
        examples: ["'customer.sale'.startsWith('customer.')"]
    )

    static let endsWith = FunctionSpec(
        "endsWith", .endsWith, [Overload(isMember: true, [.string, .string], .bool)],
        summary: "Whether the text ends with another.",
        examples: ["'a.json'.endsWith('.json')"]
    )
}
