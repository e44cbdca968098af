/// A run of bytes in the graph's constant pool.
package struct ByteRange: BitwiseCopyable, Sendable, Hashable {
    package var offset: UInt32
    package var count: UInt32

    /// No bytes.
    package static let empty = ByteRange(offset: 0, count: 0)

    package init(offset: Int, count: Int) {
        self.offset = UInt32(truncatingIfNeeded: offset)
        self.count = UInt32(truncatingIfNeeded: count)
    }
}

/// A run of entries in one of the graph's tables.
package struct TableRange: BitwiseCopyable, Sendable, Hashable {
    package var start: UInt32
    package var count: UInt32

    /// No entries.
    package static let empty = TableRange(start: 0, count: 0)

    package init(start: Int, count: Int) {
        self.start = UInt32(truncatingIfNeeded: start)
        self.count = UInt32(truncatingIfNeeded: count)
    }

    /// The indices of the entries.
    package var indices: Range<Int> { Int(start)..<Int(start) + Int(count) }
}

extension ByteView {
    /// The bytes of a range of the constant pool.
    package func range(_ range: ByteRange) -> ByteView {
        slice(Int(range.offset), Int(range.count))
    }
}
