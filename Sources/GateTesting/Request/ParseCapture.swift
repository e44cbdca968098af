import GateRuntime

/// What a gateway answered to a recorded request.
package struct RecordedAnswer: Sendable, Equatable {
    package var status: Int
    /// Names, where one was reached.
    package var endpoint: String?
    package var branch: String?
    /// Why the gateway answered by itself, as the log names it; nil where the file's own answer was given.
    package var refusal: String?

    package init(status: Int, endpoint: String? = nil, branch: String? = nil, refusal: String? = nil) {
        self.status = status
        self.endpoint = endpoint
        self.branch = branch
        self.refusal = refusal
    }
}

/// What stands in a capture instead of a credential.
package let maskedValue = "***"

/// Parses a file of `hookgate run --capture`; its format is hookgate-capture(5).
///
/// Where the request passed `basic`, the masked Authorization line is left out: a caller that has a credential adds it.
///
/// - Throws: ``RequestTextError``, also where the body was cut: such a request cannot be sent again.
package func parseCapture(_ bytes: [UInt8]) throws(RequestTextError) -> RecordedRequest {
    let tree = try parseDocument(bytes)
    guard let version = tree["hookgate_capture"] else {
        throw RequestTextError("it is no capture: there is no hookgate_capture")
    }
    guard version == .int(1) else {
        throw RequestTextError("it is a capture of version \(version.line): this hookgate reads version 1")
    }
    var request = RecordedRequest(method: try text(tree, "method"), target: try text(tree, "target"))
    request.id = tree["id"]?.text
    request.time = try parseTime(tree["time"], named: "time")
    if let peer = tree["peer"]?.text {
        guard let address = parseAddress(peer) else {
            throw RequestTextError("peer is \(shown(peer)), which is no address")
        }
        request.peer = address
    }
    for item in tree["verified"]?.items ?? [] {
        guard let name = item.text else { throw RequestTextError("verified is no list of names") }
        request.verified.insert(name)
    }
    request.headers = try headers(tree)
    if request.verified.contains("basic") {
        request.headers.removeAll { $0.name.lowercased() == "authorization" && $0.value == maskedValue }
    }
    request.answer = try answer(tree["answer"])
    request.body = try body(tree, refusal: request.answer?.refusal)
    try request.settle()
    return request
}

private func text(_ tree: JSONTree, _ name: String) throws(RequestTextError) -> String {
    guard let text = tree[name]?.text else { throw RequestTextError("\(name) is not there, or is no text") }
    return text
}

private func headers(_ tree: JSONTree) throws(RequestTextError) -> [(name: String, value: String)] {
    guard let lines = tree["headers"]?.items else { throw RequestTextError("headers is not there, or is no list") }
    var headers: [(name: String, value: String)] = []
    for line in lines {
        guard let pair = line.items, pair.count == 2, let name = pair[0].text, let value = pair[1].text else {
            throw RequestTextError("\(shown(line.line)) is no header: a pair of name and value comes here")
        }
        headers.append((name, value))
    }
    return headers
}

/// Refusals that the head alone decides: the same comes of a request without its body.
private let headRefusals: Set = [
    "notFound", "methodNotAllowed", "malformedTarget", "forbiddenAddress", "unauthenticated",
]

private func body(_ tree: JSONTree, refusal: String?) throws(RequestTextError) -> [UInt8] {
    if tree["body_unread"] == .bool(true) {
        guard let refusal, headRefusals.contains(refusal) else {
            throw RequestTextError("the body was not read when the request was refused: it cannot be sent again")
        }
        return []
    }
    var bytes: [UInt8] = []
    if let text = tree["body"] {
        guard let text = text.text else { throw RequestTextError("body is \(text.kind), not a text") }
        bytes = Array(text.utf8)
    } else if let text = tree["body_base64"] {
        guard let text = text.text, let decoded = Base64Text.decode(text) else {
            throw RequestTextError("body_base64 is not base64")
        }
        bytes = decoded
    }
    guard case .int(let count)? = tree["body_bytes"] else { throw RequestTextError("body_bytes is not there") }
    if tree["truncated"] == .bool(true) {
        throw RequestTextError(
            "the body was cut: \(bytes.count) of its \(count) bytes were kept, so that it cannot be sent again; "
                + "capture with a larger --capture-body"
        )
    }
    guard Int64(bytes.count) == count else {
        throw RequestTextError("body_bytes says \(count), but the body has \(bytes.count) bytes")
    }
    return bytes
}

private func answer(_ tree: JSONTree?) throws(RequestTextError) -> RecordedAnswer? {
    guard let tree else { return nil }
    guard case .int(let status)? = tree["status"], (100...999).contains(status) else {
        throw RequestTextError("answer.status is not there, or is no status")
    }
    return RecordedAnswer(
        status: Int(status),
        endpoint: tree["endpoint"]?.text,
        branch: tree["branch"]?.text,
        refusal: tree["refusal"]?.text
    )
}
