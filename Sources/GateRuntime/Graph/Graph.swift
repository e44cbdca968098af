/// The execution graph: flat tables linked by indices, immutable, without secrets.
///
/// What the compiler makes of a configuration file. It can be dumped and compared; ``BoundGraph`` adds the secrets and
/// gives it to an event loop.
package struct Graph: Sendable {
    package var settings = ServerSettings()
    /// Text of every constant.
    package var constants: [UInt8] = []
    /// Elements and scalars of every constant.
    package var constantValues: [Value] = []
    package var routes = RouteTable()
    package var endpoints: [EndpointEntry] = []
    package var parameters: [ByteRange] = []
    package var addresses: [AddressRange] = []
    package var verifiers: [BasicVerifier] = []
    package var extractions: [ExtractionEntry] = []
    package var places: [PlaceEntry] = []
    package var querySteps: [QueryStep] = []
    package var paths = PathTables()
    package var bodyQueries: [BodyQuery] = []
    package var instructions: [Instruction] = []
    package var regexes: [RegexProgram] = []
    package var zones: [TimeZoneTable.Zone] = []
    package var zoneChanges: [TimeZoneTable.Change] = []
    package var programs: [Program] = []
    package var nodes: [FlowNode] = []
    package var switches: [SwitchEntry] = []
    /// Nodes that switches lead to, by place of their tables.
    package var switchTargets: [UInt32] = []
    package var loops: [LoopEntry] = []
    /// Registers of the lists that loops make.
    package var loopResults: [UInt16] = []
    package var constructions: [TableRange] = []
    package var valueParts: [ValuePart] = []
    package var responses: [ResponseEntry] = []
    package var headerLines: [HeaderEntry] = []
    package var segments: [SegmentEntry] = []
    /// The secrets that binding needs, in the order that verifiers refer to.
    package var secrets: [SecretReference] = []
    /// The most steps of each program.
    package var bounds: [StepBound] = []
    /// Names for the log.
    package var endpointNames: [String] = []
    package var branchNames: [String] = []
    /// The status of each branch's answer; 0 for the end of a flow that answered before.
    package var branchStatuses: [UInt16] = []
    /// Where each instruction comes from; behind those, where each extraction stands.
    package var sites: [ProgramSite] = []
    /// The expressions that were lowered, in order; behind those, the extractions.
    package var expressions: [ExpressionSite] = []

    package init() {}
}

/// A secret by name and the place its value is read from.
package struct SecretReference: Sendable, Equatable {
    /// Where a value lives.
    package enum Source: Sendable, Equatable {
        case environment(String)
        case credential(String)
        case file(String)
    }

    package var name: String
    package var source: Source

    package init(name: String, source: Source) {
        self.name = name
        self.source = source
    }
}

/// An expression as the file writes it, for dumps and the log.
package struct ExpressionSite: Sendable, Equatable {
    /// What it is: `when of "big sale"`.
    package var role: String
    package var text: String
    /// Where it starts in the file, from 1.
    package var line: Int
    package var column: Int

    package init(role: String, text: String, line: Int, column: Int) {
        self.role = role
        self.text = text
        self.line = line
        self.column = column
    }
}

/// A body query that can match several places, and the register for its list.
package struct BodyQuery: BitwiseCopyable, Sendable {
    /// Index into the path queries.
    package var query: UInt32
    package var slot: UInt16
    /// Where it stands in the file, among the graph's sites.
    package var site: UInt32

    package init(query: UInt32, slot: UInt16, site: UInt32) {
        self.query = query
        self.slot = slot
        self.site = site
    }
}
