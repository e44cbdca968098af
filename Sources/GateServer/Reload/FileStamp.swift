#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// What tells a file from what it was: which file it is, how long, and when it changed.
package struct FileStamp: Sendable, Hashable {
    private var device: UInt64
    private var inode: UInt64
    private var byteCount: Int64
    private var modified: [Int64]
    /// The status change as well: it moves where the modification time was set back.
    private var changed: [Int64]

    /// The stamp of what the path leads to, links followed; nil where nothing is there.
    package init?(path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.init(status)
    }

    /// The stamp of an open file; nil where the descriptor is none.
    package init?(descriptor: CInt) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        self.init(status)
    }

    private init(_ status: stat) {
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        byteCount = Int64(status.st_size)
        modified = [Int64(status.st_mtim.tv_sec), Int64(status.st_mtim.tv_nsec)]
        changed = [Int64(status.st_ctim.tv_sec), Int64(status.st_ctim.tv_nsec)]
    }
}
