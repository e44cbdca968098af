extension GraphView {
    /// Whether the client's address is one that the endpoint takes.
    func acceptsClient(_ peer: IPAddress?, _ endpoint: EndpointEntry, _ workspace: borrowing Workspace) -> Bool {
        guard let client = clientAddress(peer: peer, trust: trust, workspace: workspace) else { return false }
        for index in endpoint.addresses.indices where addresses[index].contains(client) { return true }
        return false
    }

    /// Refuses a body that is not JSON in UTF-8 as it is, and a missing one where the endpoint reads it.
    func checkMediaType(
        _ head: RequestHead,
        _ endpoint: EndpointEntry,
        _ workspace: borrowing Workspace
    ) -> Refusal? {
        let type = onlyHeader("content-type", workspace)
        if head.body == .none || head.body == .bytes(0) {
            guard endpoint.reads.contains(.body), requiresBody(head, workspace) else { return nil }
            return type.map(isJSON) ?? false ? .malformedBody : .unsupportedMediaType
        }
        guard let type, isJSON(type) else { return .unsupportedMediaType }
        return hasContentCoding(workspace) ? .unsupportedMediaType : nil
    }

    /// Whether the method is one whose requests carry a body.
    func requiresBody(_ head: RequestHead, _ workspace: borrowing Workspace) -> Bool {
        let method = workspace.head.part(head.method)
        let bodiless: Bool =
            method == constantView("GET") || method == constantView("HEAD") || method == constantView("DELETE")
            || method == constantView("OPTIONS") || method == constantView("TRACE")
        return !bodiless
    }

    func isHead(_ head: RequestHead, _ workspace: borrowing Workspace) -> Bool {
        workspace.head.part(head.method) == constantView("HEAD")
    }

    /// The value of Allow for the request's path.
    func allow(_ request: RequestInput, _ workspace: inout Workspace) -> ByteView {
        var captures = RouteCaptures()
        let match = matchRoute(
            routes,
            path: request.head.path,
            method: request.head.method,
            captures: &captures,
            workspace: &workspace
        )
        guard case .methodNotAllowed(let allow) = match else { return .empty }
        return constants.range(allow)
    }

    private func hasContentCoding(_ workspace: borrowing Workspace) -> Bool {
        for index in 0..<workspace.headers.count {
            let line = workspace.headers[index]
            guard headerName(workspace.head.part(line.name), is: "content-encoding") else { continue }
            if !headerName(workspace.head.part(line.value), is: "identity") { return true }
        }
        return false
    }
}

/// Whether a media type is `application/json` or `…+json` (RFC 6838, section 4.2.8), in UTF-8 where it names a charset.
func isJSON(_ mediaType: ByteView) -> Bool {
    var end = 0
    while end < mediaType.count, mediaType[end] != UInt8(ascii: ";") { end += 1 }
    var length = end
    while length > 0, mediaType[length - 1] == 0x20 || mediaType[length - 1] == 0x09 { length -= 1 }
    let essence = mediaType.slice(0, length)
    guard headerName(essence, is: "application/json") || isSuffixedJSON(essence) else { return false }
    return charsetIsUTF8(mediaType.slice(end, mediaType.count - end))
}

private func isSuffixedJSON(_ essence: ByteView) -> Bool {
    guard essence.count > 6, headerName(essence.slice(essence.count - 5, 5), is: "+json") else { return false }
    var slashes = 0
    for index in 0..<essence.count {
        if essence[index] == UInt8(ascii: "/") { slashes += 1 }
        if essence[index] <= 0x20 || essence[index] >= 0x7F { return false }
    }
    return slashes == 1 && essence[0] != UInt8(ascii: "/")
}

/// Whether the parameters, each after a semicolon, name no charset but UTF-8.
private func charsetIsUTF8(_ parameters: ByteView) -> Bool {
    var start = 0
    while start < parameters.count {
        var end = start + 1
        while end < parameters.count, parameters[end] != UInt8(ascii: ";") { end += 1 }
        var from = start + 1
        while from < end, parameters[from] == 0x20 || parameters[from] == 0x09 { from += 1 }
        var to = end
        while to > from, parameters[to - 1] == 0x20 || parameters[to - 1] == 0x09 { to -= 1 }
        let parameter = parameters.slice(from, to - from)
        if parameter.count >= 8, headerName(parameter.slice(0, 8), is: "charset=") {
            let value = parameter.slice(8, parameter.count - 8)
            if !headerName(value, is: "utf-8"), !headerName(value, is: "\"utf-8\"") { return false }
        }
        start = end
    }
    return true
}
