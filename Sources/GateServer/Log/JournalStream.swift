#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// The connection to the journal that the service manager gives a service (systemd.exec(5), `$JOURNAL_STREAM`).
package enum JournalStream {
    /// Whether `descriptor` is the stream that the variable's value names, `DEVICE:INODE`.
    ///
    /// A descriptor that was redirected since then is another file, and the variable says nothing of it.
    package static func isConnected(_ descriptor: CInt, variable: String?) -> Bool {
        guard let parts = variable?.split(separator: ":", omittingEmptySubsequences: false), parts.count == 2 else {
            return false
        }
        var status = stat()
        guard let device = UInt64(parts[0]), let inode = UInt64(parts[1]), fstat(descriptor, &status) == 0 else {
            return false
        }
        return UInt64(status.st_dev) == device && UInt64(status.st_ino) == inode
    }
}
