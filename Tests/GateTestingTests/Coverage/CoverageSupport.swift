import Foundation
import GateCompiler
import GateDiagnostics
import GateRuntime
import GateTestSupport
import Testing

@testable import GateTesting

/// A simulation with its points, and what requests to it counted.
struct Covered {
    let simulation: Simulation
    let points: CoveragePoints
    var counts: CoverageCounts

    init(_ source: String, name: String = "gateway.yaml", explaining: Bool = false) throws {
        let compilation = compile(SourceText(name: name, bytes: Array(source.utf8)))
        let errors = compilation.diagnostics.diagnostics.map(\.message)
        simulation = try #require(Simulation(compilation, explaining: explaining), "\(errors)")
        points = CoveragePoints(simulation)
        counts = CoverageCounts(points)
    }

    /// A file of the repository.
    init(example path: String) throws {
        try self.init(Repository.text(path), name: path)
    }

    var report: CoverageReport { CoverageReport(points, counts) }

    /// The points as texts: `12 true "big sale"`, with their counts.
    var counted: [String: Int] {
        Dictionary(zip(points.points.map(text), counts.points)) { $0 + $1 }
    }

    func text(_ point: CoveragePoint) -> String {
        let line = points.sources[point.span.file].position(of: point.span.start).line
        return "\(line) \(point.way.rawValue) \(point.name)"
    }

    /// How many points there are of a kind.
    func number(_ kind: CoveragePoint.Kind) -> Int { points.points.count { $0.kind == kind } }

    /// Sends a POST with valid credentials.
    mutating func send(
        _ target: String,
        _ body: String,
        headers: [(name: String, value: String)] = [],
        authorized: Bool = true,
        peer: IPAddress? = nil
    ) throws {
        var request = RecordedRequest(
            method: "POST",
            target: target,
            headers: [(name: "Content-Type", value: "application/json")] + headers,
            body: Array(body.utf8),
            peer: peer
        )
        if authorized { request.verified = ["basic"] }
        counts.add(try #require(simulation.answer(request)))
    }

    /// Sends the witness of every branch.
    mutating func sendWitnesses() throws {
        for witness in simulation.compilation.witnesses() {
            let request = try #require(witness.request, "\(witness.endpoint) \(witness.branch)")
            var recorded = RecordedRequest(
                method: request.method,
                target: request.target,
                headers: request.headers + [(name: "Content-Type", value: "application/json")],
                body: Array((request.body ?? "").utf8),
                peer: request.peer
            )
            if request.body == nil { recorded.headers.removeLast() }
            counts.add(try #require(simulation.answer(recorded)))
        }
    }
}
