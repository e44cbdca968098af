import GateRuntime

/// Parses a HAR file, version 1.2: what browsers save of their network panel.
///
/// Entries whose address is not http, such as `data:`, are passed over where all are wanted.
///
/// `entry` says which entry is wanted, from 1; nil is all. Throws ``RequestTextError`` with the entry.
package func parseHAR(_ bytes: [UInt8], entry: Int? = nil) throws(RequestTextError) -> [RecordedRequest] {
    let tree = try parseDocument(bytes)
    guard let entries = tree["log"]?["entries"]?.items else {
        throw RequestTextError("it is no HAR file: there is no list log.entries")
    }
    if let entry {
        guard entry >= 1, entry <= entries.count else {
            throw RequestTextError("there is no entry \(entry): the HAR file has \(entries.count)")
        }
        return [try parseEntry(entries[entry - 1], number: entry)]
    }
    var requests: [RecordedRequest] = []
    for (index, item) in entries.enumerated() {
        let url = item["request"]?["url"]?.text?.lowercased() ?? "http://"
        guard url.hasPrefix("http://") || url.hasPrefix("https://") else { continue }
        requests.append(try parseEntry(item, number: index + 1))
    }
    if requests.isEmpty { throw RequestTextError("there is no http request among the \(entries.count) entries") }
    return requests
}

private func parseEntry(_ entry: JSONTree, number: Int) throws(RequestTextError) -> RecordedRequest {
    do throws(RequestTextError) {
        guard let source = entry["request"] else { throw RequestTextError("there is no request in it") }
        guard let method = source["method"]?.text else { throw RequestTextError("request.method is not there") }
        guard let address = source["url"]?.text else { throw RequestTextError("request.url is not there") }
        let url = try RequestURL(address)
        var request = RecordedRequest(method: method, target: url.target)
        request.headers = try parseHeaders(source)
        if !request.headers.contains(where: { $0.name.lowercased() == "host" }) {
            request.headers.insert(("Host", url.authority), at: 0)
        }
        request.body = try parseBody(source)
        let media = source["postData"]?["mimeType"]?.text ?? ""
        let hasType = request.headers.contains { $0.name.lowercased() == "content-type" }
        if !request.body.isEmpty, !hasType, !media.isEmpty { request.headers.append(("Content-Type", media)) }
        request.time = try parseTime(entry["startedDateTime"], named: "startedDateTime")
        try request.settle()
        return request
    } catch {
        throw error.of(part: "entry \(number)")
    }
}

private func parseHeaders(_ source: JSONTree) throws(RequestTextError) -> [(name: String, value: String)] {
    guard let items = source["headers"]?.items else { throw RequestTextError("request.headers is no list") }
    var headers: [(name: String, value: String)] = []
    for item in items {
        guard let name = item["name"]?.text, let value = item["value"]?.text else {
            throw RequestTextError("a header has no name or no value")
        }
        // HTTP/2 writes the request line as such fields (RFC 9113, section 8.3).
        if !name.hasPrefix(":") { headers.append((name, value)) }
    }
    return headers
}

private func parseBody(_ source: JSONTree) throws(RequestTextError) -> [UInt8] {
    let data = source["postData"]
    if let text = data?["text"]?.text, !text.isEmpty {
        guard data?["encoding"]?.text?.lowercased() == "base64" else { return Array(text.utf8) }
        guard let bytes = Base64Text.decode(text) else { throw RequestTextError("postData.text is not base64") }
        return bytes
    }
    let media = data?["mimeType"]?.text?.lowercased() ?? ""
    if let fields = data?["params"]?.items, !fields.isEmpty {
        guard media.hasPrefix("application/x-www-form-urlencoded") else {
            throw RequestTextError(
                "the body is kept as fields of \(shown(media)), not as it was sent: save it with postData.text"
            )
        }
        let pairs = fields.map { field in
            encodedField(field["name"]?.text ?? "") + "=" + encodedField(field["value"]?.text ?? "")
        }
        return Array(pairs.joined(separator: "&").utf8)
    }
    if case .int(let count)? = source["bodySize"], count > 0 {
        throw RequestTextError(
            "the body of \(count) bytes is not in the file: save the HAR file with contents, or choose another entry"
        )
    }
    return []
}

/// A field of `params`, which some browsers decode and some do not: one that is encoded already stays as it is.
private func encodedField(_ text: String) -> String {
    let isEncoded = text.utf8.allSatisfy { isToken($0) && $0 != UInt8(ascii: "&") || $0 == UInt8(ascii: "/") }
    return isEncoded ? text : percentEncoded(Array(text.utf8))
}

/// A time as RFC 3339 has it; nil for an absent value.
func parseTime(
    _ value: JSONTree?,
    named name: String
) throws(RequestTextError) -> (seconds: Int64, nanoseconds: Int32)? {
    guard let value, value != .null else { return nil }
    let bytes = Array((value.text ?? "").utf8)
    guard let time = bytes.withUnsafeBufferPointer({ parseTimestampText(ByteView($0)) }) else {
        throw RequestTextError("\(name) is \(shown(value.line)), which is no time as RFC 3339 has it")
    }
    return (time.seconds, time.nanoseconds)
}
