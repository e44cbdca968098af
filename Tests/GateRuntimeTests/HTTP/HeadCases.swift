import Testing

/// A head and what the parser must make of it.
struct HeadCase: Sendable, CustomTestStringConvertible {
    var bytes: [UInt8]
    var expected: String

    init(_ text: String, _ expected: String) {
        bytes = Array(text.utf8)
        self.expected = expected
    }

    init(_ bytes: [UInt8], _ expected: String) {
        self.bytes = bytes
        self.expected = expected
    }

    var testDescription: String { String(decoding: bytes, as: UTF8.self).debugDescription + " → " + expected }
}

enum HeadCases {
    static let all =
        lines + versions + targets + hosts + lengths + codings + connections + expectations + endings + octets

    private static let refused = "malformedRequest"

    /// A request with one more line.
    private static func post(_ line: String, _ expected: String) -> HeadCase {
        HeadCase("POST /a HTTP/1.1\r\nHost: h\r\n\(line)\r\n\r\n", expected)
    }

    private static let lines: [HeadCase] = [
        HeadCase("", "more"),
        HeadCase("G", "more"),
        HeadCase("GET / HTTP/1.1\r\n", "more"),
        HeadCase("GET / HTTP/1.1\r\nHost: h\r\n", "more"),
        HeadCase("GET / HTTP/1.1\r\nHost: h\r\n\r", "more"),
        HeadCase("GET / HTTP/1.1\r\nHost: h\r\n\r\n", "GET / 1.1 [Host=h]"),
        HeadCase("GET / HTTP/1.1\r\nHost: h\r\n\r\nGET", "GET / 1.1 [Host=h]"),
        HeadCase("\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n", "GET / 1.1 [Host=h]"),
        HeadCase("\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n", "GET / 1.1 [Host=h]"),
        HeadCase("\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n", refused),
        HeadCase("\r\n", "more"),
        HeadCase("\r", "more"),
        HeadCase("\rG", refused),
        HeadCase("\n", refused),
        HeadCase(" GET / HTTP/1.1\r\nHost: h\r\n\r\n", refused),
        HeadCase([0x16, 0x03, 0x01, 0x02, 0x00, 0x01], refused),
        HeadCase("M-SEARCH!#$%&'*+.^_`|~9 /a HTTP/1.1\r\nHost: h\r\n\r\n", "M-SEARCH!#$%&'*+.^_`|~9 /a 1.1 [Host=h]"),
        HeadCase("get / HTTP/1.1\r\nHost: h\r\n\r\n", "get / 1.1 [Host=h]"),
        HeadCase("GE(T / HTTP/1.1\r\nHost: h\r\n\r\n", refused),
        HeadCase("GET  / HTTP/1.1\r\nHost: h\r\n\r\n", refused),
        HeadCase("GET /  HTTP/1.1\r\nHost: h\r\n\r\n", refused),
        HeadCase("GET / HTTP/1.1 \r\nHost: h\r\n\r\n", refused),
        HeadCase("GET\t/ HTTP/1.1\r\nHost: h\r\n\r\n", refused),
        HeadCase("GET /\tHTTP/1.1\r\nHost: h\r\n\r\n", refused),
        HeadCase("GET /a b HTTP/1.1\r\nHost: h\r\n\r\n", refused),
        HeadCase("GET /\r\n\r\n", refused),
        HeadCase("GET\r\n\r\n", refused),
        HeadCase("GET HTTP/1.1\r\nHost: h\r\n\r\n", refused),
        HeadCase("GET  HTTP/1.1\r\nHost: h\r\n\r\n", refused),
        HeadCase("/ HTTP/1.1\r\nHost: h\r\n\r\n", refused),
        HeadCase("HELO example.com\r\n", refused),
        HeadCase("HTTP/1.1 200 OK\r\n\r\n", refused),
        post("X:", "POST /a 1.1 [Host=h] [X=]"),
        post("X: ", "POST /a 1.1 [Host=h] [X=]"),
        post("X:a", "POST /a 1.1 [Host=h] [X=a]"),
        post("X: \t a\tb  c \t", "POST /a 1.1 [Host=h] [X=a\tb  c]"),
        post("X: a:b", "POST /a 1.1 [Host=h] [X=a:b]"),
        post("x-1_!#$%&'*+.^`|~: é", "POST /a 1.1 [Host=h] [x-1_!#$%&'*+.^`|~=é]"),
        post("X : a", refused),
        post("X\t: a", refused),
        post(" X: a", refused),
        post("\tX: a", refused),
        post("X: a\r\n b", refused),
        post("X: a\r\n\tb", refused),
        post(": a", refused),
        post("X", refused),
        post("X Y: a", refused),
        post("X(: a", refused),
        post("é: a", refused),
        post("X: a\rb", refused),
        post("X: a\r\r", refused),
        post("X: a\u{0}", refused),
        post("X: a\u{7F}", refused),
        post("X: a\u{B}b", refused),
    ]

    private static let versions: [HeadCase] =
        [
            ("HTTP/1.0", "GET / 1.0 close [Host=h]"), ("HTTP/1.1", "GET / 1.1 [Host=h]"),
            ("HTTP/1.2", "unsupportedVersion"), ("HTTP/1.9", "unsupportedVersion"), ("HTTP/0.9", "unsupportedVersion"),
            ("HTTP/2.0", "unsupportedVersion"), ("HTTP/3.0", "unsupportedVersion"), ("HTTP/9.9", "unsupportedVersion"),
            ("http/1.1", refused), ("HTTP/1.10", refused), ("HTTP/11.1", refused), ("HTTP/1", refused),
            ("HTTP/1.", refused), ("HTTP/.1", refused), ("HTTP/1,1", refused), ("HTTP 1.1", refused),
            ("HTTPS/1.1", refused), ("HTTP/-1.1", refused), ("HTTP/1.x", refused), ("HTTP/x.1", refused),
            ("HTTP/1.1;", refused), ("HTTP\\1.1", refused), ("", refused), ("1.1", refused), ("HTTP/ 1.1", refused),
        ].map { HeadCase("GET / \($0.0)\r\nHost: h\r\n\r\n", $0.1) }
        + [HeadCase("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "unsupportedVersion")]

    private static let targets: [HeadCase] =
        [
            ("/", "/"), ("//", "//"), ("/a/b.c", "/a/b.c"), ("/a?", "/a ?"), ("/a?b", "/a ?b"),
            ("/?a=1&b=2", "/ ?a=1&b=2"),
            ("/a?b?c", "/a ?b?c"), ("/a?a[0][b]=1", "/a ?a[0][b]=1"), ("/%2F%00", "/%2F%00"), ("/a|b", "/a|b"),
            ("/{x}", "/{x}"), ("/a\\b", "/a\\b"), ("/a;b=c", "/a;b=c"), ("/../etc", "/../etc"),
            ("/a\"<>^`", "/a\"<>^`"),
            ("http://h/a?b", "/a ?b"), ("http://h/", "/"), ("http://h", "/"), ("http://h?b", "/ ?b"),
            ("HTTP://h:80/a", "/a"), ("https://h.example:443/a", "/a"), ("http://[::1]:8080/a", "/a"),
            ("http://h:/a", "/a"), ("https://h", "/"), ("http://h/?", "/ ?"),
        ].map { HeadCase("GET \($0.0) HTTP/1.1\r\nHost: h\r\n\r\n", "GET \($0.1) 1.1 [Host=h]") }
        + [
            "*", "a", "a/b", "?a", "h:80", "example.com", "#", "/#a", "/a#b?c", "http:/a", "http:///a", "http://",
            "https://", "http://?a", "ftp://h/a", "http://u@h/a", "http://u:p@h/a", "http://h:x/a", "http://h:99999/a",
            "http://[::1/a", "http://[]/a", "http://h h/a", "/é", "/\u{1}", "/\u{7F}", "/a\u{0}b", "//[", "\\a",
        ].map { target in
            let isPath = target == "//["
            return HeadCase(
                "GET \(target) HTTP/1.1\r\nHost: h\r\n\r\n",
                isPath ? "GET //[ 1.1 [Host=h]" : refused
            )
        }

    private static let hosts: [HeadCase] =
        [
            "h", "H.Example", "a.b.c", "a-b_c~d", "192.0.2.1", "192.0.2.1:80", "h:0", "h:65535", "h:", "[::1]",
            "[2001:db8::1]:8080", "[::ffff:192.0.2.1]", "xn--bcher-kva.example", "a%20b", "h:00080",
        ].map { HeadCase("GET / HTTP/1.1\r\nHost: \($0)\r\n\r\n", "GET / 1.1 [Host=\($0)]") }
        + [
            "", " ", ":80", "h:x", "h:-1", "h:65536", "h:123456", "h:80:80", "h h", "h/", "h/a", "http://h", "u@h",
            "h,h", "h?", "h#", "[", "[]", "[::1", "::1", "[::1]x", "[g::1]", "[::1]:x", "[::1%25eth0]", "h\\", "<h>",
            "é", "h\"",
        ].filter { $0 != "h,h" }.map { HeadCase("GET / HTTP/1.1\r\nHost: \($0)\r\n\r\n", refused) }
        + [
            HeadCase("GET / HTTP/1.1\r\n\r\n", refused),
            HeadCase("GET / HTTP/1.1\r\nX: a\r\n\r\n", refused),
            HeadCase("GET / HTTP/1.1\r\nHost: h\r\nHost: h\r\n\r\n", refused),
            HeadCase("GET / HTTP/1.1\r\nHost: h\r\nhOST: i\r\n\r\n", refused),
            HeadCase("GET http://h/ HTTP/1.1\r\n\r\n", refused),
            HeadCase("GET / HTTP/1.0\r\n\r\n", "GET / 1.0 close"),
            HeadCase("GET / HTTP/1.0\r\nHost: h\r\nHost: h\r\n\r\n", refused),
            HeadCase("GET / HTTP/1.0\r\nHost: /\r\n\r\n", refused),
            HeadCase("GET / HTTP/1.1\r\nhOsT:h\r\n\r\n", "GET / 1.1 [hOsT=h]"),
        ]

    private static let lengths: [HeadCase] =
        ["0", "1", "10", "007", "9223372036854775807", "00000000000000000000000001"].map {
            post("Content-Length: \($0)", "POST /a 1.1 body \(Int($0) ?? 1) [Host=h] [Content-Length=\($0)]")
        }
        + [
            "", "-1", "+1", "1.0", "1 1", "1,1", "1, 1", "0x10", "1a", "a", "１", "9223372036854775808",
            "18446744073709551616", "99999999999999999999999999999999", "1;", "\"1\"", "1_000", "1e3",
        ].map { post("Content-Length: \($0)", refused) }
        + [
            post("Content-Length:5", "POST /a 1.1 body 5 [Host=h] [Content-Length=5]"),
            post("CONTENT-length: 5 ", "POST /a 1.1 body 5 [Host=h] [CONTENT-length=5]"),
            post("Content-Length: 5\r\nContent-Length: 5", refused),
            post("Content-Length: 5\r\nContent-Length: 6", refused),
            post("Content-Length: 5\r\nX: a\r\ncontent-length: 0", refused),
            post("Content-Length : 5", refused),
            post("Content-Length: 5\r\n 6", refused),
            post("Content_Length: 5", "POST /a 1.1 [Host=h] [Content_Length=5]"),
            post("X-Content-Length: 5", "POST /a 1.1 [Host=h] [X-Content-Length=5]"),
            HeadCase("POST /a HTTP/1.0\r\nContent-Length: 5\r\n\r\n", "POST /a 1.0 body 5 close [Content-Length=5]"),
        ]

    private static let codings: [HeadCase] =
        ["chunked", "Chunked", "CHUNKED"].map {
            post("Transfer-Encoding: \($0)", "POST /a 1.1 chunked [Host=h] [Transfer-Encoding=\($0)]")
        }
        + [
            "identity", "gzip", "gzip, chunked", "chunked, identity", "chunked, chunked", "chunked,", ", chunked",
            "xchunked", "chunked;q=1", "chunk", "\"chunked\"", "chunked x", "cow",
        ].map { post("Transfer-Encoding: \($0)", "unsupportedTransferCoding") }
        + [
            post("Transfer-Encoding:", refused),
            post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", refused),
            post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", refused),
            post("Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked", refused),
            post("Transfer-Encoding: chunked\r\nContent-Length: 5", refused),
            post("Content-Length: 5\r\nTransfer-Encoding: chunked", refused),
            post("Content-Length: 0\r\nTransfer-Encoding: chunked", refused),
            post("Content-Length: 5\r\nTransfer-Encoding: identity", refused),
            post("Transfer-Encoding : chunked", refused),
            post("Transfer-Encoding\t: chunked", refused),
            post("Transfer-Encoding:\u{B}chunked", refused),
            post("Transfer-Encoding: chunked\u{0}", refused),
            post("Transfer-Encoding:\r\n chunked", refused),
            post(" Transfer-Encoding: chunked", refused),
            post("Transfer-Encoding:\tchunked\t", "POST /a 1.1 chunked [Host=h] [Transfer-Encoding=chunked]"),
            post("Transfer_Encoding: chunked", "POST /a 1.1 [Host=h] [Transfer_Encoding=chunked]"),
            HeadCase("POST /a HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", refused),
            HeadCase("POST /a HTTP/1.0\r\nTransfer-Encoding: gzip\r\n\r\n", refused),
        ]

    private static let connections: [HeadCase] =
        [
            ("close", true), ("Close", true), ("keep-alive", false), ("Keep-Alive, close", true), ("close, TE", true),
            ("TE,close", true), ("a,b , close ,c", true), ("closed", false), ("not-close", false), ("", false),
            (",", false), (",close", true), ("close;x", false), ("upgrade", false),
        ].map { value, closes in
            post(
                "Connection: \(value)",
                "POST /a 1.1 " + (closes ? "close " : "") + "[Host=h] [Connection=\(value)]"
            )
        } + [
            post(
                "Connection: keep-alive\r\nConnection: close",
                "POST /a 1.1 close [Host=h] [Connection=keep-alive] [Connection=close]"
            ),
            HeadCase(
                "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
                "GET / 1.0 close [Connection=keep-alive]"
            ),
        ]

    private static let expectations: [HeadCase] = [
        post(
            "Content-Length: 5\r\nExpect: 100-continue",
            "POST /a 1.1 body 5 expect [Host=h] [Content-Length=5] [Expect=100-continue]"
        ),
        post(
            "Transfer-Encoding: chunked\r\nExpect: 100-Continue",
            "POST /a 1.1 chunked expect [Host=h] [Transfer-Encoding=chunked] [Expect=100-Continue]"
        ),
        post("Expect: 100-continue", "POST /a 1.1 [Host=h] [Expect=100-continue]"),
        post(
            "Content-Length: 0\r\nExpect: 100-continue",
            "POST /a 1.1 body 0 [Host=h] [Content-Length=0] [Expect=100-continue]"
        ),
        post("Expect: x", "unsupportedExpectation"),
        post("Expect:", "unsupportedExpectation"),
        post("Expect: 100-continue, x", "unsupportedExpectation"),
        post("Expect: x\r\nExpect: 100-continue", "unsupportedExpectation"),
        post("Expect: 100-continue\r\nExpect: x", "unsupportedExpectation"),
        HeadCase(
            "POST /a HTTP/1.0\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n",
            "POST /a 1.0 body 5 close [Content-Length=5] [Expect=100-continue]"
        ),
    ]

    /// Line ends other than CR LF.
    private static let endings: [HeadCase] = [
        HeadCase("GET / HTTP/1.1\nHost: h\n\n", refused),
        HeadCase("GET / HTTP/1.1\n", refused),
        HeadCase("GET / HTTP/1.1\r\nHost: h\n\r\n", refused),
        HeadCase("GET / HTTP/1.1\r\nHost: h\r\n\n", refused),
        HeadCase("GET / HTTP/1.1\n\r\n", refused),
        HeadCase("GET / HTTP/1.1\r\r\nHost: h\r\n\r\n", refused),
        HeadCase("GET / HTTP/1.1\r\nHost: h\r\r\n\r\n", refused),
        HeadCase("GET / HTTP/1.1\rHost: h\r\r", "more"),
        HeadCase("GET / HTTP/1.1\rHost: h\r\r\n", refused),
        HeadCase("GET / HTTP/1.1\r\nHost: h\r\nX: a\r\rY: b\r\n\r\n", refused),
        HeadCase("GET / HTTP/1.1\r\nHost: h\r\nX: a\nY: b\r\n\r\n", refused),
        HeadCase("GET / HTTP/1.1\n\rHost: h\r\n\r\n", refused),
    ]

    /// Every byte in every place.
    private static let octets: [HeadCase] = (UInt8.min...UInt8.max).flatMap { byte -> [HeadCase] in
        let isText = byte >= 0x20 && byte != 0x7F || byte == 0x09
        let isVisible = (0x21...0x7E).contains(byte)
        let isToken = isVisible && !"\"(),/:;<=>?@[\\]{}".utf8.contains(byte)
        func head(_ before: String, _ after: String) -> [UInt8] { Array(before.utf8) + [byte] + Array(after.utf8) }
        func text(_ before: String, _ after: String) -> String {
            String(decoding: head(before, after), as: UTF8.self)
        }
        let end = " HTTP/1.1\r\nHost: h\r\n\r\n"
        let inTarget =
            byte == 0x3F
            ? "GET /a ?b 1.1 [Host=h]" : isVisible && byte != 0x23 ? text("GET /a", "b 1.1 [Host=h]") : refused
        let inName =
            byte == 0x3A
            ? "GET / 1.1 [Host=h] [X=Y: a]" : isToken ? text("GET / 1.1 [Host=h] [X", "Y=a]") : refused
        return [
            HeadCase(head("G", "T /a" + end), isToken ? text("G", "T /a 1.1 [Host=h]") : refused),
            HeadCase(head("GET /a", "b" + end), inTarget),
            HeadCase(head("GET / HTTP/1.1\r\nHost: h\r\nX", "Y: a\r\n\r\n"), inName),
            HeadCase(
                head("GET / HTTP/1.1\r\nHost: h\r\nX: a", "b\r\n\r\n"),
                isText ? text("GET / 1.1 [Host=h] [X=a", "b]") : refused
            ),
        ]
    }
}
