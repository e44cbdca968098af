import GateDiagnostics
import GateTestSupport
import GateYAML
import Testing

@Suite("limits")
struct LimitTests {
    @Test("1 MiB is read and one byte more is refused")
    func fileSize() {
        let limit = YAMLLimits().fileBytesMax
        #expect(limit == 1_048_576)
        let text = Array("a: 1\n#".utf8)
        let filled = text + [UInt8](repeating: UInt8(ascii: "x"), count: limit - text.count)
        #expect(Parsed(filled).diagnostics.isEmpty)
        let tooLong = Parsed(filled + [UInt8(ascii: "x")])
        #expect(tooLong.codes == ["E104"])
        #expect(tooLong.document == nil)
        #expect(tooLong.diagnostics[0].message == "the file is larger than the limit of 1048576 bytes")
    }

    /// A text that passes a limit, and the limit made small enough for it.
    static let passed: [(name: String, text: String, limits: YAMLLimits)] = [
        ("file-size", "hookgate: 1\nendpoints: {}\n", YAMLLimits(fileBytesMax: 20)),
        ("depth", "a: [[[x]]]\n", YAMLLimits(depthMax: 3)),
        ("depth-by-alias", "a: &a [[x]]\nb: [*a]\n", YAMLLimits(depthMax: 3)),
        ("nodes", "a: 1\nb: 2\nc: 3\n", YAMLLimits(nodeCountMax: 3)),
        ("nodes-by-aliases", "a: &a [1, 2]\nb: *a\n", YAMLLimits(expandedNodeCountMax: 6)),
    ]

    @Test("what each limit says, and what to do", arguments: passed.map(\.name))
    func texts(_ name: String) throws {
        let (_, text, limits) = try #require(Self.passed.first { $0.name == name })
        let parsed = Parsed(Array(text.utf8), name: "gateway.yaml", limits: limits)
        #expect(parsed.codes == ["E104"])
        #expect(parsed.diagnostics.allSatisfy { !$0.notes.isEmpty })
        expectGolden(parsed.rendered, at: "Cases/limits/\(name).txt")
    }

    @Test("128 collections may stand inside each other and 129 may not", arguments: ["[", "- ", "{a: "])
    func depth(_ open: String) {
        func nested(_ count: Int) -> String {
            let close = open == "[" ? "]" : open == "- " ? "" : "}"
            return String(repeating: open, count: count) + "x" + String(repeating: close, count: count) + "\n"
        }
        #expect(Parsed(nested(128)).diagnostics.isEmpty)
        let tooDeep = Parsed(nested(129))
        #expect(tooDeep.codes == ["E104"])
        #expect(faults(of: tooDeep).isEmpty)
    }

    @Test("a collection that is too deep does not hide the rest of the file")
    func depthRecovers() {
        let parsed = Parsed("a: 1\nb: " + String(repeating: "[", count: 140) + "\nc: 2\n")
        #expect(parsed.codes == ["E104"])
        #expect(parsed.node("c")?.scalar?.value == .int(2))
        #expect(parsed.document?.skipped.count == 1)
    }

    @Test("brackets without end are refused quickly and once")
    func hostileDepth() {
        let parsed = Parsed(String(repeating: "[", count: 200_000))
        #expect(parsed.codes == ["E104"])
    }

    @Test("aliases count for the depth")
    func depthByAliases() {
        func chain(_ count: Int) -> String {
            var text = "- &a0 [x]\n"
            for index in 1..<count { text += "- &a\(index) [*a\(index - 1)]\n" }
            return text
        }
        #expect(Parsed(chain(127)).diagnostics.isEmpty)
        #expect(Parsed(chain(128)).codes == ["E104"])
    }

    @Test("100,000 nodes are read and one more is refused")
    func nodes() {
        func list(_ count: Int) -> String { String(repeating: "- x\n", count: count) }
        #expect(Parsed(list(99_999)).diagnostics.isEmpty)
        let tooMany = Parsed(list(100_000))
        #expect(tooMany.codes == ["E104"])
        #expect(tooMany.document == nil)
        #expect(tooMany.diagnostics[0].primary.span.start == UInt32(99_999 * 4 + 2))
    }

    @Test("keys do not count as nodes")
    func keysAreNoNodes() {
        var limits = YAMLLimits()
        limits.nodeCountMax = 3
        #expect(Parsed("a: 1\nb: 2\n", limits: limits).diagnostics.isEmpty)
        #expect(Parsed("a: 1\nb: 2\nc:\n", limits: limits).codes == ["E104"])
    }

    @Test("aliases may expand to the limit and not past it")
    func expansion() {
        var limits = YAMLLimits()
        // The root, a list of two with its items, and the alias as three more.
        limits.expandedNodeCountMax = 7
        let text = "a: &a [1, 2]\nb: *a\n"
        #expect(Parsed(text, limits: limits).diagnostics.isEmpty)
        #expect(Parsed(text + "c: 1\n", limits: limits).codes == ["E104"])
        limits.expandedNodeCountMax = 6
        let refused = Parsed(text, limits: limits)
        #expect(refused.codes == ["E104"])
        #expect(refused.source.text(of: refused.diagnostics[0].primary.span) == "*a")
    }

    @Test("a billion laughs are refused at the alias that is too much")
    func billionLaughs() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        let parsed = Parsed(text)
        #expect(parsed.codes == ["E104"])
        #expect(parsed.document == nil)
        #expect(parsed.source.text(of: parsed.diagnostics[0].primary.span) == "*a3")
    }

    @Test("a walk of what was accepted visits no more than the limit")
    func walk() throws {
        var limits = YAMLLimits()
        limits.expandedNodeCountMax = 500
        var random = SplitMix64(seed: 7)
        var largest = 0
        for _ in 0..<300 {
            var text = ""
            for index in 0..<8 {
                let items = (0..<3).map { _ in
                    index > 0 && Bool.random(using: &random) ? "*a\(Int.random(in: 0..<index, using: &random))" : "x"
                }
                text += "k\(index): &a\(index) [\(items.joined(separator: ", "))]\n"
            }
            let parsed = Parsed(text, limits: limits)
            guard let document = parsed.document else {
                #expect(parsed.codes == ["E104"])
                continue
            }
            largest = max(largest, visitCount(document, document.root))
        }
        #expect(largest <= 500)
        #expect(largest > 100)
    }

    private func visitCount(_ document: YAMLDocument, _ id: YAMLDocument.NodeID) -> Int {
        switch document[id].content {
        case .scalar: 1
        case .sequence(let items): 1 + items.map { visitCount(document, $0) }.reduce(0, +)
        case .mapping(let entries): 1 + entries.map { visitCount(document, $0.value) }.reduce(0, +)
        }
    }

    @Test("after 20 syntax errors reading is given up")
    func syntaxErrors() {
        func broken(_ count: Int) -> String { (0..<count).map { "k\($0): @x\n" }.joined() + "ok: 1\n" }
        let nineteen = Parsed(broken(19))
        #expect(nineteen.diagnostics.count == 19)
        #expect(nineteen.node("ok")?.scalar?.value == .int(1))
        let many = Parsed(broken(30))
        #expect(many.diagnostics.count == 20)
        #expect(many.document == nil)
    }
}
