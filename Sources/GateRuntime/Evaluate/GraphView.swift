/// A borrowed graph: what evaluation reads, without owning or counting anything.
struct GraphView {
    var constants: ByteView
    var constantValues: TableView<Value>
    var routes: RouteTableView
    var endpoints: TableView<EndpointEntry>
    var parameters: TableView<ByteRange>
    var addresses: TableView<AddressRange>
    var verifiers: TableView<BasicVerifier>
    var extractions: TableView<ExtractionEntry>
    var places: TableView<PlaceEntry>
    var querySteps: TableView<QueryStep>
    var paths: PathTablesView
    var bodyQueries: TableView<BodyQuery>
    var programs: TableView<Program>
    var programTables: ProgramTables
    var zones: TimeZoneTable
    var nodes: TableView<FlowNode>
    var responses: TableView<ResponseEntry>
    var headerLines: TableView<HeaderEntry>
    var segments: TableView<SegmentEntry>
    var trust: ProxyTrust
}
