import GateRuntime

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// The file of a unix socket: replaced where a stale one is left, removed at the end.
struct UnixSocketFile: Sendable {
    let path: String
    private let device: UInt64
    private let inode: UInt64

    /// Who may connect: the owner and the group.
    private static let mode: mode_t = 0o660

    /// Removes what a process that is gone left at the path.
    ///
    /// Fails where the path is something else than a socket, or somebody still listens on it.
    static func removeStale(at path: String) throws(ListenFailure) {
        let address = ListenAddress.unix(path: path)
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw ListenFailure(
                address,
                reason: "the file exists and is not a socket",
                advice: "remove it or choose another path"
            )
        }
        if isListening(path) { throw ListenFailure(address, code: EADDRINUSE, text: "") }
        guard unlink(path) == 0 else {
            throw ListenFailure(address, code: errno, text: String(cString: strerror(errno)))
        }
    }

    /// Whether a connection to the socket is taken.
    private static func isListening(_ path: String) -> Bool {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return false }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_NONBLOCK.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        let result = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        // A full backlog answers EAGAIN: somebody is there.
        return result == 0 || errno == EAGAIN
    }

    /// The socket that was just bound; gives it its mode.
    init(bound path: String) throws(ListenFailure) {
        self.path = path
        var status = stat()
        guard chmod(path, UnixSocketFile.mode) == 0, lstat(path, &status) == 0 else {
            throw ListenFailure(.unix(path: path), code: errno, text: String(cString: strerror(errno)))
        }
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
    }

    /// Removes the file, unless another process has put its own there.
    func remove() {
        var status = stat()
        guard lstat(path, &status) == 0, UInt64(status.st_dev) == device, UInt64(status.st_ino) == inode else { return }
        unlink(path)
    }
}
