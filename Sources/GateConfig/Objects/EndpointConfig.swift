package import GateDiagnostics
import GateYAML

/// One webhook: its route, who may call it, what is read, and the block that answers.
package struct EndpointConfig: Sendable, BlockHolder {
    /// When the answer is given.
    package enum Mode: String, Sendable, CaseIterable {
        /// The flow reaches it.
        case sync
        /// Before the flow is done.
        case async
    }

    package var name: Located<String>
    package var path: ConfigText?
    /// Nil where the file says nothing: POST alone.
    package var methods: [ConfigText]?
    /// Nil where it is missing or could not be decoded; reported already.
    package var auth: AuthConfig?
    /// File names and globs, relative to the file.
    package var samples: [ConfigText] = []
    package var extract: [ExtractionConfig] = []
    package var mode = Mode.sync
    package var modeSpan: SourceSpan?
    package var block = BlockConfig()

    init(name: Located<String>) {
        self.name = name
    }
}

extension EndpointConfig {
    static let spec = ObjectSpec<EndpointConfig>(
        name: "endpoint",
        doc: "A webhook: its path, who may call it, what is read from a request, and what is answered.",
        fields: [
            FieldSpec(
                "description",
                .text,
                doc: "What the endpoint is for, for people.",
                example: "Sales and opt-ins from systeme.io"
            ) { _, id, _, decoder in
                _ = decoder.text(id)
            },
            FieldSpec(
                "path",
                .text,
                required: true,
                doc: """
                    The path that requests are made to: segments of literal text, or {name} for a path parameter, \
                    which takes one whole segment that is not empty. Segments are compared exactly, after \
                    percent-decoding; a slash at the end matters. No two endpoints may match the same request.
                    """,
                example: "/hooks/orders/{shop}",
                pattern: TextPattern("^/[^?#%*\\\\ ]*$")
            ) { endpoint, id, _, decoder in
                endpoint.path = decoder.configText(id, what: "a path such as /hooks/orders")
            },
            FieldSpec(
                "methods",
                .oneOrMore(.text),
                default: "[POST]",
                doc: """
                    The methods that are taken: POST, PUT, PATCH, GET, HEAD, DELETE, OPTIONS. Any other is answered 405 \
                    with Allow.
                    """,
                example: "[POST, PUT]",
                pattern: TextPattern("^(POST|PUT|PATCH|GET|HEAD|DELETE|OPTIONS)$")
            ) { endpoint, id, _, decoder in
                endpoint.methods = decoder.texts(id, what: "a method such as POST")
            },
            FieldSpec(
                "auth",
                .either([.object("auth"), .word(["none"])]),
                required: true,
                doc: "Who may call. Every entry must pass. An endpoint that anybody may call says auth: none.",
                example: "{ basic: { username: shop, password: shop_password } }"
            ) { endpoint, id, key, decoder in
                endpoint.auth = decoder.auth(id, key: key)
            },
            FieldSpec(
                "samples",
                .list(.text),
                doc: """
                    Files with real payloads, JSON, by name or by a glob with *, ? and [a-z]. A name is relative to the \
                    directory of the configuration file; where that is a symbolic link, of the file it leads to. \
                    hookgate check takes types, absent values and known values from them, and so finds comparisons \
                    that can never hold, misspelt paths, and values that may be missing. They change nothing at run \
                    time, and hookgate run does without those that its machine lacks. At most 1000 files an endpoint, each within the limit \
                    for bodies and 1MiB; 64MiB in all.
                    """,
                example: "[examples/orders/*.json]"
            ) { endpoint, id, _, decoder in
                guard let items = decoder.sequence(id, of: "file names") else { return }
                if items.isEmpty { decoder.report(.emptyList(of: "a file name", at: decoder.document[id].span)) }
                endpoint.samples = items.compactMap { decoder.configText($0, what: "a file name or a glob") }
            },
            FieldSpec(
                "extract",
                .map(key: .variable, .either([.object("extraction"), .jsonPath])),
                doc: """
                    Values that are read from the request and given a name for conditions and answers. A JSONPath alone \
                    is short for { body: PATH }.
                    """,
                example: "{ email: $.data.contact.email }"
            ) { endpoint, id, _, decoder in
                endpoint.extract = decoder.extractions(id)
            },
            FieldSpec(
                "mode",
                .word(Mode.allCases.map(\.rawValue)),
                default: "sync",
                doc: """
                    When the answer is given. sync: the flow reaches it. async: respond is answered first, 200 with the \
                    text ok unless it says otherwise, and then the branches or steps are done, which cannot answer any \
                    more.
                    """,
                example: "async"
            ) { endpoint, id, _, decoder in
                let words = Mode.allCases.map(\.rawValue)
                guard let word = decoder.word(id, of: words) else {
                    // What was most likely meant decides what may stand beside it, so that one mistake is one finding.
                    let meant = decoder.scalarText(id).flatMap { Suggestion.nearest(to: $0.text, in: words) }
                    endpoint.mode = meant.flatMap { Mode(rawValue: $0) } ?? .sync
                    return
                }
                endpoint.mode = Mode(rawValue: word.value) ?? .sync
                endpoint.modeSpan = word.span
            },
        ]
            + blockFields(
                owner: """
                    An endpoint has one of respond, branches and steps; where its mode is async it may have respond \
                    besides another.
                    """
            ),
        rules: branchRules + [
            .filled("samples"),
            .ifEqual(
                "mode",
                .word("async"),
                [.atMostOne(["branches", "steps"])],
                otherwise: [.exactlyOne(["respond", "branches", "steps"])]
            ),
        ],
        misspelt: { markMisspelt(&$0, $1, $2) },
        unreadable: { endpoint, _ in endpoint.block.isMisspelt = true },
        finish: { endpoint, decoder in
            endpoint.block.reportConflicts(beside: endpoint.mode == .async ? .respond : nil, &decoder)
        }
    )
}
