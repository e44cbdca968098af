/// What the server needs to know of the file: where to listen, how much to accept, what to log.
package struct ServerSettings: Sendable, Equatable {
    package var listeners: [ListenAddress] = [.tcp(host: "127.0.0.1", port: 8080)]
    package var trustedProxies = TrustedProxies()
    package var limits = ServerLimits()
    package var log = LogSettings()

    package init() {}
}

/// An address to listen on.
package enum ListenAddress: Sendable, Equatable, CustomStringConvertible {
    /// An IPv4 or IPv6 address, or `localhost`; port 0 lets the system choose.
    case tcp(host: String, port: Int)
    /// A socket file; replaced where a stale one is left.
    case unix(path: String)

    /// The address as the configuration writes it.
    package var description: String {
        switch self {
        case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .unix(let path): "unix:\(path)"
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

/// What is written to the log.
package struct LogSettings: Sendable, Equatable {
    /// How much a line must matter to be written.
    package enum Level: String, CaseIterable, Sendable, Comparable {
        case debug, info, warning, error

        /// Less is more talkative.
        package static func < (left: Level, right: Level) -> Bool { left.rank < right.rank }

        private var rank: Int { Level.allCases.firstIndex(of: self) ?? 0 }
    }

    package var level: Level = .info
    /// One line per request.
    package var access = true

    package init() {}
}
