import GateCompiler
package import GateDiagnostics

/// All that requests can do in a compiled file, made once; ``CoverageCounts`` says how often they did.
///
/// Points are of the file and not of the graph: what a flow does that is called twice is one point, and so is what an
/// anchor holds that is used twice. The ends of flows alone are counted by endpoint. Ways that the compiler proves
/// impossible are no points.
package struct CoveragePoints: Sendable {
    /// The points in the order of the file.
    package let points: [CoveragePoint]
    /// The endpoints by index.
    package let endpointNames: [String]
    /// The files that the points stand in.
    package let sources: SourceMap
    /// What no report may show.
    var redacted: [SourceSpan]
    /// Where something is done that is no point, for the counts of lines: extractions, values, endpoints.
    let steps: [SourceSpan]
    let index: CoverageIndex

    /// Finds the points of a simulation's graph; counts take the results of any simulation of the same file.
    package init(_ simulation: Simulation) {
        var finder = CoverageFinder(simulation)
        finder.find()
        let found = finder.ordered()
        points = found.points
        steps = finder.steps
        index = found.index
        endpointNames = simulation.places.endpoints.map(\.name)
        sources = simulation.compilation.sources
        redacted = simulation.compilation.diagnostics.diagnostics.flatMap(\.redacted)
    }
}

/// Which points and steps the pieces of a graph stand for.
struct CoverageIndex: Sendable {
    /// A node: its points by what it decides.
    struct Node: Sendable {
        var step: Int?
        /// True, items, or no case.
        var first: Int?
        /// False, or no items.
        var second: Int?
        /// Where a loop without items goes on; nil for any other node.
        var exit: Int?
        /// Where a test goes that fails; nil for any other node.
        var otherwise: Int?
        /// By place of a switch's table: its node, and the points of its cases in the order of the file.
        var cases: [Int: (target: Int, points: [Int])] = [:]
    }

    struct Endpoint: Sendable {
        var step: Int?
        /// Extractions that the walk over the body reads.
        var plainSteps: [Int] = []
        var firstAnswer: Int?
        var malformedBody: Int?
        var credentials: Int?
        var address: Int?
    }

    struct Extraction: Sendable {
        var step: Int?
        var missing: Int?
        var mistyped: Int?
    }

    struct Branch: Sendable {
        var end: Int?
        /// The answer or refusal with which the branch ends.
        var answer: Int?
    }

    var nodes: [Node] = []
    var endpoints: [Endpoint] = []
    var extractions: [Extraction] = []
    var branches: [Branch] = []
}

extension CoverageIndex {
    /// Changes the number of every point.
    mutating func renumber(_ number: (Int) -> Int) {
        for place in nodes.indices {
            nodes[place].first = nodes[place].first.map(number)
            nodes[place].second = nodes[place].second.map(number)
            nodes[place].cases = nodes[place].cases.mapValues { ($0.target, $0.points.map(number)) }
        }
        for place in endpoints.indices {
            endpoints[place].firstAnswer = endpoints[place].firstAnswer.map(number)
            endpoints[place].malformedBody = endpoints[place].malformedBody.map(number)
            endpoints[place].credentials = endpoints[place].credentials.map(number)
            endpoints[place].address = endpoints[place].address.map(number)
        }
        for place in extractions.indices {
            extractions[place].missing = extractions[place].missing.map(number)
            extractions[place].mistyped = extractions[place].mistyped.map(number)
        }
        for place in branches.indices {
            branches[place].end = branches[place].end.map(number)
            branches[place].answer = branches[place].answer.map(number)
        }
    }
}
