package import GateDiagnostics
import GateYAML

/// One test, or one for each row of a table.
package struct TestCaseConfig: Sendable {
    package var name: ConfigText?
    /// Rows of a table, each a mapping; nil where there is no table.
    package var rows: [ConfigTree]?
    package var request: TestRequestConfig?
    package var expect: TestExpectConfig?
    /// The whole test.
    package var span: SourceSpan

    init(span: SourceSpan) {
        self.span = span
    }
}

extension TestCaseConfig {
    static let spec = ObjectSpec<TestCaseConfig>(
        name: "test",
        doc: "A request and what becomes of it.",
        fields: [
            FieldSpec(
                "name",
                .template,
                required: true,
                doc: "What reports call the test. Names differ.",
                example: "a big sale"
            ) { test, id, _, decoder in
                test.name = decoder.configText(id, what: "a name")
            },
            FieldSpec(
                "each",
                .list(.tree),
                doc: """
                    A table: the test is run for each row, a mapping. ${column} stands for the row's value anywhere in \
                    name, request and expect; a text that is exactly one ${column} keeps the type.
                    """,
                example: "[{ event: a, status: 200 }, { event: b, status: 202 }]"
            ) { test, id, _, decoder in
                guard let items = decoder.sequence(id, of: "rows") else { return }
                if items.isEmpty { decoder.report(.emptyList(of: "rows", at: decoder.document[id].span)) }
                test.rows = items.compactMap { item in
                    decoder.mapping(item, what: "columns and values").flatMap { _ in decoder.tree(item) }
                }
            },
            FieldSpec(
                "request",
                .object("request"),
                doc: "The request. What it does not say is as in defaults."
            ) { test, id, key, decoder in
                test.request = decoder.testRequest(id, key: key)
            },
            FieldSpec(
                "expect",
                .object("expect"),
                required: true,
                doc: "What is to become of it."
            ) { test, id, key, decoder in
                var expect = TestExpectConfig(key: key)
                decoder.object(id, by: TestExpectConfig.spec, into: &expect, place: key)
                test.expect = expect
            },
        ]
    )
}
