import GateCompiler
import GateDiagnostics
import GateRuntime

/// Looks through a graph for what requests can do.
struct CoverageFinder {
    /// What makes two points one.
    private struct Key: Hashable {
        var way: CoveragePoint.Way
        var span: SourceSpan
        /// Only for the ends of flows.
        var branch: Int?
    }

    private let graph: Graph
    private let places: GraphPlaces
    /// The endpoints that take requests without a body.
    private let bodiless: Set<Int>
    /// What is proven not to happen, by endpoint.
    private let impossible: [ImpossibleWays]
    private var points: [CoveragePoint] = []
    private var known: [Key: Int] = [:]
    private var knownSteps: [SourceSpan: Int] = [:]
    private var index = CoverageIndex()
    private(set) var steps: [SourceSpan] = []

    init(_ simulation: Simulation) {
        graph = simulation.graph
        places = simulation.places
        impossible = simulation.compilation.impossibleWays()
        let methods = simulation.compilation.endpoints.map(\.methods)
        bodiless = Set(methods.indices.filter { !methods[$0].allSatisfy(["POST", "PUT", "PATCH"].contains) })
        index.nodes = graph.nodes.map { _ in CoverageIndex.Node() }
        index.extractions = graph.extractions.map { _ in CoverageIndex.Extraction() }
        index.branches = graph.branchNames.map { _ in CoverageIndex.Branch() }
    }

    mutating func find() {
        for (number, entry) in graph.endpoints.enumerated() {
            let place = places.endpoints[number]
            var found = CoverageIndex.Endpoint(step: step(place.span))
            if entry.checksAddress { found.address = point(.address, place.span, place.name, number) }
            if entry.basic >= 0 { found.credentials = point(.credentials, place.span, place.name, number) }
            found.malformedBody = point(.malformedBody, place.span, place.name, number)
            found.firstAnswer = place.firstAnswer.map { point(.answered, $0, place.name, number) }
            for extraction in place.extractions {
                let step = step(extraction.span)
                if let entry = extraction.entry {
                    index.extractions[entry].step = step
                    add(extraction, entry, of: number)
                } else {
                    found.plainSteps.append(step)
                }
            }
            index.endpoints.append(found)
            for node in entry.nodes.indices { add(node: node, of: number) }
        }
    }

    /// The points in the order of the file, with the index that speaks of them.
    func ordered() -> (points: [CoveragePoint], index: CoverageIndex) {
        let ways = Dictionary(uniqueKeysWithValues: zip(CoveragePoint.Way.allCases, 0...))
        func rank(_ number: Int) -> (UInt32, UInt32, Int, Int) {
            let point = points[number]
            return (point.span.file, point.span.start, ways[point.way] ?? 0, number)
        }
        let order = points.indices.sorted { rank($0) < rank($1) }
        var numbers = Array(repeating: 0, count: points.count)
        for (new, old) in order.enumerated() { numbers[old] = new }
        var renumbered = index
        renumbered.renumber { numbers[$0] }
        return (order.map { points[$0] }, renumbered)
    }

    // MARK: Extractions

    private mutating func add(_ extraction: GraphPlaces.Extraction, _ number: Int, of endpoint: Int) {
        let entry = graph.extractions[number]
        let lists = graph.endpoints[endpoint].queries.indices.map { UInt32(graph.bodyQueries[$0].slot) }
        let sources = entry.places.indices.map { graph.places[$0] }
        // A query that can match several places gives a list wherever there is a body, if an empty one.
        let isList = { (place: PlaceEntry) in place.kind == .register && lists.contains(place.index) }
        // A parameter of the path is there and not empty wherever the route matches.
        let isNeverMissing = sources.contains { place in
            place.kind == .parameter || isList(place) && !bodiless.contains(endpoint)
        }
        if extraction.isRequired, !isNeverMissing {
            index.extractions[number].missing = point(.missing, extraction.span, extraction.name, endpoint)
        }
        let isNeverMistyped = entry.target == .list && sources.allSatisfy(isList)
        if extraction.isTyped, !isNeverMistyped {
            index.extractions[number].mistyped = point(.mistyped, extraction.span, extraction.name, endpoint)
        }
    }

    // MARK: Nodes

    private mutating func add(node number: Int, of endpoint: Int) {
        let (node, place) = (graph.nodes[number], places.nodes[number])
        switch node.kind {
        // An end that is proven to be out of reach is nothing to reach.
        case .respond where isImpossible(node, endpoint), .refuse where isImpossible(node, endpoint),
            .end where isImpossible(node, endpoint):
            return
        case .test: addTest(number, node, place, endpoint)
        case .loop:
            let loop = graph.loops[Int(node.a)]
            index.nodes[number].first = point(.items, place.span, place.name, endpoint)
            if !isUnreachable(loop.exit) {
                index.nodes[number].second = point(.empty, place.span, place.name, endpoint)
                index.nodes[number].exit = Int(loop.exit)
            }
        case .choose: addSwitch(number, node, place, endpoint)
        case .respond:
            addEnd(node, place, endpoint)
            let name = endName(place, endpoint)
            index.branches[Int(node.b)].answer = point(.answered, place.span, name, endpoint)
        case .refuse:
            addEnd(node, place, endpoint)
            // After an answer no request is refused any more.
            guard graph.endpoints[endpoint].firstAnswer < 0 else { return }
            let way: CoveragePoint.Way = node.a == UInt32(Refusal.tooManyItems.rawValue) ? .tooManyItems : .unmet
            index.branches[Int(node.b)].answer = point(way, place.span, place.name, endpoint)
            return
        case .end:
            addEnd(node, place, endpoint)
            // The end that no step makes stands where the endpoint does.
            guard place.span != places.endpoints[endpoint].span else { return }
        case .set, .make, .collect: break
        case .expect, .fill, .next, .leave, .unreachable: return
        }
        index.nodes[number].step = step(place.span)
    }

    private mutating func addTest(_ number: Int, _ node: FlowNode, _ place: GraphPlaces.Node, _ endpoint: Int) {
        index.nodes[number].otherwise = Int(node.c)
        let (neverTrue, neverFalse) = (impossible[endpoint].neverTrue, impossible[endpoint].neverFalse)
        if !isUnreachable(node.b), !neverTrue.contains(place.span) {
            index.nodes[number].first = point(.isTrue, place.span, place.name, endpoint)
        }
        if !isUnreachable(node.c), !neverFalse.contains(place.span) {
            index.nodes[number].second = point(.isFalse, place.span, place.name, endpoint)
        }
    }

    private mutating func addSwitch(_ number: Int, _ node: FlowNode, _ place: GraphPlaces.Node, _ endpoint: Int) {
        let entry = graph.switches[Int(node.a)]
        if !isUnreachable(entry.otherwise), !impossible[endpoint].alwaysMatched.contains(place.span) {
            index.nodes[number].first = point(.noCase, place.span, place.name, endpoint)
        }
        for aCase in places.cases[Int(node.a)] {
            let target = Int(graph.switchTargets[Int(entry.targets) + aCase.place])
            let found = point(.match, aCase.span, aCase.text, endpoint)
            index.nodes[number].cases[aCase.place, default: (target, [])].points.append(found)
        }
    }

    private mutating func addEnd(_ node: FlowNode, _ place: GraphPlaces.Node, _ endpoint: Int) {
        let name = endName(place, endpoint)
        index.branches[Int(node.b)].end = point(.end, place.span, name, endpoint, branch: Int(node.b))
    }

    private func isImpossible(_ end: FlowNode, _ endpoint: Int) -> Bool {
        impossible[endpoint].branches.contains(graph.branchNames[Int(end.b)])
    }

    /// What an end is called; that of an endpoint without branches has the name of the endpoint.
    private func endName(_ place: GraphPlaces.Node, _ endpoint: Int) -> String {
        place.name.isEmpty ? places.endpoints[endpoint].name : place.name
    }

    private func isUnreachable(_ node: UInt32) -> Bool { graph.nodes[Int(node)].kind == .unreachable }

    // MARK: Places

    private mutating func point(
        _ way: CoveragePoint.Way,
        _ span: SourceSpan,
        _ name: String,
        _ endpoint: Int,
        branch: Int? = nil
    ) -> Int {
        let key = Key(way: way, span: span, branch: branch)
        if let number = known[key] {
            if points[number].endpoints.last != endpoint { points[number].endpoints.append(endpoint) }
            return number
        }
        points.append(CoveragePoint(way: way, span: span, name: name, endpoints: [endpoint]))
        known[key] = points.count - 1
        return points.count - 1
    }

    private mutating func step(_ span: SourceSpan) -> Int {
        if let number = knownSteps[span] { return number }
        steps.append(span)
        knownSteps[span] = steps.count - 1
        return steps.count - 1
    }
}
