import GateRuntime
import Testing

@Suite("Chunked body")
struct ChunkedDecoderTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var text: String
        var expected: String

        var testDescription: String { text.debugDescription + " → " + expected }
    }

    /// What is decoded, `|` and the bytes behind it; or the refusal; or what is there so far and `…`.
    static let cases: [Case] = [
        ("0\r\n\r\n", "|"), ("0\r\n\r\nGET", "|GET"), ("000\r\n\r\n", "|"),
        ("5\r\nhello\r\n0\r\n\r\n", "hello|"), ("5\r\nhello\r\n6\r\n world\r\n0\r\n\r\nX", "hello world|X"),
        ("a\r\n0123456789\r\n0\r\n\r\n", "0123456789|"), ("A\r\n0123456789\r\n0\r\n\r\n", "0123456789|"),
        ("0000000000000005\r\nhello\r\n0\r\n\r\n", "hello|"), ("2\r\n\r\n\r\n0\r\n\r\n", "\r\n|"),
        ("5;a=b\r\nhello\r\n0;c\r\n\r\n", "hello|"), ("5;\r\nhello\r\n0\r\n\r\n", "hello|"),
        ("5;a=\"x;y\"\r\nhello\r\n0\r\n\r\n", "hello|"),
        ("0\r\nX: a\r\n\r\n", "|"), ("0\r\nX: a\r\nY:\r\n\r\nZ", "|Z"), ("1\r\na\r\n0\r\nX:a\tb \r\n\r\n", "a|"),
        ("", "…"), ("5", "…"), ("5\r", "…"), ("5\r\n", "…"), ("5\r\nhel", "hel…"), ("5\r\nhello", "hello…"),
        ("5\r\nhello\r\n", "hello…"), ("5\r\nhello\r\n0\r\n", "hello…"), ("0\r\n\r", "…"), ("0\r\nX", "…"),
        ("\r\n", "malformedRequest"), ("g\r\n", "malformedRequest"), ("-1\r\n", "malformedRequest"),
        ("+1\r\n", "malformedRequest"), ("0x5\r\n", "malformedRequest"), (" 5\r\n", "malformedRequest"),
        ("5 \r\n", "malformedRequest"), ("5 ;a\r\n", "malformedRequest"), ("5\nhello", "malformedRequest"),
        ("5\rhello", "malformedRequest"), ("5\r\r\n", "malformedRequest"), ("5\r\nhello0\r\n", "malformedRequest"),
        ("5\r\nhello\n0\r\n", "malformedRequest"), ("5\r\nhello\r0\r\n", "malformedRequest"),
        ("5\r\nhelloo\r\n0\r\n\r\n", "malformedRequest"), ("5;a\nhello", "malformedRequest"),
        ("5;a\u{0}\r\n", "malformedRequest"), ("5;a\u{7F}\r\n", "malformedRequest"), (";a\r\n", "malformedRequest"),
        ("0\r\n X: a\r\n\r\n", "malformedRequest"), ("0\r\n: a\r\n\r\n", "malformedRequest"),
        ("0\r\nX a\r\n\r\n", "malformedRequest"), ("0\r\nX\r\n\r\n", "malformedRequest"),
        ("0\r\nX: a\n\r\n", "malformedRequest"), ("0\r\nX: a\u{0}\r\n\r\n", "malformedRequest"),
        ("0\r\nX: a\r\r\n", "malformedRequest"), ("0\r\n\n", "malformedRequest"), ("0\r\n\rX", "malformedRequest"),
        ("5,5\r\nhello", "malformedRequest"), ("５\r\n", "malformedRequest"),
        ("00000000000000005\r\n", "malformedRequest"), ("ffffffffffffffff\r\n", "malformedRequest"),
        ("7fffffffffffffff\r\n", "bodyTooLarge"), ("11\r\n", "bodyTooLarge"), ("10\r\n", "…"),
        ("8\r\n12345678\r\n9\r\n", "bodyTooLarge"), ("8\r\n12345678\r\n8\r\n", "12345678…"),
    ].map { Case(text: $0.0, expected: $0.1) }

    /// Decodes bytes that come in pieces, as a connection does: what was decoded is kept, what follows comes behind it.
    static func decode(_ bytes: [UInt8], sizes: [Int], limitBytes: Int = 16) -> String {
        var decoder = ChunkedDecoder(limitBytes: limitBytes)
        var decoded: [UInt8] = []
        var count = 0
        var position = 0
        var turn = 0
        repeat {
            count = min(count + max(sizes[turn % sizes.count], 1), bytes.count)
            turn += 1
            let result: String? = bytes.withUnsafeBufferPointer { buffer in
                let view = ByteView(UnsafeBufferPointer(rebasing: buffer[..<count]))
                while true {
                    switch decoder.next(view, at: &position) {
                    case .data(let offset, let length): decoded += Array(view.slice(offset, length).unsafeBytes)
                    case .needMore: return nil
                    case .refused(let refusal): return "\(refusal)"
                    case .complete:
                        let rest = buffer[position...]
                        return String(decoding: decoded, as: UTF8.self) + "|" + String(decoding: rest, as: UTF8.self)
                    }
                }
            }
            // What came behind the end depends on the cut; the position does not.
            if let result {
                let rest = String(decoding: bytes[position...], as: UTF8.self)
                return result.contains("|") ? String(decoding: decoded, as: UTF8.self) + "|" + rest : result
            }
        } while count < bytes.count
        return String(decoding: decoded, as: UTF8.self) + "…"
    }

    @Test("is decoded or refused", arguments: cases)
    func whole(_ example: Case) {
        #expect(Self.decode(Array(example.text.utf8), sizes: [4096]) == example.expected)
    }

    @Test("gives the same whatever pieces it comes in", arguments: cases)
    func pieces(_ example: Case) {
        for sizes in [[1], [2], [3, 1]] {
            #expect(Self.decode(Array(example.text.utf8), sizes: sizes) == example.expected)
        }
    }

    @Test("bounds extensions and trailers")
    func limits() {
        func extended(_ count: Int) -> [UInt8] { Array("0;\(String(repeating: "a", count: count))\r\n\r\n".utf8) }
        let extensions = ChunkedDecoder.extensionBytesMax
        #expect(Self.decode(extended(extensions), sizes: [9000]) == "|")
        #expect(Self.decode(extended(extensions + 1), sizes: [9000]) == "malformedRequest")
        let split = "1;\(String(repeating: "a", count: extensions / 2))\r\nx\r\n"
        let twice = Array((split + split + "0;a\r\n\r\n").utf8)
        #expect(Self.decode(twice, sizes: [9000]) == "malformedRequest")

        // The trailer's own line end and the last one count.
        func trailed(_ count: Int) -> [UInt8] { Array("0\r\nX:\(String(repeating: "a", count: count))\r\n\r\n".utf8) }
        let trailers = ChunkedDecoder.trailerBytesMax - 4
        #expect(Self.decode(trailed(trailers), sizes: [9000]) == "|")
        #expect(Self.decode(trailed(trailers + 1), sizes: [9000]) == "headTooLarge")
    }

    @Test("survives 10,000 mutations, and every cut of them gives the same")
    func mutations() {
        var random = SeededGenerator(seed: 9112)
        let pool = Array("\r\n ;:0123aF\u{0}x".utf8)
        var completeCount = 0
        for _ in 0..<10_000 {
            let index = Int.random(in: 0..<Self.cases.count, using: &random)
            var bytes = Array(Self.cases[index].text.utf8)
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                let index = Int.random(in: 0...bytes.count, using: &random)
                let byte = pool[Int.random(in: 0..<pool.count, using: &random)]
                switch Int.random(in: 0..<3, using: &random) {
                case 0 where index < bytes.count: bytes[index] = byte
                case 1 where index < bytes.count: bytes.remove(at: index)
                default: bytes.insert(byte, at: index)
                }
            }
            let whole = Self.decode(bytes, sizes: [4096])
            let cut = (0..<3).map { _ in Int.random(in: 1...5, using: &random) }
            #expect(Self.decode(bytes, sizes: [1]) == whole)
            #expect(Self.decode(bytes, sizes: cut) == whole)
            if whole.contains("|") { completeCount += 1 }
        }
        #expect(completeCount > 500)
    }
}
