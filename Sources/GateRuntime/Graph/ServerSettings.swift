/// What the server needs to know of the file: where to listen, how much to accept, what to log.
package struct ServerSettings: Sendable, Equatable {
    package var listeners: [ListenAddress] = [.tcp(host: "127.0.0.1", port: 8080)]
    package var trustedProxies = TrustedProxies()
    package var limits = ServerLimits()
    package var log = LogSettings()
    /// The admin listener; nil where there is none.
    package var admin: AdminSettings?
    package var drain = DrainSettings()

    package init() {}
}

/// The listener for operators: health, metrics, status, and reload where it is allowed.
package struct AdminSettings: Sendable, Equatable {
    /// A loopback address or a unix socket.
    package var address: ListenAddress
    /// Index into the graph's secrets of the token that every request must carry; nil where none is asked for.
    package var token: Int?
    /// Whether `POST /reload` is served.
    package var allowsReload = false

    package init(address: ListenAddress) {
        self.address = address
    }
}

/// How the server stops.
package struct DrainSettings: Sendable, Equatable {
    /// Milliseconds from the signal, when readiness turns false, to the closing of the listeners.
    package var delayMilliseconds = 0
    /// Milliseconds from then on that requests under way may take.
    package var timeoutMilliseconds = 10_000

    package init() {}
}

/// An address to listen on.
package enum ListenAddress: Sendable, Equatable, CustomStringConvertible {
    /// An IPv4 or IPv6 address, or `localhost`; port 0 lets the system choose.
    case tcp(host: String, port: Int)
    /// A socket file; replaced where a stale one is left.
    case unix(path: String)
    /// The sockets that the service manager holds under a name (sd_listen_fds(3), FileDescriptorName=).
    case systemd(name: String)

    /// The address as the configuration writes it.
    package var description: String {
        switch self {
        case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .unix(let path): "unix:\(path)"
        case .systemd(let name): "systemd:\(name)"
        }
    }
}

/// Whose `X-Forwarded-For` and `Forwarded` headers are believed.
package struct TrustedProxies: Sendable, Equatable {
    package var ranges: [AddressRange] = []
    /// Whether a peer on a unix socket is a trusted proxy (`unix` in the list).
    package var trustsUnixSockets = false

    package init() {}
}

/// Limits on what a client may send and how long it may take; each has an answer.
package struct ServerLimits: Sendable, Equatable {
    /// Bytes of a body; passing it is 413.
    package var bodyBytes = 1 << 20
    /// Bytes of a request head, first line to empty line; passing it is 431, or 414 inside the request line.
    package var headerBytes = 16 << 10
    /// Milliseconds from a request's first byte to the end of its head; passing it is 408.
    package var headerTimeoutMilliseconds = 10_000
    /// Milliseconds from the end of the head to the end of the body; passing it is 408.
    package var bodyTimeoutMilliseconds = 30_000
    /// Milliseconds without a request on a kept connection; passing it closes the connection.
    package var idleTimeoutMilliseconds = 75_000
    /// Connections at once, over all listeners; the next is answered 503 and closed.
    package var connections = 10_000
    package var evaluation = EvaluationLimits()

    /// The elements of the longest list that a request can bring, two bytes each: the n of a ``StepBound``.
    package var elements: Int { max(bodyBytes, headerBytes) / 2 }

    package init() {}
}
