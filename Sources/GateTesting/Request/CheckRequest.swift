/// What keeps a recorded request one request: no part of it may end another part early (RFC 9112, section 11.2).
extension RecordedRequest {
    /// Makes the request what ``bytes`` needs: header values without blanks around them, no header that frames the body.
    ///
    /// - Throws: ``RequestTextError`` for a method, target or header that HTTP cannot carry.
    mutating func settle() throws(RequestTextError) {
        try RecordedRequest.checkMethod(method)
        try RecordedRequest.checkTarget(target)
        headers.removeAll { ["content-length", "transfer-encoding"].contains($0.name.lowercased()) }
        for index in headers.indices {
            let name = headers[index].name
            try RecordedRequest.checkName(name)
            headers[index].value = try RecordedRequest.checkedValue(headers[index].value, of: name)
        }
    }

    static func checkMethod(_ method: String) throws(RequestTextError) {
        guard !method.isEmpty, method.utf8.allSatisfy(isToken) else {
            throw RequestTextError("\(shown(method)) is no HTTP method: a method is one word, such as POST")
        }
    }

    static func checkTarget(_ target: String) throws(RequestTextError) {
        let start = target.lowercased()
        guard start.hasPrefix("/") || start.hasPrefix("http://") || start.hasPrefix("https://") else {
            throw RequestTextError("the target \(shown(target)) is not a path: it starts with / or http://")
        }
        if target.contains("{{") {
            throw RequestTextError("the target \(shown(target)) has a {{variable}}: write its value in its place")
        }
        for byte in target.utf8 where byte <= 0x20 || byte >= 0x7F || byte == UInt8(ascii: "#") {
            let what = byte == 0x20 ? "a space" : byte == UInt8(ascii: "#") ? "a #" : "a byte"
            throw RequestTextError(
                "the target \(shown(target)) has \(what) that HTTP does not allow there: write it as \(percent(byte))"
            )
        }
    }

    static func checkName(_ name: String) throws(RequestTextError) {
        guard !name.isEmpty, name.utf8.allSatisfy(isToken) else {
            throw RequestTextError(
                "\(shown(name)) is no header name: it holds letters, digits and hyphens, and no space before the colon"
            )
        }
    }

    static func checkedValue(_ value: String, of name: String) throws(RequestTextError) -> String {
        let bytes = Array(value.utf8)
        guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
            throw RequestTextError(
                "the value of \(name) has a line end or another control character, which would break the request: remove it"
            )
        }
        let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
        guard let first = bytes.firstIndex(where: { !isBlank($0) }), let last = bytes.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(decoding: bytes[first...last], as: UTF8.self)
    }
}

/// Whether a byte may stand in a token (RFC 9110, section 5.6.2).
func isToken(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
}

/// A byte percent-encoded (RFC 3986, section 2.1).
func percent(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return "%" + (digits.count == 1 ? "0" : "") + digits
}

/// Text percent-encoded but for unreserved characters (RFC 3986, section 2.3).
func percentEncoded(_ bytes: [UInt8]) -> String {
    var text = ""
    for byte in bytes {
        let isLetter = (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
        let isPlain = isLetter || (0x30...0x39).contains(byte) || "-._~".utf8.contains(byte)
        text += isPlain ? String(UnicodeScalar(byte)) : percent(byte)
    }
    return text
}
