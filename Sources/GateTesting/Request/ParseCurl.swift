import GateCompiler

/// Gives the bytes of a file that a curl line names with `@`.
package typealias CurlFileReader = (_ path: String) throws(RequestTextError) -> [UInt8]

/// The version that curl is taken to be, for its User-Agent.
private let curlAgent = "curl/8.14.1"

/// Parses a curl command line, as browsers copy it and documentation shows it, into the request that curl would send.
///
/// The line is quoted for sh. Headers that curl adds by itself are there: Host, User-Agent, Accept, and Content-Type for
/// data. Options that change nothing about the request are passed over; others are errors.
///
/// `readFile` gives the bytes for `@FILE`, and its error is this function's. Throws ``RequestTextError`` with the line.
package func parseCurl(_ bytes: [UInt8], readFile: CurlFileReader) throws(RequestTextError) -> RecordedRequest {
    var words = try splitShellWords(bytes)[...]
    if words.first?.bytes == [UInt8(ascii: "$")] { words = words.dropFirst() }
    guard let name = words.popFirst(),
        name.bytes.elementsEqual("curl".utf8) || name.bytes.elementsEqual("curl.exe".utf8)
    else { throw RequestTextError("it is no curl command: it begins with curl") }
    var command = CurlCommand()
    try command.read(words, readFile)
    do throws(RequestTextError) {
        return try command.request()
    } catch {
        throw error.at(line: name.line)
    }
}

extension CurlCommand {
    /// The request that curl would send.
    func request() throws(RequestTextError) -> RecordedRequest {
        guard let address = urls.first else { throw RequestTextError("the curl command has no address") }
        guard urls.count == 1 else {
            throw RequestTextError(
                "the curl command has \(urls.count) addresses, \(urls.map(shown).joined(separator: " and ")): keep one "
                    + "request; a text with spaces needs quotes"
            )
        }
        let url = try RequestURL(address, assumesHTTP: true)
        try checkExpanding(url)
        var request = RecordedRequest(method: method ?? defaultMethod, target: url.target)
        var queries = queries
        if isGet, let data { queries.append(data) }
        for query in queries {
            guard let text = String(validating: query, as: UTF8.self) else {
                throw RequestTextError("data for the query is not UTF-8: use --data-urlencode")
            }
            request.target += (request.target.contains("?") ? "&" : "?") + text
        }
        if let requestTarget { request.target = requestTarget }
        if !isGet, let data {
            guard !isHead else {
                throw RequestTextError("-I asks for the head alone, and data sends a body: keep one of them")
            }
            request.body = data
        }
        addHeaders(to: &request, url)
        try request.settle()
        return request
    }

    private var defaultMethod: String {
        if isHead { return "HEAD" }
        return data == nil || isGet ? "GET" : "POST"
    }

    /// Refuses an address that curl itself would take for several, or shorten.
    private func checkExpanding(_ url: RequestURL) throws(RequestTextError) {
        if !isGlobOff, let bracket = url.target.first(where: { "{}[]".contains($0) }) {
            throw RequestTextError(
                "curl takes \"\(bracket)\" in the address \(shown(url.target)) for a pattern: add -g, or write "
                    + percent(bracket.asciiValue ?? 0)
            )
        }
        let path = url.target.prefix { $0 != "?" }
        if !isPathAsIs, path.split(separator: "/").contains(where: { $0 == "." || $0 == ".." }) {
            throw RequestTextError(
                "curl takes . and .. out of the path \(shown(String(path))): write the path without them"
            )
        }
    }

    private func addHeaders(to request: inout RecordedRequest, _ url: RequestURL) {
        var defaults: [(name: String, value: String)] = [("Host", url.authority)]
        let user = user ?? url.userInfo.map { percentDecoded($0) }
        if let user {
            defaults.append(("Authorization", "Basic " + base64(user)))
        } else if let bearer {
            defaults.append(("Authorization", "Bearer " + bearer))
        }
        defaults.append(("User-Agent", userAgent ?? curlAgent))
        defaults.append(("Accept", isJSON ? "application/json" : "*/*"))
        if let referer { defaults.append(("Referer", referer)) }
        if !cookies.isEmpty { defaults.append(("Cookie", cookies.joined(separator: "; "))) }
        if !request.body.isEmpty || (data != nil && !isGet) {
            defaults.append(("Content-Type", isJSON ? "application/json" : "application/x-www-form-urlencoded"))
        }
        // A header that is written out takes the place of curl's own, but for cookies.
        let written = Set(headers.map { $0.name.lowercased() }).union(removed)
        request.headers = defaults.filter { header in
            let name = header.name.lowercased()
            return name == "cookie" && !removed.contains(name) || !written.contains(name) && !header.value.isEmpty
        }
        request.headers += headers
    }

    /// The bytes that percent-encoded text stands for; a percent sign without two digits stays.
    private func percentDecoded(_ text: String) -> [UInt8] {
        let source = Array(text.utf8)
        var bytes: [UInt8] = []
        var index = 0
        while index < source.count {
            if source[index] == UInt8(ascii: "%"), index + 2 < source.count,
                let value = UInt8(String(decoding: source[index + 1...index + 2], as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                index += 3
            } else {
                bytes.append(source[index])
                index += 1
            }
        }
        return bytes
    }
}
