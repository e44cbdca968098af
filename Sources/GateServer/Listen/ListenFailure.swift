package import GateRuntime
import NIOCore

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// Why the server cannot listen on an address, and what to do about it.
package struct ListenFailure: Error, Equatable, CustomStringConvertible {
    package var address: ListenAddress
    /// What is wrong.
    package var reason: String
    /// What to do.
    package var advice: String

    /// One line: the address, what is wrong, what to do.
    package var description: String { "cannot listen on \(address): \(reason); \(advice)" }

    init(_ address: ListenAddress, _ error: any Error) {
        self.init(address, code: (error as? IOError)?.errnoCode, text: String(describing: error))
    }

    init(_ address: ListenAddress, reason: String, advice: String) {
        self.address = address
        self.reason = reason
        self.advice = advice
    }

    /// The server does not run.
    init(notServing addresses: [ListenAddress]) {
        address = addresses.first ?? .tcp(host: "", port: 0)
        reason = "the gateway is not serving"
        advice = "wait until it does"
    }

    /// No socket of the name was passed, only these.
    init(missing name: String, passed: [String]) {
        address = .systemd(name: name)
        if passed.isEmpty {
            reason = "the service manager passed no socket"
            advice = "start it from a socket unit (systemd.socket(5)), or listen on a host and port"
        } else {
            reason = "the service manager passed no listening stream socket of that name"
            advice = "set FileDescriptorName=\(name) in the socket unit; passed were: \(passed.joined(separator: ", "))"
        }
    }

    init(_ address: ListenAddress, code: CInt?, text: String) {
        self.address = address
        let isUnix = if case .unix = address { true } else { false }
        switch code {
        case EADDRINUSE:
            reason = "the address is in use"
            advice = "stop the other process (`ss -ltnp` names it) or choose another port"
        case EACCES, EPERM:
            reason = "permission denied"
            advice =
                isUnix
                ? "the directory must be writable for the user that hookgate runs as"
                : "ports below 1024 need CAP_NET_BIND_SERVICE, or choose a higher one"
        case EADDRNOTAVAIL:
            reason = "the address is not one of this machine"
            advice = "use an address that `ip address` lists, or 0.0.0.0 or [::] for all"
        case ENOENT, ENOTDIR:
            reason = "the directory does not exist"
            advice = "create it, or have systemd do so (RuntimeDirectory=)"
        case EAFNOSUPPORT:
            reason = "the system has no such address family"
            advice = "use an IPv4 address"
        default:
            reason = text
            advice = "check the address"
        }
    }
}
