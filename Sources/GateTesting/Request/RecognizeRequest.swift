import GateRuntime

/// The ways in which people have requests.
package enum RequestFormat: String, CaseIterable, Sendable {
    /// A curl command line.
    case curl
    /// A browser's HTTP archive.
    case har = "HAR"
    /// What `hookgate run --capture` writes.
    case capture
    /// The request as HTTP/1.1 has it.
    case raw = "HTTP"
}

/// Says what a text is that holds requests.
///
/// - Throws: ``RequestTextError`` for no text, and for JSON that is neither a HAR file nor a capture.
package func recognizeRequest(_ bytes: [UInt8]) throws(RequestTextError) -> RequestFormat {
    let start = bytes.drop { isSpace($0) || [0xEF, 0xBB, 0xBF].contains($0) }
    guard let first = start.first else { throw RequestTextError("it is empty: there is no request in it") }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
        let tree = try parseDocument(bytes)
        if tree["hookgate_capture"] != nil { return .capture }
        if tree["log"]?["entries"] != nil { return .har }
        throw RequestTextError(
            "it is JSON, but neither a HAR file (log.entries) nor a capture (hookgate_capture): "
                + "a payload alone is no request; put a request line and headers above it"
        )
    }
    var words = start
    if words.starts(with: Array("$ ".utf8)) { words = words.dropFirst(2).drop(while: isSpace) }
    let name = words.prefix { !isSpace($0) && $0 != UInt8(ascii: "\\") && $0 != UInt8(ascii: "^") }
    if name.elementsEqual("curl".utf8) || name.elementsEqual("curl.exe".utf8) { return .curl }
    return .raw
}

/// The requests of a text in any of the formats.
///
/// `entry` says which entry of a HAR file is wanted, from 1; nil is all. `readFile` gives the bytes of a file that a
/// curl line names. Throws ``RequestTextError``.
package func parseRequests(
    _ bytes: [UInt8],
    entry: Int? = nil,
    readFile: CurlFileReader
) throws(RequestTextError) -> [RecordedRequest] {
    switch try recognizeRequest(bytes) {
    case .curl: [try parseCurl(bytes, readFile: readFile)]
    case .har: try parseHAR(bytes, entry: entry)
    case .capture: [try parseCapture(bytes)]
    case .raw: try parseRawRequests(bytes)
    }
}

/// Parses a JSON document; a byte order mark at its start is passed over.
func parseDocument(_ bytes: [UInt8]) throws(RequestTextError) -> JSONTree {
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    do {
        return try JSONTree(parsing: text)
    } catch {
        let line = error.offset.map { offset in text.prefix(offset).count { $0 == 0x0A } + 1 }
        throw RequestTextError("the JSON cannot be read: \(error.code.reason)", line: line)
    }
}

/// Space, tab and line ends.
func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
