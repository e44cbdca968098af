import GateRuntime
import Testing

@Suite("Request head")
struct RequestHeadParserTests {
    @Test("is read or refused as the RFC says", arguments: HeadCases.all)
    func whole(_ example: HeadCase) {
        #expect(HeadReading.whole(example.bytes) == example.expected)
    }

    @Test("gives the same whatever pieces it comes in", arguments: HeadCases.all)
    func pieces(_ example: HeadCase) {
        for sizes in [[1], [2], [3, 1], [7, 5]] {
            #expect(HeadReading.pieces(example.bytes, sizes: sizes) == example.expected)
        }
    }

    @Test("has hundreds of cases")
    func caseCount() {
        #expect(HeadCases.all.count > 1200)
    }

    @Test("with a line of exactly the limit is too long, with two bytes fewer for the empty line it is read")
    func requestLineLimit() {
        func request(_ lineBytes: Int) -> [UInt8] {
            let path = String(repeating: "a", count: lineBytes - "GET / HTTP/1.0\r\n".utf8.count)
            return Array("GET /\(path) HTTP/1.0\r\n\r\n".utf8)
        }
        for sizes in [[4096], [1]] {
            #expect(HeadReading.pieces(request(62), sizes: sizes, limitBytes: 64).hasPrefix("GET /aaa"))
            #expect(HeadReading.pieces(request(63), sizes: sizes, limitBytes: 64) == "headTooLarge")
            #expect(HeadReading.pieces(request(64), sizes: sizes, limitBytes: 64) == "headTooLarge")
            #expect(HeadReading.pieces(request(65), sizes: sizes, limitBytes: 64) == "targetTooLong")
            #expect(HeadReading.pieces(request(300), sizes: sizes, limitBytes: 64) == "targetTooLong")
        }
    }

    @Test("is refused as soon as it passes the limit, even without its end")
    func unfinished() {
        let line = Array(String(repeating: "a", count: 64).utf8)
        #expect(HeadReading.whole(Array(line.prefix(63)), limitBytes: 64) == "more")
        #expect(HeadReading.whole(line, limitBytes: 64) == "targetTooLong")
        let head = Array("GET / HTTP/1.1\r\nX: ".utf8) + line
        #expect(HeadReading.whole(Array(head.prefix(63)), limitBytes: 64) == "more")
        #expect(HeadReading.whole(Array(head.prefix(64)), limitBytes: 64) == "headTooLarge")
    }

    @Test("of exactly the limit is read, one byte more is refused, empty lines before it do not count")
    func headLimit() {
        let bytes = Array("\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n".utf8)
        for sizes in [[4096], [1]] {
            #expect(HeadReading.pieces(bytes, sizes: sizes, limitBytes: 27) == "GET / 1.1 [Host=h]")
            #expect(HeadReading.pieces(bytes, sizes: sizes, limitBytes: 26) == "headTooLarge")
        }
    }

    @Test("has up to 100 lines")
    func lineLimit() {
        func request(_ count: Int) -> [UInt8] {
            let lines = (1..<count).map { "X\($0): \($0)\r\n" }.joined()
            return Array("GET / HTTP/1.1\r\nHost: h\r\n\(lines)\r\n".utf8)
        }
        for sizes in [[65_536], [1], [1000, 1]] {
            let read = HeadReading.pieces(request(100), sizes: sizes, limitBytes: 65_536)
            #expect(read.hasSuffix("[X98=98] [X99=99]"))
            #expect(HeadReading.pieces(request(101), sizes: sizes, limitBytes: 65_536) == "headTooLarge")
        }
    }

    @Test("survives 10,000 mutations, and every cut of them gives the same")
    func mutations() {
        var random = SeededGenerator(seed: 7112)
        let seeds = HeadCases.all.filter { $0.expected.contains("[") }.map(\.bytes)
        let pool = Array("\r\n\t :,;/?#%=GHcT10\u{0}\u{7F}".utf8) + [0x80, 0xFF]
        var readCount = 0
        for _ in 0..<10_000 {
            var bytes = seeds[Int.random(in: 0..<seeds.count, using: &random)]
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let index = Int.random(in: 0...bytes.count, using: &random)
                let byte = pool[Int.random(in: 0..<pool.count, using: &random)]
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes.insert(byte, at: index)
                case 1 where index < bytes.count: bytes[index] = byte
                case 2 where index < bytes.count: bytes.remove(at: index)
                default: bytes.insert(contentsOf: bytes[index...].prefix(8), at: index)
                }
            }
            let whole = HeadReading.whole(bytes, limitBytes: 96)
            let cut = (0..<3).map { _ in Int.random(in: 1...9, using: &random) }
            #expect(HeadReading.pieces(bytes, sizes: [1], limitBytes: 96) == whole)
            #expect(HeadReading.pieces(bytes, sizes: cut, limitBytes: 96) == whole)
            if whole.contains("[") { readCount += 1 }
        }
        // The mutations must leave enough heads alive to say something about reading.
        #expect(readCount > 1000)
    }
}

/// Numbers that are the same in every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let mixed = (state ^ state &>> 33) &* 0xFF51_AFD7_ED55_8CCD
        return mixed ^ mixed &>> 33
    }
}
