/// A fixed table in its own memory, so that reading it touches no reference count that another event loop shares.
struct OwnedTable<Entry: BitwiseCopyable>: ~Copyable {
    private let storage: UnsafeMutableBufferPointer<Entry>

    /// Copies the entries.
    init(_ entries: [Entry]) {
        storage = .allocate(capacity: entries.count)
        _ = storage.initialize(fromContentsOf: entries)
    }

    deinit {
        storage.deallocate()
    }

    /// The entries; valid as long as this table.
    var view: TableView<Entry> { TableView(UnsafeBufferPointer(storage)) }
}

extension OwnedTable where Entry == UInt8 {
    /// The bytes; valid as long as this table.
    var bytes: ByteView { ByteView(UnsafeBufferPointer(storage)) }
}

/// Secret bytes in their own memory, overwritten when they are given up.
struct SecretBytes: ~Copyable {
    private let storage: UnsafeMutableBufferPointer<UInt8>

    init(_ bytes: [UInt8]) {
        storage = .allocate(capacity: bytes.count)
        _ = storage.initialize(fromContentsOf: bytes)
    }

    deinit {
        storage.update(repeating: 0)
        storage.deallocate()
    }

    /// The bytes; valid as long as this value.
    var bytes: ByteView { ByteView(UnsafeBufferPointer(storage)) }
}
