import GateRuntime

/// One thing that a caller has to show; all of an endpoint's must pass.
///
/// A choice of several, of which one must pass, would be a case of its own here: wider where it has more.
enum CallerRule {
    case addresses([AddressRange])
    case basic(username: String, secret: SecretReference)

    /// The rules of an endpoint, in the order in which the gateway looks at them.
    static func rules(of auth: CheckedAuth, _ secrets: [SecretReference]) -> [CallerRule] {
        var rules: [CallerRule] = []
        if let addresses = auth.addresses { rules.append(.addresses(addresses)) }
        if let basic = auth.basic, secrets.indices.contains(basic.secret) {
            rules.append(.basic(username: basic.username, secret: secrets[basic.secret]))
        }
        return rules
    }

    /// The key of the configuration.
    var key: String {
        switch self {
        case .addresses: "source_ip"
        case .basic: "basic"
        }
    }

    /// The rule in words, without the value of a secret.
    var text: String {
        switch self {
        case .addresses(let ranges): rangesText(ranges)
        case .basic(let username, let secret): "\(username) with \(secret.source.text)"
        }
    }

    /// Whether both let the same callers through.
    func isSame(as other: CallerRule) -> Bool {
        switch (self, other) {
        case (.addresses(let mine), .addresses(let others)): AddressSet(mine) == AddressSet(others)
        case (.basic(let name, let secret), .basic(let otherName, let otherSecret)):
            // A secret whose place changes under the same name is a change of the secret.
            name == otherName && (secret.name == otherSecret.name || secret.source == otherSecret.source)
        default: false
        }
    }

    /// Why this rule lets callers through that the old one does not; nil where it is not known to.
    func weakness(after old: CallerRule) -> String? {
        switch (old, self) {
        case (.addresses(let before), .addresses(let now)):
            AddressSet(now).isSubset(of: AddressSet(before)) ? nil : "it takes addresses that it did not"
        // Other credentials are others, not weaker ones.
        default: nil
        }
    }
}

/// Ranges as the file has them, a single address without its prefix; ascending.
func rangesText(_ ranges: [AddressRange]) -> String {
    let sorted = ranges.sorted { left, right in
        (left.base.high, left.base.low, left.prefixLength) < (right.base.high, right.base.low, right.prefixLength)
    }
    return sorted.map { $0.prefixLength == 128 ? $0.base.text : $0.text }.joined(separator: ", ")
}

extension SecretReference.Source {
    /// The place of a secret in the words of the file.
    var text: String {
        switch self {
        case .environment(let name): "env \(name)"
        case .credential(let name): "credential \(name)"
        case .file(let path): "file \(path)"
        }
    }
}
