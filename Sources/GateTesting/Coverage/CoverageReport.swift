import GateDiagnostics

/// What tests reached and what they did not, for a renderer or a goal.
package struct CoverageReport: Sendable {
    /// The points of an endpoint, or of what several endpoints share.
    package struct Row: Sendable {
        /// The endpoint; nil for flows that several call.
        package var endpoint: String?
        package var kinds: [CoveragePoint.Kind: CoverageTally] = [:]
        package var all = CoverageTally()
    }

    /// A line of a file with something on it that is counted.
    package struct Line: Sendable {
        /// How much of the line was reached.
        package enum Status: String, Sendable {
            case full, partial, none
        }

        package var number: Int
        /// How often requests came to it.
        package var hits: Int
        package var status: Status
        /// Its points, by index.
        package var points: [Int] = []
    }

    package let points: CoveragePoints
    package let counts: CoverageCounts
    package private(set) var all = CoverageTally()
    package private(set) var kinds: [CoveragePoint.Kind: CoverageTally] = [:]
    /// The endpoints in the order of the file, and last what they share, if anything; their sum is ``all``.
    package private(set) var rows: [Row]
    /// By file: the lines that count, ascending.
    package private(set) var lines: [[Line]] = []
    /// The points that were never reached, by index, in the order of the file.
    package private(set) var missing: [Int] = []

    /// What the counts say of the points; they must be of these.
    package init(_ points: CoveragePoints, _ counts: CoverageCounts) {
        precondition(points.points.count == counts.points.count, "the counts are of the points")
        self.points = points
        self.counts = counts
        rows = points.endpointNames.map { Row(endpoint: $0) }
        var shared = Row()
        for (number, point) in points.points.enumerated() {
            let isReached = counts.points[number] > 0
            if !isReached { missing.append(number) }
            all.add(isReached)
            kinds[point.kind, default: CoverageTally()].add(isReached)
            if point.endpoints.count == 1, let endpoint = point.endpoints.first {
                rows[endpoint].add(point.kind, isReached)
            } else {
                shared.add(point.kind, isReached)
            }
        }
        if shared.all.total > 0 { rows.append(shared) }
        lines = points.sources.files.indices.map { lines(of: UInt32($0)) }
    }

    /// The place of a point as editors and terminals know it: `gateway.yaml:41:15`.
    package func place(of point: CoveragePoint) -> String {
        let (file, position) = position(of: point)
        return "\(file):\(position.line):\(position.column)"
    }

    /// The file and the place in it.
    func position(of point: CoveragePoint) -> (file: String, position: SourcePosition) {
        let source = points.sources[point.span.file]
        return (source.name, source.position(of: point.span.start))
    }

    /// The missing points that a person has to be told of: an answer that no branch got to is missing with the branch.
    var told: [Int] {
        let ends = Set(missing.map { points.points[$0] }.filter { $0.way == .end }.map(\.span))
        return missing.filter { points.points[$0].way != .answered || !ends.contains(points.points[$0].span) }
    }

    private func lines(of file: UInt32) -> [Line] {
        let source = points.sources[file]
        var found: [Int: Line] = [:]
        func count(_ hits: Int, at span: SourceSpan, point: Int? = nil) {
            let number = source.position(of: span.start).line
            found[number, default: Line(number: number, hits: 0, status: .none)].hits.raise(to: hits)
            if let point { found[number]?.points.append(point) }
        }
        for (number, span) in points.steps.enumerated() where span.file == file {
            count(counts.steps[number], at: span)
        }
        for (number, point) in points.points.enumerated() where point.span.file == file {
            count(counts.points[number], at: point.span, point: number)
        }
        // One request comes to one case: a line with several is come to as often as all of them.
        for (number, line) in found {
            let cases = line.points.filter { points.points[$0].way == .match }
            found[number]?.hits.raise(to: cases.reduce(0) { $0 + counts.points[$1] })
        }
        return found.values.sorted { $0.number < $1.number }.map { line in
            var line = line
            let reached = line.points.count { counts.points[$0] > 0 }
            let isFull = reached == line.points.count && line.hits > 0
            line.status = isFull ? .full : line.hits > 0 ? .partial : .none
            return line
        }
    }
}

extension CoverageReport.Row {
    fileprivate mutating func add(_ kind: CoveragePoint.Kind, _ isReached: Bool) {
        kinds[kind, default: CoverageTally()].add(isReached)
        all.add(isReached)
    }
}

extension Int {
    fileprivate mutating func raise(to other: Int) { self = Swift.max(self, other) }
}
