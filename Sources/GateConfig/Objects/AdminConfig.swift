package import GateDiagnostics
import GateYAML

/// The `admin:` of the server: the listener for those who run the gateway.
package struct AdminConfig: Sendable {
    package var listen: ConfigText?
    /// The name of a secret.
    package var token: Located<String>?
    package var allowsReload = false
    /// The `admin` key.
    package var key: SourceSpan
}

extension AdminConfig {
    static let spec = ObjectSpec<AdminConfig>(
        name: "admin",
        doc: "The listener for those who run the gateway. An address alone stands for a mapping with that address.",
        fields: [
            FieldSpec(
                "listen",
                .listenAddress,
                required: true,
                doc: """
                    Where it listens: HOST:PORT, [IPV6]:PORT or unix:/PATH. HOST is localhost or a loopback address \
                    (127.0.0.0/8, ::1).
                    """,
                example: "unix:/run/hookgate/admin.sock"
            ) { admin, id, _, decoder in
                admin.listen = decoder.configText(id, what: "an address to listen on")
            },
            FieldSpec(
                "token",
                .secretName,
                doc: """
                    The name of the secret that a request must carry as Authorization: Bearer TOKEN. /healthz and \
                    /readyz are answered without it. Any other request without it: 401.
                    """,
                example: "admin_token",
                sensitive: true
            ) { admin, id, _, decoder in
                admin.token = decoder.secretName(id, key: "token")
            },
            FieldSpec(
                "reload",
                .boolean,
                default: "false",
                doc: "Whether POST /reload loads the file anew."
            ) { admin, id, _, decoder in
                if let value = decoder.bool(id) { admin.allowsReload = value }
            },
        ],
        isSensitive: true
    )
}

extension ConfigDecoder {
    /// An address, or a mapping that holds one.
    mutating func admin(_ id: YAMLDocument.NodeID, key: SourceSpan) -> AdminConfig? {
        var admin = AdminConfig(key: key)
        if case .scalar = document[id].content {
            admin.listen = configText(id, what: "an address to listen on, or a mapping (admin)")
        } else {
            object(id, by: AdminConfig.spec, into: &admin, place: key)
        }
        return admin.listen == nil ? nil : admin
    }
}
