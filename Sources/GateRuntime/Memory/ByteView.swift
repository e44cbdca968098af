/// A borrowed run of bytes, checked on every access.
///
/// A view does not own its memory: it is valid while the request that it was made for is being evaluated, and until the
/// arena it points into grows. It is two words and is copied freely; nothing stores one beyond a request.
package struct ByteView {
    private let storage: UnsafeBufferPointer<UInt8>

    /// The view of no bytes.
    package static var empty: ByteView { ByteView(UnsafeBufferPointer(start: nil, count: 0)) }

    package init(_ storage: UnsafeBufferPointer<UInt8>) {
        self.storage = storage
    }

    package init(_ storage: UnsafeRawBufferPointer) {
        self.storage = storage.bindMemory(to: UInt8.self)
    }

    package var count: Int { storage.count }

    package var isEmpty: Bool { storage.isEmpty }

    /// The byte at `index`; traps outside `0..<count`.
    package subscript(index: Int) -> UInt8 {
        precondition(UInt(bitPattern: index) < UInt(bitPattern: storage.count), "byte index out of bounds")
        return storage[index]
    }

    /// The bytes from `start`, `count` of them; traps where they are not all inside this view.
    package func slice(_ start: Int, _ count: Int) -> ByteView {
        precondition(start >= 0 && count >= 0 && start <= storage.count - count, "byte range out of bounds")
        return ByteView(UnsafeBufferPointer(rebasing: storage[start..<start + count]))
    }

    /// For C calls and bulk copies.
    package var unsafeBytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(storage) }

    /// A copy as text, with malformed UTF-8 replaced.
    ///
    /// Allocates: for logs and cold paths.
    package var string: String { String(decoding: storage, as: UTF8.self) }

    /// Whether both hold the same bytes.
    ///
    /// Not constant-time: never for secrets.
    package static func == (left: ByteView, right: ByteView) -> Bool {
        guard left.count == right.count else { return false }
        guard left.count > 0, let a = left.storage.baseAddress, let b = right.storage.baseAddress else { return true }
        return memoryCompare(a, b, left.count) == 0
    }

    /// Byte order, which for UTF-8 is code point order: negative, zero or positive.
    package static func compare(_ left: ByteView, _ right: ByteView) -> Int {
        let shared = min(left.count, right.count)
        if shared > 0, let a = left.storage.baseAddress, let b = right.storage.baseAddress {
            let order = memoryCompare(a, b, shared)
            if order != 0 { return order }
        }
        return left.count - right.count
    }
}
