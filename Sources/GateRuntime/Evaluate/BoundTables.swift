/// The memory behind a ``GraphView``.
final class BoundTables {
    private let constants: OwnedTable<UInt8>
    private let constantValues: OwnedTable<Value>
    private let routeNodes: OwnedTable<RouteTable.Node>
    private let routeEdges: OwnedTable<RouteTable.Edge>
    private let routeMethods: OwnedTable<RouteTable.Method>
    private let endpoints: OwnedTable<EndpointEntry>
    private let parameters: OwnedTable<ByteRange>
    private let addresses: OwnedTable<AddressRange>
    private let verifiers: OwnedTable<BasicVerifier>
    private let extractions: OwnedTable<ExtractionEntry>
    private let places: OwnedTable<PlaceEntry>
    private let querySteps: OwnedTable<QueryStep>
    private let paths: BoundPathTables
    private let bodyQueries: OwnedTable<BodyQuery>
    private let instructions: OwnedTable<Instruction>
    private let regexHandles: OwnedTable<UInt>
    private let zones: OwnedTable<TimeZoneTable.Zone>
    private let zoneChanges: OwnedTable<TimeZoneTable.Change>
    private let programs: OwnedTable<Program>
    private let nodes: OwnedTable<FlowNode>
    private let switches: OwnedTable<SwitchEntry>
    private let switchTargets: OwnedTable<UInt32>
    private let loops: OwnedTable<LoopEntry>
    private let loopResults: OwnedTable<UInt16>
    private let constructions: OwnedTable<TableRange>
    private let valueParts: OwnedTable<ValuePart>
    private let responses: OwnedTable<ResponseEntry>
    private let headerLines: OwnedTable<HeaderEntry>
    private let segments: OwnedTable<SegmentEntry>
    private let proxies: OwnedTable<AddressRange>
    private let trustsUnixSockets: Bool
    private let secretBytes: SecretBytes
    private let secretRanges: OwnedTable<ByteRange>
    /// Keeps the regular expressions behind the handles alive.
    private let regexes: [RegexProgram]

    init(_ graph: Graph, secrets: [[UInt8]]) {
        constants = OwnedTable(graph.constants)
        constantValues = OwnedTable(graph.constantValues)
        routeNodes = OwnedTable(graph.routes.nodes)
        routeEdges = OwnedTable(graph.routes.edges)
        routeMethods = OwnedTable(graph.routes.methods)
        endpoints = OwnedTable(graph.endpoints)
        parameters = OwnedTable(graph.parameters)
        addresses = OwnedTable(graph.addresses)
        verifiers = OwnedTable(graph.verifiers)
        extractions = OwnedTable(graph.extractions)
        places = OwnedTable(graph.places)
        querySteps = OwnedTable(graph.querySteps)
        paths = BoundPathTables(graph.paths)
        bodyQueries = OwnedTable(graph.bodyQueries)
        instructions = OwnedTable(graph.instructions)
        regexes = graph.regexes
        regexHandles = OwnedTable(graph.regexes.map(\.handle))
        zones = OwnedTable(graph.zones)
        zoneChanges = OwnedTable(graph.zoneChanges)
        programs = OwnedTable(graph.programs)
        nodes = OwnedTable(graph.nodes)
        switches = OwnedTable(graph.switches)
        switchTargets = OwnedTable(graph.switchTargets)
        loops = OwnedTable(graph.loops)
        loopResults = OwnedTable(graph.loopResults)
        constructions = OwnedTable(graph.constructions)
        valueParts = OwnedTable(graph.valueParts)
        responses = OwnedTable(graph.responses)
        headerLines = OwnedTable(graph.headerLines)
        segments = OwnedTable(graph.segments)
        proxies = OwnedTable(graph.settings.trustedProxies.ranges)
        trustsUnixSockets = graph.settings.trustedProxies.trustsUnixSockets
        var ranges: [ByteRange] = []
        var offset = 0
        for secret in secrets {
            ranges.append(ByteRange(offset: offset, count: secret.count))
            offset += secret.count
        }
        secretBytes = SecretBytes(Array(secrets.joined()))
        secretRanges = OwnedTable(ranges)
    }

    /// The value of a secret; never printed.
    func secret(_ index: Int) -> ByteView {
        secretBytes.bytes.range(secretRanges.view[index])
    }

    /// The tables without their owner; valid as long as this object.
    var view: GraphView {
        GraphView(
            constants: constants.bytes,
            constantValues: constantValues.view,
            routes: RouteTableView(
                nodes: routeNodes.view,
                edges: routeEdges.view,
                methods: routeMethods.view,
                constants: constants.bytes
            ),
            endpoints: endpoints.view,
            parameters: parameters.view,
            addresses: addresses.view,
            verifiers: verifiers.view,
            extractions: extractions.view,
            places: places.view,
            querySteps: querySteps.view,
            paths: paths.view,
            bodyQueries: bodyQueries.view,
            programs: programs.view,
            programTables: ProgramTables(instructions: instructions.view, regexes: regexHandles.view),
            zones: TimeZoneTable(zones: zones.view, changes: zoneChanges.view),
            nodes: nodes.view,
            switches: switches.view,
            switchTargets: switchTargets.view,
            loops: loops.view,
            loopResults: loopResults.view,
            constructions: constructions.view,
            valueParts: valueParts.view,
            responses: responses.view,
            headerLines: headerLines.view,
            segments: segments.view,
            trust: ProxyTrust(ranges: proxies.view, trustsUnixSockets: trustsUnixSockets)
        )
    }
}
