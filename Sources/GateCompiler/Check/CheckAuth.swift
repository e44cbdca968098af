import GateConfig
import GateDiagnostics
import GateRuntime

/// Checks the verifiers of an endpoint against the declared secrets.
func checkAuth(
    _ auth: AuthConfig,
    secrets: [SecretConfig],
    _ context: inout CompileContext
) -> CheckedAuth {
    var checked = CheckedAuth()
    if let addresses = auth.sourceIP { checked.addresses = addresses.compactMap { checkAddress($0, &context) } }
    if let basic = auth.basic, let password = basic.password {
        if let secret = checkSecretName(password, key: "password", secrets, &context) {
            checked.basic = basic.username.map { CheckedAuth.Basic(username: $0.value, secret: secret) }
        }
    }
    return checked
}

/// The index of the secret that a key names; an unknown one is reported without its text, which may be the secret.
func checkSecretName(
    _ name: Located<String>,
    key: String,
    _ secrets: [SecretConfig],
    _ context: inout CompileContext
) -> Int? {
    let names = secrets.map(\.name.value)
    if let secret = names.firstIndex(of: name.value) {
        context.usedSecrets.insert(secret)
        return secret
    }
    let near = Suggestion.nearest(to: name.value, in: names)
    context.report(.unknownSecret(key, near: near, declared: names, at: name.span))
    context.redactions.append(name.span)
    return nil
}

/// The secrets that the gateway reads when it starts.
func checkSecrets(_ secrets: [SecretConfig]) -> [SecretReference] {
    secrets.compactMap { secret in
        guard let source = secret.source else { return nil }
        let place: SecretReference.Source =
            switch source.value {
            case .environment(let name): .environment(name)
            case .credential(let name): .credential(name)
            case .file(let path): .file(path)
            }
        return SecretReference(name: secret.name.value, source: place)
    }
}
