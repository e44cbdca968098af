import GateConfig
import GateDiagnostics
import GateExpression
import GateRuntime

/// Builds the execution graph of a checked gateway.
///
/// What is computed here for the first time can still be found wrong: a constant part of an expression that always fails
/// is reported to `context`.
func buildGraph(
    _ gateway: CheckedGateway,
    sources: SourceMap,
    explaining: Bool = false,
    _ context: inout CompileContext
) -> (graph: Graph, places: GraphPlaces) {
    var builder = GraphBuilder(sources: sources)
    builder.graph.settings = gateway.settings
    builder.graph.secrets = gateway.secrets
    var routes = RouteTableBuilder()
    for (index, endpoint) in gateway.endpoints.enumerated() {
        builder.addEndpoint(endpoint)
        routes.add(endpoint.segments, methods: endpoint.methods, endpoint: index)
    }
    builder.graph.routes = routes.build { builder.programs.constant(bytes: $0) }
    for (fault, text) in builder.faults {
        context.report(.constantFault(fault.detail, note: fault.note, at: text.span(of: fault.range)))
    }
    for finding in builder.costs { context.report(finding) }
    if explaining { builder.breakDown() }
    return builder.finish()
}

/// The graph while it is built.
struct GraphBuilder {
    var graph = Graph()
    /// Instructions, constants and regular expressions.
    var programs = ProgramBuilder()
    var paths = PathLowering()
    /// Constant parts of expressions that always fail.
    private(set) var faults: [(ConstantFault, ConfigText)] = []
    /// Expressions that a request can make too long.
    private(set) var costs: [Diagnostic] = []
    /// Where extractions stand; their sites follow those of the instructions, so their indices are known in the end.
    private var extractionSites: [ExpressionSite] = []
    /// Where the graph's pieces stand.
    var places = GraphPlaces()
    /// What each program was lowered from, and the registers in use there.
    private(set) var located: [(expression: LocatedExpression, slots: Int)] = []
    private let sources: SourceMap

    init(sources: SourceMap) {
        self.sources = sources
    }

    mutating func addEndpoint(_ endpoint: CheckedEndpoint) {
        var entry = EndpointEntry()
        let names = endpoint.segments.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
        entry.parameters = TableRange(start: graph.parameters.count, count: names.count)
        for name in names { graph.parameters.append(intern(name)) }
        places.endpoints.append(GraphPlaces.Endpoint(name: endpoint.name, span: endpoint.nameSpan))
        addAuth(endpoint.auth, to: &entry)
        var slots = endpoint.slotCount
        let programs = graph.programs.count
        var reads = addExtractions(endpoint.extractions, slots: &slots, to: &entry)
        entry.slotCount = UInt32(slots)
        graph.endpointNames.append(endpoint.name)
        if let answer = endpoint.firstAnswer {
            entry.firstAnswer = Int32(addResponse(answer, slots: slots, reads: &reads))
            if answer.span != endpoint.nameSpan {
                places.endpoints[places.endpoints.count - 1].firstAnswer = answer.span
            }
        }
        let status = endpoint.firstAnswer.map { UInt16($0.status) }
        var flow = FlowBuilder(graph, slots: slots, reads: reads, firstStatus: status)
        flow.add(endpoint.block, at: endpoint.nameSpan, to: &entry, &self)
        entry.reads = flow.reads
        entry.canFault = graph.programs.count > programs || !entry.queries.indices.isEmpty
        graph.endpoints.append(entry)
    }

    private mutating func addAuth(_ auth: CheckedAuth, to entry: inout EndpointEntry) {
        if let addresses = auth.addresses {
            entry.checksAddress = true
            entry.addresses = TableRange(start: graph.addresses.count, count: addresses.count)
            graph.addresses += addresses
        }
        if let basic = auth.basic {
            entry.basic = Int32(graph.verifiers.count)
            let verifier = BasicVerifier(username: intern(basic.username), secret: UInt32(basic.secret))
            graph.verifiers.append(verifier)
        }
    }

    /// Adds an expression's program; what it reads of the request is added to `reads`.
    mutating func addProgram(
        _ expression: LocatedExpression,
        slots: Int,
        reads: inout EndpointEntry.Reads
    ) -> UInt32 {
        reads.formUnion(expression.expression.roots)
        let lowered = lowerExpression(expression.expression, into: &programs, slotCount: slots)
        faults += lowered.faults.map { ($0, expression.text) }
        graph.programs.append(lowered.program)
        located.append((expression, slots))
        graph.expressions.append(site(of: expression))
        let bound = boundSteps(of: expression.expression)
        graph.bounds.append(bound.steps)
        if let finding = reviewCost(bound, of: expression, limits: graph.settings.limits) { costs.append(finding) }
        return UInt32(graph.programs.count - 1)
    }

    /// Adds a node, and where its step stands.
    mutating func add(_ node: FlowNode, at span: SourceSpan, name: String = "") {
        graph.nodes.append(node)
        places.nodes.append(GraphPlaces.Node(span: span, name: name))
    }

    func site(of expression: LocatedExpression) -> ExpressionSite {
        // The expression's own start: a template may hold several, and a block scalar many lines.
        let syntax = expression.expression.syntax
        let span = expression.text.span(of: syntax[syntax.root].range)
        let position = sources[span.file].position(of: span.start)
        return ExpressionSite(
            role: expression.role,
            text: syntax.text,
            line: position.line,
            column: position.column
        )
    }

    /// Adds the place of an extraction; its index among those of all extractions.
    mutating func addSite(of extraction: CheckedExtraction) -> UInt32 {
        let position = sources[extraction.text.span.file].position(of: extraction.text.span.start)
        extractionSites.append(
            ExpressionSite(
                role: "extract of \"\(extraction.name)\"",
                text: extraction.text.text,
                line: position.line,
                column: position.column
            )
        )
        return UInt32(extractionSites.count - 1)
    }

    /// Puts the extractions' sites behind the instructions' own.
    private mutating func placeExtractions() {
        let first = UInt32(graph.sites.count)
        for site in extractionSites {
            let expression = UInt32(graph.expressions.count)
            graph.sites.append(ProgramSite(expression: expression, start: 0, end: UInt32(site.text.utf8.count)))
            graph.expressions.append(site)
        }
        for index in graph.extractions.indices { graph.extractions[index].site += first }
        for index in graph.bodyQueries.indices { graph.bodyQueries[index].site += first }
    }

    /// Adds text to the constants.
    mutating func intern(_ text: String) -> ByteRange {
        programs.constant(bytes: Array(text.utf8))
    }

    consuming func finish() -> (graph: Graph, places: GraphPlaces) {
        graph.constants = programs.bytes
        graph.constantValues = programs.values
        graph.instructions = programs.instructions
        graph.regexes = programs.regexes
        graph.sites = programs.sites
        graph.zones = programs.zones
        graph.zoneChanges = programs.zoneChanges
        graph.paths = paths.tables
        placeExtractions()
        return (graph, places)
    }
}

extension CheckedExpression {
    /// The parts of a request that the expression reads.
    var roots: EndpointEntry.Reads {
        var reads: EndpointEntry.Reads = []
        for case .variable(let variable)? in references {
            switch RootSlot(rawValue: variable.slot) {
            case .body: reads.insert(.body)
            case .query: reads.insert(.query)
            case .headers: reads.insert(.headers)
            case .params: reads.insert(.params)
            case .requestID: reads.insert(.requestID)
            case .requestMethod: reads.insert(.requestMethod)
            case .requestPath: reads.insert(.requestPath)
            case .requestIP: reads.insert(.requestIP)
            case .requestTime: reads.insert(.requestTime)
            case nil: break
            }
        }
        return reads
    }
}
