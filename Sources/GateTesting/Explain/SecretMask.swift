import GateDiagnostics

/// Hides the credentials of a request wherever they turn up: in its headers, in values, and in its answer.
///
/// What is masked: values of headers and of query parameters that name a credential, and what they consist of.
struct SecretMask: Sendable {
    /// What stands for a secret; of one length, which tells nothing.
    static let text = maskedValue
    /// Shorter secrets are hidden only where they are a whole text: they turn up everywhere by chance.
    private static let lengthMin = 4

    /// Parts of names whose values are masked.
    private static let words = [
        "authorization", "cookie", "token", "secret", "password", "passwd", "api-key", "api_key", "apikey",
        "credential", "session", "signature",
    ]
    /// Names of query parameters whose values are masked.
    private static let parameters: Set = ["key", "auth", "sig", "pwd", "pass", "code"]

    private var secrets: Set<String> = []
    private var ordered: [String] = []

    /// A mask for what a request brings.
    init(_ request: RecordedRequest) {
        for header in request.headers where SecretMask.hides(header: header.name) { add(headerValue: header.value) }
        for pair in SecretMask.pairs(request.target) where SecretMask.hides(parameter: pair.name) {
            add(pair.value)
            add(percentDecoded(pair.value))
        }
        ordered = secrets.sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }
    }

    /// Whether a header's value is masked.
    static func hides(header name: String) -> Bool {
        let name = name.lowercased()
        return words.contains { name.contains($0) }
    }

    private static func hides(parameter name: String) -> Bool {
        let name = percentDecoded(name).lowercased()
        let key = name.split(whereSeparator: { "[].".contains($0) }).last.map(String.init) ?? name
        return parameters.contains(key) || words.contains { name.contains($0) }
    }

    private static func pairs(_ target: String) -> [(name: String, value: String)] {
        guard let mark = target.firstIndex(of: "?") else { return [] }
        return target[mark...].dropFirst().split(separator: "&").compactMap { pair in
            guard let sign = pair.firstIndex(of: "=") else { return nil }
            return (name: String(pair[..<sign]), value: String(pair[sign...].dropFirst()))
        }
    }

    private mutating func add(_ secret: String) {
        if !secret.isEmpty, secret != SecretMask.text { secrets.insert(secret) }
    }

    /// Adds a header's value with its parts: what follows the scheme, the password in it, each cookie.
    private mutating func add(headerValue value: String) {
        add(value)
        let words = value.split(separator: " ", maxSplits: 1).map(String.init)
        if words.count == 2 {
            add(words[1])
            if let decoded = Base64Text.decode(words[1]), let pair = String(validating: decoded, as: UTF8.self) {
                add(pair)
                if let colon = pair.firstIndex(of: ":") { add(String(pair[colon...].dropFirst())) }
            }
        }
        for part in value.split(separator: ";") {
            guard let sign = part.firstIndex(of: "=") else { continue }
            add(String(part[sign...].dropFirst()))
        }
    }

    /// A text without secrets.
    func masked(_ text: String) -> String {
        var text = text
        for secret in ordered {
            if secret.utf8.count >= SecretMask.lengthMin {
                text = text.replacing(secret, with: SecretMask.text)
                let escaped = String(quotedJSON(secret).dropFirst().dropLast())
                if escaped != secret { text = text.replacing(escaped, with: SecretMask.text) }
            } else {
                text = text.replacing(quotedJSON(secret), with: quotedJSON(SecretMask.text))
                if text == secret { text = SecretMask.text }
            }
        }
        return text
    }

    /// A header's value: a name that hides has none to show.
    func masked(_ header: (name: String, value: String)) -> (name: String, value: String) {
        (header.name, SecretMask.hides(header: header.name) ? SecretMask.text : masked(header.value))
    }

    /// A request target: values of parameters are masked by name.
    func masked(target: String) -> String {
        guard let mark = target.firstIndex(of: "?") else { return masked(target) }
        let pairs = target[mark...].dropFirst().split(separator: "&", omittingEmptySubsequences: false)
        let shown = pairs.map { pair in
            guard let sign = pair.firstIndex(of: "="), SecretMask.hides(parameter: String(pair[..<sign])) else {
                return String(pair)
            }
            return pair[...sign] + SecretMask.text
        }
        return target[...mark] + shown.joined(separator: "&")
    }

    /// Bytes without secrets; those that are no text stay as they are.
    func masked(_ bytes: [UInt8]) -> [UInt8] {
        guard !ordered.isEmpty, let text = String(validating: bytes, as: UTF8.self) else { return bytes }
        return Array(masked(text).utf8)
    }
}

/// A text without percent-encoding; a plus stands for a space, as in forms.
func percentDecoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
        let digits = rest.prefix(2)
        if byte == UInt8(ascii: "%"), digits.count == 2,
            let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
        {
            bytes.append(value)
            rest = rest.dropFirst(2)
        } else {
            bytes.append(byte == UInt8(ascii: "+") ? 0x20 : byte)
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}
