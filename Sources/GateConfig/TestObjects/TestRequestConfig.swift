package import GateDiagnostics
import GateYAML

/// A request of a test.
package struct TestRequestConfig: Sendable {
    package var endpoint: ConfigText?
    package var method: ConfigText?
    package var path: ConfigText?
    package var params: ConfigTree?
    package var query: ConfigTree?
    package var headers: ConfigTree?
    package var `as`: [ConfigText]?
    package var from: ConfigText?
    package var time: ConfigText?
    package var json: ConfigTree?
    package var body: ConfigText?
    package var file: ConfigText?
    package var recorded: ConfigText?
    package var set: ConfigTree?
    package var remove: [ConfigText]?
    /// The key that holds the request.
    package var key: SourceSpan

    package init(key: SourceSpan) {
        self.key = key
    }

    /// The request with what it does not say taken from another.
    package func filled(from other: TestRequestConfig) -> TestRequestConfig {
        var filled = self
        // A path or recording says where the request goes, as an endpoint does.
        if endpoint == nil, path == nil, recorded == nil { filled.endpoint = other.endpoint }
        if endpoint == nil, path == nil, recorded == nil { filled.path = other.path }
        filled.method = method ?? other.method
        filled.params = params ?? other.params
        filled.query = query ?? other.query
        filled.headers = headers ?? other.headers
        filled.as = self.as ?? other.as
        filled.from = from ?? other.from
        filled.time = time ?? other.time
        if json == nil, body == nil, file == nil, recorded == nil {
            (filled.json, filled.body, filled.file) = (other.json, other.body, other.file)
        }
        filled.set = set ?? other.set
        filled.remove = remove ?? other.remove
        return filled
    }
}

extension TestRequestConfig {
    /// What `as` takes.
    package static let callers = ["valid", "basic", "source_ip", "nobody"]

    static let spec = ObjectSpec<TestRequestConfig>(
        name: "request",
        doc: """
            A request. Where it goes is said by endpoint, path or recorded. With a body its Content-Type is \
            application/json unless headers say otherwise.
            """,
        fields: [
            FieldSpec("endpoint", .text, doc: "The endpoint, by name: its path, and the first of its methods.") {
                request,
                id,
                _,
                decoder in
                request.endpoint = decoder.configText(id, what: "the name of an endpoint")
            },
            FieldSpec("method", .text, default: "POST", doc: "The method.", example: "PUT") {
                request,
                id,
                _,
                decoder in
                request.method = decoder.configText(id, what: "a method")
            },
            FieldSpec(
                "path",
                .text,
                doc: "The path as it is sent, percent-encoded, perhaps with a query.",
                example: "/hooks/shop?x=1"
            ) { request, id, _, decoder in
                request.path = decoder.configText(id, what: "a path")
            },
            FieldSpec(
                "params",
                .map(key: "name", .template),
                doc: "Values of the endpoint's path parameters, by name. Each that is not given is x.",
                example: "{ id: 17 }"
            ) { request, id, _, decoder in
                if decoder.mapping(id, what: "names and values") != nil { request.params = decoder.tree(id) }
            },
            FieldSpec(
                "query",
                .tree,
                doc:
                    "Query parameters by name; lists and mappings nest as a[0][b]=1. Or the query string as it is sent.",
                example: "{ page: 2 }"
            ) { request, id, _, decoder in
                request.query = decoder.tree(id)
            },
            FieldSpec(
                "headers",
                .map(key: .header, .tree),
                doc: "Header fields. A list sends several lines, null takes away what is sent otherwise.",
                example: "{ X-Request-Source: test }"
            ) { request, id, _, decoder in
                if decoder.mapping(id, what: "names and values") != nil { request.headers = decoder.tree(id) }
            },
            FieldSpec(
                "as",
                .oneOrMore(.word(callers)),
                doc: """
                    The verifiers that the request passes: basic puts in right credentials, source_ip sends from the \
                    first accepted address, valid is all that the endpoint has, nobody is none, as without this key. \
                    The value of every secret is the word placeholder.
                    """,
                example: "valid"
            ) { request, id, _, decoder in
                request.as = decoder.texts(id, what: callers.joined(separator: ", "))
            },
            FieldSpec(
                "from",
                .text,
                default: "127.0.0.1",
                doc: "The address that the connection comes from.",
                example: "192.0.2.7"
            ) { request, id, _, decoder in
                request.from = decoder.configText(id, what: "an address")
            },
            FieldSpec(
                "time",
                .text,
                default: "2026-01-01T00:00:00Z",
                doc: "When the request comes, RFC 3339: what request.time is.",
                example: "2026-02-28T23:59:59Z"
            ) { request, id, _, decoder in
                request.time = decoder.configText(id, what: "a time")
            },
            FieldSpec("json", .tree, doc: "The body, written as JSON.", example: "{ type: sale }") {
                request,
                id,
                _,
                decoder in
                request.json = decoder.tree(id)
            },
            FieldSpec("body", .text, doc: "The body as it is.", example: "not json") { request, id, _, decoder in
                request.body = decoder.configText(id, what: "text")
            },
            FieldSpec(
                "file",
                .text,
                doc: """
                    A file with the body, relative to this file, or a glob: the test is run for each file, whose name \
                    is ${file}.
                    """,
                example: "payloads/*.json"
            ) { request, id, _, decoder in
                request.file = decoder.configText(id, what: "the name of a file")
            },
            FieldSpec(
                "recorded",
                .text,
                doc: """
                    A file with whole requests, relative to this file, or a glob: what hookgate run --capture writes, \
                    HTTP as it is sent, a HAR file or a curl command.
                    """,
                example: "captures/*.json"
            ) { request, id, _, decoder in
                request.recorded = decoder.configText(id, what: "the name of a file")
            },
            FieldSpec(
                "set",
                .map(key: "path", .tree),
                doc: "Changes to the body, which is JSON: JSONPaths of one place each, with the value to put there.",
                example: "{ $.data.amount: 100 }"
            ) { request, id, _, decoder in
                if decoder.mapping(id, what: "paths and values") != nil { request.set = decoder.tree(id) }
            },
            FieldSpec(
                "remove",
                .oneOrMore(.jsonPath),
                doc: "What to take out of the body, which is JSON: JSONPaths of one place each.",
                example: "$.data.contact"
            ) { request, id, _, decoder in
                request.remove = decoder.texts(id, what: "a JSONPath")
            },
        ],
        rules: [.atMostOne(["json", "body", "file", "recorded"]), .atMostOne(["endpoint", "path", "recorded"])]
    )
}

extension ConfigDecoder {
    mutating func testRequest(_ id: YAMLDocument.NodeID, key: SourceSpan) -> TestRequestConfig {
        var request = TestRequestConfig(key: key)
        object(id, by: TestRequestConfig.spec, into: &request, place: key)
        guard case .mapping(let entries) = document[id].content else { return request }
        for group in [["json", "body", "file", "recorded"], ["endpoint", "path", "recorded"]] {
            let known = entries.filter { group.contains($0.key.text) }
            if known.count > 1 {
                report(
                    .conflictingKeys(
                        known[0].key.text,
                        known[1].key.text,
                        firstAt: known[0].keySpan,
                        at: known[1].keySpan
                    )
                )
            }
        }
        return request
    }
}
