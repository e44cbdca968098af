import GateRuntime
import GateTesting
import Testing

@Suite struct ParseRawRequestTests {
    @Test(
        "a body is what Content-Length, the chunks or the end of the text say",
        arguments: [
            ("LF, computed", "POST /a HTTP/1.1\nHost: x\n\n{}", ["{}"]),
            ("CRLF", "POST /a HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}", ["{}"]),
            ("an editor's line end", "POST /a HTTP/1.1\nContent-Length: 2\n\n{}\n", ["{}"]),
            ("a line end that counts", "POST /a HTTP/1.1\nContent-Length: 3\n\n{}\n", ["{}\n"]),
            ("no length keeps the line end", "POST /a HTTP/1.1\n\n{}\n", ["{}\n"]),
            ("no body and no empty line", "GET /a HTTP/1.1", [""]),
            (
                "chunks",
                "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\na\r\n\r\n1\r\nb\r\n0\r\nT: u\r\n\r\n",
                ["a\r\nb"]
            ),
            ("chunks with LF", "POST /a HTTP/1.1\nTransfer-Encoding: chunked\n\n2\n{}\n0\n\n", ["{}"]),
            ("separators", "# note\n\nPOST /a HTTP/1.1\n\n{}\n\n### next\nGET /b\n\n### end\n", ["{}", ""]),
            (
                "two in a row",
                "POST /a HTTP/1.1\nContent-Length: 2\n\n{}\n\nPOST /b HTTP/1.1\nContent-Length: 1\n\n1\n", ["{}", "1"]
            ),
            ("a byte order mark", "\u{FEFF}GET /a HTTP/1.1\n\n", [""]),
        ]
    )
    func bodies(name: String, text: String, bodies: [String]) throws {
        let requests = try parseRawRequests(Array(text.utf8))
        #expect(requests.map { String(decoding: $0.body, as: UTF8.self) } == bodies)
        #expect(requests.allSatisfy { !$0.headers.contains { $0.name.lowercased() == "content-length" } })
    }

    @Test(
        "an error says the line, what is wrong and what to do",
        arguments: [
            (
                "POST /a HTTP/1.1\nHost: x\nContent-Length: 5\n\n{}\n",
                "line 3: Content-Length says 5, but the body has 2 bytes"
            ),
            ("POST /a HTTP/1.1\nContent-Length: 1\n\n{}", "Content-Length says 1, but the body has 2 bytes"),
            (
                "POST /a HTTP/1.1\nContent-Length: 2\nContent-Length: 2\n\n{}",
                "line 3: the length of the body is said twice"
            ),
            ("POST /a HTTP/1.1\nContent-Length: +2\n\n{}", "no number"),
            ("POST /a HTTP/1.1\n{\"a\":1}\n", "line 2: \"{\"a\":1}\" is no header line"),
            ("POST /a HTTP/1.1\nhello\n", "an empty line comes before the body"),
            ("POST /a HTTP/1.1\nA: b\n c\n\n", "line 3: a header line begins with a space"),
            ("POST /a HTTP/1.1\nA : b\n\n", "no header name"), ("POST /a b HTTP/1.1\n\n", "%20 for a space"),
            ("POST /a HTTP/9\n\n", "no version"), ("POST a HTTP/1.1\n\n", "line 1: the target \"a\" is not a path"),
            ("HTTP/1.1 200 OK\n\n", "an answer, not a request"), ("# only this\n", "no request in it"),
            ("GET /{{id}} HTTP/1.1\n\n", "{{variable}}"), ("GET /a\u{1} HTTP/1.1\n\n", "%01"),
            ("POST /a HTTP/1.1\nTransfer-Encoding: gzip\n\n", "only chunked"),
            (
                "POST /a HTTP/1.1\nTransfer-Encoding: chunked\n\n9\n{}\n",
                "line 4: the chunk says 9 bytes, but 3 are left"
            ),
            ("POST /a HTTP/1.1\nTransfer-Encoding: chunked\n\n2\n{}\n", "ends before its last chunk"),
            ("POST /a HTTP/1.1\nTransfer-Encoding: chunked\n\n1\n{}\n0\n\n", "longer than the 1 bytes"),
        ]
    )
    func refuses(text: String, reason: String) {
        let error = #expect(throws: RequestTextError.self) { try parseRawRequests(Array(text.utf8)) }
        #expect("\(error.map(String.init) ?? "")".contains(reason), "\(error.map(String.init) ?? "")")
    }

    @Test("a title of witness names the peer, and ends the body before it")
    func titles() throws {
        let text = """
            # a: one: 200, sent from 192.0.2.7
            POST /a HTTP/1.1
            Content-Length: 2

            {}

            # a: two: 404, sent from 2001:db8::1
            GET /b HTTP/1.1

            # a: three: no request was found that gets there

            # a: four: 200, sent from 192.0.2.8
            POST /c HTTP/1.1

            """
        let requests = try parseRawRequests(Array(text.utf8))
        #expect(requests.map { $0.peer?.text } == ["192.0.2.7", "2001:db8::1", "192.0.2.8"])
        #expect(requests.map { String(decoding: $0.body, as: UTF8.self) } == ["{}", "", ""])
    }
}
