package import GateRuntime

/// A request that takes one way through an endpoint, tried by evaluating it.
package struct Witness: Sendable {
    /// The endpoint's name.
    package var endpoint: String
    /// What the log calls the end that the request reaches.
    package var branch: String
    /// Nil where no request was found that gets there.
    package var request: WitnessRequest?
    /// The status of its answer.
    package var status: UInt16?
}

/// A request as it is sent.
package struct WitnessRequest: Sendable {
    package var method: String
    /// The path with the query, percent-encoded.
    package var target: String
    /// Names and values, without Host and Content-Length.
    package var headers: [(name: String, value: String)]
    /// JSON; nil for a request without a body.
    package var body: String?
    /// The address that it comes from.
    package var peer: IPAddress

    /// The request byte for byte.
    package var bytes: [UInt8] { Array(text.utf8) }

    /// The request as HTTP/1.1 has it.
    package var text: String {
        var lines = ["\(method) \(target) HTTP/1.1", "Host: gateway.example"]
        lines += headers.map { "\($0.name): \($0.value)" }
        if let body { lines += ["Content-Type: application/json", "Content-Length: \(body.utf8.count)"] }
        return lines.map { $0 + "\r\n" }.joined() + "\r\n" + (body ?? "")
    }
}
