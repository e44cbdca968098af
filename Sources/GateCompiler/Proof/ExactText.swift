/// Text that is compared byte by byte, as the machine compares it, and not by what its characters stand for.
package struct ExactText: Hashable, Comparable, Sendable {
    /// The text's UTF-8.
    package var utf8: [UInt8]

    package init(_ text: String) {
        self.utf8 = Array(text.utf8)
    }

    package init(utf8: [UInt8]) {
        self.utf8 = utf8
    }

    /// The text for messages; malformed UTF-8 is replaced.
    package var string: String { String(decoding: utf8, as: UTF8.self) }

    /// Byte order, which for UTF-8 is code point order.
    package static func < (left: ExactText, right: ExactText) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }

    var isEmpty: Bool { utf8.isEmpty }

    /// Code points, as `size()` counts them.
    var codePointCount: Int { utf8.count { $0 & 0xC0 != 0x80 } }

    func hasPrefix(_ other: ExactText) -> Bool { utf8.starts(with: other.utf8) }

    func hasSuffix(_ other: ExactText) -> Bool {
        utf8.count >= other.utf8.count && utf8.suffix(other.utf8.count).elementsEqual(other.utf8)
    }

    func contains(_ other: ExactText) -> Bool {
        let (count, part) = (utf8.count, other.utf8)
        guard part.count <= count else { return false }
        return (0...count - part.count).contains { utf8[$0..<$0 + part.count].elementsEqual(part) }
    }
}
