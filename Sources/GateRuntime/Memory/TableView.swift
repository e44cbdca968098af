/// A borrowed table of fixed-size entries, checked on every access.
///
/// Lives as long as the graph that owns the entries.
package struct TableView<Entry: BitwiseCopyable> {
    private let storage: UnsafeBufferPointer<Entry>

    /// The table of no entries.
    package static var empty: TableView { TableView(UnsafeBufferPointer(start: nil, count: 0)) }

    package init(_ storage: UnsafeBufferPointer<Entry>) {
        self.storage = storage
    }

    package var count: Int { storage.count }

    /// The entry at `index`; traps outside `0..<count`.
    package subscript(index: Int) -> Entry {
        precondition(UInt(bitPattern: index) < UInt(bitPattern: storage.count), "table index out of bounds")
        return storage[index]
    }
}
