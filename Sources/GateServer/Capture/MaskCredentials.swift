/// What is taken out of a captured request: the values of headers and query parameters that name a credential.
enum CredentialMask {
    /// What stands in the place of a value; the value's length is hidden.
    static let text = "***"

    /// Parts of header names whose values are masked: Authorization and Proxy-Authorization, which the verifiers read,
    /// Cookie, and what services call their keys.
    private static let headerWords = [
        "authorization", "cookie", "token", "secret", "password", "passwd", "api-key", "apikey", "credential",
        "session",
    ]
    /// Parts of names of query parameters whose values are masked.
    private static let parameterWords = [
        "token", "secret", "password", "passwd", "api-key", "api_key", "apikey", "credential", "session", "signature",
        "authorization",
    ]
    /// Whole names of query parameters whose values are masked.
    private static let parameterNames: Set = ["key", "auth", "sig", "pwd", "pass", "code"]

    /// Whether a header's value is masked.
    static func hides(header name: String) -> Bool {
        let name = name.lowercased()
        return headerWords.contains { name.contains($0) }
    }

    /// A request target with the values of such parameters masked.
    static func masked(target: String) -> String {
        guard let mark = target.firstIndex(of: "?") else { return target }
        let pairs = target[target.index(after: mark)...].split(separator: "&", omittingEmptySubsequences: false)
        let masked = pairs.map { pair in
            guard let sign = pair.firstIndex(of: "="), hides(parameter: decoded(pair[..<sign])) else {
                return String(pair)
            }
            return pair[...sign] + text
        }
        return target[...mark] + masked.joined(separator: "&")
    }

    private static func hides(parameter name: String) -> Bool {
        let name = name.lowercased()
        // The last key of `a[token]`.
        let key = name.split(whereSeparator: { "[].".contains($0) }).last.map(String.init) ?? name
        return parameterNames.contains(key) || parameterWords.contains { name.contains($0) }
    }

    /// A name without its percent-encoding.
    private static func decoded(_ name: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(name.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
