import GateTesting
import Testing

/// The files that the lines below name.
func testFiles(_ path: String) throws(RequestTextError) -> [UInt8] {
    switch path {
    case "body.json": return Array("{\"a\":\n1}\r\n".utf8)
    case "headers.txt": return Array("X-One: 1\nX-Two: 2\n".utf8)
    default: throw RequestTextError("\(path) is not there")
    }
}

@Suite struct ParseCurlTests {
    struct Line: Sendable, CustomTestStringConvertible {
        var name: String
        var command: String
        /// Method, target, then header lines that must be there, `!Name` for one that must not, then the body.
        var expected: [String]
        var body = ""
        var testDescription: String { name }
    }

    static let lines = [
        Line(
            name: "Chrome, for bash",
            command: #"""
                curl 'https://hooks.example.com/hooks/systemeio?a=1&b=%20' \
                  -H 'accept: application/json, text/plain, */*' \
                  -H 'content-type: application/json' \
                  -b 'sid=abc; theme=dark' \
                  -H 'sec-ch-ua: "Chromium";v="130", "Not?A_Brand";v="99"' \
                  -H 'user-agent: Mozilla/5.0 (X11; Linux x86_64)' \
                  --data-raw $'{"type":"customer.sale.completed","note":"it\'s \u0021 \ud83d\ude00"}' \
                  --compressed
                """#,
            expected: [
                "POST", "/hooks/systemeio?a=1&b=%20", "Host: hooks.example.com", "Cookie: sid=abc; theme=dark",
                "content-type: application/json", "!Content-Type", "!User-Agent", "!Accept",
                #"sec-ch-ua: "Chromium";v="130", "Not?A_Brand";v="99""#,
            ],
            body: #"{"type":"customer.sale.completed","note":"it's ! 😀"}"#
        ),
        Line(
            name: "Firefox",
            command: #"""
                curl 'https://hooks.example.com/hooks/a' --compressed -X POST -H 'User-Agent: Mozilla/5.0' \
                -H 'Accept-Encoding: gzip, deflate, br, zstd' -H 'Content-Type: application/json;charset=UTF-8' \
                -H 'Referer: https://app.example.com/' -H 'TE: trailers' --data-raw '{"a":1}'
                """#,
            expected: ["POST", "/hooks/a", "TE: trailers", "Content-Type: application/json;charset=UTF-8"],
            body: "{\"a\":1}"
        ),
        Line(
            name: "GitHub's documentation",
            command: #"""
                curl -L \
                  -X POST \
                  -H "Accept: application/vnd.github+json" \
                  -H "Authorization: Bearer YOUR-TOKEN" \
                  http://localhost:8080/repos/OWNER/REPO/hooks \
                  -d '{"name":"web","config":{"url":"https://example.com/webhook"}}'
                """#,
            expected: [
                "POST", "/repos/OWNER/REPO/hooks", "Host: localhost:8080", "Authorization: Bearer YOUR-TOKEN",
                "Content-Type: application/x-www-form-urlencoded", "Accept: application/vnd.github+json",
            ],
            body: #"{"name":"web","config":{"url":"https://example.com/webhook"}}"#
        ),
        Line(
            name: "Stripe's documentation",
            command: #"curl https://api.stripe.example/v1/x -u "sk_test_abc:" -d amount=2000 -d "metadata[id]"=6735"#,
            expected: ["POST", "/v1/x", "Authorization: Basic c2tfdGVzdF9hYmM6"],
            body: "amount=2000&metadata[id]=6735"
        ),
        Line(
            name: "bundled options and values without a space",
            command: "$ curl -sSkXPUT -d1 example.com:8080",
            expected: ["PUT", "/", "Host: example.com:8080", "User-Agent: curl/8.14.1", "Accept: */*"],
            body: "1"
        ),
        Line(
            name: "options behind equals signs, --json and --url",
            command:
                "curl --request=PATCH --url=http://a/b --json '{}' -m 5 -o /dev/null --connect-timeout 3 --no-keepalive",
            expected: ["PATCH", "/b", "Content-Type: application/json", "Accept: application/json"],
            body: "{}"
        ),
        Line(
            name: "data for the query",
            command: "curl -G http://a/b?x=1 --data-urlencode 'q=é &' -d y=2 -A agent -e http://r/",
            expected: [
                "GET", "/b?x=1&q=%C3%A9%20%26&y=2", "User-Agent: agent", "Referer: http://r/", "!Content-Type",
            ]
        ),
        Line(
            name: "files: -d takes line ends out, --data-binary does not",
            command: "curl http://a/ -d @body.json --data-binary @body.json -H @headers.txt",
            expected: ["POST", "/", "X-One: 1", "X-Two: 2"],
            body: "{\"a\":1}&{\"a\":\n1}\r\n"
        ),
        Line(
            name: "a user in the address, a header taken away, one without a value",
            command: "curl http://us%20er:pa%3Ass@a/ -H User-Agent: -H 'X-Empty;' -I",
            expected: ["HEAD", "/", "Host: a", "Authorization: Basic dXMgZXI6cGE6c3M=", "!User-Agent", "X-Empty: "]
        ),
        Line(
            name: "double quotes keep what sh keeps",
            command: #"curl "http://a/" -d "\"q\" \$5 \n 5\\""#,
            expected: ["POST", "/"],
            body: #""q" $5 \n 5\"#
        ),
    ]

    @Test("a line is the request that curl sends", arguments: lines)
    func reads(line: Line) throws {
        let request = try parseCurl(Array(line.command.utf8), readFile: testFiles)
        #expect([request.method, request.target] == Array(line.expected.prefix(2)))
        let lines = request.headers.map { "\($0.name): \($0.value)" }
        for header in line.expected.dropFirst(2) {
            if header.hasPrefix("!") {
                #expect(!lines.contains { $0.hasPrefix(header.dropFirst() + ":") }, "\(lines)")
            } else {
                #expect(lines.contains(header), "\(lines)")
            }
        }
        #expect(String(decoding: request.body, as: UTF8.self) == line.body)
    }

    @Test(
        "what is no plain request is refused with a reason",
        arguments: [
            ("curl http://a/ -F a=b", "multipart"), ("curl http://a/ --frobnicate", "\"--frobnicate\" is not known"),
            ("curl http://a/ -a", "\"-a\" is not known"), ("curl http://a/ http://b/", "2 addresses"),
            ("curl http://a/ | jq .", "\"|\" ends the command"), ("curl http://a/; ls", "\";\" ends"),
            ("curl http://a/?a=1&b=2", "single quotes"), ("curl http://a/ -u me", "no password"),
            ("curl http://a/ -d 'x", "not closed"), ("curl http://a/ -H \"A: $TOKEN\"", "\"$TOKEN\""),
            ("curl ^\"http://a/^\" ^\n -H ^\"A: b^\"", "cmd.exe"), ("curl http://a/ `\n -d x", "PowerShell"),
            ("curl http://a/ -b jar.txt", "from a file"),
            ("curl http://a/ -d @nothing", "line 1: nothing is not there"),
            ("curl http://a/ \\\n -d @-", "standard input"), ("curl http://a/\nls", "second line"),
            ("curl ftp://a/", "http:// and https://"), ("curl", "no address"), ("curl http://a/ -X", "wants a value"),
            ("curl http://a/ -H 'A B: c'", "no header name"),
            ("curl http://a/ -H $'A: b\\r\\nC: d'", "control character"),
            ("curl 'http://a/x y'", "%20"), ("curl http://a/[1-9]", "pattern"), ("curl http://a/../b", ". and .."),
            ("curl http://a/ -H nothing", "no header"), ("curl http://a/ -I -d x", "keep one"),
            ("curl http://a/ --digest -u a:b", "Basic and Bearer"), ("wget http://a/", "begins with curl"),
        ]
    )
    func refuses(command: String, reason: String) {
        let error = #expect(throws: RequestTextError.self) {
            try parseCurl(Array(command.utf8), readFile: testFiles)
        }
        #expect("\(error.map(String.init) ?? "")".contains(reason), "\(error.map(String.init) ?? "")")
    }

    @Test("an error names the line of its word")
    func line() {
        let command = "curl http://a/ \\\n  -H 'A: b' \\\n  --frobnicate"
        let error = #expect(throws: RequestTextError.self) { try parseCurl(Array(command.utf8), readFile: testFiles) }
        #expect(error?.line == 3)
    }
}
