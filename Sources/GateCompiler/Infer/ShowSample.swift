/// A value of a sample in a comment: short, on one line, and nothing of it where it may be a secret.
extension InferredPlace {
    /// Most characters that are shown.
    private static let shownMax = 40

    /// Words in a key whose value is not shown.
    private static let secretWords = [
        "password", "passwd", "passphrase", "secret", "token", "apikey", "api_key", "authorization", "signature",
        "hmac",
        "credential", "private", "access_key", "cookie", "session", "jwt", "iban", "card_number", "cardnumber", "cvv",
        "cvc", "ssn", "pin_code",
    ]

    /// Takes the text to show for a value, masked where its name or form is that of a secret.
    mutating func showSample(_ value: WitnessValue?) {
        let hasSecretName = names.contains { name in
            let lower = name.lowercased().replacing("-", with: "_")
            return InferredPlace.secretWords.contains { lower.contains($0) } || lower == "key" || lower == "pin"
        }
        guard let value else { return }
        switch value {
        case .list(let items): sample = items.count == 1 ? "1 item" : "\(items.count) items"
        case .map(let members): sample = members.count == 1 ? "1 member" : "\(members.count) members"
        case .null: break
        case .string(let text):
            isSecret = hasSecretName || InferredPlace.looksSecret(text)
            sample = isSecret ? "***" : InferredPlace.quoted(text)
        default:
            isSecret = hasSecretName
            sample = isSecret ? "***" : value.text
        }
    }

    /// Text that nobody types: a token of JSON Web form, credentials in a URL, a long mixture of letters and digits.
    private static func looksSecret(_ text: String) -> Bool {
        let lower = text.lowercased()
        if lower.hasPrefix("eyj") || lower.hasPrefix("bearer ") || lower.hasPrefix("basic ") { return true }
        if text.hasPrefix("-----BEGIN") { return true }
        if text.contains("://") {
            let query = lower.split(separator: "?", maxSplits: 1).dropFirst().first ?? ""
            let host = lower.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first ?? ""
            return host.contains("@") || ["token=", "key=", "secret=", "sig", "code="].contains { query.contains($0) }
        }
        let bytes = text.utf8
        guard bytes.count >= 20, bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return false }
        let word = bytes.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || "+/=_-".utf8.contains(byte)
        }
        let digitCount = bytes.count { (0x30...0x39).contains($0) }
        return word && digitCount >= 3 && digitCount < bytes.count - bytes.count { $0 == 0x2D }
    }

    private static func quoted(_ text: String) -> String {
        var shown = ""
        var count = 0
        for scalar in text.unicodeScalars {
            if count == shownMax { return "\"\(shown)...\"" }
            count += 1
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate:
                shown += " "
            default: shown.unicodeScalars.append(scalar)
            }
        }
        return "\"\(shown)\""
    }
}
