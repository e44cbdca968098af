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

/// Decodes base64 (RFC 4648, section 4) with its padding into the byte arena.
private func decodeBase64(_ text: ByteView, workspace: inout Workspace) -> Value? {
    let start = workspace.bytes.count
    guard text.count % 4 == 0, (try? workspace.appendDecoded(base64: text)) == true else { return nil }
    return .bytes(.arena, offset: start, count: workspace.bytes.count - start)
}
