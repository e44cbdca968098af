/// An http address, split into what a request has of it (RFC 3986, section 3).
struct RequestURL {
    /// The host with its port.
    var authority: String
    /// The name and password before the host, percent-encoded as they are; nil where there are none.
    var userInfo: String?
    /// The path with the query and without the fragment; starts with a slash.
    var target: String

    /// Splits an address; `assumesHTTP` takes one without a scheme for http.
    init(_ text: String, assumesHTTP: Bool = false) throws(RequestTextError) {
        var rest = Substring(text)
        if let scheme = text.firstRange(of: "://") {
            let name = text[..<scheme.lowerBound].lowercased()
            guard name == "http" || name == "https" else {
                throw RequestTextError("\(shown(text)) is no http address: hookgate reads http:// and https:// only")
            }
            rest = text[scheme.upperBound...]
        } else if !assumesHTTP {
            throw RequestTextError("\(shown(text)) is no http address: it starts with http:// or https://")
        }
        if let fragment = rest.firstIndex(of: "#") { rest = rest[..<fragment] }
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        var host = rest[..<end]
        if let at = host.lastIndex(of: "@") {
            userInfo = String(host[..<at])
            host = host[host.index(after: at)...]
        }
        guard !host.isEmpty, host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw RequestTextError("the address \(shown(text)) has no host that HTTP can name")
        }
        authority = String(host)
        let path = rest[end...]
        target = path.hasPrefix("/") ? String(path) : "/" + path
        try RecordedRequest.checkTarget(target)
    }
}
