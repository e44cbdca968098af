import GateDiagnostics
import GateTestSupport
import Testing

@Suite("SourceText")
struct SourceTextTests {
    private func source(_ text: String) -> SourceText { SourceText(name: "a", bytes: Array(text.utf8)) }

    private func line(_ source: SourceText, _ number: Int) -> String {
        String(decoding: source.line(number), as: UTF8.self)
    }

    @Test("lines end at LF, CR and CR LF")
    func lineBreaks() {
        let text = source("one\ntwo\r\nthree\rfour")
        #expect(text.lineCount == 4)
        #expect((1...4).map { line(text, $0) } == ["one", "two", "three", "four"])
    }

    @Test("an empty file has one empty line, and so has what follows the last break")
    func emptyLines() {
        #expect(source("").lineCount == 1)
        #expect(line(source(""), 1).isEmpty)
        #expect(source("a\n").lineCount == 2)
        #expect(line(source("a\n"), 2).isEmpty)
    }

    @Test("a line that does not exist is empty", arguments: [-1, 0, 3, 1_000])
    func noSuchLine(_ number: Int) {
        #expect(line(source("a\nb"), number).isEmpty)
    }

    @Test(
        "columns count Unicode scalars",
        arguments: [
            ("«»abc", 1, 1), ("ab«»c", 1, 3), ("abc«»", 1, 4), ("é«»a", 1, 2), ("日本«»", 1, 3), ("😀«»x", 1, 2),
            ("\t«»x", 1, 2), ("a\n«»b", 2, 1), ("a«»\nb", 1, 2), ("a\r\n«»b", 2, 1), ("a\r«»b", 2, 1), ("a\n«»", 2, 1),
            ("\u{FEFF}a«»b", 1, 2), ("\u{FEFF}«»", 1, 1), ("e\u{301}«»x", 1, 3),
        ]
    )
    func position(_ marked: String, _ line: Int, _ column: Int) throws {
        let sample = MarkedText(marked)
        let range = try #require(sample.ranges.first)
        let position = source(sample.text).position(of: UInt32(range.lowerBound))
        #expect(position == SourcePosition(line: line, column: column))
    }

    @Test("an offset past the end is the end")
    func pastEnd() {
        #expect(source("ab\nc").position(of: .max) == SourcePosition(line: 2, column: 2))
        #expect(source("").position(of: 7) == SourcePosition(line: 1, column: 1))
    }

    @Test("an offset inside a character is that character's column")
    func insideCharacter() {
        #expect(source("aéb").position(of: 2) == SourcePosition(line: 1, column: 2))
    }

    @Test("a byte that is not UTF-8 counts as one column")
    func invalidBytes() {
        let text = SourceText(name: "a", bytes: [0x61, 0xFF, 0xC3, 0x62])
        #expect(text.position(of: 3) == SourcePosition(line: 1, column: 4))
        #expect(text.text(of: SourceSpan(file: 0, start: 0, end: 99)) == "a\u{FFFD}\u{FFFD}b")
    }

    @Test("a text is cut at the file's end")
    func textOfSpan() {
        #expect(source("hello").text(of: SourceSpan(file: 0, start: 1, end: 3)) == "el")
        #expect(source("hello").text(of: SourceSpan(file: 0, start: 9, end: 12)).isEmpty)
    }
}

@Suite("UTF8Scalar")
struct UTF8ScalarTests {
    @Test("every scalar value decodes to itself")
    func allScalars() {
        var wrongCount = 0
        for value in stride(from: UInt32(0), through: 0x10FFFF, by: 7) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let bytes = Array(String(scalar).utf8)
            let decoded = UTF8Scalar(bytes + [0x41])
            if decoded.scalar != scalar || decoded.byteCount != bytes.count { wrongCount += 1 }
        }
        #expect(wrongCount == 0)
    }

    @Test(
        "what is not UTF-8 is one byte without a scalar",
        arguments: [
            [], [0x80], [0xFF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x80, 0x80], [0xE2, 0x82],
            [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80],
        ] as [[UInt8]]
    )
    func invalid(_ bytes: [UInt8]) {
        let decoded = UTF8Scalar(bytes)
        #expect(decoded.scalar == nil)
        #expect(decoded.byteCount == 1)
    }
}

@Suite("SourceMap")
struct SourceMapTests {
    @Test("ids are given in order")
    func ids() {
        var map = SourceMap()
        #expect(map.add(SourceText(name: "a", bytes: [])) == 0)
        #expect(map.add(SourceText(name: "b", bytes: [])) == 1)
        #expect(map[1].name == "b")
        #expect(map.files.map(\.name) == ["a", "b"])
    }

    @Test("an unknown id is an empty text", arguments: [0, 1, UInt32.max])
    func unknown(_ id: UInt32) {
        #expect(SourceMap()[id].name == "<unknown>")
        #expect(SourceMap()[id].bytes.isEmpty)
    }
}
