import Glibc
import Testing

/// How the process ends, and what it does not end for.
@Suite struct SignalTests {
    static let configuration = """
        hookgate: 1
        endpoints:
          echo: { path: /echo, auth: none, extract: { v: $.v }, respond: { json: { v: "${v}" } } }
        """

    /// One event loop, so that one connection's end tells that the loop has seen the signal.
    static let oneLoop = ["HOOKGATE_THREADS": "1"]

    static let framings = ["Content-Length: 7", "Transfer-Encoding: chunked"]

    @Test("A request under way is finished, others are not begun", arguments: [SIGTERM, SIGINT], framings)
    func underWay(_ signal: CInt, _ framing: String) throws {
        try withGateway(Self.configuration, environment: Self.oneLoop) { gateway in
            let idle = try gateway.connect()
            try idle.send(Request.post("/echo", #"{"v":1}"#).bytes)
            try #expect(idle.readAnswer().status == 200)
            let busy = try gateway.connect()
            let headers = ["Content-Type: application/json", framing, "Expect: 100-continue"]
            try busy.send(Request(target: "/echo", headers: headers).head)
            try #expect(busy.readAnswer().status == 100, "the gateway waits for the body")
            try gateway.process.send(signal: signal)
            try #expect(idle.readToEnd().isEmpty, "a connection on which nothing is under way is closed")
            #expect(throws: HarnessError.self) { try gateway.connect() }
            let body = framing.contains("chunked") ? "7\r\n{\"v\":2}\r\n0\r\n\r\n" : #"{"v":2}"#
            try busy.send(body)
            let answer = try busy.readAnswer()
            #expect(answer.text == #"{"v":2}"#)
            #expect(answer.closes)
            try #expect(busy.readToEnd().isEmpty)
            try #expect(gateway.process.wait() == .exit(0))
            try #expect(gateway.awaitLine(of: answer).status == 200)
            _ = try gateway.awaitLine("the end") { $0.message == "stopped" }
        }
    }

    @Test("A head that has begun is waited for")
    func begunHead() throws {
        try withGateway(Self.configuration, environment: Self.oneLoop) { gateway in
            let idle = try gateway.connect()
            let busy = try gateway.connect()
            let bytes = Request.post("/echo", #"{"v":2}"#).bytes
            // The first answer makes sure that the bytes behind it have been seen.
            try busy.send(bytes + bytes.prefix(20))
            try #expect(busy.readAnswer().status == 200)
            try gateway.process.send(signal: SIGTERM)
            try #expect(idle.readToEnd().isEmpty)
            try busy.send(bytes.dropFirst(20))
            let answer = try busy.readAnswer()
            #expect(answer.text == #"{"v":2}"#)
            #expect(answer.closes)
            try #expect(gateway.process.wait() == .exit(0))
        }
    }

    @Test("A client that never finishes is not waited for longer than the limit")
    func drainLimit() throws {
        try withGateway(Self.configuration) { gateway in
            let client = try gateway.connect()
            try client.send(Request.post("/echo", #"{"v":1}"#, ["Expect: 100-continue"]).head)
            try #expect(client.readAnswer().status == 100)
            try gateway.process.send(signal: SIGTERM)
            try #expect(gateway.process.wait(Deadline(seconds: 40)) == .exit(0))
            try #expect(client.readToEnd().isEmpty)
        }
    }

    @Test("A second signal ends it at once", arguments: [SIGTERM, SIGINT])
    func twice(_ signal: CInt) throws {
        let directory = try TemporaryDirectory()
        try directory.write(Self.configuration, to: "gateway.yaml")
        let gateway = try Gateway(file: "gateway.yaml", directory: directory.url)
        let busy = try gateway.connect()
        try busy.send(Request.post("/echo", #"{"v":1}"#, ["Expect: 100-continue"]).head)
        try #expect(busy.readAnswer().status == 100)
        try gateway.process.send(signal: SIGTERM)
        _ = try gateway.awaitLine("the first signal") { $0.message == "stopping" }
        try gateway.process.send(signal: signal)
        try #expect(gateway.process.wait() == .signal(Int(signal)))
        try #expect(busy.readToEnd().isEmpty)
        _ = try gateway.awaitLine("the second signal") { $0.message?.contains("second signal") == true }
    }

    @Test("Signals that are not for it do not end it", arguments: [SIGPIPE, SIGWINCH, SIGCHLD])
    func others(_ signal: CInt) throws {
        try withGateway(Self.configuration) { gateway in
            try gateway.process.send(signal: signal)
            try #expect(gateway.send(.post("/echo", #"{"v":1}"#)).text == #"{"v":1}"#)
        }
    }

    @Test("A log reader that goes away does not end it")
    func logReader() throws {
        try withGateway(Self.configuration) { gateway in
            gateway.process.abandonErrors()
            let client = try gateway.connect()
            for number in 0..<500 {
                try client.send(Request.post("/echo", #"{"v":\#(number)}"#).bytes)
                try #expect(client.readAnswer().text == #"{"v":\#(number)}"#)
            }
        }
    }
}
