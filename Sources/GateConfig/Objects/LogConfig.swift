import GateDiagnostics
import GateYAML

/// The `log:` of the server.
package struct LogConfig: Sendable {
    package var level = "info"
    package var format = "json"
    package var access = AccessConfig()
    /// The words of the fields; nil where every field is written.
    package var fields: [String]?

    /// Words that the file may use; what they stand for is said where the server is checked.
    package static let levels = ["debug", "info", "warning", "error"]
    package static let formats = ["json", "text"]
    package static let fieldWords = [
        "id", "endpoint", "branch", "method", "status", "bytes", "us", "client", "trace", "refusal", "fault",
    ]
}

/// Which requests have a line: millionths, by outcome.
package struct AccessConfig: Sendable {
    package var answered = 1_000_000
    package var refused = 1_000_000
    package var failed = 1_000_000
}

extension LogConfig {
    static let spec = ObjectSpec<LogConfig>(
        name: "log",
        doc: "What is written to standard error, and how.",
        fields: [
            FieldSpec(
                "level",
                .word(levels),
                default: "info",
                doc: "The least severe level that is written. The option --log-level goes before it."
            ) { log, id, _, decoder in
                if let word = decoder.word(id, of: levels) { log.level = word.value }
            },
            FieldSpec(
                "format",
                .word(formats),
                default: "json",
                doc: """
                    json writes an object a line, text writes lines that are easy to read: time, level, message and \
                    NAME=VALUE. The option --log-format goes before it.
                    """
            ) { log, id, _, decoder in
                if let word = decoder.word(id, of: formats) { log.format = word.value }
            },
            FieldSpec(
                "access",
                .either([.boolean, .object("access")]),
                default: "true",
                doc: """
                    Which requests have a line, at level info: all, or a share of each outcome. With false a line is \
                    written for failed evaluations only.
                    """,
                example: "{ answered: 10% }"
            ) { log, id, key, decoder in
                if let access = decoder.access(id, key: key) { log.access = access }
            },
            FieldSpec(
                "fields",
                .list(.word(fieldWords)),
                doc: """
                    What a request's line tells besides its time and level; everything where the key is absent. The \
                    word trace stands for trace_id, span_id and parent_span_id, fault for fault, site and at.
                    """,
                example: "[id, endpoint, branch, status, us]"
            ) { log, id, _, decoder in
                if let words = decoder.fieldWords(id) { log.fields = words }
            },
        ],
        rules: [.filled("fields"), .distinct("fields")]
    )
}

extension AccessConfig {
    static let spec = ObjectSpec<AccessConfig>(
        name: "access",
        doc: """
            Shares of the requests that have a line, by outcome. Lines are spread evenly: with 10% every tenth request \
            has one.
            """,
        fields: [
            share("answered", \.answered, doc: "Requests that the file answered, whatever the status."),
            share("refused", \.refused, doc: "Requests that the gateway answered by itself: not found, not allowed."),
            share("failed", \.failed, doc: "Requests whose evaluation failed, at level error."),
        ]
    )

    private static func share(
        _ name: String,
        _ path: any WritableKeyPath<AccessConfig, Int> & Sendable,
        doc: String
    ) -> FieldSpec<AccessConfig> {
        FieldSpec(name, .share, default: "100%", doc: doc) { access, id, _, decoder in
            if let value = decoder.share(id) { access[keyPath: path] = value }
        }
    }
}

extension ConfigDecoder {
    /// `true`, `false`, or a mapping of shares.
    fileprivate mutating func access(_ id: YAMLDocument.NodeID, key: SourceSpan) -> AccessConfig? {
        var access = AccessConfig()
        guard case .mapping = document[id].content else {
            guard let isOn = bool(id) else { return nil }
            if !isOn { (access.answered, access.refused) = (0, 0) }
            return access
        }
        object(id, by: AccessConfig.spec, into: &access, place: key)
        return access
    }

    /// Words of fields, each once.
    fileprivate mutating func fieldWords(_ id: YAMLDocument.NodeID) -> [String]? {
        guard let items = sequence(id, of: "fields") else { return nil }
        if items.isEmpty { report(.emptyList(of: "fields of the log", at: document[id].span)) }
        var known: [Located<String>] = []
        for item in items {
            guard let word = word(item, of: LogConfig.fieldWords) else { continue }
            if let first = known.first(where: { $0.value == word.value }) {
                report(.duplicateWord(word.value, at: word.span, first: first.span))
            }
            known.append(word)
        }
        return known.map(\.value)
    }
}
