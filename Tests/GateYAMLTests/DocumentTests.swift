import GateDiagnostics
import GateTestSupport
import GateYAML
import Testing

@Suite("documents")
struct DocumentTests {
    @Test("the tree of each case", arguments: caseNames(in: "Cases/documents", extension: "yaml"))
    func tree(_ name: String) throws {
        let parsed = Parsed(try caseBytes("Cases/documents/\(name).yaml"))
        #expect(parsed.diagnostics.isEmpty, "\(parsed.rendered)")
        #expect(faults(of: parsed).isEmpty, "\(faults(of: parsed))")
        expectGolden(parsed.tree, at: "Cases/documents/\(name).txt")
    }

    @Test("there are document cases")
    func hasCases() {
        #expect(caseNames(in: "Cases/documents", extension: "yaml").count >= 8)
    }

    @Test(
        "a file without content is null",
        arguments: ["", "\n", "  \n\n", "# only a comment\n", "---\n", "\u{FEFF}", "---\n...\n"]
    )
    func empty(_ text: String) throws {
        let parsed = Parsed(text)
        #expect(parsed.diagnostics.isEmpty)
        let document = try #require(parsed.document)
        #expect(document[document.root].scalar?.value == .null)
        #expect(document[document.root].span.start == document[document.root].span.end)
    }

    @Test(
        "spans are tight",
        arguments: [
            ("a: «1»  # comment\n", ["a"]),
            ("a: «one two»   \n\n# c\n", ["a"]),
            ("a: «one\n  two»\nb: 1\n", ["a"]),
            ("a: «\"x\"» # c\n", ["a"]),
            ("a: «'it''s'»\n", ["a"]),
            ("a: «|\n  x\n  y»\n\n\nb: 1\n", ["a"]),
            ("a: «>-  # header\n  x»  \n# c\nb: 1\n", ["a"]),
            ("a: «|+»  # nothing\n\nb: 1\n", ["a"]),
            ("a: «|»\n", ["a"]),
            ("a:«»\nb: 1\n", ["a"]),
            ("a:\n  «b: 1\n  c: 2»\n\n  # end\nd: 3\n", ["a"]),
            ("a:\n- b\n- «c: 1\n  d: 2»\n# end\n", ["a", "1"]),
            ("a:\n«- b\n- c»\n# end\ne: 1\n", ["a"]),
            ("a:\n  «- b\n  -»\ne: 1\n", ["a"]),
            ("a: «[1, [2], {x: y} ]»  # c\n", ["a"]),
            ("a: [ «b: c» , d]\n", ["a", "0"]),
            ("a: «{ b: 1,\n  c: 2 }»\n", ["a"]),
            ("a: &x !!str «1»\n", ["a"]),
            ("a: !!str &x\n  «\"1\"»\n", ["a"]),
            ("a: &x # c & ! c\n  «b: 1\n  c: 2»\n", ["a"]),
            ("a: &x«»\nb: 1\n", ["a"]),
            ("a: !!str«»\nb: 1\n", ["a"]),
            ("a: [!!str , &x «b»]\n", ["a", "1"]),
            ("é: 日本\nb: «x»\n", ["b"]),
            ("\"é\": [«日本»]\n", ["é", "0"]),
            ("\u{FEFF}a: «é»\r\nb: x\r\n", ["a"]),
            ("\u{FEFF}a: é\r\n# ü\r\nb: «x»\r\n", ["b"]),
            ("a: «|\r\n  é\r\n  x»\r\nb: 1", ["a"]),
            ("a: «x»\rb: y\r", ["a"]),
            ("a: x\rb: «y»\r", ["b"]),
            ("---\n«a: 1»\n", []),
            ("«a: 1\nb:\n  c: [x]»\n\n...\n", []),
            ("? «a»\n: b\n", ["key"]),
        ]
    )
    func spans(_ marked: String, _ path: [String]) throws {
        let sample = MarkedText(marked)
        let parsed = Parsed(sample.text)
        #expect(parsed.diagnostics.isEmpty, "\(parsed.rendered)")
        let document = try #require(parsed.document)
        var id = document.root
        var keySpan: SourceSpan?
        for step in path {
            switch document[id].content {
            case .mapping(let entries):
                let entry = try #require(entries.first { $0.key.text == step } ?? entries.first)
                keySpan = entry.keySpan
                id = entry.value
            case .sequence(let items):
                let index = try #require(Int(step))
                id = items[index]
            case .scalar: Issue.record("no \(step)")
            }
        }
        let span = path == ["key"] ? try #require(keySpan) : document[id].span
        let range = try #require(sample.ranges.first)
        #expect(Int(span.start)..<Int(span.end) == range, "found \(parsed.source.text(of: span).debugDescription)")
        #expect(faults(of: parsed).isEmpty, "\(faults(of: parsed))")
    }

    @Test("an alias is the anchor's node")
    func alias() throws {
        let parsed = Parsed("a: &x {b: 1}\nc: *x\nd: [*x, *x]\n")
        let document = try #require(parsed.document)
        guard case .mapping(let entries) = document[document.root].content else {
            Issue.record("no mapping")
            return
        }
        #expect(entries[0].value == entries[1].value)
        #expect(parsed.text(parsed.node("d", "1")) == "{b: 1}")
        #expect(parsed.diagnostics.isEmpty)
    }

    @Test("an anchor may be on a key, be a key's alias, and be used again for another node")
    func anchorsOfKeys() throws {
        let parsed = Parsed("&k key: &v 1\nb: *k\nc:\n  *v : d\n  e: &v 2\nf: *v\n")
        #expect(parsed.diagnostics.isEmpty, "\(parsed.rendered)")
        #expect(parsed.node("b")?.scalar?.text == "key")
        #expect(parsed.node("c", "1")?.scalar?.text == "d")
        #expect(parsed.node("f")?.scalar?.value == .int(2))
        guard let document = parsed.document, case .mapping(let entries)? = parsed.node("c")?.content else {
            Issue.record("no mapping")
            return
        }
        #expect(parsed.source.text(of: entries[0].keySpan) == "*v")
        #expect(document.nodes.count > 4)
    }

    @Test("an alias inside an anchored value may refer to a newer anchor of the same name")
    func shadowedAnchor() {
        let parsed = Parsed("a: &x [&x 1, *x]\n")
        #expect(parsed.diagnostics.isEmpty, "\(parsed.rendered)")
        #expect(parsed.node("a", "1")?.scalar?.value == .int(1))
    }

    @Test("parents stand before their children")
    func preorder() throws {
        let parsed = Parsed("a: [1, {b: 2}]\nc: 3\n")
        let document = try #require(parsed.document)
        #expect(document.root.index == 0)
        for (index, node) in document.nodes.enumerated() {
            switch node.content {
            case .mapping(let entries): #expect(entries.allSatisfy { $0.value.index > index })
            case .sequence(let items): #expect(items.allSatisfy { $0.index > index })
            case .scalar: continue
            }
        }
    }
}
