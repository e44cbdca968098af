import GateConfig
import GateDiagnostics
import GateExpression
import GateRuntime

/// Most endpoints of a file.
private let endpointCountMax = 100_000

/// Checks a whole configuration.
///
/// Everything is looked at, so that one run reports all that is wrong.
///
/// - Returns: the checked gateway; nil where anything was reported as an error, now or by the decoder before.
func checkGateway(
    _ config: GatewayConfig,
    files: FileSource?,
    _ context: inout CompileContext
) -> CheckedGateway? {
    let settings = checkServer(config.server, config.secrets, &context)
    if config.endpoints.count > endpointCountMax, let key = config.endpointsKey {
        context.report(.graphLimit("endpoints", config.endpoints.count, endpointCountMax, at: key))
        return nil
    }
    var overlaps = OverlapChecker()
    var samples = files.map { SampleLoader(files: $0, limits: settings.limits) }
    var flows = FlowTable(config.flows)
    flows.checkAll(&context)
    var endpoints: [CheckedEndpoint] = []
    for endpoint in config.endpoints {
        let loaded = samples?.load(endpoint.samples, &context) ?? nil
        let checked = checkEndpoint(endpoint, config.secrets, flows, loaded, &overlaps, &context)
        if let checked { endpoints.append(checked) }
    }
    guard endpoints.count == config.endpoints.count, flows.broken.isEmpty else { return nil }
    reviewUnused(config, &context)
    return CheckedGateway(settings: settings, secrets: checkSecrets(config.secrets), endpoints: endpoints)
}

private func checkEndpoint(
    _ endpoint: EndpointConfig,
    _ secrets: [SecretConfig],
    _ flows: FlowTable,
    _ samples: LoadedSamples?,
    _ overlaps: inout OverlapChecker,
    _ context: inout CompileContext
) -> CheckedEndpoint? {
    let methods = checkMethods(endpoint.methods, &context)
    let segments = endpoint.path.flatMap { checkPath($0, &context) }
    if let segments, let path = endpoint.path,
        let found = overlaps.add(segments, methods: methods, span: path.span)
    {
        context.report(.duplicateRoute(found.method, example: found.example, at: path.span, first: found.first))
    }
    let auth = endpoint.auth.map { checkAuth($0, secrets: secrets, &context) }
    context.usedNames = []
    let names = checkExtractions(endpoint.extract, segments: segments ?? [], &context)
    let places = endpoint.extract.map { ($0.name.value, $0.name.span) }
    var scope = ExpressionScope(names.variables, places: Dictionary(places, uniquingKeysWith: { first, _ in first }))
    scope.samples = samples.map { reviewExtractions(endpoint.extract, names, $0.shape, &context) }
    var blocks = BlockChecker(
        scope: scope,
        slotCount: names.slotCount,
        mode: endpoint.mode == .async ? .async : .sync,
        flows: flows,
        translator: Translator(origins: origins(of: names.extractions))
    )
    let (answer, block) = blocks.checkEndpoint(endpoint, &context)
    if block != nil {
        reviewExtractionUse(endpoint.extract, names, &context)
        blocks.reviewNames(&context)
    }
    if blocks.slotCount > Int(UInt16.max) / 2 {
        context.report(.graphLimit("names", blocks.slotCount, Int(UInt16.max) / 2, at: endpoint.name.span))
        return nil
    }
    guard let segments, let auth, let block else { return nil }
    return CheckedEndpoint(
        name: endpoint.name.value,
        nameSpan: endpoint.name.span,
        segments: segments,
        methods: methods,
        auth: auth,
        extractions: names.extractions,
        slotCount: blocks.slotCount,
        firstAnswer: answer,
        block: block,
        leaves: blocks.leaves,
        definitions: blocks.definitions,
        sources: blocks.sources,
        sampleBodies: samples?.bodies ?? []
    )
}
