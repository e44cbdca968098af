import GateDiagnostics
import GateYAML

/// The `server:` section; limits have their defaults where the file says nothing.
package struct ServerConfig: Sendable {
    package var listen: [ConfigText]?
    package var admin: AdminConfig?
    package var trustedProxies: [ConfigText] = []
    package var limits = LimitsConfig()
    package var log = LogConfig()
    package var drain = DrainConfig()
}

/// The `limits:` of the server: bytes, milliseconds and counts.
///
/// The defaults stand here and nowhere else.
package struct LimitsConfig: Sendable {
    package var bodyBytes = 1 << 20
    package var headerBytes = 16 << 10
    package var headerTimeoutMilliseconds = 10_000
    package var bodyTimeoutMilliseconds = 30_000
    package var idleTimeoutMilliseconds = 75_000
    package var connections = 10_000
    package var steps = 2_000_000
    package var memoryBytes = 16 << 20
}

extension ServerConfig {
    static let spec = ObjectSpec<ServerConfig>(
        name: "server",
        doc: "Where the gateway listens, whom it believes about client addresses, and its limits.",
        fields: [
            FieldSpec(
                "listen",
                .oneOrMore(.listenAddress),
                default: "[\"127.0.0.1:8080\"]",
                doc: """
                    Addresses to listen on: HOST:PORT, [IPV6]:PORT, unix:/PATH, or systemd:NAME for the sockets that \
                    systemd passes under that name (FileDescriptorName= of the socket unit). HOST is an IP address or \
                    localhost. Port 0 lets the system choose.
                    """,
                example: "[\"127.0.0.1:8080\", \"unix:/run/hookgate/http.sock\"]"
            ) { server, id, _, decoder in
                server.listen = decoder.texts(id, what: "an address to listen on")
            },
            FieldSpec(
                "admin",
                .either([.listenAddress, .object("admin")]),
                doc: """
                    A second listener, for those who run the gateway: health, metrics, status and, where it is allowed, \
                    reload; see ADMIN LISTENER. There is none where the key is absent. Its address is a loopback address \
                    or a unix socket.
                    """,
                example: "\"127.0.0.1:8081\""
            ) { server, id, key, decoder in
                server.admin = decoder.admin(id, key: key)
            },
            FieldSpec(
                "trusted_proxies",
                .list(.addressRange(words: ["unix"])),
                default: "[]",
                doc: """
                    Proxies whose X-Forwarded-For or Forwarded header is believed. The header is walked from right to \
                    left, past trusted addresses, to the first one that is not. Where both headers are there and \
                    disagree, the client counts as unknown. The word unix trusts peers on unix sockets.
                    """,
                example: "[10.0.0.0/8, \"fd00::/8\"]"
            ) { server, id, _, decoder in
                guard let items = decoder.sequence(id, of: "addresses or CIDR ranges") else { return }
                server.trustedProxies = items.compactMap { decoder.configText($0, what: "an address or CIDR range") }
            },
            FieldSpec(
                "limits",
                .object("limits"),
                doc: "How much a client may send, how long it may take, and how much an evaluation may use."
            ) { server, id, key, decoder in
                decoder.object(id, by: LimitsConfig.spec, into: &server.limits, place: key)
            },
            FieldSpec("log", .object("log"), doc: "What is written to standard error.") { server, id, key, decoder in
                decoder.object(id, by: LogConfig.spec, into: &server.log, place: key)
            },
            FieldSpec("drain", .object("drain"), doc: "How the gateway stops.") { server, id, key, decoder in
                decoder.object(id, by: DrainConfig.spec, into: &server.drain, place: key)
            },
        ]
    )
}

extension LimitsConfig {
    private static let defaults = LimitsConfig()

    private static func size(
        _ name: String,
        _ range: ClosedRange<Int>,
        _ path: any WritableKeyPath<LimitsConfig, Int> & Sendable,
        doc: String
    ) -> FieldSpec<LimitsConfig> {
        let text = renderSize(defaults[keyPath: path])
        return FieldSpec(name, .size(range), default: text, doc: doc) { limits, id, _, decoder in
            if let value = decoder.size(id, in: range) { limits[keyPath: path] = value }
        }
    }

    private static func duration(
        _ name: String,
        _ path: any WritableKeyPath<LimitsConfig, Int> & Sendable,
        doc: String
    ) -> FieldSpec<LimitsConfig> {
        let range = 10...3_600_000
        let text = renderDuration(defaults[keyPath: path])
        return FieldSpec(name, .duration(range), default: text, doc: doc) { limits, id, _, decoder in
            if let value = decoder.duration(id, in: range) { limits[keyPath: path] = value }
        }
    }

    private static func count(
        _ name: String,
        _ range: ClosedRange<Int>,
        _ path: any WritableKeyPath<LimitsConfig, Int> & Sendable,
        doc: String
    ) -> FieldSpec<LimitsConfig> {
        FieldSpec(name, .integer(range), default: "\(defaults[keyPath: path])", doc: doc) { limits, id, _, decoder in
            if let value = decoder.integer(id, in: range) { limits[keyPath: path] = value.value }
        }
    }

    static let spec = ObjectSpec<LimitsConfig>(
        name: "limits",
        doc: "Limits, each with the answer that passing it gets.",
        fields: [
            size("body", 1...(64 << 20), \.bodyBytes, doc: "Bytes of a request's body. Past it: 413."),
            size(
                "header",
                1024...(1 << 20),
                \.headerBytes,
                doc: "Bytes of a request's head, request line included. Past it: 431, or 414 in the request line."
            ),
            duration(
                "header_timeout",
                \.headerTimeoutMilliseconds,
                doc: "Time from a request's first byte to the end of its head. Past it: 408."
            ),
            duration(
                "body_timeout",
                \.bodyTimeoutMilliseconds,
                doc: "Time from the end of a request's head to the end of its body. Past it: 408."
            ),
            duration(
                "idle_timeout",
                \.idleTimeoutMilliseconds,
                doc: "Time that a kept connection may stay without a request. Past it the connection is closed."
            ),
            count(
                "connections",
                1...1_000_000,
                \.connections,
                doc: "Connections at once over all listeners. The next one is answered 503 and closed."
            ),
            count(
                "steps",
                1000...1_000_000_000,
                \.steps,
                doc: "Steps that one request's evaluation may take. Past it: 500 and a log line."
            ),
            size(
                "memory",
                65_536...(1 << 30),
                \.memoryBytes,
                doc: "Bytes of text that one request's evaluation may make. Past it: 500 and a log line."
            ),
        ]
    )
}
