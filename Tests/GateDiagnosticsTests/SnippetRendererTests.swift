import GateDiagnostics
import GateTestSupport
import Testing

@Suite("SnippetRenderer")
struct SnippetRendererTests {
    /// A finding whose primary label is the first mark of a sample and whose context is the others.
    private func render(
        _ marked: String,
        _ message: String = "something is wrong",
        label: String = "",
        context: [String] = [],
        notes: [String] = [],
        redactsFirst: Bool = false,
        style: TerminalStyle = .plain
    ) throws -> String {
        let sample = MarkedText(marked)
        let spans = sample.ranges.map {
            SourceSpan(file: 0, start: UInt32($0.lowerBound), end: UInt32($0.upperBound))
        }
        let diagnostic = Diagnostic(
            .error,
            .unknownKey,
            message,
            at: try #require(spans.first),
            label: label,
            context: zip(spans.dropFirst(), context).map { Diagnostic.Label($0, $1) },
            notes: notes,
            redacted: redactsFirst ? [spans[0]] : []
        )
        let source = SourceText(name: "gateway.yaml", bytes: sample.bytes)
        return SnippetRenderer(sources: SourceMap([source]), style: style).render(diagnostic)
    }

    @Test("one line with a label and a note")
    func simple() throws {
        let text = try render(
            "a: 1\nb:\n  «respnd»: 2\n",
            "unknown key \"respnd\"",
            label: "not a key of an endpoint",
            notes: ["did you mean \"respond\"?", "keys are path, methods and auth"]
        )
        expectGolden(text, at: "Cases/simple.txt")
    }

    @Test("context labels stand below their own lines, in the order of the file")
    func context() throws {
        let text = try render(
            "key: «1»\n«key»: 2\nother: 3\n«key»: 4\n",
            label: "this",
            context: ["next line", "after a gap"],
            notes: ["do something"]
        )
        expectGolden(text, at: "Cases/context.txt")
    }

    @Test("two labels on one line have an underline each")
    func sameLine() throws {
        let text = try render("a: «b» == «c»\n", label: "a string", context: ["an int"])
        expectGolden(text, at: "Cases/same-line.txt")
    }

    @Test("the gutter is as wide as the largest line number")
    func gutter() throws {
        let sample = "«first»: 1\n" + String(repeating: "x: y\n", count: 98) + "«last»: 2\n"
        expectGolden(try render(sample, context: ["here too"]), at: "Cases/gutter.txt")
    }

    @Test("of a span of several lines the first is underlined")
    func multiLine() throws {
        expectGolden(try render("a:\n  «b: 1   \n  c: 2\n  d: 3»\n"), at: "Cases/multi-line.txt")
    }

    @Test(
        "places between characters get one caret",
        arguments: ["start", "end-of-line", "end-of-file", "empty-file", "empty-line"]
    )
    func emptySpan(_ name: String) throws {
        let samples = [
            "start": "«»a: 1\n", "end-of-line": "a:«»\nb: 1\n", "end-of-file": "a: 1\n«»", "empty-file": "«»",
            "empty-line": "a: 1\n«»\nb: 2\n",
        ]
        expectGolden(try render(try #require(samples[name]), notes: ["a note"]), at: "Cases/empty-\(name).txt")
    }

    @Test("tabs and wide characters keep the carets in place")
    func widths() throws {
        let samples = ["\ta:\t«b» c", "日本: «値»x", "é«é»e", "e\u{301}«x»", "😀 «😀» x", "ｆ «w»"]
        expectGolden(try samples.map { try render($0) }.joined(), at: "Cases/widths.txt")
    }

    @Test("nothing from a file or a name reaches the terminal as a control")
    func controls() throws {
        let text = try render(
            "a\u{1B}[31m: «\u{7}\u{202E}x\u{85}» \u{200B}y",
            "unknown key \"\u{1B}]0;title\u{7}\"",
            label: "\u{9B}31m",
            notes: ["\r\n\u{2028}next"]
        )
        expectGolden(text, at: "Cases/controls.txt")
        let escapes = text.unicodeScalars.filter { $0.value < 0x20 && $0 != "\n" || (0x7F...0x9F).contains($0.value) }
        #expect(escapes.isEmpty)
    }

    @Test("bytes that are not UTF-8 are written out")
    func invalidBytes() {
        let source = SourceText(name: "a.yaml", bytes: [0x61, 0xFF, 0xFE, 0x62])
        let diagnostic = Diagnostic(.error, .yamlEncoding, "bad byte", at: SourceSpan(file: 0, start: 1, end: 3))
        expectGolden(
            SnippetRenderer(sources: SourceMap([source])).render(diagnostic),
            at: "Cases/invalid-bytes.txt"
        )
    }

    @Test("a long line is cut around the caret", arguments: [0, 1, 60, 100, 119, 120, 200, 5_000, 9_990])
    func longLine(_ offset: Int) throws {
        let line = String((0..<10_000).map { Character(String($0 / 10 % 10)) })
        let index = line.index(line.startIndex, offsetBy: offset)
        let end = line.index(index, offsetBy: 5)
        let text = try render(String(line[..<index]) + "«" + line[index..<end] + "»" + line[end...], label: "x")
        let lines = text.split(separator: "\n").map(String.init)
        let shown = try #require(lines.first { $0.hasPrefix("1 | ") })
        let caret = try #require(lines.first { $0.contains("^") })
        #expect(shown.count <= 4 + 120)
        let carets = zip(shown, caret).filter { $0.1 == "^" }.map { String($0.0) }
        #expect(carets.joined() == line[index..<end])
    }

    @Test("a line of 120 columns is shown whole and one more is cut")
    func longLineEdge() throws {
        let whole = try render("«" + String(repeating: "x", count: 120) + "»")
        #expect(whole.contains("1 | " + String(repeating: "x", count: 120) + "\n"))
        let cut = try render("«" + String(repeating: "x", count: 121) + "»")
        #expect(cut.contains("x...\n"))
    }

    @Test("redacted text is not printed, whatever its length")
    func redacted() throws {
        expectGolden(
            try render("password: «hunter2» # note", redactsFirst: true),
            at: "Cases/redacted.txt"
        )
        let lines = try render("key: «|\n  hunter2\n  hunter3»\n", redactsFirst: true)
        #expect(!lines.contains("hunter"))
    }

    @Test("what one finding redacts is hidden in all findings of a bag")
    func redactedInBag() {
        let source = SourceText(name: "a.yaml", bytes: Array("password: hunter2".utf8))
        let secret = SourceSpan(file: 0, start: 10, end: 17)
        let bag = DiagnosticBag([
            Diagnostic(.error, .unknownKey, "one", at: SourceSpan(file: 0, start: 0, end: 8)),
            Diagnostic(.error, .literalSecret, "two", at: secret, redacted: [secret]),
            Diagnostic(.error, .wrongType, "three", at: SourceSpan(file: 0, start: 12, end: 14)),
        ])
        let text = SnippetRenderer(sources: SourceMap([source])).render(bag)
        #expect(!text.contains("hunter"))
        expectGolden(text, at: "Cases/redacted-bag.txt")
    }

    @Test("labels in another file stand below its name")
    func otherFile() {
        var map = SourceMap()
        let first = map.add(SourceText(name: "a.yaml", bytes: Array("x: 1\n".utf8)))
        let second = map.add(SourceText(name: "b\u{1B}.yaml", bytes: Array("\n\ny: 1\n".utf8)))
        let diagnostic = Diagnostic(
            .warning,
            .maybeNullInText,
            "given twice",
            at: SourceSpan(file: second, start: 2, end: 3),
            label: "again",
            context: [Diagnostic.Label(SourceSpan(file: first, start: 0, end: 1), "first")],
            notes: ["remove one"]
        )
        expectGolden(SnippetRenderer(sources: map).render(diagnostic), at: "Cases/other-file.txt")
    }

    @Test("an unknown file does no harm")
    func unknownFile() {
        let diagnostic = Diagnostic(.error, .unknownKey, "lost", at: SourceSpan(file: 9, start: 5, end: 9))
        expectGolden(SnippetRenderer(sources: SourceMap()).render(diagnostic), at: "Cases/unknown-file.txt")
    }

    @Test("a bag ends with a count", arguments: [(1, 0), (0, 1), (2, 1), (20, 0), (21, 0), (19, 4)])
    func summary(_ errorCount: Int, _ warningCount: Int) throws {
        let source = SourceText(name: "a.yaml", bytes: Array("a: 1".utf8))
        let span = SourceSpan(file: 0, start: 0, end: 1)
        let errors = (0..<errorCount).map { Diagnostic(.error, .unknownKey, "e\($0)", at: span) }
        let warnings = (0..<warningCount).map { Diagnostic(.warning, .maybeNullInText, "w\($0)", at: span) }
        let text = SnippetRenderer(sources: SourceMap([source])).render(DiagnosticBag(errors + warnings))
        expectGolden(text, at: "Cases/summary-\(errorCount)-\(warningCount).txt")
    }

    @Test("an empty bag is rendered as nothing")
    func emptyBag() {
        #expect(SnippetRenderer(sources: SourceMap()).render(DiagnosticBag()).isEmpty)
    }

    @Test("colours change nothing but colours")
    func colours() throws {
        let plain = try render("a: «b» == «c»\n", label: "here", context: ["there"], notes: ["a note"])
        let coloured = try render(
            "a: «b» == «c»\n",
            label: "here",
            context: ["there"],
            notes: ["a note"],
            style: .ansi
        )
        #expect(coloured.contains("\u{1B}[1;31merror[E201]\u{1B}[0m"))
        #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
    }

    @Test("random bytes and spans neither crash nor reach the terminal as controls", arguments: 0..<4)
    func random(_ seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let alphabet: [[UInt8]] = [
            [0x0A], [0x0D], [0x09], [0x1B], [0x00], [0xFF], [0xC3], [0xE2, 0x80, 0xAE], Array("é".utf8),
            Array("日".utf8), Array("😀".utf8), Array("abc def".utf8), [UInt8](repeating: 0x78, count: 150),
        ]
        var hasControl = false
        for _ in 0..<300 {
            let bytes = (0..<Int.random(in: 0...30, using: &random)).flatMap { _ in
                alphabet.randomElement(using: &random) ?? []
            }
            func span() -> SourceSpan {
                let count = UInt32(bytes.count)
                let start = UInt32.random(in: 0...count + 3, using: &random)
                let length = UInt32.random(in: 0...count + 3, using: &random)
                return SourceSpan(file: 0, start: start, end: start + length)
            }
            let diagnostic = Diagnostic(
                .error,
                .unknownKey,
                "m",
                at: span(),
                label: "l",
                context: [Diagnostic.Label(span(), "c"), Diagnostic.Label(span())],
                redacted: [span()]
            )
            let text = SnippetRenderer(sources: SourceMap([SourceText(name: "a", bytes: bytes)])).render(diagnostic)
            hasControl = hasControl || text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" }
        }
        #expect(!hasControl)
    }
}
