import GateConfig
import GateDiagnostics
import GateRuntime

extension BlockChecker {
    /// Reports names that steps bind and nothing uses; one that begins with `_` says that it is meant so.
    func reviewNames(_ context: inout CompileContext) {
        for name in bound where !context.usedNames.contains(name.id) && !name.name.hasPrefix("_") {
            context.unused.append(
                .unusedName("the name \"\(name.name)\"", at: name.span, note: "remove it, or begin it with _")
            )
        }
    }
}

/// Reports extractions that nothing uses; one that is required is a check of the request by itself.
func reviewExtractionUse(_ extractions: [ExtractionConfig], _ names: CheckedNames, _ context: inout CompileContext) {
    let slots = Dictionary(names.extractions.map { ($0.name, $0.slot) }, uniquingKeysWith: { first, _ in first })
    for extraction in extractions where !extraction.isRequired {
        guard let slot = slots[extraction.name.value], !context.usedNames.contains(slot) else { continue }
        if extraction.name.value.hasPrefix("_") { continue }
        let note = "remove it; where the request must have the value, add \"required: true\""
        context.unused.append(
            .unusedName("the extraction \"\(extraction.name.value)\"", at: extraction.name.span, note: note)
        )
    }
}

/// Reports all names that nothing uses, flows that nobody calls and secrets that no verifier refers to among them.
///
/// Where something is wrong nothing is reported: what was meant to use a name may be what is wrong.
func reviewUnused(_ config: GatewayConfig, _ context: inout CompileContext) {
    guard context.isWhole, context.errorCount == 0 else { return }
    for flow in config.flows where !context.usedFlows.contains(flow.name.value) {
        context.unused.append(
            .unusedName("the flow \"\(flow.name.value)\"", at: flow.name.span, note: "call it in a step, or remove it")
        )
    }
    for (index, secret) in config.secrets.enumerated() where !context.usedSecrets.contains(index) {
        let note = "refer to it under \"auth:\", or remove it: it must exist wherever the gateway starts"
        context.unused.append(.unusedName("the secret \"\(secret.name.value)\"", at: secret.name.span, note: note))
    }
    for finding in context.unused { context.report(finding) }
}
