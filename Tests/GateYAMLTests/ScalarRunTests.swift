import GateDiagnostics
import GateTestSupport
import GateYAML
import Testing

@Suite("places inside scalars")
struct ScalarRunTests {
    /// In each case the mark in the file is where the mark in the decoded text must be found.
    @Test(
        "a part of the decoded text has its place in the file",
        arguments: [
            ("a == «bad» && c", "a == «bad» && c"),
            ("a\n  b «c»\n  d", "a b «c» d"),
            ("a   \n\n   «b»", "a\n«b»"),
            ("«a»   \n\n   b", "«a»\nb"),
            ("'it''s «x»'", "it's «x»"),
            ("'it«''»s'", "it«'»s"),
            ("'«it»''s'", "«it»'s"),
            ("'a''«b»''c'", "a'«b»'c"),
            ("'one\n\n  «two» three'", "one\n«two» three"),
            ("\"a \\\"«b»\\\" c\"", "a \"«b»\" c"),
            ("\"a «\\\"b\\\"» c\"", "a «\"b\"» c"),
            ("\"caf«\\u00e9»\"", "caf«é»"),
            ("\"«caf\\u00e9»\"", "«café»"),
            ("\"\\u00e9«x»\"", "é«x»"),
            ("\"\\x41«\\U0001F600»\\n«z»\"", "A«😀»\n«z»"),
            ("\"one\\\n    «two»\"", "one«two»"),
            ("\"«one»\\\n    two\"", "«one»two"),
            ("\"one \\\n    «two»\"", "one «two»"),
            ("\"one\n\n\n  «two»\"", "one\n\n«two»"),
            ("\"a\\  \n   «b»\"", "a  «b»"),
            ("\"日本 «語» é\"", "日本 «語» é"),
            ("|\n  a &&\n  «b» ||\n  c", "a &&\n«b» ||\nc"),
            ("|\n  «a &&»\n  b", "«a &&»\nb"),
            ("|\n  «a\n  b»\n  c", "«a\nb»\nc"),
            ("|\n\n  a\n\n    «b»", "\na\n\n  «b»"),
            ("|2\n    a\n  «b»", "  a\n«b»"),
            ("|-\n  a\n  «b»", "a\n«b»"),
            ("|+ # c\n  a «b»\n\n", "a «b»\n\n"),
            (">\n  a &&\n  «b» ||\n  c", "a && «b» || c"),
            (">\n  «a &&»\n  b", "«a &&» b"),
            (">\n  a\n\n  «b»\n    «more»\n  c", "a\n«b»\n  «more»\nc"),
            (">-\n\n\n  «a»\n  b", "\n\n«a» b"),
            (">1\n   a\n  «b»\n c", "  a\n «b»\nc"),
            ("&x !!str\n  \"a «b»\"", "a «b»"),
            ("|\r\n  a\r\n  «b»\r\n", "a\n«b»\n"),
            ("\"a\r\n  «b»\"", "a «b»"),
        ]
    )
    func place(_ file: String, _ decoded: String) throws {
        let wanted = MarkedText("k: \(file)\nz: 1\n")
        let text = MarkedText(decoded)
        let parsed = Parsed(wanted.text)
        #expect(parsed.diagnostics.isEmpty, "\(parsed.rendered)")
        let node = try #require(parsed.node("k"))
        let scalar = try #require(node.scalar)
        // What follows the sample may add a last line break to a block scalar.
        #expect(scalar.text == text.text || scalar.text == text.text + "\n")
        #expect(faults(of: parsed).isEmpty, "\(faults(of: parsed))")
        for (range, place) in zip(text.ranges, wanted.ranges) {
            let span = scalar.sourceSpan(
                decodedStart: range.lowerBound,
                decodedEnd: range.upperBound,
                fallback: node.span
            )
            #expect(Int(span.start)..<Int(span.end) == place, "\(parsed.source.text(of: span).debugDescription)")
        }
    }

    @Test(
        "the end of the text is the end of the value",
        arguments: ["a &&", "'a &&'", "\"a &&\"", "\"a\\u0026\"", "|\n  a &&\n"]
    )
    func endOfText(_ file: String) throws {
        let parsed = Parsed("k: \(file)\nz: 1\n")
        let node = try #require(parsed.node("k"))
        let scalar = try #require(node.scalar)
        let count = scalar.text.utf8.count
        let span = scalar.sourceSpan(decodedStart: count, decodedEnd: count, fallback: node.span)
        let quoteCount: UInt32 = scalar.style == .plain || scalar.style == .literal ? 0 : 1
        #expect(span.start == span.end)
        #expect(span.end == node.span.end - quoteCount)
    }

    @Test("an empty text has a place")
    func emptyText() throws {
        for file in ["\"\"", "''", "", "|\n", ">-\n"] {
            let parsed = Parsed("k: \(file)\nz: 1\n")
            let node = try #require(parsed.node("k"))
            let span = try #require(node.scalar).sourceSpan(decodedStart: 0, decodedEnd: 0, fallback: node.span)
            #expect(span.start >= node.span.start && span.end <= node.span.end)
        }
    }

    @Test("offsets that make no sense give the fallback or stay within it")
    func nonsense() throws {
        let parsed = Parsed("k: \"a\\tb\"\n")
        let node = try #require(parsed.node("k"))
        let scalar = try #require(node.scalar)
        #expect(scalar.sourceSpan(decodedStart: -1, decodedEnd: 2, fallback: node.span) == node.span)
        #expect(scalar.sourceSpan(decodedStart: 3, decodedEnd: 2, fallback: node.span) == node.span)
        let far = scalar.sourceSpan(decodedStart: 90, decodedEnd: .max, fallback: node.span)
        #expect(far.start == node.span.end && far.end == node.span.end)
        let noRuns = YAMLScalar(text: "", style: .plain, value: .null, runs: [])
        #expect(noRuns.sourceSpan(decodedStart: 0, decodedEnd: 0, fallback: node.span) == node.span)
    }

    @Test("a key has places too")
    func keys() throws {
        let sample = MarkedText("\"a\\t«b»\": 1\n")
        let parsed = Parsed(sample.text)
        let document = try #require(parsed.document)
        guard case .mapping(let entries) = document[document.root].content, let entry = entries.first else {
            Issue.record("no entry")
            return
        }
        let span = entry.key.sourceSpan(decodedStart: 2, decodedEnd: 3, fallback: entry.keySpan)
        #expect([Int(span.start)..<Int(span.end)] == sample.ranges)
    }

    @Test("an alias has the places of its anchor")
    func alias() throws {
        let sample = MarkedText("a: &x \"1 «+» 2\"\nb: *x\n")
        let parsed = Parsed(sample.text)
        let node = try #require(parsed.node("b"))
        let span = try #require(node.scalar).sourceSpan(decodedStart: 2, decodedEnd: 3, fallback: node.span)
        #expect([Int(span.start)..<Int(span.end)] == sample.ranges)
    }

    /// Pieces that make scalars of every style fold, escape, chomp and indent.
    private static let pieces = [
        "a", "b c", "é", "日本", "😀", " ", "  ", "\n", "\n\n", "\n   ", "\n  ", "\n    ", "\t", "\r\n  ", "''", "\\n",
        "\\u00e9", "\\\"", "\\\\", "\\x41", "\\U0001F600", "\\\n  ", "\\ ", "\\t", "x:y", "#", " #", "$", "{", "[0]",
        "==",
        "'", "\"", ",", "-", "\\/", "\\_", "\\L",
    ]

    @Test("every byte of random scalars comes from where its run says", arguments: 0..<8)
    func property(_ seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        var styles: [YAMLScalar.Style: Int] = [:]
        var found: [String] = []
        for _ in 0..<1_500 {
            let body = (0..<Int.random(in: 1...12, using: &random))
                .map { _ in Self.pieces.randomElement(using: &random) ?? "" }
                .joined()
            let header = ["|", ">", "|-", ">-", "|+", ">+", "|2", ">1", "|1-"].randomElement(using: &random) ?? "|"
            let value =
                [body, "'\(body)'", "\"\(body)\"", "\(header)\n  \(body)"].randomElement(using: &random) ?? body
            let text =
                ["k: \(value)\nz: 1\n", "o:\n  - k: \(value)\n", "[ \(value) ]", value, "? \(value)\n: 1\n"]
                .randomElement(using: &random) ?? value
            let parsed = Parsed(text)
            found += faults(of: parsed).map { "\($0) in \(text.debugDescription)" }
            for node in parsed.document?.nodes ?? [] {
                if let scalar = node.scalar { styles[scalar.style, default: 0] += 1 }
            }
        }
        #expect(found.isEmpty, "\(found.prefix(5))")
        // Every style was met often enough for this to mean something.
        for style in [YAMLScalar.Style.plain, .singleQuoted, .doubleQuoted, .literal, .folded] {
            #expect(styles[style, default: 0] > 20, "\(style)")
        }
    }
}
