package import GateDiagnostics
package import GateYAML

/// A decoded configuration file: every value with its place, nothing yet checked against anything else.
package struct GatewayConfig: Sendable {
    package var server = ServerConfig()
    package var secrets: [SecretConfig] = []
    package var flows: [FlowConfig] = []
    package var endpoints: [EndpointConfig] = []
    /// The `endpoints` key; nil where it is missing.
    package var endpointsKey: SourceSpan?
    var hasVersion = false

    init() {}
}

/// The language version that this decoder reads.
private let languageVersion: Int64 = 1

extension GatewayConfig {
    static let spec = ObjectSpec<GatewayConfig>(
        name: "the file",
        doc: "The configuration file is one mapping.",
        fields: [
            FieldSpec(
                "hookgate",
                .integer(1...1),
                doc: "Version of the configuration language. Required.",
                example: "1"
            ) { config, id, _, decoder in
                config.hasVersion = true
                decoder.checkVersion(id)
            },
            FieldSpec(
                "server",
                .object("server"),
                doc: "Where the gateway listens, whom it believes about client addresses, and its limits."
            ) { config, id, key, decoder in
                decoder.object(id, by: ServerConfig.spec, into: &config.server, place: key)
            },
            FieldSpec(
                "secrets",
                .map(key: .plainName, .object("secret")),
                doc: """
                    Names for secrets that live outside the file. Their values are read when the file is loaded and \
                    are never printed.
                    """
            ) { config, id, _, decoder in
                config.secrets = decoder.secrets(id)
            },
            FieldSpec(
                "flows",
                .map(key: .plainName, .object("flow")),
                doc: "Steps that several endpoints share, by name; a call step does them."
            ) { config, id, _, decoder in
                config.flows = decoder.flows(id)
            },
            FieldSpec(
                "endpoints",
                .map(key: .plainName, .object("endpoint")),
                required: true,
                doc: "The webhooks, by name. The name is what logs and errors call the endpoint.",
                example: "{ ping: { path: /ping, auth: none, respond: { status: 204 } } }"
            ) { config, id, key, decoder in
                config.endpointsKey = key
                config.endpoints = decoder.endpoints(id, key: key)
            },
        ],
        rules: [.atLeastOne(["hookgate"]), .filled("endpoints")],
        misspelt: { config, meant, _ in
            if meant == "hookgate" { config.hasVersion = true }
        }
    )
}

extension ConfigDecoder {
    mutating func checkVersion(_ id: YAMLDocument.NodeID) {
        guard let text = scalarText(id), text.scalar.value != .null else {
            report(.languageVersion(found: describe(id), at: document[id].span))
            return
        }
        if text.scalar.value != .int(languageVersion) {
            report(.languageVersion(found: text.text, at: text.span))
        }
    }

    fileprivate mutating func endpoints(_ id: YAMLDocument.NodeID, key: SourceSpan) -> [EndpointConfig] {
        guard let entries = mapping(id, what: "endpoints by name") else { return [] }
        if entries.isEmpty { report(.emptyMapping(of: "an endpoint", at: document[id].span)) }
        return entries.map { entry in
            var endpoint = EndpointConfig(name: Located(entry.key.text, at: entry.keySpan))
            checkName(entry)
            object(entry.value, by: EndpointConfig.spec, into: &endpoint, place: entry.keySpan)
            return endpoint
        }
    }

    /// Endpoint and secret names go into logs and metrics: letters, digits, `_`, `-`, `.`, at most 64.
    mutating func checkName(_ entry: YAMLNode.Entry) {
        let bytes = entry.key.text.utf8
        let isPlain = bytes.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
                true
            default: false
            }
        }
        if bytes.isEmpty || bytes.count > 64 || !isPlain {
            report(.invalidName(entry.key.text, at: entry.keySpan))
        }
    }
}

/// Decodes a document into a configuration.
///
/// - Returns: the configuration, all findings, and the spans that must not be printed. The configuration is usable for
///   further checks whenever it is not nil, even with findings.
package func decodeConfig(_ document: YAMLDocument) -> (
    config: GatewayConfig?, diagnostics: [Diagnostic], redactions: [SourceSpan]
) {
    var decoder = ConfigDecoder(document: document)
    let root = document[document.root]
    if case .scalar(let scalar) = root.content, scalar.value == .null {
        return (nil, [.emptyFile(at: root.span)], [])
    }
    guard case .mapping = root.content else {
        _ = decoder.mapping(document.root, what: "hookgate, server, secrets, endpoints")
        return (nil, decoder.diagnostics, [])
    }
    var config = GatewayConfig()
    decoder.object(document.root, by: GatewayConfig.spec, into: &config, place: root.span.startPoint)
    if !config.hasVersion, !root.isIncomplete { decoder.report(.languageVersion(found: nil, at: root.span.startPoint)) }
    return (config, decoder.diagnostics, decoder.redactions)
}
