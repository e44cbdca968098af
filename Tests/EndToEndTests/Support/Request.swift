import Foundation

/// A request as it is sent, byte for byte.
struct Request {
    var method = "POST"
    var target: String
    var version = "HTTP/1.1"
    /// Header lines without their ends; Host comes before them, Content-Length behind.
    var headers: [String] = []
    var body: [UInt8]?
    /// Whether Content-Length is sent where there is a body.
    var sendsLength = true

    /// The password that the tests give to a gateway.
    static let password = "s3cret-e2e-passphrase"
    static let path = "/hooks/systemeio"

    /// A POST of JSON.
    static func post(
        _ target: String,
        _ body: String = "{}",
        type: String? = "application/json",
        _ headers: [String] = []
    ) -> Request {
        let types = type.map { ["Content-Type: \($0)"] } ?? []
        return Request(target: target, headers: types + headers, body: Array(body.utf8))
    }

    /// A POST to the project's endpoint with its credentials.
    static func hook(_ body: String, type: String? = "application/json", _ headers: [String] = []) -> Request {
        .post(path, body, type: type, [authorization()] + headers)
    }

    /// A GET.
    static func get(_ target: String, _ headers: [String] = []) -> Request {
        Request(method: "GET", target: target, headers: headers)
    }

    /// An Authorization line for Basic.
    static func authorization(_ user: String = "systemeio", _ password: String = Request.password) -> String {
        "Authorization: Basic \(base64("\(user):\(password)"))"
    }

    static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

    /// The head with its empty line.
    var head: String {
        var lines = ["\(method) \(target) \(version)", "Host: gateway.example.com"] + headers
        if let body, sendsLength { lines.append("Content-Length: \(body.count)") }
        return lines.map { $0 + "\r\n" }.joined() + "\r\n"
    }

    var bytes: [UInt8] { Array(head.utf8) + (body ?? []) }

    /// The same request with its body in chunks of a size, each with `chunkExtension`.
    func chunked(by size: Int, chunkExtension: String = "", trailers: [String] = []) -> [UInt8] {
        var request = self
        request.headers.append("Transfer-Encoding: chunked")
        request.sendsLength = false
        var bytes = Array(request.head.utf8)
        var rest = (body ?? [])[...]
        while !rest.isEmpty {
            let chunk = rest.prefix(size)
            bytes += Array("\(String(chunk.count, radix: 16))\(chunkExtension)\r\n".utf8) + chunk + Array("\r\n".utf8)
            rest = rest.dropFirst(size)
        }
        bytes += Array("0\r\n".utf8)
        for trailer in trailers { bytes += Array("\(trailer)\r\n".utf8) }
        return bytes + Array("\r\n".utf8)
    }
}

/// The payloads of the example, byte for byte.
enum Payload {
    static func text(_ name: String) throws -> String {
        let file = Program.root.appendingPathComponent("examples/systemeio/payloads/\(name).json")
        return try String(contentsOf: file, encoding: .utf8)
    }
}
