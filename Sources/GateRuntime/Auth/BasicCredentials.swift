/// A Basic verifier of the graph.
package struct BasicVerifier: BitwiseCopyable, Sendable {
    package var username: ByteRange
    /// Index of the password among the bound secrets.
    package var secret: UInt32

    package init(username: ByteRange, secret: UInt32) {
        self.username = username
        self.secret = secret
    }
}

/// Checks the Authorization header against a user name and password (RFC 7617).
///
/// A repeated header is refused.
func verifyBasic(
    username: ByteView,
    password: ByteView,
    workspace: inout Workspace
) -> Bool {
    guard let header = onlyHeader("authorization", workspace) else { return false }
    guard let token = basicToken(header) else { return false }
    guard let decoded = decodeBase64(token, workspace: &workspace) else { return false }
    let pair = workspace.view(decoded)
    var colon = 0
    while colon < pair.count, pair[colon] != UInt8(ascii: ":") { colon += 1 }
    guard colon < pair.count else { return false }
    // Both are compared whatever the first gives.
    let userMatches = constantTimeEqual(pair.slice(0, colon), secret: username)
    let passwordMatches = constantTimeEqual(pair.slice(colon + 1, pair.count - colon - 1), secret: password)
    return userMatches && passwordMatches
}

/// The token after the scheme `Basic`, in any case, and one or more spaces (RFC 9110, section 11.4).
private func basicToken(_ header: ByteView) -> ByteView? {
    let scheme: StaticString = "basic "
    guard header.count > scheme.utf8CodeUnitCount else { return nil }
    for index in 0..<scheme.utf8CodeUnitCount
    where lowercased(header[index]) != scheme.utf8Start[index] { return nil }
    var start = scheme.utf8CodeUnitCount
    while start < header.count, header[start] == UInt8(ascii: " ") { start += 1 }
    guard start < header.count else { return nil }
    return header.slice(start, header.count - start)
}

/// Decodes base64 (RFC 4648, section 4), padding required and checked, into the byte arena.
private func decodeBase64(_ text: ByteView, workspace: inout Workspace) -> Value? {
    guard text.count % 4 == 0, text.count > 0, (try? workspace.bytes.reserve(text.count)) != nil else { return nil }
    let start = workspace.bytes.count
    var index = 0
    while index < text.count {
        let isLast = index + 4 == text.count
        let padding =
            !isLast || text[index + 3] != UInt8(ascii: "=") ? 0 : text[index + 2] == UInt8(ascii: "=") ? 2 : 1
        var word: UInt32 = 0
        for place in 0..<4 {
            guard place < 4 - padding else {
                word <<= 6
                continue
            }
            guard let digit = base64Digit(text[index + place]) else { return nil }
            word = word << 6 | UInt32(digit)
        }
        if padding == 2, word & 0xFFFF != 0 { return nil }
        if padding == 1, word & 0xFF != 0 { return nil }
        for place in 0..<(3 - padding) {
            let byte = UInt8(truncatingIfNeeded: word >> UInt32(16 - 8 * place))
            guard (try? workspace.bytes.append(byte)) != nil else { return nil }
        }
        index += 4
    }
    return .bytes(.arena, offset: start, count: workspace.bytes.count - start)
}

private func base64Digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
}
