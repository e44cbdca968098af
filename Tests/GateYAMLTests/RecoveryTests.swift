import GateDiagnostics
import GateTestSupport
import GateYAML
import Testing

@Suite("recovery after syntax errors")
struct RecoveryTests {
    private static let gateway = """
        hookgate: 1
        server:
          listen: ["127.0.0.1:8080"]
        secrets:
          key: { env: KEY }
        endpoints:
          one:
            path: /one
            auth: none
            respond: { status: 200, text: one }
          two:
            path: /two
            auth: none
            branches:
              - name: big
                when: a == 1
                respond: { text: two }
              - else:
                respond: { text: other }
          three:
            path: /three
            auth: none
            respond: { status: 200, text: three }

        """

    @Test(
        "a fault in one endpoint leaves the others whole",
        arguments: [
            ("path: /two", "path: @two"), ("path: /two", "path: \"/two"), ("path: /two", "path: '/two"),
            ("path: /two", "path: [/two"), ("path: /two", "path: {/two"), ("path: /two", "path: /two: x"),
            ("path: /two", "\tpath: /two"), ("path: /two", "path /two"), ("path: /two", " path: /two"),
            ("path: /two", "path: *"), ("path: /two", "path: ]"), ("path: /two", "path: \"\\d\""),
            ("when: a == 1", "when: \"a\" == 1"), ("when: a == 1", "when: a ? 1 : 2"), ("when: a == 1", "when: %a"),
            ("  - else:", " - else:"), ("  - else:", "- else:"), ("text: two }", "text: ${two} }"),
            ("text: two }", "text: two"), ("text: two }", "text: two }}"), ("text: two }", "text: \"two }"),
            ("- name: big", "- name: |x"), ("branches:", "branches: - x"), ("branches:", "branches"),
        ]
    )
    func oneEndpoint(_ good: String, _ bad: String) throws {
        let text = Self.gateway.replacing(good, with: bad, maxReplacements: 1)
        #expect(text != Self.gateway)
        let parsed = Parsed(text)
        #expect(parsed.codes == ["E101"], "\(parsed.rendered)")
        #expect(parsed.node("endpoints", "two") == nil)
        #expect(parsed.text(parsed.node("endpoints", "one", "path")) == "/one")
        #expect(parsed.text(parsed.node("endpoints", "three", "respond", "text")) == "three")
        #expect(parsed.text(parsed.node("server", "listen", "0")) == "\"127.0.0.1:8080\"")
        #expect(parsed.node("endpoints")?.isIncomplete == true)
        #expect(parsed.node()?.isIncomplete == false)
        #expect(parsed.document?.skipped.count == 1)
        #expect(faults(of: parsed).isEmpty, "\(faults(of: parsed))")
    }

    @Test(
        "a fault at the top level leaves the other keys whole",
        arguments: [
            ("hookgate: 1", "hookgate: @1"), ("hookgate: 1", "hookgate 1"), ("hookgate: 1", "hookgate: \"1"),
            ("hookgate: 1", "hookgate: [1"), ("hookgate: 1", "hookgate: 1: 2"), ("hookgate: 1", "\"hookgate: 1"),
        ]
    )
    func topLevel(_ good: String, _ bad: String) {
        let parsed = Parsed(Self.gateway.replacing(good, with: bad, maxReplacements: 1))
        #expect(parsed.codes == ["E101"], "\(parsed.rendered)")
        #expect(parsed.node("hookgate") == nil)
        #expect(parsed.node()?.isIncomplete == true)
        #expect(parsed.node("endpoints")?.isIncomplete == false)
        #expect(parsed.node("endpoints", "two", "path") != nil)
    }

    @Test("each of several faults is reported once")
    func several() {
        let text = Self.gateway.replacing("path: /one", with: "path: @one")
            .replacing("path: /three", with: "path: \"/three").replacing("{ env: KEY }", with: "{ env: KEY")
        let parsed = Parsed(text)
        #expect(parsed.codes == ["E101", "E101", "E101"], "\(parsed.rendered)")
        #expect(parsed.node("endpoints", "two", "path") != nil)
    }

    @Test("what is wrong with the meaning is reported beside syntax errors")
    func withSemanticErrors() {
        let text = Self.gateway.replacing("path: /one", with: "path: @one")
            .replacing(
                "    auth: none\n    respond: { status: 200, text: three }",
                with: "    path: again\n    auth: *none"
            )
        let parsed = Parsed(text)
        #expect(parsed.codes == ["E101", "E102", "E103"], "\(parsed.rendered)")
    }

    @Test("findings from before a syntax error in the same entry are kept")
    func findingsInSkippedEntry() {
        let parsed = Parsed("a:\n  b:\n    x: 1\n    x: 2\n    y: @z\n  c: 1\n")
        #expect(parsed.codes == ["E102", "E101"])
        #expect(parsed.node("a", "c") != nil)
    }

    @Test("an alias of an anchor in a skipped part is no finding of its own")
    func skippedAnchor() {
        let parsed = Parsed("base:\n  one: &x { a: @b }\n  two: 2\nuse: *x\nother: *y\n")
        #expect(parsed.codes == ["E101", "E103"], "\(parsed.rendered)")
        #expect(parsed.node("use")?.isIncomplete == true)
    }

    @Test("when all entries of a key are skipped, the key is there and incomplete")
    func allSkipped() {
        let parsed = Parsed("a:\n  b: @c\nd: 1\n")
        #expect(parsed.node("a")?.isIncomplete == true)
        #expect(parsed.node("d") != nil)
    }

    @Test("a list at the top recovers at its items")
    func topList() {
        let parsed = Parsed("- a: 1\n- b: @x\n  c: 2\n- d: 3\n")
        #expect(parsed.codes == ["E101"])
        #expect(parsed.node("1", "d") != nil)
        #expect(parsed.node()?.isIncomplete == true)
    }

    @Test("a list that is not indented recovers at its items")
    func indentlessList() {
        let parsed = Parsed("a:\n- x: 1\n- y: @z\n- w: 2\nb: 1\n")
        #expect(parsed.codes == ["E101"], "\(parsed.rendered)")
        #expect(parsed.node("a", "1", "w") != nil)
        #expect(parsed.node("a")?.isIncomplete == true)
        #expect(parsed.node("b") != nil)
    }

    @Test("a file that is one flow mapping has nothing to go on with")
    func flowFile() {
        let parsed = Parsed("{ a: 1,\n  b: [,\n  c: 2 }\n")
        #expect(parsed.codes == ["E101"])
        #expect(parsed.document == nil)
    }

    @Test("a quoted value that holds what was skipped ends the reading")
    func skippedInsideQuote() {
        let parsed = Parsed("'---\n'é\n- x\n\n%YAML\n'\n`")
        #expect(parsed.document == nil)
        #expect(parsed.diagnostics.allSatisfy { $0.code == .yamlSyntax })
        #expect(!parsed.diagnostics.isEmpty)
    }

    @Test("markers and directives are no entries")
    func markers() {
        let parsed = Parsed("%YAML 1.2\n---\na: @x\nb: 1\n...\n")
        #expect(parsed.codes == ["E101"])
        #expect(parsed.node("b") != nil)
    }

    @Test("brackets and quotes over several lines go as a whole")
    func manyLines() {
        let parsed = Parsed("a: {\n  b: @x,\n  c: 1\n}\nd: 2\n")
        #expect(parsed.codes == ["E101"], "\(parsed.rendered)")
        #expect(parsed.text(parsed.node()) == "d: 2")
    }

    @Test("a closing bracket may stand at the margin")
    func closingBracket() {
        let parsed = Parsed("a: [\n  1,\n]\nb: {\n  c: 1\n}\n")
        #expect(parsed.diagnostics.isEmpty, "\(parsed.rendered)")
    }

    @Test("comments and text in block scalars are no entries")
    func blockScalars() {
        let parsed = Parsed("a:\n  b: |\n    x: @\n# c: @\n  # @\n  d: @x\n  e: 1\n")
        #expect(parsed.codes == ["E101"])
        #expect(parsed.node("a", "b")?.scalar?.text == "x: @\n")
        #expect(parsed.node("a", "e") != nil)
    }

    @Test("line breaks of every kind bound entries", arguments: ["\n", "\r\n", "\r"])
    func lineBreaks(_ lineBreak: String) {
        let parsed = Parsed("a: é\nb: @x\nc: 1\n".replacing("\n", with: lineBreak))
        #expect(parsed.codes == ["E101"])
        #expect(parsed.node("c")?.scalar?.value == .int(1))
        #expect(parsed.text(parsed.node("a")) == "é")
    }
}
