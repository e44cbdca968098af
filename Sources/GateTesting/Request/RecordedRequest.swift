package import GateRuntime

/// A request as somebody wrote it down, and what is known of how it came.
package struct RecordedRequest: Sendable {
    package var method: String
    /// The path with the query, as it stands in the request line.
    package var target: String
    /// Header lines in order, without Content-Length and Transfer-Encoding: the body says its length.
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]
    /// The other end of the connection; nil where nothing is known of it.
    package var peer: IPAddress?
    /// When it came: seconds since 1970 and nanoseconds; nil where nothing is known of it.
    package var time: (seconds: Int64, nanoseconds: Int32)?
    /// Its X-Request-Id; nil where nothing is known of it.
    package var id: String?
    /// The verifiers that it passed and whose credentials are not written down: `basic`.
    package var verified: Set<String> = []
    /// What it was answered when it was recorded; nil where nothing is known of it.
    package var answer: RecordedAnswer?

    package init(
        method: String,
        target: String,
        headers: [(name: String, value: String)] = [],
        body: [UInt8] = [],
        peer: IPAddress? = nil
    ) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
        self.peer = peer
    }

    /// The request as HTTP/1.1 has it (RFC 9112), with a Host line where there is none.
    package var bytes: [UInt8] {
        var text = "\(method) \(target) HTTP/1.1\r\n"
        if !headers.contains(where: { $0.name.lowercased() == "host" }) { text += "Host: gateway.example\r\n" }
        for header in headers { text += "\(header.name): \(header.value)\r\n" }
        if !body.isEmpty || !["GET", "HEAD", "DELETE", "OPTIONS", "TRACE"].contains(method) {
            text += "Content-Length: \(body.count)\r\n"
        }
        return Array((text + "\r\n").utf8) + body
    }
}
