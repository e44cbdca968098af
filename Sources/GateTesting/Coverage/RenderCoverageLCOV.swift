import GateDiagnostics

extension CoverageReport {
    /// The tracefile that geninfo(1) describes: lines with their hits, and every point as a branch of its line.
    ///
    /// The two ways of a condition, and the cases of one line, are the branches of one block.
    func renderLCOV() -> String {
        var records: [String] = []
        for (file, lines) in lines.enumerated() where !lines.isEmpty {
            records += ["TN:hookgate", "SF:\(path(points.sources[UInt32(file)].name))"]
            var (found, taken) = (0, 0)
            for line in lines {
                var blocks: [UInt32: Int] = [:]
                for (branch, number) in line.points.enumerated() {
                    let block = blocks[points.points[number].span.start] ?? blocks.count
                    blocks[points.points[number].span.start] = block
                    let count = counts.points[number]
                    // A dash says that the line was not come to at all.
                    records.append("BRDA:\(line.number),\(block),\(branch),\(line.hits == 0 ? "-" : "\(count)")")
                    found += 1
                    if count > 0 { taken += 1 }
                }
            }
            records += ["BRF:\(found)", "BRH:\(taken)"]
            records += lines.map { "DA:\($0.number),\($0.hits)" }
            records += ["LF:\(lines.count)", "LH:\(lines.count { $0.hits > 0 })", "end_of_record"]
        }
        return records.map { $0 + "\n" }.joined()
    }

    /// A name on one line: a record ends with its line.
    private func path(_ name: String) -> String {
        String(String.UnicodeScalarView(name.unicodeScalars.filter { $0.value >= 0x20 }))
    }
}
