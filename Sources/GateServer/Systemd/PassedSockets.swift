#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// The listening sockets that the service manager opened and passed on (sd_listen_fds(3)).
package struct PassedSockets: Sendable {
    /// A socket with the name of its unit's `FileDescriptorName=`, which is the unit's own name by default.
    struct Socket: Sendable, Equatable {
        var name: String
        var descriptor: CInt
    }

    let sockets: [Socket]

    /// The first descriptor that is passed.
    private static let firstDescriptor: CInt = 3

    /// None.
    package init() {
        sockets = []
    }

    /// What `LISTEN_PID`, `LISTEN_FDS` and `LISTEN_FDNAMES` say was passed to this process.
    ///
    /// The descriptors are kept from programs that it may start.
    package init(environment: (String) -> String?, processID: Int32) {
        guard environment("LISTEN_PID").flatMap(Int32.init) == processID,
            let count = environment("LISTEN_FDS").flatMap(CInt.init), count > 0, count <= 1024
        else {
            sockets = []
            return
        }
        let names = environment("LISTEN_FDNAMES").map { text in
            text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        }
        sockets = (0..<count).map { index in
            let descriptor = PassedSockets.firstDescriptor + index
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            let name = names.flatMap { $0.indices.contains(Int(index)) ? $0[Int(index)] : nil }
            return Socket(name: name ?? "unknown", descriptor: descriptor)
        }
    }

    /// The names, each once, in order.
    var names: [String] {
        var seen: Set<String> = []
        return sockets.map(\.name).filter { seen.insert($0).inserted }
    }

    /// Copies of the descriptors of that name: closing one leaves the passed socket open, so that a later reload can
    /// listen on it again.
    ///
    /// Empty where none has the name, or where one of them is no listening stream socket.
    func copies(named name: String) -> [CInt] {
        var copies: [CInt] = []
        for socket in sockets where socket.name == name {
            let copy = fcntl(socket.descriptor, F_DUPFD_CLOEXEC, 0)
            guard copy >= 0, PassedSockets.isListening(copy) else {
                if copy >= 0 { close(copy) }
                for copy in copies { close(copy) }
                return []
            }
            copies.append(copy)
        }
        return copies
    }

    private static func isListening(_ descriptor: CInt) -> Bool {
        option(SO_ACCEPTCONN, descriptor) == 1 && option(SO_TYPE, descriptor) == CInt(SOCK_STREAM.rawValue)
    }

    private static func option(_ name: CInt, _ descriptor: CInt) -> CInt {
        var value: CInt = 0
        var size = socklen_t(MemoryLayout<CInt>.size)
        return getsockopt(descriptor, SOL_SOCKET, name, &value, &size) == 0 ? value : -1
    }
}
