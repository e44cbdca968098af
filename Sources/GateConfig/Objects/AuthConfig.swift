package import GateDiagnostics
import GateYAML

/// Who may call an endpoint.
package struct AuthConfig: Sendable {
    package var isNone = false
    package var basic: BasicConfig?
    package var sourceIP: [ConfigText]?
    /// The `auth` key.
    package var key: SourceSpan
}

/// HTTP Basic credentials (RFC 7617).
package struct BasicConfig: Sendable {
    package var username: Located<String>?
    /// The name of a secret.
    package var password: Located<String>?
}

extension AuthConfig {
    static let spec = ObjectSpec<AuthConfig>(
        name: "auth",
        doc: "Verifiers; every one that is given must pass. Addresses are looked at first, then credentials.",
        fields: [
            FieldSpec(
                "basic",
                .object("basic"),
                doc: "HTTP Basic credentials (RFC 7617). Wrong or missing ones: 401 with WWW-Authenticate."
            ) { auth, id, key, decoder in
                var basic = BasicConfig()
                decoder.object(id, by: BasicConfig.spec, into: &basic, place: key)
                auth.basic = basic
            },
            FieldSpec(
                "source_ip",
                .oneOrMore(.addressRange(words: [])),
                doc: """
                    Addresses and CIDR ranges that requests may come from; any other gets 403. Behind a proxy, see \
                    trusted_proxies.
                    """,
                example: "[185.236.142.1, 192.0.2.0/24]"
            ) { auth, id, _, decoder in
                auth.sourceIP = decoder.texts(id, what: "an address or CIDR range")
            },
        ],
        isSensitive: true,
        rules: [.notEmpty]
    )
}

extension BasicConfig {
    static let spec = ObjectSpec<BasicConfig>(
        name: "basic",
        doc: "HTTP Basic credentials, compared in constant time.",
        fields: [
            FieldSpec(
                "username",
                .text,
                required: true,
                doc: "The user name, without a colon.",
                example: "systemeio",
                pattern: TextPattern("^[^:]+$", takesBareWords: true)
            ) { basic, id, _, decoder in
                guard let name = decoder.text(id, what: "a user name") else { return }
                if name.value.contains(":") || name.value.isEmpty {
                    // USER:PASSWORD, perhaps.
                    decoder.report(.invalidUsername(at: name.span))
                    decoder.redact(name.span)
                } else {
                    basic.username = name
                }
            },
            FieldSpec(
                "password",
                .secretName,
                required: true,
                doc: "The name of the secret that holds the password.",
                example: "systemeio_password",
                sensitive: true
            ) { basic, id, _, decoder in
                basic.password = decoder.secretName(id, key: "password")
            },
        ],
        isSensitive: true
    )
}

extension ConfigDecoder {
    /// The name of a secret; whatever else stands there may be the secret itself.
    mutating func secretName(_ id: YAMLDocument.NodeID, key: String) -> Located<String>? {
        guard case .scalar = document[id].content else {
            report(.secretNameShape(key, at: document[id].span))
            redact(document[id].span)
            return nil
        }
        return text(id, what: "the name of a secret")
    }

    mutating func auth(_ id: YAMLDocument.NodeID, key: SourceSpan) -> AuthConfig? {
        var auth = AuthConfig(key: key)
        if let text = scalarText(id) {
            guard text.text == "none", text.scalar.value == .string else {
                report(.authShape(at: text.scalar.value == .null ? key : text.span))
                return nil
            }
            auth.isNone = true
            return auth
        }
        object(id, by: AuthConfig.spec, into: &auth, place: key)
        if case .mapping(let entries) = document[id].content, entries.isEmpty { report(.authShape(at: key)) }
        return auth
    }
}
