/// Borrowed settings for finding the client behind trusted proxies.
struct ProxyTrust {
    var ranges: TableView<AddressRange>
    var trustsUnixSockets: Bool

    func trusts(_ address: IPAddress) -> Bool {
        for index in 0..<ranges.count where ranges[index].contains(address) { return true }
        return false
    }
}

/// The address that `source_ip` and the log see.
///
/// The connection's peer, unless it is a trusted proxy: then X-Forwarded-For or Forwarded (RFC 7239) is walked from right
/// to left past trusted addresses, and the first that is not trusted is the client; where all are trusted, the leftmost.
/// Nil, which no range holds, where the header cannot be read, or where both headers are there and disagree: a proxy
/// writes one of them and may pass on the other as the client sent it.
func clientAddress(peer: IPAddress?, trust: ProxyTrust, workspace: borrowing Workspace) -> IPAddress? {
    if let peer {
        guard trust.ranges.count > 0, trust.trusts(peer) else { return peer }
    } else if !trust.trustsUnixSockets {
        return nil
    }
    let forwardedFor = walk(.list, "x-forwarded-for", trust, workspace)
    let forwarded = walk(.parameters, "forwarded", trust, workspace)
    switch (forwardedFor, forwarded) {
    case (.absent, .absent): return peer
    case (.found(let address), .absent), (.absent, .found(let address)): return address
    case (.found(let first), .found(let second)): return first == second ? first : nil
    case (.malformed, _), (_, .malformed): return nil
    }
}

private enum Walk {
    case absent
    case malformed
    case found(IPAddress)
}

private enum ForwardedSyntax {
    /// Addresses separated by commas.
    case list
    /// `for=…` among other parameters (RFC 7239, section 4).
    case parameters
}

private func walk(
    _ syntax: ForwardedSyntax,
    _ name: StaticString,
    _ trust: ProxyTrust,
    _ workspace: borrowing Workspace
) -> Walk {
    var result = Walk.absent
    var line = workspace.headers.count - 1
    while line >= 0 {
        let header = workspace.headers[line]
        line -= 1
        guard headerName(workspace.head.part(header.name), is: name) else { continue }
        let value = workspace.head.part(header.value)
        var end = value.count
        while end >= 0 {
            var start = end
            while start > 0, value[start - 1] != UInt8(ascii: ",") { start -= 1 }
            let element = trimmed(value.slice(start, end - start))
            let text = syntax == .list ? element : forwardedFor(element)
            guard let text, let address = parseNode(text) else { return .malformed }
            result = .found(address)
            if !trust.trusts(address) { return result }
            end = start - 1
        }
    }
    return result
}

private func trimmed(_ text: ByteView) -> ByteView {
    var start = 0
    var end = text.count
    while start < end, text[start] == 0x20 || text[start] == 0x09 { start += 1 }
    while end > start, text[end - 1] == 0x20 || text[end - 1] == 0x09 { end -= 1 }
    return text.slice(start, end - start)
}

/// The value of `for=` in one forwarded-element, without quotes.
private func forwardedFor(_ element: ByteView) -> ByteView? {
    var start = 0
    while start < element.count {
        var end = start
        while end < element.count, element[end] != UInt8(ascii: ";") { end += 1 }
        let pair = trimmed(element.slice(start, end - start))
        if pair.count > 4, headerName(pair.slice(0, 4), is: "for=") {
            let value = pair.slice(4, pair.count - 4)
            guard value[0] == UInt8(ascii: "\"") else { return value }
            guard value.count > 2, value[value.count - 1] == UInt8(ascii: "\"") else { return nil }
            return value.slice(1, value.count - 2)
        }
        start = end + 1
    }
    return nil
}

/// An address with an optional port: `192.0.2.1`, `192.0.2.1:443`, `2001:db8::1`, `[2001:db8::1]:443`.
private func parseNode(_ text: ByteView) -> IPAddress? {
    guard text.count > 0 else { return nil }
    if text[0] == UInt8(ascii: "[") {
        var close = 1
        while close < text.count, text[close] != UInt8(ascii: "]") { close += 1 }
        guard close < text.count else { return nil }
        if close + 1 < text.count, text[close + 1] != UInt8(ascii: ":") { return nil }
        return parseIPAddress(text.slice(1, close - 1))
    }
    if let address = parseIPAddress(text) { return address }
    var colon = 0
    while colon < text.count, text[colon] != UInt8(ascii: ":") { colon += 1 }
    guard colon < text.count else { return nil }
    return parseIPAddress(text.slice(0, colon))
}
