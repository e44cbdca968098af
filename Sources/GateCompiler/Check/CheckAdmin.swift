import GateConfig
import GateDiagnostics
import GateRuntime

/// Checks the admin listener: on this machine only, and not where requests come in.
///
/// `listen` holds the texts of the public listeners, empty where the file leaves them to the default.
func checkAdmin(
    _ admin: AdminConfig,
    listeners: [ListenAddress],
    listen: [ConfigText],
    _ secrets: [SecretConfig],
    _ context: inout CompileContext
) -> AdminSettings? {
    let token = admin.token.map { checkSecretName($0, key: "token", secrets, &context) }
    guard let text = admin.listen else { return nil }
    let address: ListenAddress
    do {
        address = try parseListenAddress(text.text)
    } catch {
        context.report(.invalidListener(text.text, error.reason, at: text.span, isAdmin: true))
        return nil
    }
    guard isLocal(address) else {
        context.report(.publicAdmin(text.text, at: text.span))
        return nil
    }
    if !isAnyPort(address), listeners.contains(where: { covers($0, address) }) {
        let first = listen.first { text in (try? parseListenAddress(text.text)).map { covers($0, address) } ?? false }
        context.report(.sharedAdmin(text.text, at: text.span, first: first?.span))
    }
    var settings = AdminSettings(address: address)
    settings.token = token ?? nil
    settings.allowsReload = admin.allowsReload
    return settings
}

/// Whether only processes of this machine can connect.
private func isLocal(_ address: ListenAddress) -> Bool {
    switch address {
    case .unix: return true
    case .systemd: return false
    case .tcp(let host, _):
        guard case .range(let range) = parseAddressRange(host) else { return false }
        return loopback.contains { $0.contains(range.base) }
    }
}

/// Whether a socket on `listener` leaves no room for one on `address`.
private func covers(_ listener: ListenAddress, _ address: ListenAddress) -> Bool {
    guard case .tcp(let host, let port) = listener, case .tcp(let ownHost, port) = address else {
        return listener == address
    }
    // Every address of IPv6 takes those of IPv4 as well.
    return host == ownHost || host == "::" || host == "0.0.0.0" && !ownHost.contains(":")
}

private let loopback: [AddressRange] = ["127.0.0.0/8", "::1"].compactMap {
    if case .range(let range) = parseAddressRange($0) { range } else { nil }
}

/// The settings of the log; the words are those that the decoder lets through.
func logSettings(_ config: LogConfig) -> LogSettings {
    var settings = LogSettings()
    settings.level = LogSettings.Level(rawValue: config.level) ?? settings.level
    settings.format = LogSettings.Format(rawValue: config.format) ?? settings.format
    settings.access = AccessShares(
        answered: UInt32(clamping: config.access.answered),
        refused: UInt32(clamping: config.access.refused),
        failed: UInt32(clamping: config.access.failed)
    )
    if let words = config.fields {
        settings.fields = AccessFields(AccessFields.words.filter { words.contains($0.word) }.map(\.field))
    }
    return settings
}

extension Diagnostic {
    static func publicAdmin(_ text: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .invalidListener,
            "the admin listener must not be reachable from other machines: \"\(text)\" is not a loopback address",
            at: span,
            notes: [
                "write \"127.0.0.1:8081\", \"[::1]:8081\" or unix:/run/hookgate/admin.sock",
                "to reach it from elsewhere, put a proxy that asks who is there before it",
            ]
        )
    }

    static func sharedAdmin(_ text: String, at span: SourceSpan, first: SourceSpan?) -> Diagnostic {
        Diagnostic(
            .invalidListener,
            "the admin listener and the gateway cannot share \"\(text)\"",
            at: span,
            context: first.map { [Label($0, "requests come in here")] } ?? [],
            notes: [
                first == nil
                    ? "it is the default of \"listen\"; choose another port"
                    : "choose another port or socket for one of them"
            ]
        )
    }
}
