import GateYAML

/// The `drain:` of the server: how it stops, in milliseconds.
///
/// The defaults stand here and nowhere else.
package struct DrainConfig: Sendable {
    package var delayMilliseconds = 0
    package var timeoutMilliseconds = 10_000
}

extension DrainConfig {
    private static let defaults = DrainConfig()
    private static let range = 0...600_000

    static let spec = ObjectSpec<DrainConfig>(
        name: "drain",
        doc: "How the gateway stops after SIGTERM or SIGINT. A second signal ends it at once.",
        fields: [
            FieldSpec(
                "delay",
                .duration(range),
                default: renderDuration(defaults.delayMilliseconds),
                doc: """
                    How long the listeners stay open once readiness has turned false, so that a load balancer notices \
                    and sends its requests elsewhere. Every answer says Connection: close from the signal on.
                    """
            ) { drain, id, _, decoder in
                if let value = decoder.duration(id, in: range) { drain.delayMilliseconds = value }
            },
            FieldSpec(
                "timeout",
                .duration(range),
                default: renderDuration(defaults.timeoutMilliseconds),
                doc: """
                    How long requests under way may take once the listeners are closed; then their connections are \
                    cut.
                    """
            ) { drain, id, _, decoder in
                if let value = decoder.duration(id, in: range) { drain.timeoutMilliseconds = value }
            },
        ]
    )
}
