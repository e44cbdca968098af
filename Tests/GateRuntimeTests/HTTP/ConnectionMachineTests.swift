import GateRuntime
import Testing

@Suite("Connection")
struct ConnectionMachineTests {
    private static let end = "Host: h\r\n\r\n"
    private static let simple = "GET /a HTTP/1.1\r\n" + end

    private static func post(_ path: String, _ body: String, _ more: String = "") -> String {
        "POST \(path) HTTP/1.1\r\nContent-Length: \(body.utf8.count)\r\n\(more)\(end)\(body)"
    }

    private static func chunked(_ path: String, _ chunks: String, _ more: String = "") -> String {
        "POST \(path) HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\(more)\(end)\(chunks)"
    }

    struct Exchange: Sendable, CustomTestStringConvertible {
        var input: String
        var expected: String
        /// Whether the same must come out of every other cut: a refusal depends on what is there already.
        var isCut = true

        var testDescription: String { input.debugDescription + " → " + expected }
    }

    static let exchanges: [Exchange] = [
        Exchange(input: simple, expected: "/a+1()"),
        Exchange(input: simple + simple + simple, expected: "/a+1(), /a+1(), /a+1()"),
        Exchange(input: post("/a", "hello"), expected: "/a+2(hello)"),
        Exchange(input: post("/a", ""), expected: "/a+2()"),
        Exchange(input: post("/a", "hello") + simple + post("/b", "x"), expected: "/a+2(hello), /a+1(), /b+2(x)"),
        Exchange(input: "\r\n" + post("/a", "hello") + "\r\n" + simple, expected: "/a+2(hello), /a+1()"),
        Exchange(input: post("/5", "hello"), expected: "/5+2(hello)"),
        Exchange(input: post("/4", "hello"), expected: "bodyTooLarge+2 closing, linger", isCut: false),
        Exchange(
            input: chunked("/a", "5\r\nhello\r\n1;x=y\r\n!\r\n0\r\nX: t\r\n\r\n") + simple,
            expected: "own, /a+2(hello!), /a+1()",
            isCut: false
        ),
        Exchange(input: chunked("/5", "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"), expected: "own, /5+2(abcde)", isCut: false),
        Exchange(
            input: chunked("/5", "3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n") + simple,
            expected: "own, bodyTooLarge+2 closing, linger",
            isCut: false
        ),
        Exchange(
            input: chunked("/a", "3\r\nabcd") + simple,
            expected: "own, malformedRequest+2 closing, linger",
            isCut: false
        ),
        Exchange(input: "GET /a HTTP/1.1\r\n\r\n" + simple, expected: "malformedRequest closing, linger"),
        Exchange(input: "GET /a HTTP/2.0\r\n", expected: "unsupportedVersion closing, linger"),
        Exchange(
            input: "GET /a HTTP/1.1\r\nX: \(String(repeating: "a", count: 300))",
            expected: "headTooLarge closing, linger"
        ),
        Exchange(input: "GET /a HTTP/1.0\r\n\r\n", expected: "/a+0() closing, close"),
        Exchange(input: "GET /a HTTP/1.1\r\nConnection: close\r\n\(end)", expected: "/a+2() closing, close"),
        Exchange(
            input: "GET /a HTTP/1.1\r\nConnection: close\r\n\(end)" + simple,
            expected: "/a+2() closing, linger",
            isCut: false
        ),
        Exchange(input: "GET /no HTTP/1.1\r\n\(end)" + simple, expected: "notFound, /a+1()"),
        Exchange(input: post("/no", "hello") + simple, expected: "notFound, /a+1()"),
        Exchange(input: chunked("/no", "5\r\nhello\r\n0\r\n\r\n") + simple, expected: "notFound, /a+1()", isCut: false),
        Exchange(input: chunked("/no", "5\r\nhel"), expected: "notFound closing, linger", isCut: false),
        Exchange(input: chunked("/no", "x\r\n"), expected: "notFound closing, linger", isCut: false),
        Exchange(
            input: post("/no", "hello", "Expect: 100-continue\r\n") + simple,
            expected: "notFound, /a+1()",
            isCut: false
        ),
        Exchange(
            input: post("/no", "hello", "Connection: close\r\n"),
            expected: "notFound closing, close",
            isCut: false
        ),
    ]

    @Test("answers what came, in order", arguments: exchanges)
    func whole(_ exchange: Exchange) {
        var transport = MachineTransport()
        transport.read(exchange.input)
        #expect(transport.events() == exchange.expected)
        #expect(transport.unreadCount == 0)
    }

    @Test("gives the same whatever pieces it comes in", arguments: exchanges.filter(\.isCut))
    func pieces(_ exchange: Exchange) {
        for size in 1...7 {
            var transport = MachineTransport()
            var rest = Array(exchange.input.utf8)[...]
            while !rest.isEmpty {
                transport.read(Array(rest.prefix(size)))
                rest = rest.dropFirst(size)
            }
            #expect(transport.events() == exchange.expected)
        }
    }

    @Test("decodes chunks that come byte by byte and keeps only what was decoded")
    func chunksByteByByte() {
        var transport = MachineTransport()
        let text = Self.chunked("/a", "5\r\nhello\r\n6;x\r\n world\r\n0\r\nX: t\r\n\r\n") + Self.simple
        var most = 0
        for byte in text.utf8 {
            transport.read([byte])
            most = max(most, transport.unreadCount)
        }
        let events = transport.events()
        #expect(events == "/a+2(hello world), /a+1()")
        #expect(most <= Self.chunked("/a", "hello world").utf8.count + 1)
    }

    // MARK: Refusals before the body

    @Test("a small refused body is skipped as it comes, and the connection goes on")
    func skips() {
        var transport = MachineTransport()
        transport.read("POST /no HTTP/1.1\r\nContent-Length: 65536\r\n\(Self.end)abc")
        #expect(transport.events() == "notFound")
        #expect(transport.timer.kind == .body)
        transport.read(String(repeating: "x", count: 65_532))
        #expect(transport.events() == "")
        transport.read("x" + Self.simple)
        #expect(transport.events() == "/a+1()")
    }

    @Test("a refused body over 64 KiB ends the connection, and what comes is dropped")
    func lingers() {
        var transport = MachineTransport()
        transport.read("POST /no HTTP/1.1\r\nContent-Length: 65537\r\n\(Self.end)abc")
        #expect(transport.events() == "notFound closing, linger")
        #expect(transport.timer.kind == .end)
        transport.read(Self.simple)
        #expect(transport.events() == "")
        #expect(transport.unreadCount == 0)
        transport.endInput()
        #expect(transport.events() == "close")
    }

    @Test("after a refused expectation nobody knows what comes: the connection ends")
    func refusedExpectation() {
        var transport = MachineTransport()
        transport.read("POST /no HTTP/1.1\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\(Self.end)")
        #expect(transport.events() == "notFound closing, linger")
    }

    @Test("lingering is bounded in bytes")
    func lingeringLimit() {
        var transport = MachineTransport()
        transport.read("GET /a HTTP/1.1\n")
        #expect(transport.events() == "malformedRequest closing, linger")
        let block = [UInt8](repeating: 0x61, count: 1 << 20)
        for _ in 0..<16 { transport.read(block) }
        #expect(transport.events() == "")
        transport.read(block)
        #expect(transport.events() == "close")
    }

    // MARK: Expect

    @Test("an admitted expectation is met once, before the body")
    func expectation() {
        var transport = MachineTransport()
        transport.read("POST /a HTTP/1.1\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\(Self.end)")
        #expect(transport.events() == "100")
        transport.read("he")
        #expect(transport.events() == "")
        transport.read("llo")
        #expect(transport.events() == "/a+3(hello)")
        transport.read(Self.chunked("/a", "", "Expect: 100-continue\r\n"))
        #expect(transport.events() == "100")
        transport.read("1\r\nx\r\n0\r\n\r\n")
        #expect(transport.events() == "/a+3(x)")
    }

    @Test("a body that came unasked needs no 100")
    func expectationWithBody() {
        var transport = MachineTransport()
        transport.read("POST /a HTTP/1.1\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\(Self.end)h")
        #expect(transport.events() == "")
        transport.read("ello")
        #expect(transport.events() == "/a+3(hello)")
    }

    // MARK: Time

    @Test("the clock that runs is the one of what is waited for, and starts again with each request")
    func timers() {
        var transport = MachineTransport()
        let fresh = transport.timer
        #expect(fresh.kind == .request && transport.isIdle)
        transport.read("GET /a")
        let head = transport.timer
        #expect(head.kind == .head && !transport.isIdle)
        transport.read(" HTTP/1.1\r\n")
        #expect(transport.timer == head)
        transport.read("Content-Length: 2\r\n" + Self.end)
        #expect(transport.timer.kind == .body)
        transport.read("xxGET /b")
        #expect(transport.timer.kind == .head && transport.timer != head)
        transport.read(" HTTP/1.1\r\n" + Self.end)
        #expect(transport.timer.kind == .request && transport.timer != fresh)
    }

    @Test("a late head is 408, a late body too, and an idle connection is closed without a word")
    func expiry() {
        var idle = MachineTransport()
        idle.read(Self.simple)
        idle.expire()
        #expect(idle.events() == "/a+1(), close")

        var head = MachineTransport()
        head.read("GET /a HTTP/1.1\r\nHo")
        head.expire()
        #expect(head.events() == "slowHead closing, linger")
        #expect(head.timer.kind == .end)
        head.expire()
        #expect(head.events() == "close")

        var body = MachineTransport()
        body.read("POST /a HTTP/1.1\r\nContent-Length: 9\r\n\(Self.end)abc")
        body.expire()
        #expect(body.events() == "slowBody+2 closing, linger")

        var chunks = MachineTransport()
        chunks.read(Self.chunked("/a", "5\r\nhel"))
        _ = chunks.events()
        chunks.expire()
        #expect(chunks.events() == "slowBody+2 closing, linger")

        var skipping = MachineTransport()
        skipping.read("POST /no HTTP/1.1\r\nContent-Length: 9\r\n\(Self.end)abc")
        skipping.expire()
        #expect(skipping.events() == "notFound, close")
    }

    // MARK: The end

    @Test("a client that leaves midway is let go without an answer")
    func leaves() {
        for text in ["", "G", "GET /a HTTP/1.1\r\n", "POST /a HTTP/1.1\r\nContent-Length: 9\r\n\(Self.end)abc"] {
            var transport = MachineTransport()
            transport.read(text)
            transport.endInput()
            #expect(transport.events() == "close")
        }
    }

    @Test("a client that ended its side still gets the answers to what it sent")
    func halfClosed() {
        var transport = MachineTransport()
        transport.read(Self.simple + "POST /a HTTP/1.1\r\nContent-Length: 1\r\n\(Self.end)")
        transport.read("x")
        transport.endInput()
        #expect(transport.events() == "/a+1(), /a+2(x), close")
    }

    @Test("draining gives an idle connection a last moment, and closes a busy one with its answer")
    func drains() {
        var idle = MachineTransport()
        idle.read(Self.simple)
        idle.drain()
        #expect(idle.events() == "/a+1()")
        #expect(idle.timer.kind == .lastRequest)
        idle.expire()
        #expect(idle.events() == "close")

        // The request was on its way when the connection was drained.
        var late = MachineTransport()
        late.read(Self.simple)
        late.drain()
        late.read(Self.simple)
        #expect(late.events() == "/a+1(), /a+1() closing, close")

        var head = MachineTransport()
        head.read("GET /a HTTP/1.1\r\n")
        head.drain()
        #expect(head.events() == "")
        head.read(Self.end)
        #expect(head.events() == "/a+1() closing, close")

        var body = MachineTransport()
        body.read("POST /a HTTP/1.1\r\nContent-Length: 1\r\n\(Self.end)")
        body.drain()
        body.read("x" + Self.simple)
        #expect(body.events() == "/a+2(x) closing, linger")
    }

    @Test("one connection too many is told so")
    func overload() {
        var transport = MachineTransport()
        transport.refuseConnection()
        #expect(transport.events() == "overloaded closing, linger")
        transport.read(Self.simple)
        #expect(transport.events() == "")
        transport.endInput()
        #expect(transport.events() == "close")
    }

    // MARK: Fuzz

    @Test("10,000 mutated conversations in random pieces neither trap nor keep bytes after the end")
    func mutations() {
        var random = SeededGenerator(seed: 9110)
        let pool = Array("\r\n :;,0159aHG/".utf8)
        var answerCount = 0
        for _ in 0..<10_000 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                bytes += Array(Self.exchanges[Int.random(in: 0..<Self.exchanges.count, using: &random)].input.utf8)
            }
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[index] = pool[Int.random(in: 0..<pool.count, using: &random)]
                case 1: bytes.remove(at: index)
                default: bytes.insert(pool[Int.random(in: 0..<pool.count, using: &random)], at: index)
                }
            }
            var transport = MachineTransport()
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = Int.random(in: 1...60, using: &random)
                transport.read(Array(rest.prefix(count)))
                rest = rest.dropFirst(count)
            }
            switch Int.random(in: 0..<3, using: &random) {
            case 0: transport.drain()
            case 1: transport.expire()
            default: break
            }
            transport.endInput()
            let events = transport.events()
            #expect(events.hasSuffix("close"))
            if events.hasPrefix("/") { answerCount += 1 }
        }
        #expect(answerCount > 2000)
    }
}
