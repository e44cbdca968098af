import GateDiagnostics
import Testing

@Suite("SourceText")
struct SourceTextTests {
    @Test("lines end at LF, CR and CR LF")
    func lineBreaks() {
        let text = SourceText(name: "a", bytes: Array("one\ntwo\r\nthree\rfour".utf8))
        #expect(text.lineCount == 4)
        #expect((1...4).map { String(decoding: text.line($0), as: UTF8.self) } == ["one", "two", "three", "four"])
    }
}
