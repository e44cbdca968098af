import GateDiagnostics

extension CoverageReport {
    /// All points and lines; the members are described in hookgate-coverage(7).
    func renderJSON() -> String {
        let tree = JSONTree.map([
            .init("version", .int(1)),
            .init("requests", .int(Int64(counts.requests))),
            .init("all", json(all)),
            .init("kinds", json(kinds)),
            .init("endpoints", .list(rows.map(json))),
            .init("points", .list(points.points.indices.map(json(point:)))),
            .init("lines", .list(lines.indices.flatMap(json(linesOf:)))),
        ])
        return tree.pretty + "\n"
    }

    private func json(_ tally: CoverageTally) -> JSONTree {
        .map([
            .init("reached", .int(Int64(tally.reached))),
            .init("total", .int(Int64(tally.total))),
            .init("percent", .double(Double(tally.permille) / 10)),
        ])
    }

    private func json(_ kinds: [CoveragePoint.Kind: CoverageTally]) -> JSONTree {
        .map(CoveragePoint.Kind.allCases.map { .init($0.rawValue, json(kinds[$0] ?? CoverageTally())) })
    }

    private func json(_ row: Row) -> JSONTree {
        .map([
            .init("name", row.endpoint.map(JSONTree.string) ?? .null),
            .init("all", json(row.all)),
            .init("kinds", json(row.kinds)),
        ])
    }

    private func json(point number: Int) -> JSONTree {
        let point = points.points[number]
        let (file, position) = position(of: point)
        return .map([
            .init("kind", .string(point.kind.rawValue)),
            .init("way", .string(point.way.rawValue)),
            .init("name", .string(point.name)),
            .init("endpoints", .list(point.endpoints.map { .string(points.endpointNames[$0]) })),
            .init("file", .string(file)),
            .init("line", .int(Int64(position.line))),
            .init("column", .int(Int64(position.column))),
            .init("count", .int(Int64(counts.points[number]))),
            .init("missing", counts.points[number] > 0 ? .null : .string(point.missing)),
        ])
    }

    private func json(linesOf file: Int) -> [JSONTree] {
        let name = points.sources[UInt32(file)].name
        return lines[file].map { line in
            .map([
                .init("file", .string(name)),
                .init("line", .int(Int64(line.number))),
                .init("hits", .int(Int64(line.hits))),
                .init("status", .string(line.status.rawValue)),
            ])
        }
    }
}
