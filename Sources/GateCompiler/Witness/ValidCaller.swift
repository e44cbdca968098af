package import GateRuntime

/// What a request has to bring to pass an endpoint's verifiers, where every secret is ``Compilation/placeholder``.
package struct ValidCaller: Sendable {
    /// The first address that `source_ip` accepts; nil where any may call.
    package var address: IPAddress?
    /// The value of Authorization that `basic` accepts; nil where there is no such verifier.
    package var authorization: String?

    /// The verifiers by name, in the order in which they are asked.
    package var verifiers: [String] {
        (address == nil ? [] : ["source_ip"]) + (authorization == nil ? [] : ["basic"])
    }
}

extension Compilation {
    /// The callers that the endpoints accept, in the order of the file.
    package var validCallers: [ValidCaller] {
        (checked?.endpoints ?? []).map { endpoint in
            ValidCaller(
                address: endpoint.auth.addresses?.first?.base,
                authorization: endpoint.auth.basic.map {
                    "Basic " + base64(Array("\($0.username):\(Compilation.placeholder)".utf8))
                }
            )
        }
    }
}
