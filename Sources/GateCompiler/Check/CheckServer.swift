import GateConfig
import GateDiagnostics
package import GateRuntime
import GateYAML

/// Checks addresses and takes over limits.
func checkServer(
    _ server: ServerConfig,
    _ secrets: [SecretConfig],
    _ context: inout CompileContext
) -> ServerSettings {
    var settings = ServerSettings()
    if let listen = server.listen { settings.listeners = checkListeners(listen, &context) }
    settings.admin = server.admin.flatMap {
        checkAdmin($0, listeners: settings.listeners, listen: server.listen ?? [], secrets, &context)
    }
    for text in server.trustedProxies {
        if text.text == "unix" {
            settings.trustedProxies.trustsUnixSockets = true
        } else if let range = checkAddress(text, &context) {
            settings.trustedProxies.ranges.append(range)
        }
    }
    settings.limits = serverLimits(server.limits)
    settings.drain.delayMilliseconds = server.drain.delayMilliseconds
    settings.drain.timeoutMilliseconds = server.drain.timeoutMilliseconds
    settings.log = logSettings(server.log)
    return settings
}

/// The range of an address or CIDR range; anything else is reported.
func checkAddress(_ text: ConfigText, _ context: inout CompileContext) -> AddressRange? {
    switch parseAddressRange(text.text) {
    case .range(let range): return range
    case .beyondPrefix(let covering):
        context.report(.addressBeyondPrefix(text.text, first: covering.text, at: text.span))
    case .malformed: context.report(.invalidAddress(text.text, at: text.span))
    }
    return nil
}

private func serverLimits(_ config: LimitsConfig) -> ServerLimits {
    var limits = ServerLimits()
    limits.bodyBytes = config.bodyBytes
    limits.headerBytes = config.headerBytes
    limits.headerTimeoutMilliseconds = config.headerTimeoutMilliseconds
    limits.bodyTimeoutMilliseconds = config.bodyTimeoutMilliseconds
    limits.idleTimeoutMilliseconds = config.idleTimeoutMilliseconds
    limits.connections = config.connections
    limits.evaluation.steps = config.steps
    limits.evaluation.arenaBytes = config.memoryBytes
    return limits
}

private func checkListeners(_ texts: [ConfigText], _ context: inout CompileContext) -> [ListenAddress] {
    var known: [(address: ListenAddress, span: SourceSpan)] = []
    for text in texts {
        do {
            let address = try parseListenAddress(text.text)
            if let first = known.first(where: { $0.address == address && !isAnyPort(address) }) {
                context.report(.duplicateListener(text.text, at: text.span, first: first.span))
            }
            known.append((address, text.span))
        } catch {
            context.report(.invalidListener(text.text, error.reason, at: text.span))
        }
    }
    return known.map(\.address)
}

/// Whether the system chooses the port, so that two such addresses are different ones.
func isAnyPort(_ address: ListenAddress) -> Bool {
    if case .tcp(_, 0) = address { true } else { false }
}

/// Why a text is not an address to listen on.
package struct ListenAddressError: Error {
    package var reason: String
}

/// Reads `HOST:PORT`, `[IPV6]:PORT`, `unix:/PATH` or `systemd:NAME`.
///
/// HOST is an IP address or `localhost`; names are not looked up.
package func parseListenAddress(_ text: String) throws(ListenAddressError) -> ListenAddress {
    if text.hasPrefix("systemd:") {
        let name = text.dropFirst(8)
        // The characters and length that FileDescriptorName= takes (sd_listen_fds_with_names(3)).
        let isName = name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }
        guard isName, !name.isEmpty, name.utf8.count <= 255 else {
            throw ListenAddressError(reason: "a socket's name has 1 to 255 printable characters and no colon")
        }
        return .systemd(name: String(name))
    }
    if text.hasPrefix("unix:") {
        let path = String(text.dropFirst(5))
        guard path.hasPrefix("/") else { throw ListenAddressError(reason: "a socket's path is absolute") }
        // sun_path holds 108 bytes, the last of them zero (unix(7)).
        guard path.utf8.count <= 107 else { throw ListenAddressError(reason: "a socket's path has at most 107 bytes") }
        return .unix(path: path)
    }
    guard let colon = text.lastIndex(of: ":") else {
        let isPort = !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        throw ListenAddressError(reason: isPort ? "it has no host" : "it has no port")
    }
    let digits = text[text.index(after: colon)...]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = Int(digits),
        port <= 65_535
    else { throw ListenAddressError(reason: "the port is a number from 0 to 65535") }
    var host = String(text[..<colon])
    guard !host.isEmpty else {
        throw ListenAddressError(reason: "it has no host; 0.0.0.0 or [::] stands for every address")
    }
    if host == "localhost" { return .tcp(host: "127.0.0.1", port: port) }
    let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
    if isBracketed { host = String(host.dropFirst().dropLast()) }
    guard case .range = parseAddressRange(host), !host.contains("/") else {
        throw ListenAddressError(reason: "the host is an IP address or localhost")
    }
    guard host.contains(":") == isBracketed else {
        throw ListenAddressError(reason: "an IPv6 address stands in brackets")
    }
    return .tcp(host: host, port: port)
}
