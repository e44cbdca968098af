/// Growable memory for one request's entries, cleared and not freed between requests.
///
/// Growth moves the entries: a view into an arena must be made after the last growth that its use spans. Reserve, then
/// resolve.
package struct Arena<Entry: BitwiseCopyable>: ~Copyable {
    private var base: UnsafeMutablePointer<Entry>
    /// Entries in use.
    package private(set) var count = 0
    private var capacity: Int
    /// Most entries that this arena will hold; past it, ``reserve(_:)`` fails.
    package let limit: Int

    package init(capacity: Int, limit: Int) {
        precondition(capacity > 0 && limit >= capacity, "an arena holds something")
        self.base = .allocate(capacity: capacity)
        self.capacity = capacity
        self.limit = limit
    }

    deinit {
        base.deallocate()
    }

    /// Makes room for `extra` entries after ``count``; fails with ``FaultCode/memoryExceeded`` past the limit.
    package mutating func reserve(_ extra: Int) throws(Fault) {
        if extra <= capacity - count { return }
        guard extra >= 0, extra <= limit - count else { throw Fault(.memoryExceeded) }
        grow(to: count + extra)
    }

    private mutating func grow(to needed: Int) {
        let larger = max(needed, min(capacity * 2, limit))
        let moved = UnsafeMutablePointer<Entry>.allocate(capacity: larger)
        moved.update(from: base, count: count)
        base.deallocate()
        base = moved
        capacity = larger
    }

    /// Appends one entry and returns its index.
    @discardableResult
    package mutating func append(_ entry: Entry) throws(Fault) -> Int {
        try reserve(1)
        base[count] = entry
        count += 1
        return count - 1
    }

    /// Appends a copy of `entries`, which must not lie in this arena, and returns the index of the first.
    @discardableResult
    package mutating func append(_ entries: UnsafeBufferPointer<Entry>) throws(Fault) -> Int {
        try reserve(entries.count)
        let start = count
        if let source = entries.baseAddress { (base + start).update(from: source, count: entries.count) }
        count += entries.count
        return start
    }

    /// Appends `repetitions` copies of `entry` and returns the index of the first.
    @discardableResult
    package mutating func append(repeating entry: Entry, count repetitions: Int) throws(Fault) -> Int {
        try reserve(repetitions)
        let start = count
        (base + start).update(repeating: entry, count: repetitions)
        count += repetitions
        return start
    }

    /// Appends a copy of this arena's own entries from `start`, `length` of them, and returns the index of the first.
    @discardableResult
    package mutating func appendCopy(from start: Int, count length: Int) throws(Fault) -> Int {
        precondition(start >= 0 && length >= 0 && start <= count - length, "arena range out of bounds")
        try reserve(length)
        let target = count
        (base + target).update(from: base + start, count: length)
        count += length
        return target
    }

    /// The entry at `index`; traps outside `0..<count`.
    package subscript(index: Int) -> Entry {
        get {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "arena index out of bounds")
            return base[index]
        }
        set {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "arena index out of bounds")
            base[index] = newValue
        }
    }

    /// The entries from `start`, `length` of them; valid until the arena grows or is cleared.
    package func entries(from start: Int, count length: Int) -> UnsafeBufferPointer<Entry> {
        precondition(start >= 0 && length >= 0 && start <= count - length, "arena range out of bounds")
        return UnsafeBufferPointer(start: base + start, count: length)
    }

    /// Makes room for `most` bytes and lets `write` fill some of them from the first on; it returns how many.
    ///
    /// The bytes that it is given hold anything, and it must not write past them.
    package mutating func append(atMost most: Int, _ write: (UnsafeMutablePointer<Entry>) -> Int) throws(Fault) {
        try reserve(most)
        let written = write(base + count)
        precondition(written >= 0 && written <= most, "more bytes written than announced")
        count += written
    }

    /// Drops everything from `index` on; traps where that is past the end.
    package mutating func truncate(to index: Int) {
        precondition(index >= 0 && index <= count, "arena index out of bounds")
        count = index
    }

    /// Drops the first `length` entries and moves the others to the front; traps where there are fewer.
    package mutating func removeFirst(_ length: Int) {
        precondition(length >= 0 && length <= count, "arena range out of bounds")
        base.update(from: base + length, count: count - length)
        count -= length
    }

    /// Forgets every entry and keeps the memory, unless one request made it grow far past `keep`.
    package mutating func clear(keeping keep: Int) {
        count = 0
        guard capacity > keep * 4 else { return }
        base.deallocate()
        base = .allocate(capacity: keep)
        capacity = keep
    }
}

extension Arena where Entry == UInt8 {
    /// Makes room for `most` bytes and lets `write` fill some of them from the first on; it returns how many.
    ///
    /// The bytes that it is given hold anything, and it must not write past them.
    package mutating func append(atMost most: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Int) throws(Fault) {
        try reserve(most)
        let written = write(base + count)
        precondition(written >= 0 && written <= most, "more bytes written than announced")
        count += written
    }

    /// Appends a copy of `bytes`, which must not lie in this arena, and returns the offset of the first.
    @discardableResult
    package mutating func append(_ bytes: ByteView) throws(Fault) -> Int {
        try append(bytes.unsafeBytes.bindMemory(to: UInt8.self))
    }

    /// Appends the UTF-8 of a literal.
    package mutating func append(_ text: StaticString) throws(Fault) {
        try append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// The bytes from `start`, `length` of them; valid until the arena grows or is cleared.
    package func view(from start: Int, count length: Int) -> ByteView {
        ByteView(entries(from: start, count: length))
    }
}
