package import GateDiagnostics
import GateYAML

/// An answer.
package struct RespondConfig: Sendable {
    /// What an answer carries.
    package enum Body: Sendable {
        case empty
        case json(ConfigTree)
        case text(ConfigText)
    }

    package var status: Located<Int>?
    package var headers: [Header] = []
    package var body = Body.empty
    /// The key of the body; nil where there is none.
    package var bodyKey: SourceSpan?
    /// The `respond` key.
    package var key: SourceSpan

    /// A header line.
    package struct Header: Sendable {
        package var name: Located<String>
        package var value: ConfigText
    }
}

extension RespondConfig {
    static let spec = ObjectSpec<RespondConfig>(
        name: "respond",
        doc: """
            An answer. Without json or text it has no body. The gateway adds Date, X-Request-Id and Content-Length.
            """,
        fields: [
            FieldSpec(
                "status",
                .integer(200...599),
                default: "200",
                doc: "The status code.",
                example: "202"
            ) { respond, id, _, decoder in
                respond.status = decoder.status(id)
            },
            FieldSpec(
                "headers",
                .map(key: .header, .template),
                doc: """
                    Header fields, with ${...} in their values. Those that frame the message are the gateway's own and \
                    refused here.
                    """,
                example: "{ X-Branch: big-sale }"
            ) { respond, id, _, decoder in
                guard let entries = decoder.mapping(id, what: "header names and values") else { return }
                for entry in entries {
                    guard let value = decoder.configText(entry.value, what: "a header value") else { continue }
                    let name = Located(entry.key.text, at: entry.keySpan)
                    respond.headers.append(Header(name: name, value: value))
                }
            },
            FieldSpec(
                "json",
                .templateTree,
                doc: """
                    The body as JSON (application/json). A text that is exactly one ${...} becomes the value with its \
                    type; within longer text the value becomes text. $${ stands for ${.
                    """,
                example: "{ status: sale, email: \"${email}\" }"
            ) { respond, id, key, decoder in
                if let first = respond.bodyKey {
                    decoder.report(.conflictingKeys("text", "json", firstAt: first, at: key))
                }
                respond.bodyKey = key
                if let tree = decoder.tree(id) { respond.body = .json(tree) }
            },
            FieldSpec(
                "text",
                .template,
                doc: "The body as text (text/plain; charset=utf-8), with ${...}.",
                example: "\"thanks, ${email}\""
            ) { respond, id, key, decoder in
                if let first = respond.bodyKey {
                    decoder.report(.conflictingKeys("json", "text", firstAt: first, at: key))
                }
                respond.bodyKey = key
                if let text = decoder.configText(id, what: "text") { respond.body = .text(text) }
            },
        ],
        rules: [.atMostOne(["json", "text"])]
    )
}

extension ConfigDecoder {
    mutating func respond(_ id: YAMLDocument.NodeID, key: SourceSpan) -> RespondConfig {
        var respond = RespondConfig(key: key)
        object(id, by: RespondConfig.spec, into: &respond, place: key)
        return respond
    }

    fileprivate mutating func status(_ id: YAMLDocument.NodeID) -> Located<Int>? {
        let span = document[id].span
        guard case .scalar(let scalar) = document[id].content, case .int(let value) = scalar.value,
            let status = Int(exactly: value)
        else {
            report(.wrongType(expected: "a status from 200 to 599", found: describe(id), at: span))
            return nil
        }
        guard (200...599).contains(status) else {
            report(.invalidStatus(status, at: span))
            return nil
        }
        return Located(status, at: span)
    }
}
