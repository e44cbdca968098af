package import GateDiagnostics
import GateYAML

/// What a test expects.
package struct TestExpectConfig: Sendable {
    package var status: ConfigTree?
    package var branch: ConfigText?
    package var refusedBy: ConfigText?
    package var headers: ConfigTree?
    package var json: ConfigTree?
    package var parts: ConfigTree?
    package var text: ConfigText?
    /// The keys that are there, in the order of the file.
    package var keys: [Located<String>] = []
    /// The `expect` key.
    package var key: SourceSpan

    init(key: SourceSpan) {
        self.key = key
    }
}

extension TestExpectConfig {
    static let spec = ObjectSpec<TestExpectConfig>(
        name: "expect",
        doc: """
            What is to become of the request; at least one key. An expectation that the endpoint can never meet is an \
            error before anything runs.
            """,
        fields: [
            field(
                "status",
                .either([.integer(200...599), .template]),
                doc: "The status of the answer.",
                example: "202"
            ) {
                expect,
                id,
                decoder in
                expect.status = decoder.tree(id)
            },
            field("branch", .text, doc: "The branch that the flow takes, by name.", example: "big sale") {
                expect,
                id,
                decoder in
                expect.branch = decoder.configText(id, what: "the name of a branch")
            },
            field(
                "refused_by",
                .text,
                doc: """
                    What refuses the request: a verifier (source_ip, basic), or what logs say of it, such as \
                    missingValue, mistypedValue, malformedBody, methodNotAllowed, notFound, unmetRequirement. none is \
                    that the file answers.
                    """,
                example: "basic"
            ) { expect, id, decoder in
                expect.refusedBy = decoder.configText(id, what: "a verifier or a refusal")
            },
            field(
                "headers",
                .map(key: .header, .tree),
                doc: "Header fields of the answer, the value exact; null is that the field is not there.",
                example: "{ X-Branch: big-sale }"
            ) { expect, id, decoder in
                if decoder.mapping(id, what: "names and values") != nil { expect.headers = decoder.tree(id) }
            },
            field("json", .tree, doc: "The whole body as JSON.", example: "{ status: sale }") { expect, id, decoder in
                expect.json = decoder.tree(id)
            },
            field(
                "parts",
                .map(key: "path", .tree),
                doc: """
                    Parts of the body, which is JSON: JSONPaths of one place each, with the value there; the rest of the \
                    body does not count.
                    """,
                example: "{ $.status: sale }"
            ) { expect, id, decoder in
                if decoder.mapping(id, what: "paths and values") != nil { expect.parts = decoder.tree(id) }
            },
            field("text", .text, doc: "The whole body as text; \"\" is that there is none.", example: "ignored") {
                expect,
                id,
                decoder in
                expect.text = decoder.configText(id, what: "text")
            },
        ],
        rules: [
            .atMostOne(["json", "text"]), .atMostOne(["parts", "text"]), .atMostOne(["json", "parts"]), .notEmpty,
        ],
        misspelt: { expect, meant, key in expect.keys.append(Located(meant, at: key)) },
        finish: { expect, decoder in
            if expect.keys.isEmpty { decoder.report(.emptyMapping(of: "an expectation", at: expect.key)) }
            let bodies = expect.keys.filter { ["json", "parts", "text"].contains($0.value) }
            if bodies.count > 1 {
                decoder.report(
                    .conflictingKeys(bodies[0].value, bodies[1].value, firstAt: bodies[0].span, at: bodies[1].span)
                )
            }
        }
    )

    private static func field(
        _ name: String,
        _ shape: ValueShape,
        doc: String,
        example: String,
        store: @escaping @Sendable (inout TestExpectConfig, YAMLDocument.NodeID, inout ConfigDecoder) -> Void
    ) -> FieldSpec<TestExpectConfig> {
        FieldSpec(name, shape, doc: doc, example: example) { expect, id, key, decoder in
            expect.keys.append(Located(name, at: key))
            store(&expect, id, &decoder)
        }
    }
}
