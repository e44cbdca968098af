/// What a curl option does to the request.
enum CurlOption {
    /// Nothing that the gateway sees, without or with an argument.
    case ignored, ignoredArgument
    /// Something that is no part of one plain request; the text says why.
    case refused(String)
    case request, header, data, dataRaw, dataBinary, dataURLEncoded, json
    case user, bearer, userAgent, referer, cookie
    case get, head, url, urlQuery, requestTarget
    case globOff, pathAsIs

    /// Whether a word follows that belongs to it.
    var takesArgument: Bool {
        switch self {
        case .ignored, .refused, .get, .head, .globOff, .pathAsIs: false
        default: true
        }
    }

    /// An option by its long name, without the hyphens; nil for one that is not known.
    static func named(_ name: String) -> CurlOption? {
        if let option = meaningful[name] { return option }
        if ignoredFlags.contains(name) { return .ignored }
        if ignoredWithArgument.contains(name) { return .ignoredArgument }
        if name.hasPrefix("no-"), ignoredFlags.contains(String(name.dropFirst(3))) { return .ignored }
        return nil
    }

    /// An option by its letter; nil for one that is not known.
    static func letter(_ letter: Character) -> CurlOption? {
        letters[letter].flatMap(named)
    }

    /// The long names of the letters that are known.
    private static let letters: [Character: String] = [
        "X": "request", "H": "header", "d": "data", "u": "user", "A": "user-agent", "e": "referer", "b": "cookie",
        "G": "get", "I": "head", "F": "form", "T": "upload-file", "K": "config", "n": "netrc", "r": "range",
        "z": "time-cond", "g": "globoff", ":": "next",
        "s": "silent", "S": "show-error", "k": "insecure", "i": "include", "v": "verbose", "L": "location",
        "f": "fail", "N": "no-buffer", "#": "progress-bar", "O": "remote-name", "J": "remote-header-name",
        "R": "remote-time", "q": "disable", "4": "ipv4", "6": "ipv6", "0": "http1.0", "1": "tlsv1", "2": "sslv2",
        "3": "sslv3", "Z": "parallel",
        "o": "output", "m": "max-time", "w": "write-out", "c": "cookie-jar", "D": "dump-header", "x": "proxy",
        "U": "proxy-user", "E": "cert", "y": "speed-time", "Y": "speed-limit", "C": "continue-at",
    ]

    private static let meaningful: [String: CurlOption] = [
        "request": .request, "header": .header, "data": .data, "data-ascii": .data, "data-raw": .dataRaw,
        "data-binary": .dataBinary, "data-urlencode": .dataURLEncoded, "json": .json, "user": .user,
        "oauth2-bearer": .bearer, "user-agent": .userAgent, "referer": .referer, "cookie": .cookie, "get": .get,
        "head": .head, "url": .url, "url-query": .urlQuery, "request-target": .requestTarget, "globoff": .globOff,
        "path-as-is": .pathAsIs,
        "form": .refused("it sends multipart/form-data, whose boundary curl invents: save the request as a .http file"),
        "form-string": .refused(
            "it sends multipart/form-data, whose boundary curl invents: save the request as a .http file"
        ),
        "upload-file": .refused("it uploads a file: use -X PUT with --data-binary @FILE"),
        "config": .refused("it reads options from a file: write them out"),
        "netrc": .refused("it reads a password from a file: use -u NAME:PASSWORD"),
        "netrc-file": .refused("it reads a password from a file: use -u NAME:PASSWORD"),
        "netrc-optional": .refused("it reads a password from a file: use -u NAME:PASSWORD"),
        "next": .refused("it begins a second request: keep one"),
        "range": .refused("it asks for a part of an answer: write -H 'Range: ...' where that is meant"),
        "time-cond": .refused("it depends on a date: write -H 'If-Modified-Since: ...' where that is meant"),
        "continue-at": .refused("it asks for a part of an answer: write -H 'Range: ...' where that is meant"),
        "digest": .refused("it needs an answer before it can sign the request: only Basic and Bearer can be read"),
        "ntlm": .refused("it needs an answer before it can sign the request: only Basic and Bearer can be read"),
        "negotiate": .refused("it needs an answer before it can sign the request: only Basic and Bearer can be read"),
        "anyauth": .refused("it needs an answer before it can sign the request: only Basic and Bearer can be read"),
        "aws-sigv4": .refused("it signs the request with the time: only Basic and Bearer can be read"),
    ]

    private static let ignoredFlags: Set<String> = [
        "silent", "show-error", "insecure", "include", "show-headers", "verbose", "location", "location-trusted",
        "fail",
        "fail-with-body", "fail-early", "buffer", "no-buffer", "progress-bar", "progress-meter", "compressed",
        "http0.9",
        "http1.0", "http1.1", "http2", "http2-prior-knowledge", "http3", "http3-only", "ipv4", "ipv6", "tlsv1",
        "tlsv1.0", "tlsv1.1", "tlsv1.2", "tlsv1.3", "sslv2", "sslv3", "ssl", "ssl-reqd", "ssl-no-revoke",
        "ssl-allow-beast", "tcp-nodelay", "tcp-fastopen", "keepalive", "alpn", "npn", "sessionid", "remote-name",
        "remote-name-all", "remote-header-name", "remote-time", "create-dirs", "disable", "styled-output", "parallel",
        "parallel-immediate", "retry-connrefused", "retry-all-errors", "basic", "raw", "trace-time", "trace-ids",
        "crlf",
        "post301", "post302", "post303", "cert-status", "haproxy-protocol", "junk-session-cookies", "tr-encoding",
    ]

    private static let ignoredWithArgument: Set<String> = [
        "output", "max-time", "connect-timeout", "write-out", "cacert", "capath", "cert", "cert-type", "key",
        "key-type",
        "pass", "ciphers", "tls13-ciphers", "tls-max", "curves", "proxy", "proxy-user", "noproxy", "preproxy", "socks5",
        "socks5-hostname", "interface", "dns-servers", "resolve", "connect-to", "unix-socket", "abstract-unix-socket",
        "limit-rate", "speed-limit", "speed-time", "retry", "retry-delay", "retry-max-time", "cookie-jar",
        "dump-header",
        "stderr", "trace", "trace-ascii", "keepalive-time", "max-redirs", "max-filesize", "local-port", "pinnedpubkey",
        "output-dir", "proto", "proto-redir", "proto-default", "expect100-timeout", "happy-eyeballs-timeout-ms",
        "alt-svc", "hsts", "crlfile", "engine", "doh-url", "rate", "parallel-max", "delegation",
    ]
}
