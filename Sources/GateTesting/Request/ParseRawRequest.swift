import GateRuntime

/// Parses requests written as HTTP/1.1 has them (RFC 9112), one after another, with line ends of LF or CRLF.
///
/// Between requests there may be empty lines and lines that begin with `#` or `//`. `# ..., sent from ADDRESS`, as
/// `hookgate witness` prints it, names the peer. Content-Length says where a body ends. Without one the body reaches to
/// the end of the text, or to the empty lines before a line that begins with `###` or names a peer.
///
/// - Throws: ``RequestTextError`` with the line.
package func parseRawRequests(_ bytes: [UInt8]) throws(RequestTextError) -> [RecordedRequest] {
    var parser = RawRequestParser(bytes)
    var requests: [RecordedRequest] = []
    while let request = try parser.next() { requests.append(request) }
    if requests.isEmpty {
        throw RequestTextError("there is no request in it: it begins with a line like POST /path HTTP/1.1")
    }
    return requests
}

private struct RawRequestParser {
    private var text: LineReader
    private var peer: IPAddress?

    init(_ bytes: [UInt8]) {
        text = LineReader(bytes)
    }

    mutating func next() throws(RequestTextError) -> RecordedRequest? {
        peer = nil
        while let line = text.peekLine() {
            if let address = sentFrom(line) { peer = address }
            guard line.allSatisfy(isSpace) || isComment(line) else { break }
            text.skipLine()
        }
        guard let first = text.peekLine() else { return nil }
        let number = text.number
        text.skipLine()
        var request = try parseRequestLine(first, number)
        let length = try readHeaders(&request)
        request.peer = peer
        do throws(RequestTextError) {
            try request.settle()
        } catch {
            throw error.at(line: number)
        }
        switch length {
        case .announced(let count, let line): request.body = try text.takeBody(count, announcedAt: line)
        case .chunked: request.body = try text.takeChunks()
        case .unknown: request.body = text.takeOpenBody()
        }
        return request
    }

    private func parseRequestLine(_ line: ArraySlice<UInt8>, _ number: Int) throws(RequestTextError) -> RecordedRequest
    {
        guard let text = String(validating: line, as: UTF8.self) else {
            throw RequestTextError("the request line is not UTF-8", line: number)
        }
        let words = text.split(separator: " ", omittingEmptySubsequences: true)
        if words.first?.hasPrefix("HTTP/") ?? false {
            throw RequestTextError("this is an answer, not a request: a request begins with its method", line: number)
        }
        guard words.count == 2 || words.count == 3, words[0].utf8.allSatisfy(isToken) else {
            throw RequestTextError(
                "\(shown(text)) is no request line: write METHOD /path HTTP/1.1, with %20 for a space",
                line: number
            )
        }
        if words.count == 3, !["HTTP/1.1", "HTTP/1.0", "HTTP/2", "HTTP/2.0", "HTTP/3"].contains(words[2]) {
            throw RequestTextError("\(shown(String(words[2]))) is no version of HTTP: write HTTP/1.1", line: number)
        }
        return RecordedRequest(method: String(words[0]), target: String(words[1]))
    }

    private enum BodyLength {
        case unknown, chunked
        case announced(Int, line: Int)
    }

    /// Reads header lines up to and with the empty line.
    private mutating func readHeaders(_ request: inout RecordedRequest) throws(RequestTextError) -> BodyLength {
        var length = BodyLength.unknown
        while let line = text.peekLine(), !line.isEmpty {
            let number = text.number
            if line.starts(with: Array("###".utf8)) || isTitle(line) { break }
            text.skipLine()
            guard let first = line.first, first != 0x20, first != 0x09 else {
                throw RequestTextError(
                    "a header line begins with a space: write the value on the line of its name",
                    line: number
                )
            }
            guard let header = String(validating: line, as: UTF8.self) else {
                throw RequestTextError("a header line is not UTF-8", line: number)
            }
            guard let colon = header.firstIndex(of: ":"), !header.hasPrefix("{"), !header.hasPrefix("[") else {
                throw RequestTextError(
                    "\(shown(header)) is no header line: write Name: value; an empty line comes before the body",
                    line: number
                )
            }
            do throws(RequestTextError) {
                let name = String(header[..<colon])
                try RecordedRequest.checkName(name)
                let value = try RecordedRequest.checkedValue(String(header[header.index(after: colon)...]), of: name)
                length = try frame(length, name.lowercased(), value, number)
                request.headers.append((name, value))
            } catch {
                throw error.at(line: number)
            }
        }
        text.skipLine()
        return length
    }

    private func frame(_ known: BodyLength, _ name: String, _ value: String, _ number: Int)
        throws(RequestTextError) -> BodyLength
    {
        guard name == "content-length" || name == "transfer-encoding" else { return known }
        guard case .unknown = known else {
            throw RequestTextError("the length of the body is said twice: keep one Content-Length or Transfer-Encoding")
        }
        if name == "transfer-encoding" {
            guard value.lowercased() == "chunked" else {
                throw RequestTextError("the transfer coding \(shown(value)) cannot be read: only chunked can")
            }
            return .chunked
        }
        guard !value.isEmpty, value.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int(value) else {
            throw RequestTextError(
                "Content-Length is \(shown(value)), which is no number: leave it out, it is computed"
            )
        }
        return .announced(count, line: number)
    }
}

/// Whether a line between requests is a remark, as clients that read such files take it.
func isComment(_ line: ArraySlice<UInt8>) -> Bool {
    line.first == UInt8(ascii: "#") || line.starts(with: Array("//".utf8))
}

/// Whether a line is a title as `hookgate witness` prints it: nothing of a body.
func isTitle(_ line: ArraySlice<UInt8>) -> Bool {
    if sentFrom(line) != nil { return true }
    guard line.starts(with: Array("# ".utf8)) else { return false }
    return String(decoding: line, as: UTF8.self).hasSuffix(": no request was found that gets there")
}

/// The address that a title of `hookgate witness` names.
func sentFrom(_ line: ArraySlice<UInt8>) -> IPAddress? {
    guard line.starts(with: Array("# ".utf8)), let text = String(validating: line, as: UTF8.self),
        let words = text.ranges(of: ", sent from ").last
    else { return nil }
    return parseAddress(String(text[words.upperBound...]))
}

/// An IP address without a port; nil for other text.
func parseAddress(_ text: String) -> IPAddress? {
    let bytes = text.utf8.filter { $0 != 0x0D }
    return Array(bytes).withUnsafeBufferPointer { parseIPAddress(ByteView($0)) }
}
