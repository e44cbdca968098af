package import GateDiagnostics
import GateYAML

/// A value that is read from the request.
package struct ExtractionConfig: Sendable {
    /// Where a value is read from.
    package enum Source: String, Sendable, CaseIterable {
        case body, query, header, param
    }

    package var name: Located<String>
    package var source: Source?
    /// The key of the source, or the whole value in the short form.
    package var sourceSpan: SourceSpan
    /// Paths or names; the first that is present counts.
    package var places: [ConfigText] = []
    package var type: Located<String>?
    package var defaultValue: ConfigTree?
    package var defaultKey: SourceSpan?
    package var isRequired = false
    package var requiredKey: SourceSpan?

    var sourceCount = 0

    init(name: Located<String>) {
        self.name = name
        self.sourceSpan = name.span
    }
}

extension ExtractionConfig {
    /// The words of `type:`.
    package static let typeNames = ["int", "double", "bool", "string", "timestamp", "list", "map", "any"]

    static let spec = ObjectSpec<ExtractionConfig>(
        name: "extraction",
        doc: "Where a value is read from, and what it must be.",
        fields: [
            source(
                .body,
                .oneOrMore(.jsonPath),
                doc: """
                    A JSONPath into the JSON body (RFC 9535), or a list of them: the first that is present and not null \
                    counts. A path that can match one place gives that value, any other gives a list. \
                    data.items[0].id is short for $.data.items[0].id.
                    """,
                example: "[$.data.contact.email, $.data.customer.email]"
            ),
            source(
                .query,
                .oneOrMore(.text),
                doc: """
                    A parameter of the query string, or a path into nested ones: page[0].id reads page[0][id]=7. \
                    Values are text unless type says otherwise.
                    """,
                example: "\"page[0].id\""
            ),
            source(
                .header,
                .oneOrMore(.text),
                doc: "A request header, in any case. Several lines of one name are joined with a comma.",
                example: "X-Request-Id",
                pattern: .token
            ),
            source(
                .param,
                .oneOrMore(.text),
                doc: "A {parameter} of the endpoint's path, percent-decoded.",
                example: "shop"
            ),
            FieldSpec(
                "type",
                .word(typeNames),
                doc: """
                    What the value must be; another type is answered 422. Values of the body must already have it (an \
                    integral number is an int, a timestamp is RFC 3339 text); text from elsewhere is parsed to it. \
                    Without it, body values are of any type and others are string.
                    """,
                example: "int"
            ) { extraction, id, _, decoder in
                extraction.type = decoder.word(id, of: typeNames)
            },
            FieldSpec(
                "default",
                .tree,
                doc: "The value where the request has none, or null.",
                example: "0"
            ) { extraction, id, key, decoder in
                extraction.defaultValue = decoder.tree(id)
                extraction.defaultKey = key
            },
            FieldSpec(
                "required",
                .boolean,
                default: "false",
                doc: "Whether a request without the value, or with null, is answered 422."
            ) { extraction, id, key, decoder in
                extraction.isRequired = decoder.bool(id) ?? false
                extraction.requiredKey = key
            },
            FieldSpec(
                "description",
                .text,
                doc: "What the value is, for people.",
                example: "The buyer's e-mail address"
            ) { _, id, _, decoder in
                _ = decoder.text(id)
            },
        ],
        rules: [
            .exactlyOne(Source.allCases.map(\.rawValue)), .ifEqual("required", .flag(true), [.without(["default"])]),
        ]
    )

    private static func source(
        _ source: Source,
        _ shape: ValueShape,
        doc: String,
        example: String,
        pattern: TextPattern? = nil
    ) -> FieldSpec<ExtractionConfig> {
        FieldSpec(source.rawValue, shape, doc: doc, example: example, pattern: pattern) {
            extraction,
            id,
            key,
            decoder in
            extraction.sourceCount += 1
            extraction.source = source
            extraction.sourceSpan = key
            extraction.places = decoder.texts(id, what: source == .body ? "a JSONPath" : "a name")
        }
    }
}

extension ConfigDecoder {
    mutating func extractions(_ id: YAMLDocument.NodeID) -> [ExtractionConfig] {
        guard let entries = mapping(id, what: "extractions by name") else { return [] }
        return entries.compactMap { extraction($0) }
    }

    private mutating func extraction(_ entry: YAMLNode.Entry) -> ExtractionConfig? {
        var extraction = ExtractionConfig(name: Located(entry.key.text, at: entry.keySpan))
        guard case .mapping = document[entry.value].content else {
            guard let path = configText(entry.value, what: "a JSONPath, or a mapping with a source") else { return nil }
            extraction.source = .body
            extraction.places = [path]
            extraction.sourceSpan = path.span
            return extraction
        }
        let known = diagnostics.count
        object(entry.value, by: ExtractionConfig.spec, into: &extraction, place: entry.keySpan)
        if extraction.sourceCount > 1 || (extraction.sourceCount == 0 && diagnostics.count == known) {
            report(.extractionSource(extraction.sourceCount, at: entry.keySpan))
        }
        return extraction
    }
}
