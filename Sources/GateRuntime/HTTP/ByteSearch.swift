#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

extension ByteView {
    /// The index of the first line feed at or after `start`; nil where there is none.
    func firstLineFeed(from start: Int) -> Int? {
        guard start < count else { return nil }
        let rest = slice(start, count - start).unsafeBytes
        guard let base = rest.baseAddress, let found = memchr(base, 0x0A, rest.count) else { return nil }
        return start + (UnsafeRawPointer(found) - base)
    }
}
