import GateRuntime

/// A request that is to be captured: copies of its bytes, made on the event loop and written elsewhere.
struct CaptureRecord: Sendable {
    var id: RequestID
    var seconds: Int64
    var nanoseconds: Int32
    var peer: IPAddress?
    /// The request's head and its parts.
    var head: [UInt8]
    var method: RequestHead.Part
    var headers: [RequestHead.Header]
    /// As much of the body as is kept; nil where the request was refused before its body was whole.
    var body: [UInt8]?
    /// Bytes of the whole body.
    var bodyBytes: Int
    var verified: [String]
    var status: UInt16
    var endpoint: String?
    var branch: String?
    var refusal: Refusal?

    /// Bytes that wait.
    var byteCount: Int { head.count + (body?.count ?? 0) + 256 }

    /// The name of its file: the time, so that names sort by it, and the id.
    var fileName: String {
        var name = LogText(capacity: 64)
        let time = CivilTime(seconds: seconds)
        for (number, digits) in [(Int(time.year), 4), (time.month, 2), (time.day, 2)] {
            name.append(number, digits: digits)
        }
        name.append("T")
        for number in [time.hour, time.minute, time.second] { name.append(number, digits: 2) }
        name.append(".")
        name.append(Int(nanoseconds / 1_000_000), digits: 3)
        name.append("Z-")
        name.append(id)
        name.append(".json")
        return String(decoding: name.bytes, as: UTF8.self)
    }

    /// The file's text; its format is hookgate-capture(5).
    var json: [UInt8] {
        var text = LogText(capacity: head.count + (body?.count ?? 0) * 2 + 512)
        text.append("{\n  \"hookgate_capture\": 1,\n  \"time\": \"")
        text.appendTime(seconds: seconds, nanoseconds: nanoseconds)
        text.append("\",\n  \"id\": \"")
        text.append(id)
        text.append("\",\n")
        if let peer {
            text.append("  \"peer\": \"")
            text.append(peer)
            text.append("\",\n")
        }
        text.append("  \"method\": ")
        text.appendString(part(method))
        text.append(",\n  \"target\": ")
        text.appendString(CredentialMask.masked(target: target))
        text.append(",\n  \"headers\": [")
        append(headersTo: &text)
        text.append("],\n")
        append(bodyTo: &text)
        text.append("  \"verified\": [")
        for (index, name) in verified.enumerated() {
            if index > 0 { text.append(", ") }
            text.appendString(name)
        }
        text.append("],\n  \"answer\": {\"status\": ")
        text.append(Int(status))
        append("endpoint", endpoint, to: &text)
        append("branch", branch, to: &text)
        append("refusal", refusal.map { String(describing: $0) }, to: &text)
        text.append("}\n}\n")
        return text.bytes
    }

    private func part(_ part: RequestHead.Part) -> String {
        let start = Int(part.offset)
        let end = start + Int(part.count)
        guard end <= head.count else { return "" }
        return String(decoding: head[start..<end], as: UTF8.self)
    }

    /// The target as it stands in the request line.
    private var target: String {
        let line = head.prefix { $0 != 0x0D && $0 != 0x0A }
        let words = line.split(separator: 0x20)
        return words.count == 3 ? String(decoding: words[1], as: UTF8.self) : ""
    }

    private func append(headersTo text: inout LogText) {
        for (index, header) in headers.enumerated() {
            let name = part(header.name)
            text.append(index > 0 ? ",\n    [" : "\n    [")
            text.appendString(name)
            text.append(", ")
            text.appendString(CredentialMask.hides(header: name) ? CredentialMask.text : part(header.value))
            text.append("]")
        }
        if !headers.isEmpty { text.append("\n  ") }
    }

    private func append(bodyTo text: inout LogText) {
        guard let body else { return text.append("  \"body_unread\": true,\n") }
        if let string = String(validating: body, as: UTF8.self) {
            text.append("  \"body\": ")
            text.appendString(string)
        } else {
            text.append("  \"body_base64\": \"")
            var encoded = Arena<UInt8>(capacity: 64, limit: (body.count + 2) / 3 * 4 + 64)
            body.withUnsafeBufferPointer { bytes in
                // The limit has room for all of it.
                try? encoded.append(base64: ByteView(bytes))
            }
            text.append(encoded.view(from: 0, count: encoded.count))
            text.append("\"")
        }
        text.append(",\n  \"body_bytes\": ")
        text.append(bodyBytes)
        text.append(",\n")
        if body.count < bodyBytes { text.append("  \"truncated\": true,\n") }
    }

    private func append(_ name: StaticString, _ value: String?, to text: inout LogText) {
        guard let value else { return }
        text.append(", \"")
        text.append(name)
        text.append("\": ")
        text.appendString(value)
    }
}
