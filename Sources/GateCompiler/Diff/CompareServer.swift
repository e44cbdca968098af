import GateConfig
import GateDiagnostics
import GateRuntime

/// Compares what concerns the gateway as a whole.
struct ServerComparison {
    let oldPlaces: PlaceFinder
    let newPlaces: PlaceFinder
    private(set) var changes: [GatewayChange] = []

    init(_ oldPlaces: PlaceFinder, _ newPlaces: PlaceFinder) {
        (self.oldPlaces, self.newPlaces) = (oldPlaces, newPlaces)
    }

    mutating func compare(_ old: CheckedGateway, _ new: CheckedGateway) {
        compareListeners(old.settings.listeners, new.settings.listeners)
        compareProxies(old.settings.trustedProxies, new.settings.trustedProxies)
        compareLimits(old.settings.limits, new.settings.limits)
        compareAdmin(old, new)
        compareLog(old.settings.log, new.settings.log)
        compareDrain(old.settings.drain, new.settings.drain)
        compareSecrets(old.secrets, new.secrets)
    }

    // MARK: Listeners

    private mutating func compareListeners(_ old: [ListenAddress], _ new: [ListenAddress]) {
        let reach = old.map(\.reach).max() ?? .machine
        let key = ["server", "listen"]
        for address in new where !old.contains(address) {
            let weakness: String? =
                if address.reach <= reach {
                    nil
                } else if case .systemd = address {
                    "the socket unit says who reaches it, and only this machine did before"
                } else {
                    address.reach == .everywhere ? "it listens on every address" : "other machines reach it"
                }
            report(.listeners, .added, "address to listen on", nil, "\(address)", key, weakness)
        }
        for address in old where !new.contains(address) {
            report(.listeners, .removed, "address to listen on", "\(address)", nil, key)
        }
    }

    private mutating func compareProxies(_ old: TrustedProxies, _ new: TrustedProxies) {
        func text(_ proxies: TrustedProxies) -> String {
            let words =
                (proxies.trustsUnixSockets ? ["unix"] : [])
                + (proxies.ranges.isEmpty ? [] : [rangesText(proxies.ranges)])
            return words.isEmpty ? "none" : words.joined(separator: ", ")
        }
        let (before, now) = (AddressSet(old.ranges), AddressSet(new.ranges))
        guard before != now || old.trustsUnixSockets != new.trustsUnixSockets else { return }
        let isWider = !now.isSubset(of: before) || (new.trustsUnixSockets && !old.trustsUnixSockets)
        report(
            .proxies,
            .changed,
            "trusted_proxies",
            text(old),
            text(new),
            ["server", "trusted_proxies"],
            isWider ? "more peers may say which address a request comes from" : nil
        )
    }

    // MARK: Limits

    private mutating func compareLimits(_ old: ServerLimits, _ new: ServerLimits) {
        let limits: [(String, (ServerLimits) -> Int, (Int) -> String)] = [
            ("body", \.bodyBytes, renderSize), ("header", \.headerBytes, renderSize),
            ("header_timeout", \.headerTimeoutMilliseconds, renderDuration),
            ("body_timeout", \.bodyTimeoutMilliseconds, renderDuration),
            ("idle_timeout", \.idleTimeoutMilliseconds, renderDuration), ("connections", \.connections, { "\($0)" }),
            ("steps", \.evaluation.steps, { "\($0)" }), ("memory", \.evaluation.arenaBytes, renderSize),
        ]
        for (name, value, text) in limits {
            let (before, now) = (value(old), value(new))
            guard before != now else { continue }
            let weakness = now > before ? "the limit is raised" : nil
            let key = ["server", "limits", name]
            report(.limits, .changed, "limit \(name)", text(before), text(now), key, weakness)
        }
    }

    private mutating func compareDrain(_ old: DrainSettings, _ new: DrainSettings) {
        for (name, before, now) in [
            ("delay", old.delayMilliseconds, new.delayMilliseconds),
            ("timeout", old.timeoutMilliseconds, new.timeoutMilliseconds),
        ] where before != now {
            let key = ["server", "drain", name]
            report(.drain, .changed, "drain \(name)", renderDuration(before), renderDuration(now), key)
        }
    }

    // MARK: Admin

    private mutating func compareAdmin(_ old: CheckedGateway, _ new: CheckedGateway) {
        let key = ["server", "admin"]
        switch (old.settings.admin, new.settings.admin) {
        case (nil, nil): return
        case (nil, let now?):
            let why =
                "health, metrics and status can be read there" + (now.allowsReload ? ", and a reload asked for" : "")
            report(.admin, .added, "admin listener", nil, "\(now.address)", key, why)
        case (let before?, nil): report(.admin, .removed, "admin listener", "\(before.address)", nil, key)
        case (let before?, let now?):
            if before.address != now.address {
                report(.admin, .changed, "admin address", "\(before.address)", "\(now.address)", key)
            }
            if before.allowsReload != now.allowsReload {
                let why = now.allowsReload ? "whoever reaches it can ask for a reload" : nil
                report(
                    .admin,
                    .changed,
                    "admin reload",
                    "\(before.allowsReload)",
                    "\(now.allowsReload)",
                    key + ["reload"],
                    why
                )
            }
            let (oldToken, newToken) = (before.token(old.secrets), now.token(new.secrets))
            guard oldToken?.source != newToken?.source, oldToken?.name != newToken?.name else { return }
            report(
                .admin,
                oldToken == nil ? .added : newToken == nil ? .removed : .changed,
                "admin token",
                oldToken?.source.text,
                newToken?.source.text,
                key + ["token"],
                newToken == nil ? "no token is asked for" : nil
            )
        }
    }

    // MARK: Log

    private mutating func compareLog(_ old: LogSettings, _ new: LogSettings) {
        let log = ["server", "log"]
        func changed(_ name: String, _ before: String, _ now: String) {
            guard before != now else { return }
            report(.log, .changed, "log \(name)", before, now, log + [name])
        }
        changed("level", old.level.rawValue, new.level.rawValue)
        changed("format", old.format.rawValue, new.format.rawValue)
        changed("access", old.access.text, new.access.text)
        let words = { (fields: AccessFields) in AccessFields.words.filter { fields.contains($0.field) }.map(\.word) }
        guard old.fields != new.fields else { return }
        let gained = words(new.fields.subtracting(old.fields))
        let why = gained.isEmpty ? nil : "lines tell what they left out: \(gained.joined(separator: ", "))"
        let (before, now) = (words(old.fields), words(new.fields))
        report(
            .log,
            .changed,
            "log fields",
            before.joined(separator: ", "),
            now.joined(separator: ", "),
            log + ["fields"],
            why
        )
    }

    // MARK: Secrets

    /// Secrets by name, and those that only have another name by where they lie.
    private mutating func compareSecrets(_ old: [SecretReference], _ new: [SecretReference]) {
        for secret in new {
            let key = ["secrets", secret.name]
            if let before = old.first(where: { $0.name == secret.name }) {
                guard before.source != secret.source else { continue }
                report(.secrets, .changed, "secret \(secret.name)", before.source.text, secret.source.text, key)
            } else if !old.contains(where: { $0.source == secret.source }) {
                report(.secrets, .added, "secret \(secret.name)", nil, secret.source.text, key)
            }
        }
        for secret in old
        where !new.contains(where: { $0.name == secret.name || $0.source == secret.source }) {
            let key = ["secrets", secret.name]
            report(.secrets, .removed, "secret \(secret.name)", secret.source.text, nil, key)
        }
    }

    private mutating func report(
        _ area: GatewayChange.Area,
        _ kind: GatewayChange.Kind,
        _ subject: String,
        _ old: String?,
        _ new: String?,
        _ key: [String],
        _ weakness: String? = nil
    ) {
        var change = GatewayChange(area: area, kind: kind, subject: subject, old: old, new: new, weakness: weakness)
        (change.oldSpan, change.newSpan) = (oldPlaces.span(key), newPlaces.span(key))
        changes.append(change)
    }
}

/// Who can reach an address.
private enum Reach: Int, Comparable {
    case machine, network, everywhere

    static func < (left: Reach, right: Reach) -> Bool { left.rawValue < right.rawValue }
}

extension ListenAddress {
    /// Sockets that systemd holds may be anywhere.
    fileprivate var reach: Reach {
        switch self {
        case .unix: .machine
        case .systemd: .network
        case .tcp(let host, _):
            switch parseAddressRange(host) {
            case .range(let range) where range.base == IPAddress(v4: 0) || range.base == IPAddress(high: 0, low: 0):
                .everywhere
            case .range(let range): range.base.isLoopback ? .machine : .network
            default: .network
            }
        }
    }
}

extension IPAddress {
    /// 127.0.0.0/8 and ::1.
    fileprivate var isLoopback: Bool { isV4 ? low >> 24 & 0xFF == 127 : high == 0 && low == 1 }
}

extension AccessShares {
    /// The shares in the words of the file.
    fileprivate var text: String {
        [("answered", answered), ("refused", refused), ("failed", failed)].map { name, share in
            let (whole, rest) = (share / 10_000, share % 10_000)
            guard rest > 0 else { return "\(name) \(whole)%" }
            var digits = String(rest + 10_000).dropFirst()
            while digits.last == "0" { digits.removeLast() }
            return "\(name) \(whole).\(digits)%"
        }.joined(separator: ", ")
    }
}

extension AdminSettings {
    fileprivate func token(_ secrets: [SecretReference]) -> SecretReference? {
        token.flatMap { secrets.indices.contains($0) ? secrets[$0] : nil }
    }
}
