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
        let names = secrets.map(\.name.value)
        if let secret = names.firstIndex(of: password.value) {
            checked.basic = basic.username.map { CheckedAuth.Basic(username: $0.value, secret: secret) }
        } else {
            let near = Suggestion.nearest(to: password.value, in: names)
            context.report(.unknownSecret(near: near, declared: names, at: password.span))
            context.redactions.append(password.span)
        }
    }
    return checked
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
