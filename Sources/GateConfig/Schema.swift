/// Every mapping of the language with its keys, in the order of the manual.
package enum ConfigSchema {
    /// The descriptions; ``ValueShape/object(_:)`` refers to them by name.
    package static let objects: [ObjectDescription] = [
        GatewayConfig.spec.description,
        ServerConfig.spec.description,
        AdminConfig.spec.description,
        LimitsConfig.spec.description,
        LogConfig.spec.description,
        AccessConfig.spec.description,
        SecretConfig.spec.description,
        EndpointConfig.spec.description,
        AuthConfig.spec.description,
        BasicConfig.spec.description,
        ExtractionConfig.spec.description,
        ArmConfig.spec.description,
        StepConfig.spec.description,
        LoopConfig.spec.description,
        FlowConfig.spec.description,
        FlowConfig.Input.spec.description,
        RespondConfig.spec.description,
    ]

    /// The JSON Schema of a configuration file.
    package static func gatewaySchema() -> String {
        renderSchema(of: objects, title: "hookgate configuration", id: "urn:hookgate:schema:gateway:1")
    }
}
