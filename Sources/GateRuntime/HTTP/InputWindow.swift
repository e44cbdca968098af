/// The bytes of a connection that are not consumed yet, as one run of memory that somebody else owns.
///
/// Borrowed memory (the transport's) is only read. Memory that belongs to the connection may be compacted in place, as a
/// chunked body is while it is decoded.
package struct InputWindow {
    private let memory: UnsafeMutableRawBufferPointer
    /// Whether the memory may be written.
    package let isOwned: Bool
    /// Where the message that is being read begins.
    package private(set) var start = 0
    /// Where the bytes end.
    package private(set) var end: Int

    /// A window on memory that must not be written.
    package init(borrowing memory: UnsafeRawBufferPointer) {
        self.memory = UnsafeMutableRawBufferPointer(mutating: memory)
        isOwned = false
        end = memory.count
    }

    /// A window on memory of the connection.
    package init(owning memory: UnsafeMutableRawBufferPointer) {
        self.memory = memory
        isOwned = true
        end = memory.count
    }

    package var count: Int { end - start }

    package var isEmpty: Bool { end == start }

    /// The bytes from the start of the message on.
    package var view: ByteView {
        ByteView(UnsafeRawBufferPointer(memory)).slice(start, end - start)
    }

    /// Drops `count` bytes at the start, or all where there are fewer; returns how many were dropped.
    @discardableResult
    mutating func consume(_ count: Int) -> Int {
        let dropped = min(max(count, 0), end - start)
        start += dropped
        return dropped
    }

    /// Moves `count` bytes at `offset` down to `target`, both counted from the start.
    func move(from offset: Int, count: Int, to target: Int) {
        precondition(isOwned, "borrowed bytes are not written")
        precondition(
            count >= 0 && target >= 0 && target <= offset && offset <= end - start - count,
            "inside the window"
        )
        guard count > 0, target < offset else { return }
        let source = UnsafeRawBufferPointer(rebasing: memory[start + offset..<start + offset + count])
        UnsafeMutableRawBufferPointer(rebasing: memory[start + target..<start + target + count]).copyMemory(
            from: source
        )
    }

    /// Drops the bytes from `offset`, counted from the start, to the end.
    mutating func truncate(to offset: Int) {
        precondition(offset >= 0 && offset <= end - start, "inside the window")
        end = start + offset
    }
}
