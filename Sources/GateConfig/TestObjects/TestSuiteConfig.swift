package import GateDiagnostics
package import GateYAML

/// A file of tests, decoded.
package struct TestSuiteConfig: Sendable {
    var hasVersion = false
    /// The configuration file, relative to this one; nil for the one of the same name.
    package var gateway: Located<String>?
    /// What tests take that do not say it.
    package var defaults: TestRequestConfig?
    package var tests: [TestCaseConfig] = []

    init() {}
}

extension TestSuiteConfig {
    static let spec = ObjectSpec<TestSuiteConfig>(
        name: "the file of tests",
        doc: """
            A file of tests, NAME.test.yaml: requests, and what the gateway is to make of them. hookgate test runs them \
            through the whole path of the gateway, without sockets, secrets or a clock.
            """,
        fields: [
            FieldSpec(
                "hookgate",
                .integer(1...1),
                required: true,
                doc: "The version of the language, as in the configuration file.",
                example: "1"
            ) { suite, id, _, decoder in
                suite.hasVersion = true
                decoder.checkVersion(id)
            },
            FieldSpec(
                "gateway",
                .text,
                doc: "The configuration file, relative to this file. Without it NAME.yaml beside NAME.test.yaml.",
                example: "gateway.yaml"
            ) { suite, id, _, decoder in
                suite.gateway = decoder.text(id, what: "the name of a file")
            },
            FieldSpec(
                "defaults",
                .object("request"),
                doc: "Keys of request that hold for every test which does not have them itself.",
                example: "{ endpoint: shop, as: valid }"
            ) { suite, id, key, decoder in
                suite.defaults = decoder.testRequest(id, key: key)
            },
            FieldSpec(
                "tests",
                .list(.object("test")),
                required: true,
                doc: "The tests, at least one.",
                example: "[{ name: ping, request: { path: /ping }, expect: { status: 204 } }]"
            ) { suite, id, _, decoder in
                guard let items = decoder.sequence(id, of: "tests") else { return }
                if items.isEmpty { decoder.report(.emptyList(of: "tests", at: decoder.document[id].span)) }
                suite.tests = items.map { item in
                    var test = TestCaseConfig(span: decoder.document[item].span)
                    decoder.object(item, by: TestCaseConfig.spec, into: &test, place: test.span.startPoint)
                    return test
                }
            },
        ],
        misspelt: { suite, meant, _ in if meant == "hookgate" { suite.hasVersion = true } }
    )
}

/// Decodes a document into tests.
///
/// - Returns: the tests and all findings; the tests are usable for further checks even with findings.
package func decodeTests(_ document: YAMLDocument) -> (suite: TestSuiteConfig?, diagnostics: [Diagnostic]) {
    var decoder = ConfigDecoder(document: document)
    let root = document[document.root]
    if case .scalar(let scalar) = root.content, scalar.value == .null {
        return (nil, [.emptyFile(at: root.span)])
    }
    guard case .mapping = root.content else {
        _ = decoder.mapping(document.root, what: "hookgate, tests")
        return (nil, decoder.diagnostics)
    }
    var suite = TestSuiteConfig()
    decoder.object(document.root, by: TestSuiteConfig.spec, into: &suite, place: root.span.startPoint)
    return (suite, decoder.diagnostics)
}

extension ConfigSchema {
    /// Every mapping of a file of tests with its keys, in the order of the manual.
    package static let testObjects: [ObjectDescription] = [
        TestSuiteConfig.spec.description,
        TestCaseConfig.spec.description,
        TestRequestConfig.spec.description,
        TestExpectConfig.spec.description,
    ]

    /// The JSON Schema of a file of tests.
    package static func testSchema() -> String {
        renderSchema(of: testObjects, title: "hookgate tests", id: "urn:hookgate:schema:test:1")
    }
}
