import GateRuntime

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// Tells the service manager how the service is (sd_notify(3)); does nothing where none asked for it.
package final class ServiceNotifier: Sendable {
    private let descriptor: CInt
    private let address: [UInt8]
    /// Milliseconds for what comes after the last request: the log, the threads.
    private static let stoppingMilliseconds = 5000

    /// The socket's type and flags: a message is sent or dropped, never waited for.
    private static let socketType =
        CInt(SOCK_DGRAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue) | CInt(SOCK_NONBLOCK.rawValue)

    /// A notifier for the socket that `NOTIFY_SOCKET` names: a path, or `@` and an abstract name; nil for none.
    package init(socket name: String?) {
        guard let name, let address = ServiceNotifier.address(name) else {
            descriptor = -1
            address = []
            return
        }
        self.address = address
        descriptor = Glibc.socket(AF_UNIX, ServiceNotifier.socketType, 0)
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Whether somebody listens.
    package var isActive: Bool { descriptor >= 0 }

    /// The service serves; `status` says what, in one line.
    package func ready(_ status: String) {
        send("READY=1\nSTATUS=\(ServiceNotifier.line(status))")
    }

    /// A reload begins; ``ready(_:)`` must follow, however it ends.
    package func reloading() {
        send("RELOADING=1\nMONOTONIC_USEC=\(LoopClock.monotonicTime() / 1000)\nSTATUS=Reloading the configuration")
    }

    /// The service stops, which may take as long as the settings say.
    func stopping(_ drain: DrainSettings) {
        let limit = drain.delayMilliseconds + drain.timeoutMilliseconds + ServiceNotifier.stoppingMilliseconds
        send("STOPPING=1\nSTATUS=Finishing the requests under way\nEXTEND_TIMEOUT_USEC=\(limit * 1000)")
    }

    /// The event loops run.
    func alive() {
        send("WATCHDOG=1")
    }

    private func send(_ message: String) {
        guard descriptor >= 0 else { return }
        let bytes = Array(message.utf8)
        address.withUnsafeBytes { address in
            guard let base = address.baseAddress else { return }
            // What cannot be sent is missed by the manager, as with any client of it.
            _ = sendto(
                descriptor,
                bytes,
                bytes.count,
                CInt(MSG_NOSIGNAL),
                base.assumingMemoryBound(to: sockaddr.self),
                socklen_t(address.count)
            )
        }
    }

    /// A line break would begin another assignment.
    private static func line(_ text: String) -> String {
        String(decoding: text.utf8.map { $0 < 0x20 ? 0x20 : $0 }, as: UTF8.self)
    }

    /// The bytes of a `sockaddr_un`; nil where the name is neither a path nor abstract, or too long.
    private static func address(_ name: String) -> [UInt8]? {
        guard name.hasPrefix("/") || name.hasPrefix("@") else { return nil }
        var path = Array(name.utf8)
        if path[0] == UInt8(ascii: "@") { path[0] = 0 } else { path.append(0) }
        let offset = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2
        guard path.count <= MemoryLayout<sockaddr_un>.size - offset else { return nil }
        var family = sa_family_t(AF_UNIX)
        return withUnsafeBytes(of: &family) { Array($0) } + path
    }
}
