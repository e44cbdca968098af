import GateRuntime
import GateTesting
import Testing

@Suite struct ParseDocumentTests {
    private func har(_ request: String) -> [UInt8] {
        Array(
            """
            {"log": {"version": "1.2", "entries": [
              {"request": {"method": "GET", "url": "data:text/plain,x", "headers": []}},
              {"startedDateTime": "2026-01-02T03:04:05.678+01:00", "request": \(request)}
            ]}}
            """.utf8
        )
    }

    @Test("an entry of a browser is a request")
    func entry() throws {
        let source = """
            {"method": "POST", "url": "https://a.example/b?c=1#d", "httpVersion": "h2", "bodySize": 2, "headers": [
              {"name": ":method", "value": "POST"}, {"name": "content-length", "value": "99"},
              {"name": "x-a", "value": " b "}], "postData": {"mimeType": "application/json", "text": "{}"}}
            """
        let requests = try parseHAR(har(source))
        let request = try #require(requests.first)
        #expect(requests.count == 1)
        #expect(request.method == "POST" && request.target == "/b?c=1")
        #expect(
            request.headers.map { "\($0.name): \($0.value)" } == [
                "Host: a.example", "x-a: b", "Content-Type: application/json",
            ]
        )
        #expect(request.body == Array("{}".utf8))
        #expect(request.time?.seconds == 1_767_319_445 && request.time?.nanoseconds == 678_000_000)
        #expect(try parseHAR(har(source), entry: 2).count == 1)
    }

    @Test(
        "bodies",
        arguments: [
            (#""postData": {"mimeType": "x/y", "encoding": "base64", "text": "AP8="}"#, [0x00, 0xFF]),
            (
                #""postData": {"mimeType": "application/x-www-form-urlencoded", "params": [{"name": "a", "value": "b c"}]}"#,
                Array("a=b%20c".utf8)
            ),
            (#""bodySize": 0"#, []),
        ]
    )
    func bodies(field: String, body: [UInt8]) throws {
        let request = try parseHAR(har(#"{"method": "POST", "url": "http://a/", "headers": [], \#(field)}"#)).first
        #expect(request?.body == body)
    }

    @Test(
        "what is missing is told with the entry",
        arguments: [
            (
                #"{"method": "POST", "url": "http://a/", "headers": [], "bodySize": 120}"#,
                "entry 2: the body of 120 bytes"
            ),
            (#"{"method": "POST", "url": "http://a/", "headers": 1}"#, "request.headers is no list"),
            (#"{"method": "PO ST", "url": "http://a/", "headers": []}"#, "no HTTP method"),
            (#"{"url": "http://a/", "headers": []}"#, "request.method is not there"),
            (
                #"{"method": "GET", "url": "http://a/", "headers": [{"name": "a", "value": "b\r\nc: d"}]}"#,
                "control character"
            ),
            (
                #"{"method": "P", "url": "http://a/", "headers": [], "postData": {"encoding": "base64", "text": "?"}}"#,
                "not base64"
            ),
        ]
    )
    func refuses(source: String, reason: String) {
        let error = #expect(throws: RequestTextError.self) { try parseHAR(har(source)) }
        #expect("\(error.map(String.init) ?? "")".contains(reason), "\(error.map(String.init) ?? "")")
    }

    @Test(
        "a text is recognized",
        arguments: [
            ("curl http://a/", RequestFormat.curl), ("  $ curl \\\n http://a/", .curl), ("curl.exe x", .curl),
            ("{\"log\": {\"entries\": []}}", .har), ("\u{FEFF}{\"hookgate_capture\": 1}", .capture),
            ("POST / HTTP/1.1\n\n", .raw), ("# curl\nGET / HTTP/1.1", .raw), ("curly http://a/", .raw),
        ]
    )
    func recognizes(text: String, format: RequestFormat) throws {
        #expect(try recognizeRequest(Array(text.utf8)) == format)
    }

    @Test(
        "a text that is none is told apart",
        arguments: [
            ("", "it is empty"), (" \n", "it is empty"), ("{\"a\": 1}", "a payload alone is no request"),
            ("{\"a\": ", "the JSON cannot be read"),
        ]
    )
    func unrecognized(text: String, reason: String) {
        let error = #expect(throws: RequestTextError.self) { try recognizeRequest(Array(text.utf8)) }
        #expect("\(error.map(String.init) ?? "")".contains(reason))
    }

    static let capture = #"""
        {"hookgate_capture": 1, "time": "2026-01-02T03:04:05.5Z", "id": "abc", "peer": "192.0.2.1", "method": "POST",
         "target": "/a?b", "headers": [["Host", "x"], ["Authorization", "***"], ["A", "b"]], "body": "{}", "body_bytes": 2,
         "verified": ["basic"], "answer": {"status": 200, "endpoint": "a", "branch": "b"}}
        """#

    @Test("a capture is a request with what is known of it")
    func capture() throws {
        let request = try parseCapture(Array(ParseDocumentTests.capture.utf8))
        #expect(request.headers.map(\.name) == ["Host", "A"])
        #expect(request.verified == ["basic"] && request.id == "abc" && request.peer?.text == "192.0.2.1")
        #expect(request.answer == RecordedAnswer(status: 200, endpoint: "a", branch: "b"))
        #expect(String(decoding: request.bytes, as: UTF8.self).hasSuffix("Content-Length: 2\r\n\r\n{}"))
    }

    @Test(
        "a capture that cannot be sent again says why",
        arguments: [
            (#""body_bytes": 2"#, #""body_bytes": 9, "truncated": true"#, "2 of its 9 bytes were kept"),
            (#""body_bytes": 2"#, #""body_bytes": 3"#, "body_bytes says 3"),
            (#""body_bytes": 2"#, #""body_unread": true"#, "was not read"),
            ("\"hookgate_capture\": 1", "\"hookgate_capture\": 2", "version 2"),
            ("\"192.0.2.1\"", "\"here\"", "no address"), ("\"2026-01", "\"2026-13", "no time"),
            (#"["A", "b"]"#, #"["A"]"#, "no header"), (#""target": "/a?b""#, #""target": "/a b""#, "%20"),
        ]
    )
    func refusesCapture(part: String, replacement: String, reason: String) {
        let text = ParseDocumentTests.capture.replacing(part, with: replacement)
        let error = #expect(throws: RequestTextError.self) { try parseCapture(Array(text.utf8)) }
        #expect("\(error.map(String.init) ?? "")".contains(reason), "\(error.map(String.init) ?? "")")
    }

    @Test("a refusal by the head alone needs no body")
    func unread() throws {
        let text = ParseDocumentTests.capture.replacing(
            #""body": "{}", "body_bytes": 2"#,
            with: #""body_unread": true"#
        )
        .replacing(#""branch": "b""#, with: #""refusal": "unauthenticated""#)
        #expect(try parseCapture(Array(text.utf8)).body.isEmpty)
    }
}
