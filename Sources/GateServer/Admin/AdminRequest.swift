import NIOHTTP1

/// What is looked at of a request to the admin listener.
struct AdminRequest: Sendable {
    var method: String
    /// Without the query.
    var path: String
    var hosts: [String]
    var authorization: [String]
    var accept: [String]
    /// Whether a browser sent it for a page.
    var hasOrigin: Bool

    init(_ head: HTTPRequestHead) {
        method = head.method.rawValue
        path = head.uri.prefix { $0 != "?" }.description
        hosts = head.headers["host"]
        authorization = head.headers["authorization"]
        accept = head.headers["accept"]
        hasOrigin = head.headers.contains(name: "origin")
    }
}

/// An answer of the admin listener.
struct AdminResponse: Sendable {
    var status: HTTPResponseStatus
    var contentType: String
    var body: [UInt8]
    var headers = HTTPHeaders()

    init(_ status: HTTPResponseStatus, _ contentType: String, _ body: [UInt8]) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }

    /// A problem document (RFC 9457).
    init(problem status: HTTPResponseStatus, _ detail: String, headers: HTTPHeaders = [:]) {
        var text = JSONObject()
        text.add("type", "about:blank")
        text.add("title", status.reasonPhrase)
        text.add("status", Int(status.code))
        text.add("detail", detail)
        self.init(status, "application/problem+json", text.finish())
        self.headers = headers
    }

    /// A JSON document.
    init(_ status: HTTPResponseStatus, _ object: consuming JSONObject) {
        self.init(status, "application/json", object.finish())
    }
}
